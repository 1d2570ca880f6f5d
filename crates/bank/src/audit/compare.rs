//! Compares what the store holds at the end with what the journal added up to.

mod begun;
mod campaign;
mod card;
mod card_top_up;
mod coupon;
mod envelope;
mod neutrality;

use crate::audit::replay::{Replay, hold_fits, order_fits};
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE, answered};
use crate::journal::JournalEntry;
use crate::key::{Key, Kind};
use crate::record::{Account, OrderState, Record, Setting};
use crate::registered::Registered;
use crate::setting::SettingKey;
use crate::store::{Reader, StoreError};
use begun::Begun;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Tell<'a> = dyn FnMut(&'static str, u64, Option<u64>) + 'a;

/// Compares all that is left to compare.
pub(super) fn all(
    reader: &dyn Reader,
    replay: &mut Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    replay.payments.finish(report)?;
    accounts(reader, replay, report, tell)?;
    open_orders(reader, replay, report)?;
    pending_holds(reader, replay, report)?;
    card_top_up::asked(replay, report)?;
    registered(replay, report);
    settings(reader, replay, report)?;
    if replay.since > 0 {
        return Ok(());
    }
    ORDERS.no_more_than(replay.orders_opened, reader, report, tell)?;
    GOODS.no_more_than(replay.goods.count, reader, report, tell)?;
    HOLDS.no_more_than(replay.holds_placed, reader, report, tell)?;
    let asked = replay.card_top_ups.count;
    card_top_up::CARD_TOP_UPS.no_more_than(asked, reader, report, tell)?;
    no_more_returned(reader, report, tell)?;
    coupon::all(reader, replay, report, tell)?;
    campaign::all(reader, replay, report, tell)?;
    envelope::all(reader, replay, report, tell)?;
    card::all(reader, replay, report, tell)?;
    neutrality::all(reader, replay, report, tell)?;
    answered::all(reader, report, tell)
}

/// Walks through all records of a kind.
pub(super) fn each(
    reader: &dyn Reader,
    kind: Kind,
    stage: &'static str,
    tell: &mut Tell<'_>,
    mut see: impl FnMut(Record) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let (mut after, mut count) = (None, 0);
    loop {
        let page = reader.records(kind, after.as_ref(), ROWS_AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(count) };
        after = Some(last.key());
        count += page.len() as u64;
        page.into_iter().try_for_each(&mut see)?;
        tell(stage, count, None);
    }
}

/// Compares every account with its replayed balance, and adds all up.
fn accounts(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    each(reader, Kind::Account, "accounts", tell, |record| {
        if let Record::Account(account) = record {
            seen.insert(account.id);
            account_fits(&account, replay, report);
        }
        Ok(())
    })?;
    for account in replay.accounts.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::AccountMissing { account: *account });
    }
    Ok(())
}

fn account_fits(stored: &Account, replay: &Replay<'_>, report: &mut AuditReport) {
    let account = stored.id;
    report.accounts += 1;
    *report.sums_minor.entry(stored.balance.currency()).or_default() +=
        i128::from(stored.balance.minor());
    let Some(replayed) = replay.accounts.get(&account) else {
        // Nothing moved on it since the trusted row, or it was never opened.
        if replay.since == 0 {
            report.findings.push(Finding::AccountExtra { account });
        }
        return;
    };
    let last_sequence = replayed.last_sequence.unwrap_or(stored.last_sequence);
    if !replayed.is_whole {
        if stored.last_sequence != last_sequence {
            report.findings.push(Finding::VersionDiffers { account });
        }
        return;
    }
    if (stored.owner, stored.floor, stored.balance.currency())
        != (replayed.owner, replayed.floor, replayed.currency)
    {
        report.findings.push(Finding::AccountDiffers { account });
    }
    if i128::from(stored.balance.minor()) != replayed.balance_minor {
        report.findings.push(Finding::BalanceDiffers {
            account,
            replayed_minor: replayed.balance_minor,
            stored_minor: stored.balance.minor(),
        });
    }
    if i128::from(stored.held_minor) != replayed.held_minor {
        report.findings.push(Finding::HeldDiffers {
            account,
            replayed_minor: replayed.held_minor,
            stored_minor: stored.held_minor,
        });
    }
    if (stored.version, stored.last_sequence) != (replayed.version, last_sequence) {
        report.findings.push(Finding::VersionDiffers { account });
    }
}

