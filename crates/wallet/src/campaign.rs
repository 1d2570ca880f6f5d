//! Campaigns: what they promise, how the person stands in them, and draws that are repeated here.
//!
//! The wallet keeps what a campaign committed to when it first saw it, and its own part in each
//! draw. Whatever the operator says later is held against both.

mod check;
mod held_out;
mod read;
mod uplift;

pub use check::{DrawCheck, DrawFault, DrawVerdict, PaymentCheck, check};
pub use held_out::{GroupCheck, GroupVerdict, check_group};
pub use uplift::{Uplift, UpliftDifference, UpliftGroup};

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::state::{KnownCampaign, KnownEvidence, SavedState};
use crate::wallet::Wallet;
use futures_util::future::join;
use money::Amount;
use promotion::calendar::TimeMs;
use promotion::campaign::{Published, Terms, evidence_of_payer_code};
use proof::hex;
use wire::Id;
use wire::campaign::{CampaignResponse, CampaignState};

/// Of how many campaigns the commitment is kept.
const CAMPAIGNS_MAX: usize = 100;

/// How many parts in draws are kept: those of the payments that are kept, and as many codes again.
const EVIDENCE_MAX: usize = 2 * SavedState::RECENT_MAX;

/// A campaign as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenCampaign {
    /// The campaign.
    pub campaign: Id,
    /// What people read.
    pub title: String,
    /// Where it stands.
    pub state: CampaignState,
    /// What it promises.
    pub terms: Terms,
    /// The names of the merchants that the terms list.
    pub merchant_names: Vec<String>,
    /// What it committed to, in hexadecimal.
    pub commitment: String,
    /// Whether the person has had the day's draw.
    pub has_drawn_today: bool,
    /// Whether the person is in the comparison group, which has no draws.
    pub is_held_out: bool,
    /// What the person has won in all.
    pub won: Amount,
}

impl<P: Ports> Wallet<P> {
    /// Returns the campaigns that the operator has started, and when this was so; keeps what those
    /// commit to that are seen for the first time.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn campaigns(&self) -> Result<(Vec<SeenCampaign>, u64), WalletError> {
        let url = self.profile()?.operator_url;
        let api = self.ports.api();
        let (campaigns, entrants) = join(api.campaigns(&url), api.entrants(&url)).await;
        let (campaigns, entrants) = (campaigns?, entrants?);
        let as_of_ms = campaigns.as_of_ms;
        let told = campaigns.campaigns.into_iter().map(|told| {
            let Published { terms, commitment, .. } = read::published(&told)?;
            let CampaignResponse { campaign, title, state, merchant_names, .. } = told;
            let entrant = entrants.entrants.iter().find(|one| one.campaign == campaign);
            let today = terms.zone.local(TimeMs(as_of_ms)).day;
            let won_minor = entrant.map_or(0, |one| one.won_minor);
            let won = Amount::new(won_minor, terms.currency)
                .map_err(|error| WalletError::AnswerMalformed(error.to_string()))?;
            let seen = SeenCampaign {
                campaign,
                title,
                state,
                terms,
                merchant_names,
                commitment: hex::encode(&commitment),
                has_drawn_today: entrant.is_some_and(|one| one.last_day == today.0),
                is_held_out: entrants.held_out.contains(&campaign),
                won,
            };
            Ok((seen, commitment))
        });
        let told = told.collect::<Result<Vec<_>, WalletError>>()?;
        let now_ms = self.now_ms();
        self.change(|state| {
            for (seen, commitment) in &told {
                state.know_campaign(seen.campaign, *commitment, now_ms);
            }
        })?;
        Ok((told.into_iter().map(|(seen, _)| seen).collect(), as_of_ms))
    }

    /// Returns what is published of a campaign, and what this wallet kept of it.
    ///
    /// # Errors
    /// `NotEnrolled`, `not_found`, and what the network does.
    pub async fn campaign(
        &self,
        campaign: Id,
    ) -> Result<(CampaignResponse, Option<KnownCampaign>), WalletError> {
        let url = self.profile()?.operator_url;
        let told = self.ports.api().campaign(&url, campaign).await?;
        let state = self.state();
        let known = state.campaigns.iter().find(|known| known.campaign == campaign);
        Ok((told, known.copied()))
    }

    /// Repeats the draw of a payment from its receipt and from what is published, and holds it
    /// against what this device kept.
    ///
    /// # Errors
    /// `DrawMissing` where no campaign drew for it, `payment_unknown`, `ReceiptInvalid`, and what
    /// the network does.
    pub async fn check_draw(&self, payment: Id) -> Result<PaymentCheck, WalletError> {
        let (receipt, _) = self.receipt(payment).await?;
        let drawn = receipt.draw.as_deref().filter(|drawn| drawn.draw.is_some());
        let campaign = drawn.ok_or(WalletError::DrawMissing)?.campaign;
        let (told, known) = self.campaign(campaign).await?;
        let check = check(&receipt, &told, known.map(|known| known.commitment))?;
        let now_ms = self.now_ms();
        self.change(|state| state.know_campaign(campaign, check.published.commitment, now_ms))?;
        Ok(PaymentCheck {
            commitment_was_kept: known.is_some_and(|known| known.seen_at_ms <= receipt.at_ms),
            evidence_is_mine: self.state().knows_evidence(&receipt, &check.draw.evidence),
            check,
            receipt,
        })
    }
}

impl<P: Ports> Wallet<P> {
    /// Holds against the published rule that a payment had no draw because its payer is in the
    /// comparison group.
    ///
    /// # Errors
    /// `DrawMissing` where that was not the reason, and what [`Wallet::check_draw`] says.
    pub async fn check_group(&self, payment: Id) -> Result<GroupCheck, WalletError> {
        let (receipt, _) = self.receipt(payment).await?;
        let campaign = receipt.draw.as_deref().ok_or(WalletError::DrawMissing)?.campaign;
        let (told, known) = self.campaign(campaign).await?;
        let check = check_group(&receipt, &told, known.map(|known| known.commitment))?;
        let (commitment, now_ms) = (check.published.commitment, self.now_ms());
        self.change(|state| state.know_campaign(campaign, commitment, now_ms))?;
        let was_kept = known.is_some_and(|known| known.seen_at_ms <= receipt.at_ms);
        Ok(GroupCheck { commitment_was_kept: was_kept, ..check })
    }
}

impl SavedState {
    /// Keeps what was committed to when a campaign was first seen; what comes later changes
    /// nothing of that.
    fn know_campaign(&mut self, campaign: Id, commitment: [u8; 32], seen_at_ms: u64) {
        if self.campaigns.iter().any(|known| known.campaign == campaign) {
            return;
        }
        self.campaigns.push(KnownCampaign { campaign, commitment, seen_at_ms });
        let more = self.campaigns.len().saturating_sub(CAMPAIGNS_MAX);
        self.campaigns.drain(..more);
    }

    /// Keeps this device's part in the draw of a payment that a till makes of a payer code.
    pub(crate) fn keep_payer_code(&mut self, digits: &str, made_at_ms: u64) {
        let hash = evidence_of_payer_code(digits);
        self.keep_evidence(KnownEvidence { payment: None, hash, made_at_ms });
    }

    /// Keeps this device's part in the draw of a payment.
    pub(crate) fn keep_evidence(&mut self, evidence: KnownEvidence) {
        // The same order may be signed again: its text is the same.
        self.evidence.retain(|known| known.hash != evidence.hash);
        self.evidence.push(evidence);
        let more = self.evidence.len().saturating_sub(EVIDENCE_MAX);
        self.evidence.drain(..more);
    }
}
