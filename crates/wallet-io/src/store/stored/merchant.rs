//! The stored form of shops and of what they sell.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::goods::Tag;
use wallet::state::{Catalogue, Item, KnownMerchant, OpeningMerchant};
use wire::merchant::MerchantState;
use wire::staff::StaffRole;
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredMerchant {
    merchant: Id,
    name: String,
    city: String,
    state: MerchantState,
    role: StaffRole,
}

impl From<KnownMerchant> for StoredMerchant {
    fn from(known: KnownMerchant) -> Self {
        let KnownMerchant { merchant, name, city, state, role } = known;
        Self { merchant, name, city, state, role }
    }
}

impl From<StoredMerchant> for KnownMerchant {
    fn from(stored: StoredMerchant) -> Self {
        let StoredMerchant { merchant, name, city, state, role } = stored;
        Self { merchant, name, city, state, role }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredOpening {
    merchant: Id,
    name: String,
    city: String,
    address: String,
    category: String,
}

impl From<OpeningMerchant> for StoredOpening {
    fn from(opening: OpeningMerchant) -> Self {
        let OpeningMerchant { merchant, name, city, address, category } = opening;
        Self { merchant, name, city, address, category }
    }
}

impl From<StoredOpening> for OpeningMerchant {
    fn from(stored: StoredOpening) -> Self {
        let StoredOpening { merchant, name, city, address, category } = stored;
        Self { merchant, name, city, address, category }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredCatalogue {
    merchant: Id,
    items: Vec<StoredItem>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredItem {
    item: Id,
    name: String,
    price: Money,
    barcode: Option<String>,
    /// Absent from what was kept before there were any.
    #[serde(default)]
    tags: Vec<String>,
}

impl From<Catalogue> for StoredCatalogue {
    fn from(catalogue: Catalogue) -> Self {
        let Catalogue { merchant, items } = catalogue;
        let items = items.into_iter().map(|Item { item, name, price, barcode, tags }| StoredItem {
            item,
            name,
            price: price.into(),
            barcode,
            tags: tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
        });
        Self { merchant, items: items.collect() }
    }
}

impl TryFrom<StoredCatalogue> for Catalogue {
    type Error = StoredError;

    fn try_from(stored: StoredCatalogue) -> Result<Self, StoredError> {
        let StoredCatalogue { merchant, items } = stored;
        let read = |StoredItem { item, name, price, barcode, tags }| {
            // One that is none any more is worth less than the thing.
            let tags = tags.iter().filter_map(|tag| Tag::new(tag).ok()).collect();
            Ok(Item { item, name, price: money(&price)?, barcode, tags })
        };
        Ok(Self { merchant, items: items.into_iter().map(read).collect::<Result<_, _>>()? })
    }
}
