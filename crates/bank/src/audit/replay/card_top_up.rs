//! Replays top-ups by card: each is asked for once, and then paid once or refused.

use super::{Replay, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, CardId, CardTopUpId, PaymentId, TimeMs};
use crate::journal::CardTopUpEntry;
use crate::key::Key;
use crate::record::{CardTopUp, CardTopUpState, Payment, PaymentKind, Record, State};
use crate::store::StoreError;
use money::Amount;
use std::collections::BTreeMap;

/// What the journal adds up to of top-ups so far.
#[derive(Default)]
pub(in crate::audit) struct CardTopUps {
    /// Those of which nobody knows yet what became of them.
    pub(in crate::audit) asked: BTreeMap<CardTopUpId, ReplayedCardTopUp>,
    /// How many were asked for.
    pub(in crate::audit) count: u64,
}

/// A top-up as the journal tells it.
#[derive(Clone, Copy)]
pub(in crate::audit) struct ReplayedCardTopUp {
    account: AccountId,
    card: CardId,
    amount: Amount,
    hash: [u8; 32],
    asked_at: TimeMs,
    state: CardTopUpState,
}

impl Replay<'_> {
    /// Applies a row about top-ups; returns whether it can follow those before it.
    pub(super) fn apply_card_top_up(
        &mut self,
        at: TimeMs,
        entry: CardTopUpEntry,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        match entry {
            CardTopUpEntry::Asked { top_up, account, card, amount, hash } => {
                let (asked_at, state) = (at, CardTopUpState::Asked);
                let asked = ReplayedCardTopUp { account, card, amount, hash, asked_at, state };
                let currency = amount.currency();
                let known = self.account(account)?;
                let mut possible = known.is_some_and(|account| account.currency == currency);
                possible &= !amount.is_zero() && self.is_bound(account, card, hash);
                self.card_top_ups.count += 1;
                Ok(insert_new(&mut self.card_top_ups.asked, top_up, asked) && possible)
            }
            CardTopUpEntry::Refused { top_up, reason } => {
                let state = CardTopUpState::Refused { reason, at };
                self.end_card_top_up(top_up, state, report).map(|ended| ended.is_some())
            }
        }
    }

    /// Notes a payment, if it is a top-up's; returns whether it can be.
    pub(super) fn note_topped_up(
        &mut self,
        paid: &Payment,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let PaymentKind::CardTopUp(top_up) = paid.kind else { return Ok(true) };
        let state = CardTopUpState::Paid { at: paid.at };
        let ended = self.end_card_top_up(top_up, state, report)?;
        Ok(ended.is_some_and(|asked| {
            let is_its = paid.id == PaymentId::of_card_top_up(top_up);
            is_its && (asked.account, asked.amount) == (paid.credit, paid.amount)
        }))
    }

    /// Compares a top-up with its record at its end, and forgets it; none where nobody asked for
    /// it. One that was asked for before the audit began is believed.
    fn end_card_top_up(
        &mut self,
        top_up: CardTopUpId,
        state: CardTopUpState,
        report: &mut AuditReport,
    ) -> Result<Option<ReplayedCardTopUp>, StoreError> {
        let asked = match self.card_top_ups.asked.remove(&top_up) {
            Some(asked) => asked,
            None if self.since == 0 => return Ok(None),
            None => match self.reader.record(&Key::CardTopUp(top_up))? {
                Some(Record::CardTopUp(stored)) => self.believed(&stored),
                _ => return Ok(None),
            },
        };
        self.compare_card_top_up(top_up, &ReplayedCardTopUp { state, ..asked }, report)?;
        Ok(Some(asked))
    }

    /// Compares a top-up with its record.
    pub(in crate::audit) fn compare_card_top_up(
        &self,
        top_up: CardTopUpId,
        replayed: &ReplayedCardTopUp,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let fits = match self.reader.record(&Key::CardTopUp(top_up))? {
            Some(Record::CardTopUp(stored)) => self.card_top_up_fits(&stored, replayed),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::CardTopUpDiffers { top_up });
        }
        Ok(())
    }

    fn card_top_up_fits(&self, stored: &CardTopUp, replayed: &ReplayedCardTopUp) -> bool {
        let ReplayedCardTopUp { account, card, amount, hash, asked_at, state } = *replayed;
        self.directory.of_person(stored.person) == Some(account)
            && (stored.card, stored.amount, stored.card_hash()) == (card, amount, hash)
            && (stored.asked_at, stored.state) == (asked_at, state)
    }

    fn believed(&self, stored: &CardTopUp) -> ReplayedCardTopUp {
        ReplayedCardTopUp {
            account: self.directory.of_person(stored.person).unwrap_or(AccountId(0)),
            card: stored.card,
            amount: stored.amount,
            hash: stored.card_hash(),
            asked_at: stored.asked_at,
            state: CardTopUpState::Asked,
        }
    }

    /// Returns whether an account has bound a card, with this token; what was bound before the
    /// audit began is believed.
    fn is_bound(&self, account: AccountId, card: CardId, hash: [u8; 32]) -> bool {
        match self.cards.bound.get(&(account, card)) {
            Some(bound) => bound.state == State::Active && bound.hash == hash,
            None => self.since > 0,
        }
    }
}