/// Compares the orders that the journal left open.
fn open_orders(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    for (order, opened) in &replay.orders {
        let fits = match reader.record(&Key::Order(*order))? {
            Some(Record::Order(stored)) => order_fits(&stored, opened, OrderState::Open, replay),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::OrderDiffers { order: *order });
        }
    }
    Ok(())
}

/// Compares the holds that the journal left pending.
fn pending_holds(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    for (hold, held) in &replay.holds {
        let fits = match reader.record(&Key::Hold(*hold))? {
            Some(Record::Hold(stored)) => hold_fits(&stored, held),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::HoldDiffers { hold: *hold });
        }
    }
    Ok(())
}

/// Compares the records with the last row of each.
fn registered(replay: &Replay<'_>, report: &mut AuditReport) {
    let stored = &replay.directory.registered;
    for (key, expected) in &replay.registered {
        let Registered { kind, id, owner, .. } = *expected;
        match stored.get(key) {
            None => report.findings.push(Finding::RegisteredMissing { kind, id, owner }),
            Some(found) if found != expected => {
                report.findings.push(Finding::RegisteredDiffers { kind, id, owner });
            }
            Some(_) => {}
        }
        report.registered += 1;
    }
    if replay.since > 0 {
        return;
    }
    for (key, Registered { kind, id, owner, .. }) in stored {
        if !replay.registered.contains_key(key) {
            let (kind, id, owner) = (*kind, *id, *owner);
            report.findings.push(Finding::RegisteredExtra { kind, id, owner });
        }
    }
}

/// Compares every setting with its last change.
fn settings(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let stored = reader.settings()?.into_iter().map(|setting| (setting.key, setting));
    let stored: BTreeMap<SettingKey, Setting> = stored.collect();
    for key in SettingKey::ALL.iter().copied() {
        let fits = match (stored.get(&key), replay.settings.get(&key)) {
            (Some(stored), Some(replayed)) => replayed.fits(stored),
            // It was changed before the trusted row.
            (Some(stored), None) => stored.sequence <= replay.since,
            (None, replayed) => replayed.is_none(),
        };
        if !fits {
            report.findings.push(Finding::SettingDiffers { key });
        }
    }
    Ok(())
}

const ORDERS: Begun = Begun {
    kind: Kind::Order,
    stage: "orders",
    by: |entry| match entry {
        JournalEntry::OrderOpened { order, .. } | JournalEntry::PayerAsked { order, .. } => {
            Some(order.0)
        }
        _ => None,
    },
    found: |key| match key {
        Key::Order(order) => Some((order.0, Finding::OrderDiffers { order: *order })),
        _ => None,
    },
};

const GOODS: Begun = Begun {
    kind: Kind::Goods,
    stage: "goods",
    by: |entry| match entry {
        JournalEntry::GoodsListed(listed) => Some(listed.order.0),
        _ => None,
    },
    found: |key| match key {
        Key::Goods(order) => Some((order.0, Finding::GoodsDiffers { order: *order })),
        _ => None,
    },
};

const HOLDS: Begun = Begun {
    kind: Kind::Hold,
    stage: "holds",
    by: |entry| match entry {
        JournalEntry::Held { hold, .. } => Some(hold.0),
        _ => None,
    },
    found: |key| match key {
        Key::Hold(hold) => Some((hold.0, Finding::HoldDiffers { hold: *hold })),
        _ => None,
    },
};

/// What went back was compared with each last movement; of what no movement went back, nothing may
/// be remembered.
fn no_more_returned(
    reader: &dyn Reader,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    each(reader, Kind::Returned, "refunds", tell, |record| {
        if let Record::Returned(returned) = record
            && reader.returns(returned.payment)?.is_empty()
        {
            report.findings.push(Finding::ReturnedDiffers { payment: returned.payment });
        }
        Ok(())
    })
    .map(drop)
}
