//! Copies everything that a store holds into another one that is empty: in one transaction, so that
//! it is there whole or not at all, and as it was, so that the journal's hashes stay what they are.

mod same;

pub use same::first_difference;

use crate::audit::Progress;
use crate::command::{CommandKey, Scope};
use crate::id::AccountId;
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::key::{Key, Kind};
use crate::receipt::Receipt;
use crate::record::{Answered, Owner, Payment, Record};
use crate::store::{Batch, Reader, Store, StoreError, Upkeep, Writes};
use crate::tree::{LEVEL_STEP, TreeNode};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many rows or records are copied at once.
const AT_ONCE: u32 = 1000;

/// Why nothing was copied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The target holds something already.
    #[error("the target is not empty: it holds {0}")]
    NotEmpty(String),
    /// The source or the target failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies the journal, payments, events and all records; returns the end of the journal. A target
/// whose journal ends as the source's does was copied before, and is left as it is.
///
/// The source must not move meanwhile.
///
/// # Errors
/// See [`CopyError`]. Nothing was copied then, unless the store failed while committing, when it is
/// unknown: copying again tells.
pub fn copy(
    from: &dyn Reader,
    to: &mut dyn Store,
    seen: &dyn Reader,
    tell: &mut dyn FnMut(Progress),
) -> Result<ChainHead, CopyError> {
    let end = from.chain_head()?;
    let head = seen.chain_head()?;
    if head == end && head.sequence > 0 {
        return Ok(end);
    }
    require_empty(head, seen)?;
    let mut batch = to.begin()?;
    // Under the lock: what came since then has a journal.
    if batch.chain_head()? != ChainHead::default() {
        return Err(CopyError::NotEmpty("journal rows of a moment ago".to_owned()));
    }
    let owners = journal(from, batch.as_mut(), end, tell)?;
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Payment) {
        records(from, batch.as_mut(), kind, &owners, tell)?;
    }
    batch.commit()?;
    Ok(end)
}

fn require_empty(head: ChainHead, seen: &dyn Reader) -> Result<(), CopyError> {
    if head.sequence > 0 {
        return Err(CopyError::NotEmpty(format!("{} journal rows", head.sequence)));
    }
    for kind in Kind::ALL {
        if let Some(record) = seen.records(kind, None, 1)?.first() {
            let what = format!("records of the kind {:?}", record.key().kind());
            return Err(CopyError::NotEmpty(what));
        }
    }
    let is_proved = !seen.heads(None, 1)?.is_empty() || seen.tree_size(LEVEL_STEP)? > 0;
    if is_proved || !seen.all_bills(None, 1)?.is_empty() {
        return Err(CopyError::NotEmpty("heads, hashes or bills of another journal".to_owned()));
    }
    Ok(())
}

type Owners = BTreeMap<AccountId, Owner>;

/// Copies the rows, with the payments and events of each and the answers that are its payment;
/// returns whose each account is.
fn journal(
    from: &dyn Reader,
    batch: &mut dyn Batch,
    end: ChainHead,
    tell: &mut dyn FnMut(Progress),
) -> Result<Owners, StoreError> {
    let mut owners = Owners::new();
    let mut after = 0;
    loop {
        let journal = from.journal(after, AT_ONCE)?;
        let Some(last) = journal.last().map(|row| row.sequence) else { return Ok(owners) };
        owners.extend(journal.iter().filter_map(opened));
        // A row is one payment at most, and two events.
        let payments = from.payments_by_sequence(after, AT_ONCE)?.into_iter();
        let events = from.events(after, 2 * AT_ONCE)?.into_iter();
        let events = events.take_while(|event| event.sequence <= last).collect();
        let mut records = Vec::new();
        for payment in payments.take_while(|payment| payment.sequence <= last) {
            for key in keys_of(&payment, &owners) {
                let answered = from.record(&Key::Answered(key))?;
                records.extend(answered.filter(|record| is_of_payment(record, &owners)));
            }
            records.push(Record::Payment(Arc::new(payment)));
        }
        write(batch, Writes { records, journal, events })?;
        after = last;
        tell(Progress { stage: "rows copied", done: last, of: Some(end.sequence) });
    }
}

