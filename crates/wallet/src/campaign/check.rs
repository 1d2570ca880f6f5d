//! Repeats a draw from a receipt and from what is published; asks nobody.

use super::held_out::payer;
use super::read;
use crate::WalletError;
use crate::state::SavedState;
use money::Amount;
use promotion::Seed;
use promotion::calendar::TimeMs;
use promotion::campaign::{Draw, DrawError, Prize, Published, commitment, verify};
use proof::hex;
use wire::campaign::CampaignResponse;
use wire::payment::PaymentKind;
use wire::receipt::ReceiptResponse;

/// For how long before a payment the payer code may have been made that it was charged to, in
/// milliseconds.
const SHOWN_BEFORE_MS: u64 = 90_000;

/// What repeating a draw came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawVerdict {
    /// It is what it claims.
    Holds,
    /// The day's seed is not shown yet; what can be checked without it holds.
    Waiting,
    /// It is not what it claims.
    Wrong(DrawFault),
}

/// What is wrong with a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawFault {
    /// It is of another payment: of another amount or another day.
    OtherPayment,
    /// Its payer is in the comparison group, which has no draws.
    HeldOut,
    /// The draw itself is wrong.
    Draw(DrawError),
}

impl DrawFault {
    /// Returns the stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherPayment => "other_payment",
            Self::HeldOut => "held_out",
            Self::Draw(DrawError::CommitmentWrong) => "commitment_wrong",
            Self::Draw(DrawError::OtherCampaign) => "other_campaign",
            Self::Draw(DrawError::SeedWrong) => "seed_wrong",
            Self::Draw(DrawError::TicketWrong { .. }) => "ticket_wrong",
            Self::Draw(DrawError::PrizeWrong { .. }) => "prize_wrong",
            Self::Draw(DrawError::WonWrong { .. }) => "won_wrong",
        }
    }
}

/// A draw, repeated.
#[derive(Clone, Debug)]
pub struct DrawCheck {
    /// The draw as the receipt has it.
    pub draw: Draw,
    /// What it was held against.
    pub published: Published,
    /// The day's seed, once it is shown.
    pub seed: Option<Seed>,
    /// What it came to.
    pub verdict: DrawVerdict,
}

impl DrawCheck {
    /// Returns the prize that the ticket wins by the published table.
    pub fn prize(&self) -> Option<Prize> {
        let odds = &self.published.terms.odds;
        odds.prizes.get(odds.prize_of(self.draw.ticket)?).copied()
    }

    /// Returns the evidence in hexadecimal.
    pub fn evidence_text(&self) -> String {
        hex::encode(&self.draw.evidence)
    }

    /// Returns what was committed to, in hexadecimal.
    pub fn commitment_text(&self) -> String {
        hex::encode(&self.published.commitment)
    }

    /// Returns the day's seed in hexadecimal, once it is shown.
    pub fn seed_text(&self) -> Option<String> {
        self.seed.as_ref().map(|seed| hex::encode(seed.expose()))
    }
}

/// The draw of a payment of this wallet, repeated.
#[derive(Clone, Debug)]
pub struct PaymentCheck {
    /// The draw.
    pub check: DrawCheck,
    /// Whether this wallet had the commitment before the payment.
    pub commitment_was_kept: bool,
    /// Whether the draw used what this device signed or showed for the payment; none where the
    /// device knows of no part that it has in it.
    pub evidence_is_mine: Option<bool>,
    /// The receipt that holds the draw.
    pub receipt: ReceiptResponse,
}

/// Repeats the draw of a receipt whose signature was verified. `kept` is a commitment that was
/// kept; without one, what is published now is believed.
///
/// # Errors
/// `DrawMissing` where the receipt has none; `AnswerMalformed` where what is published is none of
/// a campaign.
pub fn check(
    receipt: &ReceiptResponse,
    campaign: &CampaignResponse,
    kept: Option<[u8; 32]>,
) -> Result<DrawCheck, WalletError> {
    let drawn = receipt.draw.as_deref().ok_or(WalletError::DrawMissing)?;
    let draw = read::draw(drawn.draw.as_ref().ok_or(WalletError::DrawMissing)?)?;
    let mut published = read::published(campaign)?;
    if let Some(kept) = kept {
        published.commitment = kept;
    }
    let seed = read::seed(campaign.shown.as_ref(), &published.terms, draw.day)?;
    let verdict = verdict(receipt, &draw, &published, seed.as_ref());
    Ok(DrawCheck { draw, published, seed, verdict })
}

fn verdict(
    receipt: &ReceiptResponse,
    draw: &Draw,
    published: &Published,
    seed: Option<&Seed>,
) -> DrawVerdict {
    let wrong = |error| DrawVerdict::Wrong(DrawFault::Draw(error));
    let Published { terms, anchor, commitment: committed } = published;
    if commitment(terms, anchor) != *committed {
        return wrong(DrawError::CommitmentWrong);
    }
    if draw.campaign != terms.id {
        return wrong(DrawError::OtherCampaign);
    }
    let is_its_amount = Amount::try_from(&receipt.amount) == Ok(draw.paid);
    if !is_its_amount || terms.zone.local(TimeMs(receipt.at_ms)).day != draw.day {
        return DrawVerdict::Wrong(DrawFault::OtherPayment);
    }
    if payer(receipt).is_some_and(|account| terms.holds_out(anchor, account)) {
        return DrawVerdict::Wrong(DrawFault::HeldOut);
    }
    match seed.map(|seed| verify(draw, published, seed)) {
        None => DrawVerdict::Waiting,
        Some(Ok(())) => DrawVerdict::Holds,
        Some(Err(error)) => wrong(error),
    }
}

impl SavedState {
    /// Returns whether a draw's evidence is what this device signed or showed for its payment;
    /// none where another device of the person may have.
    pub(super) fn knows_evidence(
        &self,
        receipt: &ReceiptResponse,
        evidence: &[u8; 32],
    ) -> Option<bool> {
        let signed = self.evidence.iter().filter(|one| one.payment == Some(receipt.payment));
        let signed: Vec<_> = signed.collect();
        if !signed.is_empty() {
            // An order that was confirmed again later has another text than at first.
            return Some(signed.iter().any(|one| one.hash == *evidence));
        }
        if receipt.kind != PaymentKind::PayerCode {
            return None;
        }
        let mut shown = self.evidence.iter().filter(|one| one.payment.is_none());
        if shown.clone().any(|one| one.hash == *evidence) {
            return Some(true);
        }
        let from_ms = receipt.at_ms.saturating_sub(SHOWN_BEFORE_MS);
        shown.any(|one| (from_ms..=receipt.at_ms).contains(&one.made_at_ms)).then_some(false)
    }
}
