//! What the journal has for webhooks: rows read once for all addresses that are up to date, and
//! again for those that are behind.

use super::event::{self, EventId, EventKind, Whose};
use bank::id::{AccountId, MerchantId, PaymentId};
use bank::journal::JournalRow;
use bank::record::Record;
use bank::store::{Reader, StoreError};
use bank::{Key, TimeMs};
use std::collections::{HashMap, VecDeque};

/// How many rows are read at once.
const PAGE: u32 = 1000;
/// How many pages are read in one go.
const PAGES: u32 = 20;
/// How many events are remembered for addresses that are a little behind.
const FOUND_MAX: usize = 10_000;

/// An event of a merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The journal row that it is.
    pub sequence: u64,
    /// When it happened.
    pub at: TimeMs,
    /// Whose it is.
    pub merchant: MerchantId,
    /// Which it is.
    pub event: EventId,
}

/// A merchant's events between two rows: all of them.
#[derive(Clone, Debug)]
pub struct News {
    /// The row after which they are all here.
    pub after: u64,
    /// The events, in the order of their rows.
    pub found: Vec<Found>,
    /// The row up to which they are all here.
    pub up_to: u64,
}

/// The merchants that are told anything, by their accounts.
pub type Merchants = HashMap<AccountId, MerchantId>;

/// The newest part of the journal, as far as it is about merchants who are told.
#[derive(Default)]
pub struct Feed {
    /// The row up to which it has been read.
    up_to: u64,
    /// The row after which all of a merchant's events are here.
    since: HashMap<MerchantId, u64>,
    merchants: Merchants,
    found: VecDeque<Found>,
}

impl Feed {
    /// Returns a feed that begins after a row.
    pub fn after(sequence: u64) -> Self {
        Self { up_to: sequence, ..Self::default() }
    }

    /// Says who is told from now on. Of who is new, what was before is not here.
    pub fn tell(&mut self, merchants: Merchants) {
        self.since.retain(|known, _| merchants.values().any(|merchant| merchant == known));
        for merchant in merchants.values() {
            self.since.entry(*merchant).or_insert(self.up_to);
        }
        self.merchants = merchants;
    }

    /// Reads on, at most some pages.
    ///
    /// # Errors
    /// When the store fails.
    pub fn read_on(&mut self, reader: &dyn Reader) -> Result<(), StoreError> {
        let (found, up_to) = scan(reader, self.up_to, &self.merchants)?;
        self.found.extend(found);
        self.up_to = up_to;
        while self.found.len() > FOUND_MAX {
            let Some(oldest) = self.found.pop_front() else { break };
            if let Some(since) = self.since.get_mut(&oldest.merchant) {
                *since = oldest.sequence;
            }
        }
        Ok(())
    }

    /// Returns a merchant's events after a row; none when the row is before what is here.
    pub fn events(&self, merchant: MerchantId, after: u64) -> Option<News> {
        if *self.since.get(&merchant)? > after {
            return None;
        }
        let later = self.found.partition_point(|found| found.sequence <= after);
        let events = self.found.range(later..).filter(|found| found.merchant == merchant);
        Some(News { after, found: events.copied().collect(), up_to: self.up_to.max(after) })
    }
}

/// Reads rows after one, at most some pages; returns the events of the merchants in them, and the
/// row up to which was read.
///
/// # Errors
/// When the store fails.
pub fn scan(
    reader: &dyn Reader,
    after: u64,
    merchants: &Merchants,
) -> Result<(Vec<Found>, u64), StoreError> {
    let (mut found, mut up_to) = (Vec::new(), after);
    if merchants.is_empty() {
        return Ok((found, reader.chain_head()?.sequence.max(after)));
    }
    for _ in 0..PAGES {
        let rows = reader.journal(up_to, PAGE)?;
        let Some(last) = rows.last() else { break };
        up_to = last.sequence;
        for row in &rows {
            found.extend(of_row(reader, row, merchants)?);
        }
        if rows.len() < PAGE as usize {
            break;
        }
    }
    Ok((found, up_to))
}

fn of_row(
    reader: &dyn Reader,
    row: &JournalRow,
    merchants: &Merchants,
) -> Result<Option<Found>, StoreError> {
    let Some((whose, event)) = event::of_row(&row.entry) else { return Ok(None) };
    let merchant = match whose {
        Whose::Account(account) => merchants.get(&account).copied(),
        Whose::Order(order) => match reader.record(&Key::Order(order))? {
            Some(Record::Order(order)) => {
                Some(order.merchant).filter(|of| merchants.values().any(|known| known == of))
            }
            _ => None,
        },
    };
    let Some(merchant) = merchant else { return Ok(None) };
    if event.kind == EventKind::Payment {
        match reader.record(&Key::Payment(PaymentId(event.id)))? {
            Some(Record::Payment(payment)) if event::is_of_customer(payment.kind) => {}
            _ => return Ok(None),
        }
    }
    Ok(Some(Found { sequence: row.sequence, at: row.at, merchant, event }))
}

/// Returns the last row before a moment; 0 when there is none.
///
/// # Errors
/// When the store fails.
pub fn last_before(reader: &dyn Reader, from: TimeMs) -> Result<u64, StoreError> {
    // Rows 1 to `low` are before it, those above `high` are not.
    let (mut low, mut high) = (0, reader.chain_head()?.sequence);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        let is_before = reader.journal(middle - 1, 1)?.first().is_some_and(|row| row.at < from);
        if is_before {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low)
}
