//! Replays what the journal says of envelopes: what was committed to, who claimed which share, and
//! that each share and what went back is what the seed makes of it.

use super::{Movement, Replay, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, EnvelopeId, PaymentId, TimeMs};
use crate::journal::JournalEntry;
use crate::key::Key;
use crate::record::{Claim, EnvelopeState, Owner, Record, SentEnvelope};
use crate::store::StoreError;
use promotion::Seed;
use promotion::envelope::{Envelope, OPEN_MS, Sealed, verify_envelope};
use std::collections::{BTreeMap, BTreeSet};

/// What the journal adds up to of envelopes so far.
#[derive(Default)]
pub(in crate::audit) struct Envelopes {
    /// Those that are open.
    pub(in crate::audit) open: BTreeMap<EnvelopeId, ReplayedEnvelope>,
    /// How many were sent.
    pub(in crate::audit) sent: u64,
    /// How many shares were claimed.
    pub(in crate::audit) claimed: u64,
}

/// An envelope as the journal tells it.
pub(in crate::audit) struct ReplayedEnvelope {
    envelope: Envelope,
    sender: AccountId,
    payee: Option<AccountId>,
    claim_hash: Option<[u8; 32]>,
    sent_at: TimeMs,
    /// Its shares, by the seed that the store holds; none where that seed makes others than were
    /// committed to.
    sealed: Option<Sealed>,
    seed: Option<Seed>,
    is_filled: bool,
    claimed: u16,
    claimers: BTreeSet<AccountId>,
    /// The share whose money moves next.
    claiming: Option<AccountId>,
    /// Whether what was left went back.
    is_returned: bool,
}

