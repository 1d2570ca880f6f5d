//! Envelopes as they are shown: sent, claimed and proven.

use super::AmountView;
use crate::UiError;
use paycode::printable;
use promotion::envelope::{OPEN_MS, Split};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wallet::envelope::{self as sent, EnvelopeCheck, PreparedEnvelope, SeenClaim, SeenEnvelope};
use wallet::state::UnfinishedEnvelope;

/// How an envelope is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeSplit {
    /// All alike.
    Equal,
    /// By luck.
    Lucky,
}

/// How far an envelope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeState {
    /// There are shares left.
    Open,
    /// Every share was claimed.
    Finished,
    /// Its time was over, and what was left went back.
    Returned,
}

/// Whether an amount is enough, and not too much, for so many shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeFit {
    /// Nothing is typed yet.
    None,
    /// It is too little.
    TooLittle,
    /// It fits.
    Fits,
    /// It is too much.
    TooMuch,
}

/// Whether what is typed fits into an envelope, and what it may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EnvelopeCheckView {
    /// The amount, where one was typed.
    pub total: Option<AmountView>,
    /// Whether it fits.
    pub fit: EnvelopeFit,
    /// The least that so many shares need.
    pub total_least: AmountView,
    /// The most that they may hold.
    pub total_most: AmountView,
    /// What a share will be at least; only where the amount fits.
    pub share_least: Option<AmountView>,
    /// What a share will be at most; only where the amount fits.
    pub share_most: Option<AmountView>,
    /// The largest share.
    pub share_cap: AmountView,
    /// The largest number of shares.
    pub shares_max: u16,
}

/// What the sender of an envelope confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EnvelopeConfirmView {
    /// The envelope.
    pub envelope: String,
    /// All of its money.
    pub total: AmountView,
    /// Into how many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// The registered name of the one person who may claim it.
    pub payee: Option<String>,
    /// What is written on it.
    pub greeting: Option<String>,
    /// What there is to spend, as it was last known.
    pub balance: Option<AmountView>,
    /// Whether the PIN has to be asked for.
    pub pin_needed: bool,
    /// What a share will be at least.
    pub share_least: AmountView,
    /// What a share will be at most.
    pub share_most: AmountView,
    /// After how many hours what is left goes back.
    pub returns_after_h: u32,
}

/// Who took a share of an envelope, and how much it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClaimView {
    /// The registered name.
    pub name: String,
    /// How much.
    pub amount: AmountView,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Whether it is the reader's own.
    pub is_me: bool,
    /// Whether nobody has more: told of lucky shares, once the envelope has ended.
    pub is_luckiest: bool,
}

/// What the operator committed to when an envelope was sent, and whether it kept to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EnvelopeProofView {
    /// What it committed to, in hexadecimal.
    pub commitment: String,
    /// What the shares were made of, in hexadecimal, once that is shown.
    pub seed: Option<String>,
    /// Whether all that can be recomputed now is so.
    pub holds: bool,
    /// Whether that is the whole envelope, and not only the reader's share.
    pub is_whole: bool,
}

/// One envelope, as its sender or somebody with a share of it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EnvelopeView {
    /// The envelope.
    pub envelope: String,
    /// The text of its code; empty where this device does not know its secret.
    pub code: String,
    /// The code as an SVG picture; for its sender.
    pub svg: Option<String>,
    /// What is written on it.
    pub greeting: Option<String>,
    /// The registered name of who sent it.
    pub sender: String,
    /// The registered name of the one person who may claim it.
    pub payee: Option<String>,
    /// Whether the reader sent it.
    pub is_mine: bool,
    /// All of its money.
    pub total: AmountView,
    /// Into how many shares.
    pub shares: u16,
    /// How many are claimed.
    pub claimed: u16,
    /// How much that is.
    pub claimed_amount: AmountView,
    /// How it is divided.
    pub split: EnvelopeSplit,
    /// Where it stands.
    pub state: EnvelopeState,
    /// When it was sent, in Unix milliseconds.
    pub sent_at_ms: u64,
    /// From when on what is left goes back, in Unix milliseconds.
    pub returns_at_ms: u64,
    /// The reader's share.
    pub mine: Option<AmountView>,
    /// Who claimed what, in the order of the shares; nobody in a list.
    pub claims: Vec<ClaimView>,
    /// What went back.
    pub returned: Option<AmountView>,
    /// Whether the operator kept to what it committed to; null in a list.
    pub proof: Option<EnvelopeProofView>,
}

/// The envelopes that the person sent, and those of which they have a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EnvelopesView {
    /// The envelopes, newest first.
    pub envelopes: Vec<EnvelopeView>,
    /// When this was so, in Unix milliseconds.
    pub as_of_ms: u64,
}

impl From<EnvelopeSplit> for Split {
    fn from(split: EnvelopeSplit) -> Self {
        match split {
            EnvelopeSplit::Equal => Self::Equal,
            EnvelopeSplit::Lucky => Self::Lucky,
        }
    }
}

