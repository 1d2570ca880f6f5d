//! From the operator's answers to what the wallet keeps, by exhaustive destructuring.

use crate::WalletError;
use crate::state::{
    KnownBalance, KnownDiscount, KnownHold, KnownQuickPay, KnownSaving, Payment, SavedState,
};
use money::{Amount, Currency};
use wire::account::AccountResponse;
use wire::coupon::{DiscountResponse, SavingResponse};
use wire::hold::{HoldResponse, HoldState};
use wire::payer_code::QuickPayResponse;
use wire::payment::{PaymentResponse, PaymentsResponse};
use wire::{ErrorCode, Money};

/// Reads an amount, which must be in the account's currency.
pub(crate) fn amount(money: &Money, currency: Currency) -> Result<Amount, WalletError> {
    let amount = Amount::try_from(money)
        .map_err(|error| WalletError::AnswerMalformed(format!("an amount: {error}")))?;
    if amount.currency() == currency {
        Ok(amount)
    } else {
        Err(WalletError::rule(ErrorCode::CurrencyMismatch))
    }
}

/// Reads minor units of the account's currency.
pub(crate) fn minor(minor: u64, currency: Currency) -> Result<Amount, WalletError> {
    let amount = Amount::new(minor, currency);
    amount.map_err(|error| WalletError::AnswerMalformed(format!("an amount: {error}")))
}

/// Checks that amounts are told in the account's currency.
pub(crate) fn same_currency(code: &str, currency: Currency) -> Result<(), WalletError> {
    match code == currency.code() {
        true => Ok(()),
        false => Err(WalletError::rule(ErrorCode::CurrencyMismatch)),
    }
}

/// Reads a payment.
pub(crate) fn payment(
    response: PaymentResponse,
    currency: Currency,
) -> Result<Payment, WalletError> {
    let PaymentResponse {
        payment,
        kind,
        direction,
        amount: money,
        counterparty,
        note,
        order,
        // Read by who shows a payment by itself.
        goods: _,
        discount,
        draw,
        of,
        fee,
        refunded,
        // Computed from the row's hash wherever it is shown.
        check: _,
        at_ms,
        sequence,
        journal_hash,
    } = response;
    let discount = discount.map(|discount| saved(discount, currency)).transpose()?;
    let fee = fee.map(|fee| amount(&fee, currency)).transpose()?;
    let refunded = refunded.map(|refunded| amount(&refunded, currency)).transpose()?;
    let amount = amount(&money, currency)?;
    Ok(Payment {
        payment,
        kind,
        direction,
        amount,
        counterparty,
        note,
        order,
        discount,
        draw,
        of,
        fee,
        refunded,
        at_ms,
        sequence,
        journal_hash,
    })
}

fn saved(response: DiscountResponse, currency: Currency) -> Result<KnownDiscount, WalletError> {
    let DiscountResponse { total, savings } = response;
    let savings = savings.into_iter().map(|SavingResponse { title, funder, saving }| {
        let saving = amount(&saving, currency)?;
        Ok(KnownSaving { title, funder, saving })
    });
    let savings = savings.collect::<Result<_, WalletError>>()?;
    Ok(KnownDiscount { total: amount(&total, currency)?, savings })
}

/// Reads money that is or was held.
pub(crate) fn hold(response: HoldResponse, currency: Currency) -> Result<KnownHold, WalletError> {
    let HoldResponse {
        hold,
        direction: _,
        amount: money,
        note,
        state,
        opened_at_ms,
        expires_at_ms,
    } = response;
    let amount = amount(&money, currency)?;
    Ok(KnownHold { hold, amount, note, state, opened_at_ms, expires_at_ms })
}

/// Reads a page of payments, newest first.
pub(crate) fn payments(
    response: PaymentsResponse,
    currency: Currency,
) -> Result<(Vec<Payment>, Option<u64>, u64), WalletError> {
    let PaymentsResponse { payments, next_before, as_of_ms } = response;
    let payments: Result<_, _> = payments.into_iter().map(|one| payment(one, currency)).collect();
    Ok((payments?, next_before, as_of_ms))
}

