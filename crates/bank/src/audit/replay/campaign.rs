//! Replays what the journal says of campaigns: what they commit to, who had which draw, and what it
//! won. Draws of days whose seeds were shown are repeated.

use super::{Movement, Replay, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{AccountId, CampaignId, PaymentId, TimeMs};
use crate::journal::JournalEntry;
use crate::key::Key;
use crate::record::{Campaign, DrawEnd, Drawn, Evidence, Owner, Record};
use crate::store::StoreError;
use ::money::Amount;
use promotion::calendar::{self, LocalDay};
use promotion::campaign::{
    Draw, NotDrawn, Period, Published, SeedChain, SeedHash, evidence_of_order, follows, verify,
};
use promotion::coupon::Funder;
use promotion::{Seed, State};
use std::collections::BTreeMap;

/// What the journal adds up to of campaigns so far.
#[derive(Default)]
pub(in crate::audit) struct Campaigns {
    pub(in crate::audit) opened: BTreeMap<CampaignId, ReplayedCampaign>,
    /// The last day of each person's draws, and what they won and kept.
    pub(in crate::audit) entrants: BTreeMap<(CampaignId, AccountId), (LocalDay, u64)>,
    /// How many payments had a part in a campaign.
    pub(in crate::audit) drawn: u64,
    /// What the draw of the row before has won: it moves with this row.
    owed: Option<Owed>,
}

/// A campaign as the journal tells it.
pub(in crate::audit) struct ReplayedCampaign {
    pub(in crate::audit) account: AccountId,
    pub(in crate::audit) title: String,
    pub(in crate::audit) commitment: [u8; 32],
    pub(in crate::audit) anchor: SeedHash,
    pub(in crate::audit) funder: Funder,
    pub(in crate::audit) budget_minor: u64,
    pub(in crate::audit) opened_at: TimeMs,
    pub(in crate::audit) state: State,
    pub(in crate::audit) shown: Option<(LocalDay, [u8; 32])>,
    /// Its record, for the terms, which the commitment binds; and the seeds that were shown.
    record: Option<Box<Campaign>>,
    seeds: Option<SeedChain>,
}

impl ReplayedCampaign {
    fn runs(&self) -> bool {
        matches!(self.state, State::Active | State::Paused)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let terms = |one: &Self| one.record.as_ref().map(|record| record.terms.clone());
        terms(self).zip(terms(other)).is_some_and(|(own, others)| own.overlap(&others))
    }
}

/// What is to move.
#[derive(Clone, Copy)]
struct Owed {
    payment: PaymentId,
    from: AccountId,
    to: AccountId,
    amount: Amount,
}

impl Replay<'_> {
    /// Returns whether a row moves what the draw before it has won, where it has won something.
    pub(in crate::audit) fn pays_out(&mut self, moved: Option<&Movement>) -> bool {
        let Some(owed) = self.campaigns.owed.take() else { return true };
        moved.is_some_and(|moved| {
            moved.cause == super::Cause::Budget(Some(owed.payment))
                && (moved.debit, moved.credit, moved.amount) == (owed.from, owed.to, owed.amount)
        })
    }

    /// Applies a row about campaigns; returns whether it can follow those before it.
    pub(super) fn apply_campaign(
        &mut self,
        at: TimeMs,
        entry: &JournalEntry,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        Ok(match entry {
            JournalEntry::CampaignOpened { .. } => self.open_campaign(at, entry)?,
            JournalEntry::CampaignChanged { campaign, state } => {
                self.change_campaign(*campaign, *state)
            }
            JournalEntry::CampaignLimited { campaign, budget_minor } => {
                let found = self.campaigns.opened.get_mut(campaign);
                found.map(|found| found.budget_minor = *budget_minor).is_some()
            }
            JournalEntry::Drawn { payment, account, draw } => {
                let drawn = (*payment, DrawEnd::Drawn(*draw));
                self.keeps(drawn, draw.campaign, report)?;
                if self.is_held_out(draw.campaign, *account) == Some(true) {
                    report.findings.push(Finding::DrawDiffers { payment: *payment });
                }
                self.drawn(at, (*payment, *account), draw, report)?
            }
            JournalEntry::NotDrawn { payment, campaign, account, reason } => {
                self.keeps((*payment, DrawEnd::Not(*reason)), *campaign, report)?;
                let is_held_out = self.is_held_out(*campaign, *account);
                if *reason == NotDrawn::HeldOut && is_held_out == Some(false) {
                    report.findings.push(Finding::DrawDiffers { payment: *payment });
                }
                self.campaigns.opened.contains_key(campaign)
            }
            JournalEntry::SeedShown { campaign, day, seed } => self.show(at, *campaign, *day, seed),
            _ => false,
        })
    }

    /// Returns whether an account is in a campaign's comparison group; none where the terms are not
    /// at hand.
    fn is_held_out(&self, campaign: CampaignId, account: AccountId) -> Option<bool> {
        let found = self.campaigns.opened.get(&campaign)?;
        Some(found.record.as_ref()?.terms.holds_out(&found.anchor, account.0))
    }

    fn open_campaign(&mut self, at: TimeMs, entry: &JournalEntry) -> Result<bool, StoreError> {
        let JournalEntry::CampaignOpened {
            campaign,
            account,
            title,
            commitment,
            anchor,
            funder,
            budget_minor,
        } = entry
        else {
            return Ok(false);
        };
        let record = match self.reader.record(&Key::Campaign(*campaign))? {
            Some(Record::Campaign(record)) => Some(record),
            _ => None,
        };
        let seeds = record.as_ref().and_then(|record| {
            let (last, seed) = record.shown?;
            let period = Period { first: record.terms.period.first, last };
            Some(SeedChain::new(*campaign, period, Seed::new(seed)))
        });
        let opened = ReplayedCampaign {
            account: *account,
            title: title.clone(),
            commitment: *commitment,
            anchor: *anchor,
            funder: *funder,
            budget_minor: *budget_minor,
            opened_at: at,
            state: State::Draft,
            shown: None,
            record,
            seeds,
        };
        Ok(insert_new(&mut self.campaigns.opened, *campaign, opened))
    }

    /// Where a campaign starts, no other may run on its days.
    fn change_campaign(&mut self, campaign: CampaignId, state: State) -> bool {
        let opened = &mut self.campaigns.opened;
        let Some(found) = opened.get(&campaign) else { return false };
        let starts = (found.state, state) == (State::Draft, State::Active);
        let is_alone = !starts
            || !opened
                .iter()
                .any(|(id, other)| *id != campaign && other.runs() && found.overlaps(other));
        if let Some(found) = opened.get_mut(&campaign) {
            found.state = state;
        }
        is_alone
    }

    /// Compares what is kept of a payment's part in a campaign.
    fn keeps(
        &mut self,
        (payment, end): (PaymentId, DrawEnd),
        campaign: CampaignId,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        self.campaigns.drawn += 1;
        let expected = Record::Drawn(Drawn { payment, campaign, end });
        if self.reader.record(&Key::Drawn(payment))? != Some(expected) {
            report.findings.push(Finding::DrawDiffers { payment });
        }
        Ok(())
    }

    fn drawn(
        &mut self,
        at: TimeMs,
        (payment, account): (PaymentId, AccountId),
        draw: &Draw,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Campaigns { opened, entrants, owed, .. } = &mut self.campaigns;
        let Some(found) = opened.get(&draw.campaign) else { return Ok(false) };
        if !draw.won.is_zero() {
            let (from, to, amount) = (found.account, account, draw.won);
            *owed = Some(Owed { payment, from, to, amount });
        }
        let key = (draw.campaign, account);
        let (before, won_minor) = entrants.get(&key).map_or((None, 0), |it| (Some(it.0), it.1));
        entrants.insert(key, (draw.day, won_minor.saturating_add(draw.won.minor())));
        let is_first = before.is_none_or(|before| before < draw.day);
        // Without its record, which is told at the end, terms are unknown.
        let Some(record) = &found.record else { return Ok(is_first) };
        let is_today = record.terms.zone.local(calendar::TimeMs(at.0)).day == draw.day;
        if !repeats(found, record, draw) || !self.is_evidence(payment, draw)? {
            report.findings.push(Finding::DrawDiffers { payment });
        }
        let found = self.campaigns.opened.get(&draw.campaign);
        Ok(is_first && is_today && found.is_some_and(|found| found.state == State::Active))
    }

    /// Takes back what a payment had won, where it is a person who pays: nobody else has won.
    pub(super) fn claw_back(
        &mut self,
        of: PaymentId,
        moved: &Movement,
    ) -> Result<bool, StoreError> {
        let payer = self.accounts.get(&moved.debit).map(|account| account.owner);
        if self.since > 0 || !matches!(payer, Some(Owner::Person(_))) {
            return Ok(true);
        }
        let Some(Record::Drawn(drawn)) = self.reader.record(&Key::Drawn(of))? else {
            return Ok(false);
        };
        let entrant = self.campaigns.entrants.get_mut(&(drawn.campaign, moved.debit));
        let Some((_, won_minor)) = entrant else { return Ok(false) };
        let left = won_minor.checked_sub(moved.amount.minor());
        *won_minor = left.unwrap_or_default();
        Ok(left.is_some())
    }

    /// Returns whether a draw's evidence is of what the payer signed; of a payer code nobody but
    /// the payer has the digits.
    fn is_evidence(&self, payment: PaymentId, draw: &Draw) -> Result<bool, StoreError> {
        let Some(Record::Payment(paid)) = self.reader.record(&Key::Payment(payment))? else {
            return Ok(true);
        };
        let signed = paid.evidence.as_ref().map(|Evidence { signed_text, .. }| signed_text);
        let of_order = signed.is_none_or(|text| evidence_of_order(text) == draw.evidence);
        Ok(of_order && paid.amount == draw.paid)
    }

    fn show(&mut self, at: TimeMs, campaign: CampaignId, day: LocalDay, seed: &[u8; 32]) -> bool {
        let Some(found) = self.campaigns.opened.get_mut(&campaign) else { return false };
        let is_later = found.shown.is_none_or(|(last, _)| last < day);
        found.shown = Some((day, *seed));
        let Some(record) = &found.record else { return is_later };
        let terms = &record.terms;
        let is_over = terms.zone.begins_at(day.plus_days(1)) <= calendar::TimeMs(at.0);
        let known = (terms.period.first, &found.anchor);
        is_later && is_over && follows(terms, known, day, &Seed::new(*seed))
    }
}

/// Returns whether a draw is what the terms make of its ticket; and, once the day's seed was shown,
/// whether it is the ticket that the seed gives.
fn repeats(found: &ReplayedCampaign, record: &Campaign, draw: &Draw) -> bool {
    let terms = &record.terms;
    let prize = terms.odds.prize_of(draw.ticket);
    let reward = prize.and_then(|place| terms.odds.prizes.get(place)).map(|prize| prize.reward);
    let won = reward.map_or(0, |reward| terms.won_minor(reward, draw.day, draw.paid.minor()));
    let fits = prize == draw.prize.map(usize::from) && won == draw.won.minor();
    let Some(seed) = found.seeds.as_ref().and_then(|seeds| seeds.of(draw.day)) else { return fits };
    let (terms, anchor, commitment) = (terms.clone(), found.anchor, found.commitment);
    fits && verify(draw, &Published { terms, anchor, commitment }, seed).is_ok()
}
