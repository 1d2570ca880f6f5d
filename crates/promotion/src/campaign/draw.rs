//! One draw: a function of the day's seed and of what the payer fixed.

use super::terms::Terms;
use crate::calendar::LocalDay;
use crate::chance::{Numbers, Seed};
use crate::id::CampaignId;
use money::Amount;
use sha2::{Digest as _, Sha256};

/// Returns the evidence of a payment that the payer's device signed: the hash of the signed text.
/// The signature is left out, for of one ECDSA signature anybody makes another that is as valid:
/// whoever may choose between two has two draws.
pub fn evidence_of_order(signed_text: &str) -> [u8; 32] {
    evidence(b"tongbao signed order 1", signed_text)
}

/// Returns the evidence of a payment that was charged to a payer code: the hash of the digits that
/// the payer's device showed, without spaces.
pub fn evidence_of_payer_code(digits: &str) -> [u8; 32] {
    evidence(b"tongbao payer code shown 1", digits)
}

fn evidence(tag: &[u8], text: &str) -> [u8; 32] {
    Sha256::new_with_prefix(tag).chain_update(text).finalize().into()
}

/// A draw as a receipt holds it: everything but the seed that is needed to repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Of which campaign.
    pub campaign: CampaignId,
    /// By which day's seed.
    pub day: LocalDay,
    /// The hash of what the payer's device signed or showed for the payment. Nothing else of the
    /// payment goes in: a till makes the identifiers of those that it charges to a payer code.
    pub evidence: [u8; 32],
    /// What the payer paid in money.
    pub paid: Amount,
    /// The ticket that was drawn.
    pub ticket: u64,
    /// The prize that it wins, by its place in the table of odds.
    pub prize: Option<u16>,
    /// What was won; nothing when there is no prize.
    pub won: Amount,
}

impl Terms {
    /// Draws for a payment that takes part.
    pub fn draw(&self, seed: &Seed, day: LocalDay, evidence: [u8; 32], paid: Amount) -> Draw {
        let ticket = self.ticket(seed, day, &evidence);
        let prize = self.odds.prize_of(ticket);
        let reward = prize.and_then(|place| self.odds.prizes.get(place)).map(|prize| prize.reward);
        let won_minor = reward.map_or(0, |reward| self.won_minor(reward, day, paid.minor()));
        Draw {
            campaign: self.id,
            day,
            evidence,
            paid,
            ticket,
            prize: prize.and_then(|place| u16::try_from(place).ok()),
            // Never more than was paid, so it is an amount.
            won: Amount::new(won_minor, paid.currency()).unwrap_or(paid),
        }
    }

    /// Returns the ticket: one of `odds.one_in`, each as likely as any other to whoever does not
    /// know the seed.
    fn ticket(&self, seed: &Seed, day: LocalDay, evidence: &[u8; 32]) -> u64 {
        let words = [
            b"tongbao campaign draw 1".as_slice(),
            &self.id.0.to_be_bytes(),
            &day.0.to_be_bytes(),
            evidence,
        ];
        Numbers::new(seed, &words).below(self.odds.one_in)
    }
}
