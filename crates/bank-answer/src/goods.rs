//! The stored form of what an order is made of: one text, because no store looks inside of it.

use crate::Unreadable;
use promotion::coupon::{Basket, GoodsLine, Tag};
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    pieces: u32,
    price_minor: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

/// Returns the text for goods.
///
/// # Errors
/// When it cannot be written.
pub fn to_text(goods: &Basket) -> Result<String, Unreadable> {
    let stored = goods.lines().iter().map(|line| {
        let GoodsLine { name, pieces, price_minor, tags } = line.clone();
        let tags = tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        StoredLine { name, pieces, price_minor, tags }
    });
    Ok(serde_json::to_string(&stored.collect::<Vec<StoredLine>>())?)
}

/// Returns the goods that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn from_text(text: &str) -> Result<Basket, Unreadable> {
    let stored: Vec<StoredLine> = serde_json::from_str(text)?;
    let read = |line: StoredLine| {
        let StoredLine { name, pieces, price_minor, tags } = line;
        let tags = tags.iter().map(|tag| Tag::new(tag)).collect::<Result<_, _>>();
        Some(GoodsLine { name, pieces, price_minor, tags: tags.ok()? })
    };
    let lines: Option<Vec<GoodsLine>> = stored.into_iter().map(read).collect();
    Basket::new(lines.ok_or(Unreadable::UnknownPart)?).map_err(|_| Unreadable::UnknownPart)
}
