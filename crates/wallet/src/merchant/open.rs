//! Opens a shop, and takes its money out. Both are done once, whatever becomes of the answers: what
//! is asked again goes again under its identifier.

use super::{Merchant, merchant};
use crate::amount::check_payable;
use crate::port::{ApiError, MerchantApi as _, OperatorApi as _, Ports};
use crate::retry::{is_about_pin, is_definite};
use crate::state::{OpeningMerchant, Payment, Profile, UnfinishedWithdrawal};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, AmountError};
use wire::merchant::{OpenMerchantRequest, WithdrawRequest};
use wire::{ErrorCode, Id, Secret};

/// What a person says of a shop that is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMerchant<'a> {
    /// The name that payers see.
    pub name: &'a str,
    /// The city.
    pub city: &'a str,
    /// Where it is, for the operator.
    pub address: &'a str,
    /// The merchant category code of ISO 18245: four digits.
    pub category: &'a str,
}

impl<P: Ports> Wallet<P> {
    /// Opens a shop; the person is its owner. It can be paid once the operator has approved it.
    ///
    /// # Errors
    /// `NotEnrolled`, `name_malformed`, `address_malformed`, `merchants_too_many`, `Store`, and
    /// what the network does: the same again opens the same shop.
    pub async fn open_merchant(&self, new: NewMerchant<'_>) -> Result<Merchant, WalletError> {
        let profile = self.profile()?;
        let fresh = OpeningMerchant {
            merchant: self.new_id(),
            name: new.name.trim().to_owned(),
            city: new.city.trim().to_owned(),
            address: new.address.trim().to_owned(),
            category: new.category.trim().to_owned(),
        };
        let opening = self.change(|state| {
            let same = |known: &&OpeningMerchant| {
                OpeningMerchant { merchant: fresh.merchant, ..(*known).clone() } == fresh
            };
            let opening = state.opening.iter().find(same).cloned().unwrap_or(fresh.clone());
            state.opening = Some(opening.clone());
            opening
        })?;
        let OpeningMerchant { merchant: id, name, city, address, category } = opening;
        let request = OpenMerchantRequest { merchant: id, name, city, address, category };
        let answer = self.ports.api().open_merchant(&profile.operator_url, &request).await;
        if is_definite(&answer) {
            self.change(|state| state.opening = None)?;
        }
        let opened = merchant(answer?, profile.currency)?;
        self.learn_merchant(&opened)?;
        Ok(opened)
    }

    /// Moves typed digits from a shop's account into the account of the person, its owner, with
    /// the payment PIN, which is not kept.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `amount_zero`, `insufficient_funds`,
    /// `staff_role_insufficient`, `pin_wrong` and what else a PIN is refused with, and what the
    /// network does: the same again moves it once.
    pub async fn withdraw(
        &self,
        merchant: Id,
        digits: &str,
        pin: Option<Secret>,
    ) -> Result<Payment, WalletError> {
        let profile = self.profile()?;
        let amount =
            Amount::parse(digits.trim(), profile.currency).map_err(|error| match error {
                AmountError::TooLarge => WalletError::rule(ErrorCode::AmountTooLarge),
                _ => WalletError::AmountMalformed,
            })?;
        // The limit of one payment is for what is paid; what lies in the shop may be more.
        check_payable(amount, &profile).or_else(|error| {
            let too_large = WalletError::rule(ErrorCode::AmountTooLarge);
            if error == too_large { Ok(()) } else { Err(error) }
        })?;
        self.learn_withdrawals(&profile).await?;
        let fresh = UnfinishedWithdrawal { payment: self.new_id(), merchant, amount };
        let payment = self.change(|state| {
            let same = |known: &&UnfinishedWithdrawal| {
                (known.merchant, known.amount) == (merchant, amount)
            };
            match state.unfinished_withdrawals.iter().find(same) {
                Some(known) => known.payment,
                None => {
                    state.unfinished_withdrawals.push(fresh);
                    fresh.payment
                }
            }
        })?;
        let request = WithdrawRequest { payment, amount: amount.into(), pin };
        let api = self.ports.api();
        let answer = api.withdraw(&profile.operator_url, merchant, &request).await;
        // An earlier try, whose answer was lost, may still be decided: the next one is the same.
        if is_definite(&answer) && !is_about_pin(&answer) {
            let is_other = |known: &UnfinishedWithdrawal| known.payment != payment;
            self.change(|state| state.unfinished_withdrawals.retain(is_other))?;
        }
        let done = answer::payment(answer?, profile.currency)?;
        if (done.payment, done.amount) != (payment, amount) {
            return Err(WalletError::AnswerMalformed("another movement".to_owned()));
        }
        Ok(done)
    }

    /// Forgets what was asked for long ago and is done by now. What the operator does not know was
    /// never done, and stays to be tried under its identifier.
    async fn learn_withdrawals(&self, profile: &Profile) -> Result<(), WalletError> {
        let kept: Vec<Id> =
            self.state().unfinished_withdrawals.iter().map(|known| known.payment).collect();
        for payment in kept.into_iter().filter(|payment| self.is_long_ago(*payment)) {
            match self.ports.api().payment(&profile.operator_url, payment).await {
                Ok(_) => {
                    let is_other = |known: &UnfinishedWithdrawal| known.payment != payment;
                    self.change(|state| state.unfinished_withdrawals.retain(is_other))?;
                }
                Err(ApiError::Refused(problem)) if problem.code == ErrorCode::PaymentUnknown => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
