//! Prepares an envelope: how much, for whom, in how many shares. Nothing of it leaves the device.

use super::check::{EnvelopeFit, ShareBounds, check};
use crate::WalletError;
use crate::amount::{read_amount, read_note};
use crate::code::Reading;
use crate::payment::ORDER_MS;
use crate::port::{Ports, Random as _};
use crate::state::{KnownBalance, PaymentStep, UnfinishedEnvelope};
use crate::wallet::Wallet;
use promotion::envelope::Split;
use wire::envelope::EnvelopeSplit;
use wire::payee::PayeeKind;
use wire::{ErrorCode, Id, Secret};

/// How many envelopes may wait for their end: those that were only looked at are forgotten first.
const UNFINISHED_MAX: usize = 20;

/// An envelope that waits for its confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedEnvelope {
    /// The envelope, as it is saved.
    pub unfinished: UnfinishedEnvelope,
    /// What a share can be.
    pub share: ShareBounds,
    /// The last known balance.
    pub balance: Option<KnownBalance>,
    /// Whether the PIN has to be asked for.
    pub pin_needed: bool,
}

impl<P: Ports> Wallet<P> {
    /// Settles an envelope and saves it for its confirmation. `payee` is the text of the receive
    /// code of the one person who may claim it; nobody's for a group.
    ///
    /// # Errors
    /// Those of [`Self::read_code`] and [`Self::check_amount`], `note_malformed`,
    /// `envelope_shares_invalid`, `envelope_too_small`, `envelope_too_large`, and `CodeNotPayable`
    /// for a code that is no person's.
    pub async fn prepare_envelope(
        &self,
        total: &str,
        shares: u16,
        split: Split,
        payee: Option<&str>,
        greeting: Option<String>,
    ) -> Result<PreparedEnvelope, WalletError> {
        let greeting = read_note(greeting)?;
        let total = self.within_limit_of_now(|profile| read_amount(total, profile)).await?;
        let checked = check(Some(total), shares, split, &self.profile()?)?;
        let share = match (checked.fit, checked.share) {
            (EnvelopeFit::Fits, Some(share)) => share,
            (EnvelopeFit::TooLittle, _) => {
                return Err(WalletError::rule(ErrorCode::EnvelopeTooSmall));
            }
            _ => return Err(WalletError::rule(ErrorCode::EnvelopeTooLarge)),
        };
        let payee = match payee {
            None => None,
            Some(_) if shares != 1 => {
                return Err(WalletError::rule(ErrorCode::EnvelopeSharesInvalid));
            }
            Some(code) => Some(self.person(code).await?),
        };
        let secret = payee.is_none().then(|| {
            let secret = Id(self.ports.random().number());
            Secret::new(secret.to_string())
        });
        let now_ms = self.now_ms();
        let unfinished = UnfinishedEnvelope {
            envelope: self.new_id(),
            total,
            shares,
            split: match split {
                Split::Equal => EnvelopeSplit::Equal,
                Split::Lucky => EnvelopeSplit::Lucky,
            },
            payee,
            greeting,
            secret,
            started_at_ms: now_ms,
            expires_at_ms: now_ms.saturating_add(ORDER_MS),
            step: PaymentStep::Prepared,
        };
        let balance = self.change(|state| {
            let all = &mut state.unfinished_envelopes;
            if all.len() >= UNFINISHED_MAX {
                all.retain(|one| one.step == PaymentStep::Sent);
            }
            all.push(unfinished.clone());
            state.balance
        })?;
        Ok(PreparedEnvelope { unfinished, share, balance, pin_needed: true })
    }

    /// Returns the receive code and registered name of the person whose code a text is.
    async fn person(&self, code: &str) -> Result<(Id, String), WalletError> {
        match self.read_code(code).await? {
            Reading::Payable(offer) if offer.payee.kind == PayeeKind::Receive => {
                Ok((offer.payee.id, offer.name))
            }
            Reading::Payable(_)
            | Reading::Envelope { .. }
            | Reading::Coupon { .. }
            | Reading::Invitation { .. }
            | Reading::Other(_) => Err(WalletError::CodeNotPayable),
        }
    }
}
