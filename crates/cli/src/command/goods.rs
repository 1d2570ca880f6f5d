//! Goods as they are written on the command line: `NAME*PIECES@PRICE#TAG,TAG`.

use crate::failure::Failure;
use money::{Amount, Currency};
use paycode::printable;
use wallet::goods::{Goods, GoodsLine, Tag};

/// Reads what is charged with its tip, and what it comes to.
pub fn read(
    items: &[String],
    tip: Option<&str>,
    currency: Currency,
) -> Result<(Goods, Amount), Failure> {
    let lines: Result<Vec<GoodsLine>, Failure> =
        items.iter().map(|item| line(item, currency)).collect();
    let mut lines = lines?;
    if let Some(digits) = tip {
        let tip = Amount::parse(digits.trim(), currency);
        lines.push(GoodsLine::tip(tip.map_err(|error| malformed(&error.to_string()))?.minor()));
    }
    let goods = Goods::new(lines).map_err(|error| malformed(&error.to_string()))?;
    let total = Amount::new(goods.total_minor(), currency);
    Ok((goods, total.map_err(|error| malformed(&error.to_string()))?))
}

/// Returns what an order is made of, a line each.
pub fn told(goods: &Goods, currency: Currency) -> String {
    let lines = goods.lines().iter().map(|line| {
        let GoodsLine { name, pieces, price_minor, tags: _ } = line;
        let nameless = if line.is_tip() { "tip" } else { "other" };
        let name = name.as_deref().map_or_else(|| nameless.to_owned(), printable);
        let price = Amount::new(*price_minor, currency);
        let price = price.map_or_else(|_| price_minor.to_string(), |price| price.to_string());
        format!("  {pieces} x {price}  {name}")
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// Reads one line: the name may have any of the signs in it, so it is read from its end.
fn line(text: &str, currency: Currency) -> Result<GoodsLine, Failure> {
    let (rest, tags) = match text.rsplit_once('#') {
        Some((rest, tags)) if rest.contains('@') => (rest, tags),
        _ => (text, ""),
    };
    let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(Tag::new);
    let tags: Result<Vec<Tag>, _> = tags.collect();
    let tags = tags.map_err(|error| malformed(&error.to_string()))?;
    let (rest, price) = rest.rsplit_once('@').ok_or_else(|| malformed("a price is missing"))?;
    let price = Amount::parse(price.trim(), currency);
    let price_minor = price.map_err(|error| malformed(&error.to_string()))?.minor();
    let pieces = rest.rsplit_once('*');
    let pieces = pieces.and_then(|(name, pieces)| Some((name, pieces.trim().parse().ok()?)));
    let (name, pieces) = pieces.unwrap_or((rest, 1));
    let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(GoodsLine { name, pieces, price_minor, tags })
}

fn malformed(why: &str) -> Failure {
    let form = "Write it as \"Tea*2@3.00#drink\": name, pieces, price of one, tags.";
    Failure::new("item_malformed", format!("An item cannot be read: {why}."), form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan() -> Currency {
        Currency::from_code("CNY").expect("known")
    }

    #[test]
    fn items_are_read_from_their_end() {
        let cases = [
            ("Tea*2@3.00#drink,hot", Some("Tea"), 2, 300, "drink hot"),
            ("Tea@3", Some("Tea"), 1, 300, ""),
            ("4*4 @ home * 3 @ 0.05", Some("4*4 @ home"), 3, 5, ""),
            ("C# primer@20", Some("C# primer"), 1, 2_000, ""),
            ("@1.50", None, 1, 150, ""),
        ];
        for (text, name, pieces, price_minor, tags) in cases {
            let read = line(text, yuan()).expect("an item");
            assert_eq!(read.name.as_deref(), name, "{text}");
            assert_eq!((read.pieces, read.price_minor), (pieces, price_minor), "{text}");
            let all: Vec<&str> = read.tags.iter().map(Tag::as_str).collect();
            assert_eq!(all.join(" "), tags, "{text}");
        }
        let items = ["Tea*2@3".to_owned(), "@1.50".to_owned()];
        let (goods, total) = read(&items, Some("0.75"), yuan()).expect("goods");
        assert_eq!((total.minor(), goods.tip_minor()), (825, 75));
        let shown = told(&goods, yuan());
        assert_eq!(shown.lines().count(), 3);
        for part in ["2 x", "Tea", "other", "tip"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(read(&items, Some("0"), yuan()).is_err());
        for text in ["Tea", "Tea@", "Tea@x", "Tea*0@3", "Tea@0", "Tea@3#Drink", "Tea*201@1"] {
            assert!(read(&[text.to_owned()], None, yuan()).is_err(), "{text}");
        }
    }
}
