//! Compares the envelopes that the journal left open, and that there are no others.

use super::begun::Begun;
use super::{Tell, each};
use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding};
use crate::journal::JournalEntry;
use crate::key::{Key, Kind};
use crate::record::{EnvelopeState, Record};
use crate::store::{Reader, StoreError};

pub(super) fn all(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    for (envelope, replayed) in &replay.envelopes.open {
        let stored = reader.record(&Key::Envelope(*envelope))?;
        if !replay.envelope_fits(stored.as_ref(), replayed, EnvelopeState::Open) {
            report.findings.push(Finding::EnvelopeDiffers { envelope: *envelope });
        }
    }
    ENVELOPES.no_more_than(replay.envelopes.sent, reader, report, tell)?;
    no_more_claims(reader, replay, report, tell)
}

const ENVELOPES: Begun = Begun {
    kind: Kind::Envelope,
    stage: "envelopes",
    by: |entry| match entry {
        JournalEntry::EnvelopeSealed { envelope, .. } => Some(envelope.0),
        _ => None,
    },
    found: |key| match key {
        Key::Envelope(id) => Some((id.0, Finding::EnvelopeDiffers { envelope: *id })),
        _ => None,
    },
};

/// Every claim of the journal was found; when there are more, those are wrong whose payment is not
/// a share of their envelope.
fn no_more_claims(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let count = each(reader, Kind::Claim, "claims", tell, |_| Ok(()))?;
    if count == replay.envelopes.claimed {
        return Ok(());
    }
    each(reader, Kind::Claim, "claims", tell, |record| {
        let Record::Claim(claim) = record else { return Ok(()) };
        let paid = match reader.record(&Key::Payment(claim.payment))? {
            Some(Record::Payment(payment)) => {
                Some(payment.credit) == replay.directory.of_person(claim.person)
                    && payment.debit == crate::id::AccountId::of_envelope(claim.envelope)
            }
            _ => false,
        };
        if !paid {
            report.findings.push(Finding::EnvelopeDiffers { envelope: claim.envelope });
        }
        Ok(())
    })
    .map(drop)
}
