//! Money from a bound card: asked for once, whatever becomes of the answers, and looked after until
//! the card's issuer has said what became of it.

use crate::WalletError;
use crate::amount::check_payable;
use crate::answer::amount;
use crate::port::{ApiError, OperatorApi as _, Ports};
use crate::retry::{is_about_pin, is_definite};
use crate::state::{Profile, UnfinishedTopUp};
use crate::wallet::Wallet;
use money::{Amount, AmountError, Currency};
use wire::card_top_up::{
    CardRefusal, CardTopUpRequest, CardTopUpResponse, CardTopUpState, CardTopUpsResponse,
};
use wire::{ErrorCode, Id, Secret};

/// How far the person can go with top-ups by card, and those of the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardTopUps {
    /// The smallest.
    pub min: Amount,
    /// The largest.
    pub max: Amount,
    /// The most that can be asked for now.
    pub left: Amount,
    /// The top-ups, those asked for last in front.
    pub top_ups: Vec<CardTopUp>,
}

/// A top-up by card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardTopUp {
    /// The top-up.
    pub top_up: Id,
    /// What the card's kind was called then.
    pub brand: String,
    /// The last four digits of the card's number.
    pub last_four: String,
    /// How much.
    pub amount: Amount,
    /// What became of it.
    pub end: CardTopUpEnd,
    /// When it was asked for, in Unix milliseconds.
    pub asked_at_ms: u64,
}

/// What became of a top-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardTopUpEnd {
    /// Nobody knows yet; the operator asks the card's issuer until it says.
    Waiting,
    /// The money is here, by this payment.
    Paid(Id),
    /// The card has not paid.
    Refused(CardRefusal),
}

impl<P: Ports> Wallet<P> {
    /// Asks for typed digits from a bound card, with the payment PIN, which is not kept. While what
    /// was asked for before has not ended, the same from the same card is the same top-up.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `amount_zero`, `card_unknown`, `card_top_up_too_small` and
    /// what else it is refused with, `pin_wrong` and what else a PIN is refused with, and what the
    /// network does: the same again asks once.
    pub async fn top_up(
        &self,
        card: Id,
        digits: &str,
        pin: Option<Secret>,
    ) -> Result<CardTopUp, WalletError> {
        let profile = self.profile()?;
        let amount =
            Amount::parse(digits.trim(), profile.currency).map_err(|error| match error {
                AmountError::TooLarge => WalletError::rule(ErrorCode::CardTopUpTooLarge),
                _ => WalletError::AmountMalformed,
            })?;
        // The limit of one payment is for what is paid; top-ups have limits of their own.
        check_payable(amount, &profile).or_else(|error| {
            let too_large = WalletError::rule(ErrorCode::AmountTooLarge);
            if error == too_large { Ok(()) } else { Err(error) }
        })?;
        self.learn_top_ups(&profile).await?;
        let fresh = UnfinishedTopUp { top_up: self.new_id(), card, amount };
        let top_up = self.change(|state| {
            let same = |known: &&UnfinishedTopUp| (known.card, known.amount) == (card, amount);
            match state.unfinished_top_ups.iter().find(same) {
                Some(known) => known.top_up,
                None => {
                    state.unfinished_top_ups.push(fresh);
                    fresh.top_up
                }
            }
        })?;
        let request = CardTopUpRequest { top_up, card, amount: amount.into(), pin };
        let answer = self.ports.api().top_up(&profile.operator_url, &request).await;
        if answer.is_err() && is_definite(&answer) && !is_about_pin(&answer) {
            self.forget_top_ups(&[top_up])?;
        }
        let told = self.learn_top_up(read(answer?, profile.currency)?)?;
        if (told.top_up, told.amount) != (top_up, amount) {
            return Err(WalletError::AnswerMalformed("another top-up".to_owned()));
        }
        Ok(told)
    }

    /// Returns what became of a top-up.
    ///
    /// # Errors
    /// `NotEnrolled`, `card_top_up_unknown`, and what the network does.
    pub async fn card_top_up(&self, top_up: Id) -> Result<CardTopUp, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().card_top_up(&profile.operator_url, top_up).await?;
        self.learn_top_up(read(answer, profile.currency)?)
    }

    /// Returns how far the person can go, and the top-ups of the last 24 hours.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn card_top_ups(&self) -> Result<CardTopUps, WalletError> {
        let profile = self.profile()?;
        let currency = profile.currency;
        let answer = self.ports.api().card_top_ups(&profile.operator_url).await?;
        let CardTopUpsResponse { min, max, left, top_ups } = answer;
        let top_ups = top_ups.into_iter().map(|one| read(one, currency));
        let top_ups = top_ups.collect::<Result<Vec<_>, _>>()?;
        let ended = top_ups.iter().filter(|one| one.end != CardTopUpEnd::Waiting);
        self.forget_top_ups(&ended.map(|one| one.top_up).collect::<Vec<_>>())?;
        Ok(CardTopUps {
            min: amount(&min, currency)?,
            max: amount(&max, currency)?,
            left: amount(&left, currency)?,
            top_ups,
        })
    }

    /// Forgets what was asked for long ago and has ended by now. What the operator does not know
    /// was never asked for, and stays to be tried under its identifier.
    async fn learn_top_ups(&self, profile: &Profile) -> Result<(), WalletError> {
        let kept: Vec<Id> =
            self.state().unfinished_top_ups.iter().map(|known| known.top_up).collect();
        for top_up in kept.into_iter().filter(|top_up| self.is_long_ago(*top_up)) {
            match self.ports.api().card_top_up(&profile.operator_url, top_up).await {
                Ok(answer) => {
                    self.learn_top_up(read(answer, profile.currency)?)?;
                }
                Err(ApiError::Refused(problem)) if problem.code == ErrorCode::CardTopUpUnknown => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Forgets the attempt at a top-up that has ended.
    fn learn_top_up(&self, top_up: CardTopUp) -> Result<CardTopUp, WalletError> {
        if top_up.end != CardTopUpEnd::Waiting {
            self.forget_top_ups(&[top_up.top_up])?;
        }
        Ok(top_up)
    }

    fn forget_top_ups(&self, ended: &[Id]) -> Result<(), WalletError> {
        let is_ended = |known: &UnfinishedTopUp| ended.contains(&known.top_up);
        if self.state().unfinished_top_ups.iter().any(is_ended) {
            self.change(|state| state.unfinished_top_ups.retain(|known| !is_ended(known)))?;
        }
        Ok(())
    }
}

fn read(answer: CardTopUpResponse, currency: Currency) -> Result<CardTopUp, WalletError> {
    let CardTopUpResponse {
        top_up,
        card: _,
        brand,
        last_four,
        amount: money,
        state,
        reason,
        payment,
        asked_at_ms,
    } = answer;
    let end = match (state, reason, payment) {
        (CardTopUpState::Waiting, None, None) => CardTopUpEnd::Waiting,
        (CardTopUpState::Paid, None, Some(payment)) => CardTopUpEnd::Paid(payment),
        (CardTopUpState::Refused, Some(reason), None) => CardTopUpEnd::Refused(reason),
        _ => return Err(WalletError::AnswerMalformed("what became of a top-up".to_owned())),
    };
    let amount = amount(&money, currency)?;
    Ok(CardTopUp { top_up, brand, last_four, amount, end, asked_at_ms })
}
