//! Checks a draw from what is published: terms, commitment, and the day's seed once it is shown.

use super::draw::Draw;
use super::seeds::{SeedHash, commitment, is_of};
use super::terms::Terms;
use crate::chance::Seed;
use std::fmt;

/// What an operator publishes about a campaign before it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The terms.
    pub terms: Terms,
    /// The hash of the first day's seed.
    pub anchor: SeedHash,
    /// What was committed to: a witness, or the wallet, has kept it since before the start.
    pub commitment: [u8; 32],
}

/// Why a draw is not what it claims, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawError {
    /// Terms and anchor are not what was committed to.
    CommitmentWrong,
    /// The draw is of another campaign or currency, or its day is outside.
    OtherCampaign,
    /// The seed is not this day's.
    SeedWrong,
    /// Another ticket was drawn.
    TicketWrong {
        /// This one.
        ticket: u64,
    },
    /// The ticket wins something else.
    PrizeWrong {
        /// This prize.
        prize: Option<u16>,
    },
    /// The prize comes to something else.
    WonWrong {
        /// So much, in minor units.
        won_minor: u64,
    },
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CommitmentWrong => "terms and anchor are not what was committed to",
            Self::OtherCampaign => "the draw is not of this campaign",
            Self::SeedWrong => "the seed is not this day's",
            Self::TicketWrong { .. } => "another ticket was drawn",
            Self::PrizeWrong { .. } => "the ticket wins something else",
            Self::WonWrong { .. } => "the prize comes to something else",
        })
    }
}

impl std::error::Error for DrawError {}

/// Repeats a draw. Whether its evidence is that of the payment is for whoever has what was signed
/// or shown: the payer's wallet, or an auditor with the journal.
///
/// # Errors
/// The first thing that is wrong, in the order of [`DrawError`].
pub fn verify(draw: &Draw, published: &Published, seed: &Seed) -> Result<(), DrawError> {
    let Published { terms, anchor, commitment: committed } = published;
    if commitment(terms, anchor) != *committed {
        return Err(DrawError::CommitmentWrong);
    }
    let is_ours = draw.campaign == terms.id && draw.paid.currency() == terms.currency;
    if !is_ours || terms.period.number_of(draw.day).is_none() {
        return Err(DrawError::OtherCampaign);
    }
    if !is_of(terms, anchor, draw.day, seed) {
        return Err(DrawError::SeedWrong);
    }
    let again = terms.draw(seed, draw.day, draw.evidence, draw.paid);
    if again.ticket != draw.ticket {
        return Err(DrawError::TicketWrong { ticket: again.ticket });
    }
    if again.prize != draw.prize {
        return Err(DrawError::PrizeWrong { prize: again.prize });
    }
    if again.won != draw.won {
        return Err(DrawError::WonWrong { won_minor: again.won.minor() });
    }
    Ok(())
}
