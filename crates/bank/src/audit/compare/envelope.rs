//! Compares the envelopes that the journal left open, and that there are no others.

use super::{Tell, each, named};
use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding};
use crate::id::EnvelopeId;
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
    no_more_envelopes(reader, replay, report, tell)?;
    no_more_claims(reader, replay, report, tell)
}

/// As with orders: when there are more, the journal is read again for which ones.
fn no_more_envelopes(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let count = each(reader, Kind::Envelope, "envelopes", tell, |_| Ok(()))?;
    if count == replay.envelopes.sent {
        return Ok(());
    }
    let sealed = named(reader, |entry| match entry {
        JournalEntry::EnvelopeSealed { envelope, .. } => Some(envelope.0),
        _ => None,
    })?;
    each(reader, Kind::Envelope, "envelopes", tell, |record| {
        if let Key::Envelope(EnvelopeId(id)) = record.key()
            && !sealed.contains(&id)
        {
            report.findings.push(Finding::EnvelopeDiffers { envelope: EnvelopeId(id) });
        }
        Ok(())
    })
    .map(drop)
}

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
