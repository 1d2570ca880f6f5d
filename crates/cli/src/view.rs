//! What is printed of the wallet's answers: as JSON, in the shapes of the wire, and as text.

use crate::output::moment;
use paycode::printable;
use serde::Serialize;
use wallet::state::{
    KnownDiscount, KnownHold, KnownQuickPay, KnownSaving, Payment, PaymentStep, Profile,
    UnfinishedPayment,
};
use wire::coupon::{DiscountResponse, SavingResponse};
use wire::payment::{Direction, PaymentKind, PaymentResponse};
use wire::{Id, Money};

/// Returns a line that says so where the operator is a sandbox; nothing elsewhere.
pub const fn sandbox_line(is_sandbox: bool) -> &'static str {
    if is_sandbox { "\nSandbox: this is play money." } else { "" }
}

/// Whom the wallet belongs to.
#[derive(Debug, Serialize)]
pub struct ProfileView {
    operator_url: String,
    operator: String,
    operator_name: String,
    currency: String,
    payment_max: Money,
    person: Id,
    device: Id,
    name: String,
    has_pin: bool,
    sandbox: bool,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        let Profile {
            operator_url,
            operator,
            operator_name,
            currency,
            payment_max,
            person,
            device,
            name,
            receive_code: _,
            has_pin,
            sandbox,
        } = profile;
        Self {
            operator_url,
            operator,
            operator_name,
            currency: currency.code().to_owned(),
            payment_max: payment_max.into(),
            person,
            device,
            name,
            has_pin,
            sandbox,
        }
    }
}

/// What can be paid by payer code without a PIN.
#[derive(Debug, Serialize)]
pub struct QuickPayView {
    payment_max: Money,
    left: Money,
    left_uses: u32,
    as_of_ms: u64,
}

impl From<KnownQuickPay> for QuickPayView {
    fn from(known: KnownQuickPay) -> Self {
        let KnownQuickPay { payment_max, left, left_uses, as_of_ms } = known;
        Self { payment_max: payment_max.into(), left: left.into(), left_uses, as_of_ms }
    }
}

/// Money that is held.
#[derive(Debug, Serialize)]
pub struct HoldView {
    hold: Id,
    amount: Money,
    note: Option<String>,
    expires_at_ms: u64,
}

impl From<KnownHold> for HoldView {
    fn from(known: KnownHold) -> Self {
        let KnownHold { hold, amount, note, state: _, opened_at_ms: _, expires_at_ms } = known;
        Self { hold, amount: amount.into(), note, expires_at_ms }
    }
}

/// A payment whose end is not known.
#[derive(Debug, Serialize)]
pub struct UnfinishedView {
    payment: Id,
    name: String,
    amount: Money,
    note: Option<String>,
    started_at_ms: u64,
    expires_at_ms: u64,
    sent: bool,
}

impl From<UnfinishedPayment> for UnfinishedView {
    fn from(unfinished: UnfinishedPayment) -> Self {
        let UnfinishedPayment {
            payment,
            payee: _,
            name,
            city: _,
            amount,
            discount: _,
            note,
            started_at_ms,
            expires_at_ms,
            step,
        } = unfinished;
        let (amount, sent) = (amount.into(), step == PaymentStep::Sent);
        Self { payment, name, amount, note, started_at_ms, expires_at_ms, sent }
    }
}

/// Returns what coupons saved in the shape in which operators tell it.
pub fn discount(discount: KnownDiscount) -> DiscountResponse {
    let KnownDiscount { total, savings } = discount;
    let savings = savings.into_iter().map(|KnownSaving { title, funder, saving }| SavingResponse {
        title,
        funder,
        saving: saving.into(),
    });
    DiscountResponse { total: total.into(), savings: savings.collect() }
}

/// Returns a payment in the shape in which operators tell it.
pub fn payment(payment: Payment) -> PaymentResponse {
    let check = payment.check().map(|digits| digits.to_string());
    let Payment {
        payment,
        kind,
        direction,
        amount,
        counterparty,
        note,
        order,
        draw,
        discount,
        of,
        fee,
        refunded,
        at_ms,
        sequence,
        journal_hash,
    } = payment;
    PaymentResponse {
        payment,
        kind,
        direction,
        amount: amount.into(),
        counterparty,
        note,
        order,
        draw,
        goods: Vec::new(),
        discount: discount.map(self::discount),
        of,
        fee: fee.map(Money::from),
        refunded: refunded.map(Money::from),
        check,
        at_ms,
        sequence,
        journal_hash,
    }
}

/// Returns a payment as one line.
pub fn payment_line(payment: &Payment) -> String {
    let sign = match payment.direction {
        Direction::In => '+',
        Direction::Out => '-',
    };
    let other = match (&payment.counterparty, payment.kind) {
        (Some(name), _) => printable(name),
        (None, PaymentKind::CardTopUp) => "topped up by card".to_owned(),
        (None, PaymentKind::TopUp) => "paid in at the desk".to_owned(),
        (None, _) => "unnamed".to_owned(),
    };
    let other = match payment.kind {
        PaymentKind::Refund => format!("refund by {other}"),
        PaymentKind::Reversal => format!("taken back by {other}"),
        PaymentKind::CashOut => format!("paid out by {other}"),
        PaymentKind::Held => format!("{other}, held before"),
        PaymentKind::Subsidy => format!("{other}, for coupons"),
        PaymentKind::Budget => format!("{other}, a budget for coupons or a campaign"),
        PaymentKind::CashBack => format!("{other}, won"),
        PaymentKind::CashBackReturned => format!("{other}, won and given back"),
        PaymentKind::Envelope => "into an envelope".to_owned(),
        PaymentKind::Share => format!("share of an envelope of {other}"),
        PaymentKind::EnvelopeReturned => "back out of an envelope".to_owned(),
        PaymentKind::Fee => format!("{other}, its fee"),
        PaymentKind::Withdrawal => format!("{other}, moved out of the shop"),
        PaymentKind::Label
        | PaymentKind::Order
        | PaymentKind::Transfer
        | PaymentKind::TopUp
        | PaymentKind::CardTopUp
        | PaymentKind::PayerCode
        | PaymentKind::Booking => other,
    };
    let back = payment.refunded.map(|refunded| format!("  ({refunded} came back)"));
    let back = back.unwrap_or_default();
    let saved = payment.discount.as_ref().map(|discount| discount.total);
    let saved = saved.map(|total| format!("  (of {total}, with coupons)")).unwrap_or_default();
    let note = payment.note.as_deref().map(printable);
    let note = note.map(|note| format!("  \"{note}\"")).unwrap_or_default();
    format!(
        "{}  {sign}{}  {other}{note}{saved}{back}  {}",
        moment(payment.at_ms),
        payment.amount,
        payment.payment
    )
}
