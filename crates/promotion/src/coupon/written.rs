//! Goods as a person writes them in a terminal, `NAME*PIECES@PRICE#TAG,TAG`: the same at the desk
//! and at a till.

use super::basket::GoodsLine;
use super::goods::Tag;
use money::{Amount, Currency};

/// How a line is written, for whoever is told that one cannot be read.
pub const GOODS_FORM: &str = "Write it as \"Tea*2@3.00#drink\": name, pieces, price of one, tags; but for the price, any \
     may be left out.";

impl GoodsLine {
    /// Reads one line. The name may have any of the signs in it, so it is read from its end. What
    /// is wrong with its pieces or its price, [`Basket::new`](super::Basket::new) says.
    ///
    /// # Errors
    /// A sentence without its full stop: the price is missing or is none of the currency, or a tag
    /// is none.
    pub fn written(text: &str, currency: Currency) -> Result<Self, String> {
        let (rest, tags) = match text.rsplit_once('#') {
            Some((rest, tags)) if rest.contains('@') => (rest, tags),
            _ => (text, ""),
        };
        let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(Tag::new);
        let tags: Result<Vec<Tag>, _> = tags.collect();
        let tags = tags.map_err(|error| error.to_string())?;
        let (rest, price) = rest.rsplit_once('@').ok_or("a price is missing")?;
        let price = Amount::parse(price.trim(), currency).map_err(|error| error.to_string())?;
        let pieces = rest.rsplit_once('*');
        let pieces = pieces.and_then(|(name, pieces)| Some((name, pieces.trim().parse().ok()?)));
        let (name, pieces) = pieces.unwrap_or((rest, 1));
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        Ok(Self { name, pieces, price_minor: price.minor(), tags })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            let read = GoodsLine::written(text, yuan()).expect("an item");
            assert_eq!(read.name.as_deref(), name, "{text}");
            assert_eq!((read.pieces, read.price_minor), (pieces, price_minor), "{text}");
            let all: Vec<&str> = read.tags.iter().map(Tag::as_str).collect();
            assert_eq!(all.join(" "), tags, "{text}");
        }
        for text in ["", "Tea", "Tea@", "Tea@x", "Tea@3.001", "Tea@-3", "Tea@3#Drink"] {
            assert!(GoodsLine::written(text, yuan()).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            name in prop::option::of("[A-Za-z][A-Za-z0-9 *@#]{0,20}[a-z]"),
            pieces in 1_u32..=200,
            price_minor in 1_u64..=10_000_000,
            tags in prop::collection::btree_set("[a-z0-9_-]{1,32}", 0..=8),
        ) {
            let tags: Vec<Tag> =
                tags.iter().map(|tag| Tag::new(tag).expect("a tag")).collect();
            let price = Amount::new(price_minor, yuan()).expect("an amount");
            let all: Vec<&str> = tags.iter().map(Tag::as_str).collect();
            let text = format!(
                "{}*{pieces}@{}#{}",
                name.as_deref().unwrap_or_default(), price.digits(), all.join(","),
            );
            let line = GoodsLine { name, pieces, price_minor, tags };
            prop_assert_eq!(GoodsLine::written(&text, yuan()), Ok(line));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            drop(GoodsLine::written(&text, yuan()));
        }
    }
}
