//! Compares what the store holds of campaigns at the end with what the journal added up to.

use super::begun::Begun;
use super::{Tell, each};
use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding};
use crate::journal::JournalEntry;
use crate::key::{Key, Kind};
use crate::record::{Campaign, Entrant, Record};
use crate::store::{Reader, StoreError};
use promotion::Seed;
use promotion::calendar::LocalDay;
use promotion::campaign::follows;
use std::collections::BTreeSet;

/// Compares campaigns, who had a draw, and that nobody had more.
pub(super) fn all(
    reader: &dyn Reader,
    replay: &mut Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    if !replay.pays_out(None) {
        report.findings.push(Finding::RowImpossible { sequence: report.head.sequence });
    }
    let mut seen = BTreeSet::new();
    for campaign in reader.campaigns()? {
        seen.insert(campaign.id);
        if !campaign_fits(&campaign, replay) {
            report.findings.push(Finding::CampaignDiffers { campaign: campaign.id });
        }
    }
    for campaign in replay.campaigns.opened.keys().filter(|id| !seen.contains(id)) {
        report.findings.push(Finding::CampaignDiffers { campaign: *campaign });
    }
    entrants(reader, replay, report, tell)?;
    DRAWS.no_more_than(replay.campaigns.drawn, reader, report, tell)
}

fn campaign_fits(stored: &Campaign, replay: &Replay<'_>) -> bool {
    let Campaign { id, title, terms, anchor, funder, account, budget_minor, .. } = stored;
    let (day, hash) = stored.checked;
    // Where the last day's seed is not known, only that its hash leads down to the anchor is.
    let before = (LocalDay(day.0.saturating_sub(1)), Seed::new(hash));
    let is_checked = match day == terms.period.first {
        true => hash == *anchor,
        false => follows(terms, (terms.period.first, anchor), before.0, &before.1),
    };
    replay.campaigns.opened.get(id).is_some_and(|replayed| {
        terms.id == *id
            && is_checked
            && stored.commitment() == replayed.commitment
            && (title, anchor, funder) == (&replayed.title, &replayed.anchor, &replayed.funder)
            && (*account, *budget_minor) == (replayed.account, replayed.budget_minor)
            && (stored.state, stored.opened_at) == (replayed.state, replayed.opened_at)
            && stored.shown == replayed.shown
    })
}

fn entrants(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    each(reader, Kind::Entrant, "people with draws", tell, |record| {
        let Record::Entrant(Entrant { campaign, person, last_day, won_minor }) = record else {
            return Ok(());
        };
        let key = replay.directory.of_person(person).map(|account| (campaign, account));
        if key.and_then(|key| replay.campaigns.entrants.get(&key)) != Some(&(last_day, won_minor)) {
            report.findings.push(Finding::CampaignDiffers { campaign });
        }
        seen.extend(key);
        Ok(())
    })?;
    for (campaign, _) in replay.campaigns.entrants.keys().filter(|key| !seen.contains(key)) {
        report.findings.push(Finding::CampaignDiffers { campaign: *campaign });
    }
    Ok(())
}

const DRAWS: Begun = Begun {
    kind: Kind::Drawn,
    stage: "draws",
    by: |entry| match entry {
        JournalEntry::Drawn { payment, .. } | JournalEntry::NotDrawn { payment, .. } => {
            Some(payment.0)
        }
        _ => None,
    },
    found: |key| match key {
        Key::Drawn(payment) => Some((payment.0, Finding::DrawDiffers { payment: *payment })),
        _ => None,
    },
};
