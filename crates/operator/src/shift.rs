//! Reports of shifts: what one taker took between two rows of the journal. Made once when a shift
//! is closed, signed as bills are, and kept with the shift; while it is open the same is counted
//! for who looks, and kept nowhere.

pub mod audit;
mod count;
mod make;

pub use count::{Counted, Extent, MOST, count};
pub use make::{report, sign};

use bank::Key;
use bank::record::{Merchant, Record, Taker};
use bank::store::{Reader, StoreError};
use proof::shift::Party;

/// What a taker is called: the name of a member of the staff, of a key, or of the shop whose till
/// it is.
///
/// # Errors
/// When the store fails.
pub fn name(reader: &dyn Reader, merchant: &Merchant, taker: Taker) -> Result<String, StoreError> {
    let record = match taker {
        Taker::Till => return Ok(merchant.name.clone()),
        Taker::Key(key) => reader.record(&Key::ApiKey(key))?,
        Taker::Staff(staff) => match reader.record(&Key::Staff(staff))? {
            Some(Record::Staff(staff)) => reader.record(&Key::Person(staff.person))?,
            _ => None,
        },
    };
    Ok(match record {
        Some(Record::ApiKey(key)) => key.name,
        Some(Record::Person(person)) => person.name,
        _ => String::new(),
    })
}

/// Returns a taker as a report names it.
fn named(
    reader: &dyn Reader,
    merchant: &Merchant,
    taker: Taker,
) -> Result<proof::shift::Taker, StoreError> {
    let name = paycode::printable(&name(reader, merchant, taker)?);
    let (party, id) = match taker {
        Taker::Staff(staff) => (Party::Staff, staff.0),
        Taker::Key(key) => (Party::Key, key.0),
        Taker::Till => (Party::Till, merchant.id.0),
    };
    Ok(proof::shift::Taker { party, id, name })
}

#[cfg(test)]
mod tests;
