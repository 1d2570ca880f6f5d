//! Goods and a tip of the command line: read together, and told a line each.

use crate::failure::Failure;
use money::{Amount, Currency};
use paycode::printable;
use wallet::goods::{GOODS_FORM, Goods, GoodsLine};

/// Reads what is charged with its tip, and what it comes to.
pub fn read(
    items: &[String],
    tip: Option<&str>,
    currency: Currency,
) -> Result<(Goods, Amount), Failure> {
    let lines = items.iter().map(|item| GoodsLine::written(item, currency));
    let lines: Result<Vec<GoodsLine>, String> = lines.collect();
    let mut lines = lines.map_err(|why| malformed(&why))?;
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

fn malformed(why: &str) -> Failure {
    Failure::new("item_malformed", format!("An item cannot be read: {why}."), GOODS_FORM)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan() -> Currency {
        Currency::from_code("CNY").expect("known")
    }

    #[test]
    fn goods_are_read_with_their_tip_and_told() {
        let items = ["Tea*2@3#drink".to_owned(), "@1.50".to_owned()];
        let (goods, total) = read(&items, Some("0.75"), yuan()).expect("goods");
        assert_eq!((total.minor(), goods.tip_minor()), (825, 75));
        let shown = told(&goods, yuan());
        assert_eq!(shown.lines().count(), 3);
        for part in ["2 x", "Tea", "other", "tip"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(read(&items, Some("0"), yuan()).is_err());
        for text in ["Tea", "Tea*0@3", "Tea@0", "Tea@3#Drink", "Tea*201@1"] {
            assert!(read(&[text.to_owned()], None, yuan()).is_err(), "{text}");
        }
    }
}
