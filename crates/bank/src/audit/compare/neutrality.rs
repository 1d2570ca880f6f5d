//! Compares the neutrality log with the journal: every entry is there, hashes to what its row says,
//! goes on from the one before it, and ends with what followed it.

use super::{Tell, each};
use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding};
use crate::key::Kind;
use crate::neutrality::state_after;
use crate::record::{NeutralityEntry, Record, State};
use crate::registered::{Registered, RegisteredKind};
use crate::store::{Reader, StoreError};
use proof::neutrality::{Action, Chain};
use std::collections::BTreeMap;

pub(super) fn all(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let mut log: BTreeMap<u64, NeutralityEntry> = BTreeMap::new();
    each(reader, Kind::Neutrality, "neutrality log", tell, |record| {
        if let Record::Neutrality(kept) = record {
            log.insert(kept.entry.number, kept);
        }
        Ok(())
    })?;
    let hashes = &replay.neutrality.entries;
    for number in log.keys().filter(|number| !hashes.contains_key(number)) {
        report.findings.push(Finding::NeutralityDiffers { number: *number });
    }
    let followed = followed(&log);
    let mut chain = Chain::default();
    let mut is_whole = true;
    for (number, hash) in hashes {
        let Some(kept) = log.get(number) else {
            report.findings.push(Finding::NeutralityDiffers { number: *number });
            is_whole = false;
            continue;
        };
        let expected = followed.get(number).copied().unwrap_or_default();
        // Behind an entry that is missing nothing can follow: each is still its own hash.
        let fits = match is_whole {
            true => chain.push(&kept.entry, hash).is_ok(),
            false => kept.entry.hash() == *hash,
        };
        if !fits || (kept.ended_by, kept.appealed_by) != expected {
            report.findings.push(Finding::NeutralityDiffers { number: *number });
        }
        is_whole &= fits;
    }
    if is_whole {
        states(replay, &chain, report);
    }
    Ok(())
}

/// Compares what the log says of each merchant with the merchant's state.
fn states(replay: &Replay<'_>, chain: &Chain, report: &mut AuditReport) {
    for Registered { kind, id, owner, state, .. } in replay.registered.values() {
        let fits = match chain.held_by(*id).and_then(state_after) {
            Some(held) => *state == held,
            // Nobody is held back by waiting for the approval.
            None => matches!(state, State::Active | State::Pending),
        };
        if *kind == RegisteredKind::Merchant && !fits {
            let (kind, id, owner) = (*kind, *id, *owner);
            report.findings.push(Finding::RegisteredDiffers { kind, id, owner });
        }
    }
}

/// What ended an entry, and what appealed it.
type Followed = (Option<u64>, Option<u64>);

fn followed(log: &BTreeMap<u64, NeutralityEntry>) -> BTreeMap<u64, Followed> {
    let mut followed: BTreeMap<u64, Followed> = BTreeMap::new();
    for (number, kept) in log {
        let Some(about) = kept.entry.about else { continue };
        if kept.entry.action == Action::Appealed {
            followed.entry(about).or_default().1 = Some(*number);
            continue;
        }
        followed.entry(about).or_default().0 = Some(*number);
        let appealed = log.get(&about).and_then(|appeal| appeal.entry.about);
        if let (Action::Granted, Some(appealed)) = (kept.entry.action, appealed) {
            followed.entry(appealed).or_default().0.get_or_insert(*number);
        }
    }
    followed
}
