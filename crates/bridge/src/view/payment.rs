//! A payment that was made, and one whose end is not known yet.

use super::{AmountView, DrawView, GoodsLineView};
use serde::Serialize;
use ts_rs::TS;
use wallet::account::PaymentDetail;
use wallet::state::{Payment, UnfinishedPayment};

/// The reader's side of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The reader was paid.
    In,
    /// The reader paid.
    Out,
}

/// What was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// A merchant's label.
    Label,
    /// A merchant's order.
    Order,
    /// A person's receive code.
    Transfer,
    /// Money paid in at the operator's desk.
    TopUp,
    /// Money from a bound card.
    CardTopUp,
    /// A payer code that a till scanned.
    PayerCode,
    /// Money of an earlier payment that a merchant gave back.
    Refund,
    /// All money of an earlier payment, taken back by the till.
    Reversal,
    /// Money paid out at the operator's desk.
    CashOut,
    /// Money that was held before.
    Held,
    /// Booked by the operator.
    Booking,
    /// What a coupon's funder pays of a payment's price, or what of that goes back.
    Subsidy,
    /// Money laid aside for coupons or a campaign, or given back.
    Budget,
    /// What a payment has won of a campaign.
    CashBack,
    /// What goes back of it, because the payment was refunded.
    CashBackReturned,
    /// Money put into an envelope.
    Envelope,
    /// A share of an envelope.
    Share,
    /// What nobody claimed of an envelope, back to who sent it.
    EnvelopeReturned,
    /// Money that a shop's owner moved into their own account.
    Withdrawal,
    /// What the operator takes of a payment to a shop, or what of that goes back.
    Fee,
}

/// A payment that was made: also its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PaymentView {
    /// The payment's identifier.
    pub payment: String,
    /// What was paid.
    pub kind: PaymentKind,
    /// Which side the reader stands on.
    pub direction: Direction,
    /// How much moved.
    pub amount: AmountView,
    /// The other side's registered name.
    pub counterparty: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// The merchant's order, where there was one.
    pub order: Option<String>,
    /// What coupons saved; null where none was used.
    pub saving: Option<AmountView>,
    /// The payment that this gives back.
    pub of: Option<String>,
    /// What the operator took of it as its fee, or gave back; null for nothing, and for payers.
    pub fee: Option<AmountView>,
    /// How much of this went back; null while nothing did.
    pub refunded: Option<AmountView>,
    /// What a campaign made of it; null where none ran.
    pub draw: Option<DrawView>,
    /// The two digits that the shop's sound box speaks; null where nobody stands at a till.
    pub check: Option<String>,
    /// When it was done, in Unix milliseconds.
    pub at_ms: u64,
    /// Its place in the operator's journal.
    pub sequence: u64,
    /// The hash of its journal row, in hexadecimal.
    pub journal_hash: String,
}

/// A payment by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PaymentDetailView {
    /// The payment.
    pub payment: PaymentView,
    /// What was bought; empty where only the amount is known.
    pub goods: Vec<GoodsLineView>,
}

impl From<PaymentDetail> for PaymentDetailView {
    fn from(detail: PaymentDetail) -> Self {
        let PaymentDetail { payment, goods } = detail;
        let goods = GoodsLineView::all(goods.as_ref(), payment.amount.currency());
        Self { payment: payment.into(), goods }
    }
}

impl From<Payment> for PaymentView {
    fn from(payment: Payment) -> Self {
        let check = payment.check().map(|digits| digits.to_string());
        let Payment {
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
        } = payment;
        let saving = discount.and_then(|discount| discount.total.checked_sub(amount).ok());
        Self {
            payment: payment.to_string(),
            kind: kind.into(),
            direction: direction.into(),
            amount: amount.into(),
            counterparty,
            note,
            order: order.map(|order| order.to_string()),
            saving: saving.map(AmountView::from),
            of: of.map(|of| of.to_string()),
            fee: fee.map(AmountView::from),
            refunded: refunded.map(AmountView::from),
            draw: draw.map(|draw| DrawView::of(*draw, amount.currency())),
            check,
            at_ms,
            sequence,
            journal_hash,
        }
    }
}

impl From<wire::payment::PaymentKind> for PaymentKind {
    fn from(kind: wire::payment::PaymentKind) -> Self {
        match kind {
            wire::payment::PaymentKind::Label => Self::Label,
            wire::payment::PaymentKind::Order => Self::Order,
            wire::payment::PaymentKind::Transfer => Self::Transfer,
            wire::payment::PaymentKind::TopUp => Self::TopUp,
            wire::payment::PaymentKind::CardTopUp => Self::CardTopUp,
            wire::payment::PaymentKind::PayerCode => Self::PayerCode,
            wire::payment::PaymentKind::Refund => Self::Refund,
            wire::payment::PaymentKind::Reversal => Self::Reversal,
            wire::payment::PaymentKind::CashOut => Self::CashOut,
            wire::payment::PaymentKind::Held => Self::Held,
            wire::payment::PaymentKind::Booking => Self::Booking,
            wire::payment::PaymentKind::Subsidy => Self::Subsidy,
            wire::payment::PaymentKind::Budget => Self::Budget,
            wire::payment::PaymentKind::CashBack => Self::CashBack,
            wire::payment::PaymentKind::CashBackReturned => Self::CashBackReturned,
            wire::payment::PaymentKind::Envelope => Self::Envelope,
            wire::payment::PaymentKind::Share => Self::Share,
            wire::payment::PaymentKind::EnvelopeReturned => Self::EnvelopeReturned,
            wire::payment::PaymentKind::Withdrawal => Self::Withdrawal,
            wire::payment::PaymentKind::Fee => Self::Fee,
        }
    }
}

impl From<wire::payment::Direction> for Direction {
    fn from(direction: wire::payment::Direction) -> Self {
        match direction {
            wire::payment::Direction::In => Self::In,
            wire::payment::Direction::Out => Self::Out,
        }
    }
}

/// A payment whose end is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnfinishedView {
    /// The payment's identifier.
    pub payment: String,
    /// The payee's registered name.
    pub name: String,
    /// How much.
    pub amount: AmountView,
    /// When it was prepared, in Unix milliseconds.
    pub started_at_ms: u64,
    /// When the operator no longer does it, in Unix milliseconds.
    pub expires_at_ms: u64,
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
            note: _,
            started_at_ms,
            expires_at_ms,
            step: _,
        } = unfinished;
        Self {
            payment: payment.to_string(),
            name,
            amount: amount.into(),
            started_at_ms,
            expires_at_ms,
        }
    }
}