impl From<Split> for EnvelopeSplit {
    fn from(split: Split) -> Self {
        match split {
            Split::Equal => Self::Equal,
            Split::Lucky => Self::Lucky,
        }
    }
}

impl From<wire::envelope::EnvelopeSplit> for EnvelopeSplit {
    fn from(split: wire::envelope::EnvelopeSplit) -> Self {
        match split {
            wire::envelope::EnvelopeSplit::Equal => Self::Equal,
            wire::envelope::EnvelopeSplit::Lucky => Self::Lucky,
        }
    }
}

impl From<EnvelopeCheck> for EnvelopeCheckView {
    fn from(check: EnvelopeCheck) -> Self {
        let EnvelopeCheck { total, fit, total_least, total_most, share, share_cap, shares_max } =
            check;
        Self {
            total: total.map(AmountView::from),
            fit: match fit {
                sent::EnvelopeFit::None => EnvelopeFit::None,
                sent::EnvelopeFit::TooLittle => EnvelopeFit::TooLittle,
                sent::EnvelopeFit::Fits => EnvelopeFit::Fits,
                sent::EnvelopeFit::TooMuch => EnvelopeFit::TooMuch,
            },
            total_least: total_least.into(),
            total_most: total_most.into(),
            share_least: share.map(|share| share.least.into()),
            share_most: share.map(|share| share.most.into()),
            share_cap: share_cap.into(),
            shares_max,
        }
    }
}

impl From<PreparedEnvelope> for EnvelopeConfirmView {
    fn from(prepared: PreparedEnvelope) -> Self {
        let PreparedEnvelope { unfinished, share, balance, pin_needed } = prepared;
        let UnfinishedEnvelope {
            envelope,
            total,
            shares,
            split,
            payee,
            greeting,
            secret: _,
            started_at_ms: _,
            expires_at_ms: _,
            step: _,
        } = unfinished;
        Self {
            envelope: envelope.to_string(),
            total: total.into(),
            shares,
            split: split.into(),
            payee: payee.map(|(_, name)| printable(&name)),
            greeting,
            balance: balance.map(|known| known.available.into()),
            pin_needed,
            share_least: share.least.into(),
            share_most: share.most.into(),
            returns_after_h: u32::try_from(OPEN_MS / 3_600_000).unwrap_or(u32::MAX),
        }
    }
}

impl EnvelopeView {
    /// Converts an envelope, and draws its code for its sender.
    pub(crate) fn of(seen: SeenEnvelope) -> Result<Self, UiError> {
        let SeenEnvelope {
            envelope,
            code,
            greeting,
            sender,
            payee,
            is_mine,
            total,
            shares,
            split,
            state,
            sent_at_ms,
            returns_at_ms,
            claimed,
            claimed_amount,
            mine,
            claims,
            returned,
            proof,
        } = seen;
        // Only what one looks at is drawn: a list has no proofs.
        let drawn = code.as_deref().filter(|_| is_mine && proof.is_some());
        let svg = drawn.map(|code| scan::draw::svg(code, None)).transpose();
        Ok(Self {
            envelope: envelope.to_string(),
            svg: svg.map_err(|_| UiError::internal())?,
            code: code.unwrap_or_default(),
            greeting: greeting.map(|greeting| printable(&greeting)),
            sender: printable(&sender),
            payee: payee.map(|payee| printable(&payee)),
            is_mine,
            total: total.into(),
            shares,
            claimed,
            claimed_amount: claimed_amount.into(),
            split: split.into(),
            state: state.into(),
            sent_at_ms,
            returns_at_ms,
            mine: mine.map(AmountView::from),
            claims: claims.into_iter().map(ClaimView::from).collect(),
            returned: returned.map(AmountView::from),
            proof: proof.map(EnvelopeProofView::from),
        })
    }
}

impl From<wire::envelope::EnvelopeState> for EnvelopeState {
    fn from(state: wire::envelope::EnvelopeState) -> Self {
        match state {
            wire::envelope::EnvelopeState::Open => Self::Open,
            wire::envelope::EnvelopeState::Finished => Self::Finished,
            wire::envelope::EnvelopeState::Returned => Self::Returned,
        }
    }
}

impl From<SeenClaim> for ClaimView {
    fn from(claim: SeenClaim) -> Self {
        let SeenClaim { name, amount, at_ms, is_me, is_luckiest } = claim;
        Self { name: printable(&name), amount: amount.into(), at_ms, is_me, is_luckiest }
    }
}

impl From<sent::EnvelopeProof> for EnvelopeProofView {
    fn from(proof: sent::EnvelopeProof) -> Self {
        let sent::EnvelopeProof { commitment, seed, holds, is_whole } = proof;
        Self { commitment, seed, holds, is_whole }
    }
}
