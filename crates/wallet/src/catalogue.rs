//! What a shop sells, kept on the device alone: things with prices, added up to what is charged.

mod csv;
mod read;
pub(crate) mod tip;

pub use crate::state::Item;
pub use csv::write_csv;
pub use read::{CatalogueRule, Fault, WrittenItem};
pub use tip::TipChoice;

use crate::WalletError;
use crate::amount::check_payable;
use crate::port::Ports;
use crate::state::Catalogue;
use crate::wallet::Wallet;
use money::Amount;
use wire::{ErrorCode, Id};

/// The most things that a catalogue has.
pub const ITEMS_MAX: usize = 1000;
/// The most pieces of one thing in a basket.
const PIECES_MAX: u32 = 999;

/// What was put together to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// The things, how many of each, and what they cost together.
    pub lines: Vec<(Item, u32, Amount)>,
    /// What was typed besides.
    pub typed: Option<Amount>,
    /// What is given above the price.
    pub tip: Option<Amount>,
    /// What all of it costs.
    pub total: Amount,
}

impl<P: Ports> Wallet<P> {
    /// Returns the things that a shop sells, in their order.
    pub fn catalogue(&self, merchant: Id) -> Vec<Item> {
        let state = self.state();
        let known = state.catalogues.iter().find(|known| known.merchant == merchant);
        known.map(|known| known.items.clone()).unwrap_or_default()
    }

    /// Puts a thing into the catalogue, or changes one; returns all of them.
    ///
    /// # Errors
    /// `NotEnrolled`, `Store`, and `Catalogue` with the rule that is broken.
    pub fn save_item(
        &self,
        merchant: Id,
        item: Option<Id>,
        written: WrittenItem,
    ) -> Result<Vec<Item>, WalletError> {
        let profile = self.profile()?;
        let mut items = self.catalogue(merchant);
        let refuse = |rule| Err(WalletError::Catalogue(rule));
        let read = match read::item(written, &profile) {
            Ok(read) => Item { item: item.unwrap_or_else(|| self.new_id()), ..read },
            Err(fault) => return refuse(fault.rule),
        };
        let is_twice = |known: &Item| {
            known.item != read.item && read.barcode.is_some() && known.barcode == read.barcode
        };
        if items.iter().any(is_twice) {
            return refuse(CatalogueRule::BarcodeTwice);
        }
        match items.iter().position(|known| known.item == read.item) {
            Some(place) => items[place] = read,
            None if items.len() >= ITEMS_MAX => return refuse(CatalogueRule::TooMany),
            None => items.push(read),
        }
        self.keep_catalogue(merchant, items)
    }

    /// Takes a thing out of the catalogue; returns those that are left.
    ///
    /// # Errors
    /// `Store`.
    pub fn remove_item(&self, merchant: Id, item: Id) -> Result<Vec<Item>, WalletError> {
        let mut items = self.catalogue(merchant);
        items.retain(|known| known.item != item);
        self.keep_catalogue(merchant, items)
    }

    /// Reads the lines of a table of things: its columns are `name`, `price`, `currency`, `barcode`
    /// and `tags`, which may be missing.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line.
    pub fn read_csv(&self, text: &str) -> Result<Vec<WrittenItem>, Vec<Fault>> {
        csv::read_csv(text)
    }

    /// Puts these things in the place of the catalogue: all of them, or none where any is wrong.
    ///
    /// # Errors
    /// `NotEnrolled` and `Store`. What is wrong with the things is the inner error.
    pub fn replace_catalogue(
        &self,
        merchant: Id,
        written: Vec<WrittenItem>,
    ) -> Result<Result<Vec<Item>, Vec<Fault>>, WalletError> {
        let profile = self.profile()?;
        match read::items(written, &profile, || self.new_id()) {
            Ok(items) => self.keep_catalogue(merchant, items).map(Ok),
            Err(faults) => Ok(Err(faults)),
        }
    }

    /// Adds up things of the catalogue, typed digits, and a tip for all of it.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `AmountMissing` for nothing at all, `amount_too_large`;
    /// `Catalogue` for a thing that is not there any more, or too many of one.
    pub fn add_up(
        &self,
        merchant: Id,
        lines: &[(Id, u32)],
        typed: Option<&str>,
        tip: Option<&TipChoice>,
    ) -> Result<Basket, WalletError> {
        let profile = self.profile()?;
        let too_large = |_| WalletError::rule(ErrorCode::AmountTooLarge);
        let items = self.catalogue(merchant);
        let mut total = Amount::new(0, profile.currency).map_err(too_large)?;
        let mut priced = Vec::new();
        for (item, pieces) in lines.iter().filter(|(_, pieces)| *pieces > 0) {
            let Some(item) = items.iter().find(|known| known.item == *item) else {
                return Err(WalletError::Catalogue(CatalogueRule::ItemGone));
            };
            if *pieces > PIECES_MAX {
                return Err(WalletError::Catalogue(CatalogueRule::TooMany));
            }
            let minor = item.price.minor().saturating_mul(u64::from(*pieces));
            let sum = Amount::new(minor, profile.currency).map_err(too_large)?;
            total = total.checked_add(sum).map_err(too_large)?;
            priced.push((item.clone(), *pieces, sum));
        }
        let typed = typed.map(str::trim).filter(|digits| !digits.is_empty());
        let typed = typed.map(|digits| Amount::parse(digits, profile.currency));
        let typed = typed.transpose().map_err(|_| WalletError::AmountMalformed)?;
        if let Some(typed) = typed {
            total = total.checked_add(typed).map_err(too_large)?;
        }
        if total.is_zero() {
            return Err(WalletError::AmountMissing);
        }
        let tip = tip.map(|tip| tip.of(total)).transpose()?.flatten();
        if let Some(tip) = tip {
            total = total.checked_add(tip).map_err(too_large)?;
        }
        check_payable(total, &profile)?;
        Ok(Basket { lines: priced, typed, tip, total })
    }

    fn keep_catalogue(&self, merchant: Id, items: Vec<Item>) -> Result<Vec<Item>, WalletError> {
        self.change(|state| {
            state.catalogues.retain(|known| known.merchant != merchant);
            if !items.is_empty() {
                state.catalogues.push(Catalogue { merchant, items: items.clone() });
            }
        })?;
        Ok(items)
    }
}