impl SavedState {
    /// Takes in what the operator says of the account, unless something newer is known.
    pub(crate) fn learn_account(&mut self, account: AccountResponse) -> Result<(), WalletError> {
        let AccountResponse {
            person,
            name,
            balance,
            available,
            holds,
            receive_code,
            has_pin,
            payment_max,
            quick_pay: QuickPayResponse { payment_max: quick_max, left, left_uses },
            sandbox,
            as_of_ms,
            last_event,
        } = account;
        let Some(profile) = &mut self.profile else {
            return Err(WalletError::NotEnrolled);
        };
        if profile.person != person {
            return Err(WalletError::AnswerMalformed("the account is another person's".to_owned()));
        }
        let currency = profile.currency;
        let (quick_max, left) = (amount(&quick_max, currency)?, amount(&left, currency)?);
        let payment_max = amount(&payment_max, currency)?;
        let available = amount(&available, currency)?;
        let holds = holds.into_iter().map(|one| hold(one, currency)).collect::<Result<_, _>>()?;
        let amount = amount(&balance, currency)?;
        // Only a wallet that never listened takes the position: a later one would skip events
        // that are still on their way to the person.
        if self.last_event == 0 {
            self.last_event = last_event;
        }
        if self.balance.is_some_and(|known| known.as_of_ms > as_of_ms) {
            return Ok(());
        }
        profile.name = name;
        profile.receive_code = receive_code;
        profile.has_pin = has_pin;
        profile.sandbox = sandbox;
        profile.payment_max = payment_max;
        self.balance = Some(KnownBalance { amount, available, as_of_ms });
        self.holds = holds;
        self.quick_pay = Some(KnownQuickPay { payment_max: quick_max, left, left_uses, as_of_ms });
        Ok(())
    }

    /// Takes in the newest payments as of a moment.
    pub(crate) fn learn_newest(&mut self, newest: &[Payment], is_all: bool, as_of_ms: u64) {
        if self.recent_as_of_ms.is_some_and(|known_ms| known_ms > as_of_ms) {
            return;
        }
        let first = newest.first().map_or(0, |payment| payment.sequence);
        let last = newest.last().map_or(0, |payment| payment.sequence);
        // Done while the list was under way.
        let is_newer = |known: &Payment| known.sequence > first && known.at_ms >= as_of_ms;
        let newer: Vec<Payment> = self.recent.iter().filter(|one| is_newer(one)).cloned().collect();
        // Without a common payment there may be a hole between the two lists.
        let meets = self.recent.iter().any(|known| (last..=first).contains(&known.sequence));
        let is_older = |known: &Payment| !is_all && meets && known.sequence < last;
        let older: Vec<Payment> = self.recent.iter().filter(|one| is_older(one)).cloned().collect();
        self.recent = newer.into_iter().chain(newest.iter().cloned()).chain(older).collect();
        self.recent.truncate(Self::RECENT_MAX);
        self.recent_as_of_ms = Some(as_of_ms);
    }

    /// Takes in what the payment, if it is money that comes back, makes of the one that it is of.
    fn learn_return(&mut self, back: &Payment) {
        let Some(of) = self.recent.iter_mut().find(|known| Some(known.payment) == back.of) else {
            return;
        };
        let before = of.refunded.map_or(0, |refunded| refunded.minor());
        let minor = before.saturating_add(back.amount.minor()).min(of.amount.minor());
        of.refunded = Amount::new(minor, of.amount.currency()).ok();
    }

    /// Takes in money that is or was held.
    pub(crate) fn learn_hold(&mut self, hold: &KnownHold) {
        self.holds.retain(|known| known.hold != hold.hold);
        if hold.state == HoldState::Pending {
            self.holds.push(hold.clone());
            self.holds.sort_by_key(|known| (known.expires_at_ms, known.hold));
        }
    }

    /// Takes in one payment, wherever in the order it belongs, and ends the flow that made it.
    pub(crate) fn learn_payment(&mut self, payment: &Payment) {
        self.unfinished.retain(|unfinished| unfinished.payment != payment.payment);
        let same = |known: &&mut Payment| {
            known.payment == payment.payment && known.direction == payment.direction
        };
        if let Some(known) = self.recent.iter_mut().find(same) {
            // What went back is the one thing that changes of a payment, and only grows.
            let minor = |refunded: Option<Amount>| refunded.map_or(0, |amount| amount.minor());
            if minor(payment.refunded) > minor(known.refunded) {
                known.refunded = payment.refunded;
            }
            return;
        }
        self.learn_return(payment);
        let place = self.recent.partition_point(|known| known.sequence > payment.sequence);
        self.recent.insert(place, payment.clone());
        self.recent.truncate(Self::RECENT_MAX);
    }
}
