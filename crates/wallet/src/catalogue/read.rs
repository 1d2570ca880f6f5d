//! Things as a person or a file wrote them, held against the rules of a catalogue.

use super::ITEMS_MAX;
use crate::amount::check_payable;
use crate::goods::{Goods, Tag};
use crate::state::{Item, Profile};
use money::Amount;
use std::collections::BTreeSet;
use wire::Id;

const NAME_CHARACTERS_MAX: usize = 40;
const BARCODE_BYTES_MAX: usize = 48;
/// How many faults are told at once: who has more begins again in any case.
const FAULTS_MAX: usize = 20;

/// A thing as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenItem {
    /// Where: the line of the file, or which one of a list, from 1.
    pub line: u32,
    /// What it is.
    pub name: String,
    /// Digits with the decimals of the currency.
    pub price: String,
    /// ISO 4217; absent for the account's.
    pub currency: Option<String>,
    /// The text of its bar code; empty for none.
    pub barcode: String,
    /// Its tags, with spaces or commas between them; empty for none.
    pub tags: String,
}

/// What is wrong with a thing, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, or which one of a list, from 1.
    pub line: u32,
    /// The rule.
    pub rule: CatalogueRule,
}

/// A rule of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueRule {
    /// The first line is `name,price,currency,barcode,tags`.
    Columns,
    /// Each line has as many fields as the first.
    Fields,
    /// A field that begins with a quotation mark ends with one.
    Quotes,
    /// The text is JSON of the form that is exported.
    Json,
    /// There is something in it.
    Empty,
    /// A name is one line of 1 to 40 characters that does not begin as a formula does.
    Name,
    /// A price is digits with the decimals of the currency, above zero, and can be paid at once.
    Price,
    /// The currency is the account's.
    Currency,
    /// A bar code has up to 48 printable ASCII characters.
    Barcode,
    /// No two things have the same bar code.
    BarcodeTwice,
    /// A thing has up to 8 tags, each once, of a–z, 0–9, `-` and `_`.
    Tags,
    /// A catalogue has up to 1000 things, and a basket up to 999 of each.
    TooMany,
    /// What is put into a basket is in the catalogue.
    ItemGone,
}

impl CatalogueRule {
    /// Returns the stable word.
    pub const fn word(self) -> &'static str {
        self.texts().0
    }

    /// Word, sentence and advice.
    pub(crate) const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Columns => (
                "catalogue_columns",
                "The first line is not name,price,currency,barcode,tags.",
                "Export the catalogue to see the form.",
            ),
            Self::Fields => (
                "catalogue_fields",
                "A line does not have as many fields as the first.",
                "Put a text with a comma between quotation marks.",
            ),
            Self::Quotes => (
                "catalogue_quotes",
                "A quotation mark is not closed, or something stands after it.",
                "Write a quotation mark inside a text twice.",
            ),
            Self::Json => (
                "catalogue_json",
                "This is not JSON of the form that is exported.",
                "Export the catalogue to see the form.",
            ),
            Self::Empty => ("catalogue_empty", "There is nothing in it.", "Choose another file."),
            Self::Name => (
                "catalogue_name",
                "A name is one line of 1 to 40 characters and does not begin with = + - or @.",
                "Choose another name.",
            ),
            Self::Price => (
                "catalogue_price",
                "This is not a price that can be paid.",
                "Use digits and a point, with the decimals of the currency, such as 12.50.",
            ),
            Self::Currency => (
                "catalogue_currency",
                "The price is in another currency than the account.",
                "Use the operator's currency.",
            ),
            Self::Barcode => (
                "catalogue_barcode",
                "A bar code has up to 48 letters, digits and signs.",
                "Scan it again, or leave it out.",
            ),
            Self::BarcodeTwice => (
                "catalogue_barcode_twice",
                "Another thing has this bar code.",
                "Leave it out of one of them.",
            ),
            Self::Tags => (
                "catalogue_tags",
                "A tag has up to 32 letters a-z, digits, - and _, and a thing has up to 8 of them.",
                "Write other tags, or leave them out.",
            ),
            Self::TooMany => ("catalogue_too_many", "These are too many.", "Leave some out."),
            Self::ItemGone => (
                "catalogue_item_gone",
                "A thing is not in the catalogue any more.",
                "Put the basket together again.",
            ),
        }
    }
}

/// Reads a thing, which has no identifier of its own yet.
pub(super) fn item(written: WrittenItem, profile: &Profile) -> Result<Item, Fault> {
    let WrittenItem { line, name, price, currency, barcode, tags } = written;
    let fault = |rule| Fault { line, rule };
    let name = name.trim().to_owned();
    let length = name.chars().count();
    // A table of these is opened by programs that take such a text for a formula.
    let is_formula = name.starts_with(['=', '+', '-', '@']);
    let is_plain = paycode::printable(&name) == name && !name.contains(char::is_control);
    if !(1..=NAME_CHARACTERS_MAX).contains(&length) || is_formula || !is_plain {
        return Err(fault(CatalogueRule::Name));
    }
    if currency.is_some_and(|code| code != profile.currency.code()) {
        return Err(fault(CatalogueRule::Currency));
    }
    let price = Amount::parse(price.trim(), profile.currency).ok();
    let price = price.filter(|price| check_payable(*price, profile).is_ok());
    let price = price.ok_or(fault(CatalogueRule::Price))?;
    let barcode = barcode.trim().to_owned();
    let is_code =
        barcode.len() <= BARCODE_BYTES_MAX && barcode.bytes().all(|b| b.is_ascii_graphic());
    if !is_code || barcode.starts_with(['=', '+', '-', '@']) {
        return Err(fault(CatalogueRule::Barcode));
    }
    let tags = self::tags(&tags).ok_or(fault(CatalogueRule::Tags))?;
    let barcode = Some(barcode).filter(|barcode| !barcode.is_empty());
    Ok(Item { item: Id(0), name, price, barcode, tags })
}

/// Reads tags; small letters are meant where capitals were typed.
fn tags(written: &str) -> Option<Vec<Tag>> {
    let mut tags: Vec<Tag> = Vec::new();
    let is_gap = |one: char| one.is_whitespace() || matches!(one, ',' | '，' | '、');
    for word in written.split(is_gap).filter(|word| !word.is_empty()) {
        let tag = Tag::new(&word.to_ascii_lowercase()).ok()?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    (tags.len() <= Goods::TAGS_MAX).then_some(tags)
}

/// Reads a whole catalogue, or tells everything that is wrong with it.
pub(super) fn items(
    written: Vec<WrittenItem>,
    profile: &Profile,
    new_id: impl Fn() -> Id,
) -> Result<Vec<Item>, Vec<Fault>> {
    if written.is_empty() {
        return Err(vec![Fault { line: 1, rule: CatalogueRule::Empty }]);
    }
    if written.len() > ITEMS_MAX {
        let line = u32::try_from(ITEMS_MAX + 1).unwrap_or(u32::MAX);
        return Err(vec![Fault { line, rule: CatalogueRule::TooMany }]);
    }
    let (mut items, mut faults, mut barcodes) = (Vec::new(), Vec::new(), BTreeSet::new());
    for one in written {
        let line = one.line;
        match item(one, profile) {
            Ok(read) => {
                let barcode = read.barcode.as_ref();
                if barcode.is_some_and(|barcode| !barcodes.insert(barcode.clone())) {
                    faults.push(Fault { line, rule: CatalogueRule::BarcodeTwice });
                }
                items.push(Item { item: new_id(), ..read });
            }
            Err(fault) => faults.push(fault),
        }
    }
    faults.truncate(FAULTS_MAX);
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}
