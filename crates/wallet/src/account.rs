//! The account as the wallet shows it: home, history and one payment, online or as last known.

use crate::goods::{self, Goods};
use crate::merchant::Merchant;
use crate::port::{ApiError, OperatorApi as _, Ports};
use crate::state::{KnownBalance, KnownHold, KnownQuickPay, Payment, Profile, UnfinishedPayment};
use crate::wallet::Wallet;
use crate::{WalletError, answer, retry};
use futures_util::future::join;
use wire::{ErrorCode, Id};

/// How many payments are asked for at once.
const PAGE: u32 = 30;

/// What the wallet shows at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Whom the wallet belongs to.
    pub profile: Profile,
    /// The balance with its time; absent when none was ever known.
    pub balance: Option<KnownBalance>,
    /// What is held of it, those that end first in front.
    pub holds: Vec<KnownHold>,
    /// Whether the operator answered just now.
    pub online: bool,
    /// The newest payments, newest first.
    pub recent: Vec<Payment>,
    /// Payments whose end is not known yet.
    pub unfinished: Vec<UnfinishedPayment>,
    /// What can be paid by payer code without a PIN; absent when none was ever known.
    pub quick_pay: Option<KnownQuickPay>,
    /// The shops where the person works, as they were known last.
    pub merchants: Vec<Merchant>,
}

/// A page of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryPage {
    /// Payments, newest first.
    pub payments: Vec<Payment>,
    /// What to ask for as `before` to go on; absent at the end.
    pub next_before: Option<u64>,
    /// When this was true, in Unix milliseconds; absent when nothing was ever known.
    pub as_of_ms: Option<u64>,
    /// Whether the operator answered just now.
    pub online: bool,
}

/// A payment by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentDetail {
    /// The payment.
    pub payment: Payment,
    /// What was bought, where the shop said so and the operator answered just now.
    pub goods: Option<Goods>,
}

impl<P: Ports> Wallet<P> {
    /// Returns the balance and the newest payments: the operator's, or the last known ones.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the operator refuses for good (`device_revoked`, …).
    pub async fn home(&self) -> Result<Home, WalletError> {
        let Profile { operator_url: url, currency, .. } = self.profile()?;
        let api = self.ports.api();
        let (account, newest) = join(api.account(&url), api.payments(&url, None, PAGE)).await;
        let (account, newest) = (or_offline(account)?, or_offline(newest)?);
        let online = account.is_some() && newest.is_some();
        if let Some(account) = account {
            self.change(|state| state.learn_account(account))??;
        }
        if let Some(newest) = newest {
            let (payments, next, as_of_ms) = answer::payments(newest, currency)?;
            self.change(|state| state.learn_newest(&payments, next.is_none(), as_of_ms))?;
        }
        let profile = self.profile()?;
        if online && self.state().payer_code.is_none() {
            // So that payer codes can be made without a network later; asked again next time.
            let _ = self.fetch_payer_code_key(&profile).await;
        }
        let merchants = self.known_merchants();
        let state = self.state();
        let profile = state.profile.clone().ok_or(WalletError::NotEnrolled)?;
        Ok(Home {
            merchants,
            profile,
            balance: state.balance,
            holds: state.holds.clone(),
            online,
            recent: state.recent.clone(),
            unfinished: state.unfinished.clone(),
            quick_pay: state.quick_pay,
        })
    }

    /// Returns a page of the history, from the newest or from before a sequence number: the
    /// operator's, or what is known of it.
    ///
    /// # Errors
    /// As [`Self::home`].
    pub async fn history(&self, before: Option<u64>) -> Result<HistoryPage, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().payments(&profile.operator_url, before, PAGE).await;
        let Some(answer) = or_offline(answer)? else {
            return Ok(self.known_history(before));
        };
        let (payments, next_before, as_of_ms) = answer::payments(answer, profile.currency)?;
        if before.is_none() {
            self.change(|state| state.learn_newest(&payments, next_before.is_none(), as_of_ms))?;
        }
        Ok(HistoryPage { payments, next_before, as_of_ms: Some(as_of_ms), online: true })
    }

    fn known_history(&self, before: Option<u64>) -> HistoryPage {
        let state = self.state();
        let is_older = |payment: &&Payment| before.is_none_or(|before| payment.sequence < before);
        HistoryPage {
            payments: state.recent.iter().filter(is_older).cloned().collect(),
            next_before: None,
            as_of_ms: state.recent_as_of_ms,
            online: false,
        }
    }

    /// Returns one payment: the operator's word, or what is known of it.
    ///
    /// # Errors
    /// As [`Self::home`], `payment_unknown`, and `Offline` when nothing is known of it.
    pub async fn payment(&self, payment: Id) -> Result<PaymentDetail, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().payment(&profile.operator_url, payment).await;
        if let Some(response) = or_offline(answer)? {
            if response.payment != payment {
                return Err(WalletError::AnswerMalformed("another payment".to_owned()));
            }
            let lines = response.goods.clone();
            let payment = answer::payment(response, profile.currency)?;
            let price = payment.discount.as_ref().map_or(payment.amount, |it| it.total);
            let goods = goods::of_order(lines, Some(price))?;
            return Ok(PaymentDetail { payment, goods });
        }
        let state = self.state();
        let known = state.recent.iter().find(|known| known.payment == payment);
        let known = known.cloned().ok_or(WalletError::Offline)?;
        Ok(PaymentDetail { payment: known, goods: None })
    }
}

/// Sorts what a person can do nothing about but wait from what the operator refuses.
pub(crate) fn or_offline<T>(answer: Result<T, ApiError>) -> Result<Option<T>, WalletError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        // The device's clock is wrong: that is for the person to know.
        Err(ApiError::Refused(problem)) if problem.code == ErrorCode::SignatureExpired => {
            Err(WalletError::Api(problem))
        }
        Err(error) if retry::is_passing(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
