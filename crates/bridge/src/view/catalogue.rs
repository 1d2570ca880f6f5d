//! What a shop sells, what a basket of it costs, and the two forms in which it is exchanged.

use super::AmountView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wallet::catalogue::{Basket, CatalogueRule, Fault, Item, WrittenItem, write_csv};
use wallet::goods::Tag;

/// A thing with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ItemView {
    /// The thing.
    pub item: String,
    /// What it is.
    pub name: String,
    /// What one costs.
    pub price: AmountView,
    /// The text of its bar code.
    pub barcode: Option<String>,
    /// What kinds of goods it is.
    pub tags: Vec<String>,
}

impl From<Item> for ItemView {
    fn from(item: Item) -> Self {
        let Item { item, name, price, barcode, tags } = item;
        let tags = texts(&tags);
        Self { item: item.to_string(), name, price: price.into(), barcode, tags }
    }
}

fn texts(tags: &[Tag]) -> Vec<String> {
    tags.iter().map(|tag| tag.as_str().to_owned()).collect()
}

/// What a shop sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CatalogueView {
    /// The things, in their order.
    pub items: Vec<ItemView>,
}

impl CatalogueView {
    pub(crate) fn of(items: Vec<Item>) -> Self {
        Self { items: items.into_iter().map(ItemView::from).collect() }
    }
}

/// What became of a file: the catalogue as it is now, or everything that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ImportView {
    /// The things; null where the file was refused, and nothing changed.
    pub items: Option<Vec<ItemView>>,
    /// What is wrong with it.
    pub faults: Vec<FaultView>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FaultView {
    /// The line of a table, or which thing of a list, from 1.
    pub line: u32,
    /// The rule that is broken, such as `catalogue_price`.
    pub rule: String,
}

impl ImportView {
    pub(crate) fn of(result: Result<Vec<Item>, Vec<Fault>>) -> Self {
        match result {
            Ok(items) => Self { items: Some(CatalogueView::of(items).items), faults: Vec::new() },
            Err(faults) => {
                let view =
                    |Fault { line, rule }: Fault| FaultView { line, rule: rule.word().to_owned() };
                Self { items: None, faults: faults.into_iter().map(view).collect() }
            }
        }
    }
}

/// A catalogue in the two forms in which it is exchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportView {
    /// As a table.
    pub csv: String,
    /// As JSON.
    pub json: String,
}

/// A catalogue as JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCatalogue {
    items: Vec<WrittenThing>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenThing {
    name: String,
    price: String,
    currency: String,
    barcode: Option<String>,
    /// Absent from what was written before there were any.
    #[serde(default)]
    tags: Vec<String>,
}

impl ExportView {
    pub(crate) fn of(items: &[Item]) -> Self {
        let thing = |item: &Item| WrittenThing {
            name: item.name.clone(),
            price: item.price.digits(),
            currency: item.price.currency().code().to_owned(),
            barcode: item.barcode.clone(),
            tags: texts(&item.tags),
        };
        let catalogue = WrittenCatalogue { items: items.iter().map(thing).collect() };
        let json = serde_json::to_string_pretty(&catalogue).unwrap_or_default();
        Self { csv: write_csv(items), json }
    }
}

/// Reads a catalogue that is written as JSON.
pub(crate) fn read_json(text: &str) -> Result<Vec<WrittenItem>, Vec<Fault>> {
    let catalogue: WrittenCatalogue = serde_json::from_str(text).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        vec![Fault { line, rule: CatalogueRule::Json }]
    })?;
    let read = |(line, thing): (u32, WrittenThing)| {
        let WrittenThing { name, price, currency, barcode, tags } = thing;
        let barcode = barcode.unwrap_or_default();
        let tags = tags.join(" ");
        WrittenItem { line, name, price, currency: Some(currency), barcode, tags }
    };
    Ok((1..).zip(catalogue.items).map(read).collect())
}

/// What was put together to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BasketView {
    /// The things.
    pub lines: Vec<BasketLineView>,
    /// What was typed besides.
    pub typed: Option<AmountView>,
    /// What is given above the price.
    pub tip: Option<AmountView>,
    /// What all of it costs.
    pub total: AmountView,
}

/// So many of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BasketLineView {
    /// The thing.
    pub item: String,
    /// What it is.
    pub name: String,
    /// How many.
    pub pieces: u32,
    /// What they cost together.
    pub sum: AmountView,
}

impl From<Basket> for BasketView {
    fn from(basket: Basket) -> Self {
        let Basket { lines, typed, tip, total } = basket;
        let line = |(item, pieces, sum): (Item, u32, money::Amount)| BasketLineView {
            item: item.item.to_string(),
            name: item.name,
            pieces,
            sum: sum.into(),
        };
        Self {
            lines: lines.into_iter().map(line).collect(),
            typed: typed.map(AmountView::from),
            tip: tip.map(AmountView::from),
            total: total.into(),
        }
    }
}