fn opened(row: &JournalRow) -> Option<(AccountId, Owner)> {
    match row.entry {
        JournalEntry::AccountOpened { account, owner, .. } => Some((account, owner)),
        _ => None,
    }
}

/// Returns the keys under which the answer to a payment's own command may be kept.
fn keys_of(payment: &Payment, owners: &Owners) -> Vec<CommandKey> {
    let scope = |account| match owners.get(&account) {
        Some(Owner::Person(person)) => Some(Scope::Person(*person)),
        Some(Owner::Merchant(merchant)) => Some(Scope::Merchant(*merchant)),
        Some(
            Owner::Desk
            | Owner::Stock(_)
            | Owner::Campaign(_)
            | Owner::Envelope(_)
            | Owner::Fees
            | Owner::Issuer,
        )
        | None => None,
    };
    let scopes = [Some(Scope::Operator), scope(payment.debit), scope(payment.credit)];
    let id = payment.id.0;
    scopes.into_iter().flatten().map(|scope| CommandKey { scope, id }).collect()
}

/// Returns whether an answer is copied with its payment: stores may keep both in one row.
fn is_of_payment(record: &Record, owners: &Owners) -> bool {
    let Record::Answered(Answered { key, outcome: Ok(Receipt::Paid(payment)), at, .. }) = record
    else {
        return false;
    };
    payment.at == *at && keys_of(payment, owners).contains(key)
}

fn records(
    from: &dyn Reader,
    batch: &mut dyn Batch,
    kind: Kind,
    owners: &Owners,
    tell: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    let (mut after, mut done) = (None, 0);
    loop {
        let page = from.records(kind, after.as_ref(), AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.key());
        done += page.len() as u64;
        let records = page.into_iter().filter(|record| !is_of_payment(record, owners)).collect();
        write(batch, Writes { records, ..Writes::default() })?;
        tell(Progress { stage: "records copied", done, of: None });
    }
}

/// Writes a part, and has it sent: a store may gather what is written until something is read.
fn write(batch: &mut dyn Batch, mut writes: Writes) -> Result<(), StoreError> {
    writes.records.sort_by_cached_key(Record::key);
    batch.write(&writes)?;
    batch.read(&[]).map(drop)
}

/// Copies what was made behind the commits: the kept hashes of the tree, the signed heads and the
/// signed bills. May be done again.
///
/// # Errors
/// When a store fails.
pub fn copy_proofs(from: &dyn Reader, to: &mut dyn Upkeep) -> Result<(), StoreError> {
    for level in (LEVEL_STEP..u64::BITS).step_by(LEVEL_STEP as usize) {
        let mut place = 0;
        loop {
            let hashes = from.tree_nodes(level, place, AT_ONCE)?;
            if hashes.is_empty() {
                break;
            }
            let places = place..;
            let nodes: Vec<TreeNode> = places
                .zip(&hashes)
                .map(|(place, hash)| TreeNode { level, place, hash: *hash })
                .collect();
            to.keep_tree(&nodes)?;
            place += hashes.len() as u64;
        }
    }
    let mut before = None;
    loop {
        let heads = from.heads(before, AT_ONCE)?;
        let Some(last) = heads.last() else { break };
        before = Some(last.size);
        heads.iter().try_for_each(|head| to.keep_head(head))?;
    }
    let mut after = None;
    loop {
        let bills = from.all_bills(after, AT_ONCE)?;
        let Some(last) = bills.last() else { return Ok(()) };
        after = Some((last.merchant, last.day));
        bills.iter().try_for_each(|bill| to.keep_bill(bill))?;
    }
}

#[cfg(test)]
mod tests;