impl Replay<'_> {
    /// Applies a row about envelopes that moves nothing; returns whether it can follow those before
    /// it. Shares follow from all rows, or from none.
    pub(super) fn apply_envelope(
        &mut self,
        at: TimeMs,
        entry: &JournalEntry,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        if self.since > 0 {
            return Ok(true);
        }
        match entry {
            JournalEntry::EnvelopeSealed { .. } => self.seal(at, entry, report),
            JournalEntry::ShareClaimed { envelope, account, place } => {
                Ok(self.claim(*envelope, *account, *place, at))
            }
            JournalEntry::EnvelopeEnded { envelope, seed } => self.end(*envelope, seed, report),
            _ => Ok(false),
        }
    }

    fn seal(
        &mut self,
        at: TimeMs,
        entry: &JournalEntry,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let JournalEntry::EnvelopeSealed {
            envelope: id,
            sender,
            payee,
            total,
            shares,
            split,
            claim_hash,
            commitment,
        } = *entry
        else {
            return Ok(false);
        };
        let envelope = Envelope { id, total, shares, split };
        let seed = match self.reader.record(&Key::Envelope(id))? {
            Some(Record::Envelope(sent)) => Some(sent.seed.clone()),
            _ => None,
        };
        let sealed =
            seed.as_ref().and_then(|seed| verify_envelope(&envelope, &commitment, seed).ok());
        if sealed.is_none() {
            report.findings.push(Finding::EnvelopeDiffers { envelope: id });
        }
        let replayed = ReplayedEnvelope {
            envelope,
            sender,
            payee,
            claim_hash,
            sent_at: at,
            sealed,
            seed,
            is_filled: false,
            claimed: 0,
            claimers: BTreeSet::new(),
            claiming: None,
            is_returned: false,
        };
        self.envelopes.sent += 1;
        Ok(insert_new(&mut self.envelopes.open, id, replayed))
    }

    fn claim(&mut self, id: EnvelopeId, account: AccountId, place: u16, at: TimeMs) -> bool {
        let Some(found) = self.envelopes.open.get_mut(&id) else { return false };
        let is_possible = found.is_filled
            && !found.is_returned
            && found.claiming.is_none()
            && place == found.claimed
            && place < found.envelope.shares
            && at < found.sent_at.plus_ms(OPEN_MS)
            && found.payee.is_none_or(|payee| payee == account)
            && found.claimers.insert(account);
        found.claimed = found.claimed.saturating_add(1);
        found.claiming = Some(account);
        self.envelopes.claimed += 1;
        is_possible
    }

    /// Compares money of an envelope with what was committed to.
    pub(super) fn move_envelope(
        &mut self,
        envelope: EnvelopeId,
        moved: &Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        if self.since > 0 {
            return Ok(true);
        }
        let Some(found) = self.envelopes.open.get_mut(&envelope) else { return Ok(false) };
        let own = AccountId::of_envelope(envelope);
        if moved.credit == own {
            let is_first = !std::mem::replace(&mut found.is_filled, true);
            return Ok(is_first
                && (moved.debit, moved.amount) == (found.sender, found.envelope.total)
                && moved.payment == PaymentId(envelope.0));
        }
        let minor = moved.amount.minor();
        let Some(account) = found.claiming.take() else {
            let is_first = !std::mem::replace(&mut found.is_returned, true);
            let left = found.sealed.as_ref().map(|it| it.unclaimed(usize::from(found.claimed)));
            return Ok(is_first
                && (moved.debit, moved.credit) == (own, found.sender)
                && left.is_none_or(|left| left == moved.amount)
                && moved.payment == PaymentId::of_returned_envelope(envelope)
                && moved.at >= found.sent_at.plus_ms(OPEN_MS));
        };
        let place = found.claimed.saturating_sub(1);
        let share = found.sealed.as_ref().and_then(|it| it.shares.get(usize::from(place)));
        let fits = (moved.debit, moved.credit) == (own, account)
            && share.is_none_or(|share| share.minor == minor);
        let claim = |person| {
            let (payment, at) = (moved.payment, moved.at);
            Record::Claim(Claim { envelope, person, place, payment, at })
        };
        let owner = self.accounts.get(&account).map(|account| account.owner);
        let is_kept = match owner {
            Some(Owner::Person(person)) => {
                self.reader.record(&Key::Claim(envelope, person))? == Some(claim(person))
            }
            _ => false,
        };
        if !is_kept {
            report.findings.push(Finding::EnvelopeDiffers { envelope });
        }
        Ok(fits)
    }

    fn end(
        &mut self,
        envelope: EnvelopeId,
        seed: &Seed,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Some(ended) = self.envelopes.open.remove(&envelope) else { return Ok(false) };
        let is_whole = ended.claimed == ended.envelope.shares;
        let state = match ended.is_returned {
            true => EnvelopeState::Returned,
            false => EnvelopeState::Finished,
        };
        let stored = self.reader.record(&Key::Envelope(envelope))?;
        if !self.envelope_fits(stored.as_ref(), &ended, state) {
            report.findings.push(Finding::EnvelopeDiffers { envelope });
        }
        Ok(ended.claiming.is_none()
            && ended.is_returned != is_whole
            && ended.seed.is_none_or(|kept| kept == *seed))
    }

    /// Returns whether an envelope's record is what the journal says.
    pub(in crate::audit) fn envelope_fits(
        &self,
        stored: Option<&Record>,
        replayed: &ReplayedEnvelope,
        state: EnvelopeState,
    ) -> bool {
        let Some(Record::Envelope(stored)) = stored else { return false };
        let SentEnvelope { envelope, sender, payee, claim_hash, seed, sent_at, claimed, state: at } =
            stored.as_ref();
        let account = |person| self.directory.of_person(person);
        *envelope == replayed.envelope
            && account(*sender) == Some(replayed.sender)
            && payee.map(account) == replayed.payee.map(Some)
            && *claim_hash == replayed.claim_hash
            && Some(seed) == replayed.seed.as_ref()
            && *sent_at == replayed.sent_at
            && (*claimed, *at) == (replayed.claimed, state)
    }
}
