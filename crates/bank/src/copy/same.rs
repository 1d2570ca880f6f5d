//! Compares two stores record by record, whatever order each reads them in.

use crate::audit::Progress;
use crate::key::Kind;
use crate::store::{Reader, StoreError};
use sha2::{Digest as _, Sha256};

/// How many are read at once.
const AT_ONCE: u32 = 1000;

/// What a store holds of one kind: how many, and the sum of a hash of each, which is the same in
/// every order.
#[derive(Default, PartialEq, Eq)]
struct Held {
    count: u64,
    sum: [u128; 2],
}

impl Held {
    fn add(&mut self, text: &str) {
        let hash = Sha256::digest(text);
        let (high, low) = hash.split_at(16);
        for (sum, half) in self.sum.iter_mut().zip([high, low]) {
            let half = half.iter().fold(0, |number: u128, byte| number << 8 | u128::from(*byte));
            *sum = sum.wrapping_add(half);
        }
        self.count += 1;
    }
}

/// Returns what two stores do not hold alike: the first kind of records, or the heads, bills or
/// events that differ; nothing when they hold the same. Journals are compared by their audits.
///
/// # Errors
/// When a store fails.
pub fn first_difference(
    one: &dyn Reader,
    other: &dyn Reader,
    tell: &mut dyn FnMut(Progress),
) -> Result<Option<String>, StoreError> {
    for (done, kind) in Kind::ALL.into_iter().enumerate() {
        if records(one, kind)? != records(other, kind)? {
            return Ok(Some(format!("records of the kind {kind:?}")));
        }
        let of = Some(Kind::ALL.len() as u64);
        tell(Progress { stage: "kinds of records compared", done: done as u64 + 1, of });
    }
    if heads(one)? != heads(other)? {
        return Ok(Some("signed heads".to_owned()));
    }
    if bills(one)? != bills(other)? {
        return Ok(Some("signed bills".to_owned()));
    }
    if events(one)? != events(other)? {
        return Ok(Some("events".to_owned()));
    }
    Ok(None)
}

fn records(reader: &dyn Reader, kind: Kind) -> Result<Held, StoreError> {
    let (mut held, mut after) = (Held::default(), None);
    loop {
        let page = reader.records(kind, after.as_ref(), AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(held) };
        after = Some(last.key());
        page.iter().for_each(|record| held.add(&format!("{record:?}")));
    }
}

fn heads(reader: &dyn Reader) -> Result<Held, StoreError> {
    let (mut held, mut before) = (Held::default(), None);
    loop {
        let page = reader.heads(before, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(held) };
        before = Some(last.size);
        page.iter().for_each(|head| held.add(&format!("{head:?}")));
    }
}

fn bills(reader: &dyn Reader) -> Result<Held, StoreError> {
    let (mut held, mut after) = (Held::default(), None);
    loop {
        let page = reader.all_bills(after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(held) };
        after = Some((last.merchant, last.day));
        page.iter().for_each(|bill| held.add(&format!("{bill:?}")));
    }
}

fn events(reader: &dyn Reader) -> Result<Held, StoreError> {
    let (mut held, mut after) = (Held::default(), 0);
    loop {
        let page = reader.events(after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(held) };
        after = last.sequence;
        page.iter().for_each(|event| held.add(&format!("{event:?}")));
    }
}
