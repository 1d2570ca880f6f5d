//! What is under way at a shop's till, and what can be given back.

use super::{AmountView, GoodsLineView, MerchantView, PaymentView, TakerNameView};
use crate::UiError;
use serde::Serialize;
use ts_rs::TS;
use wallet::state::KnownSaving;
use wallet::till::{Charge, ChargeNow, RefundPreview, RefundedCoupon, Refunds};

/// How long after an attempt it can be taken back, in milliseconds: until then its payer may just
/// be paying.
const REVERSIBLE_AFTER_MS: u64 = 15_000;

/// A shop's till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TillView {
    /// The shop.
    pub merchant: MerchantView,
    /// Whether the operator answered just now.
    pub online: bool,
    /// Attempts to be paid whose end is not known yet, oldest first.
    pub charges: Vec<ChargeView>,
}

/// An attempt to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChargeView {
    /// The attempt: its order or payment.
    pub charge: String,
    /// The shop.
    pub merchant: String,
    /// How much.
    pub amount: AmountView,
    /// What it is for.
    pub note: Option<String>,
    /// What it is made of; empty for what was typed.
    pub goods: Vec<GoodsLineView>,
    /// Whether the payer's code was charged, and no order code shown.
    pub by_payer_code: bool,
    /// When it began, in Unix milliseconds.
    pub started_at_ms: u64,
    /// From when on it can be taken back, in Unix milliseconds.
    pub reversible_at_ms: u64,
    /// Where it stands.
    pub standing: ChargeStanding,
}

/// Where an attempt to be paid stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ChargeStanding {
    /// No answer came: it may be paid or not.
    Unknown,
    /// It can be paid.
    Open {
        /// The text of the order's code.
        code: String,
        /// The code as an SVG picture with its quiet zone.
        svg: String,
        /// When it ends, in Unix milliseconds.
        ends_at_ms: u64,
    },
    /// The payer was asked for the PIN.
    PinNeeded {
        /// The rule that asked: `revealed`, `amount`, `day_sum` or `day_count`.
        rule: String,
        /// When it ends, in Unix milliseconds.
        ends_at_ms: u64,
    },
    /// It was paid.
    Paid {
        /// The payment.
        payment: String,
        /// When, in Unix milliseconds.
        at_ms: u64,
    },
    /// It ended without money.
    Closed,
    /// It was taken back.
    Reversed {
        /// What went back; null where nothing had been paid.
        returned: Option<AmountView>,
    },
    /// The operator refused it: nothing was paid.
    Refused {
        /// Why.
        error: UiError,
    },
}

impl ChargeView {
    pub(crate) fn of(now: ChargeNow) -> Result<Self, UiError> {
        use wallet::till::ChargeStanding as Standing;
        let ChargeNow { charge, standing } = now;
        let standing = match standing {
            Standing::Unknown => ChargeStanding::Unknown,
            Standing::Open { code, expires_at_ms } => ChargeStanding::Open {
                svg: scan::draw::svg(&code, None).map_err(|_| UiError::internal())?,
                code,
                ends_at_ms: expires_at_ms,
            },
            Standing::PinNeeded { rule, expires_at_ms } => ChargeStanding::PinNeeded {
                rule: rule.word().to_owned(),
                ends_at_ms: expires_at_ms,
            },
            Standing::Paid { payment, at_ms } => {
                ChargeStanding::Paid { payment: payment.to_string(), at_ms }
            }
            Standing::Closed => ChargeStanding::Closed,
            Standing::Reversed { returned } => {
                ChargeStanding::Reversed { returned: returned.map(AmountView::from) }
            }
            Standing::Refused(problem) => ChargeStanding::Refused { error: (*problem).into() },
        };
        Ok(Self { standing, ..Self::kept(charge) })
    }

    /// An attempt that nobody was asked about yet.
    pub(crate) fn kept(charge: Charge) -> Self {
        let Charge {
            charge,
            merchant,
            amount,
            note,
            goods,
            payer_code,
            pin_rule: _,
            has_order: _,
            reversal: _,
            started_at_ms,
        } = charge;
        Self {
            charge: charge.to_string(),
            merchant: merchant.to_string(),
            amount: amount.into(),
            note,
            goods: GoodsLineView::all(goods.as_ref(), amount.currency()),
            by_payer_code: payer_code.is_some(),
            started_at_ms,
            reversible_at_ms: started_at_ms.saturating_add(REVERSIBLE_AFTER_MS),
            standing: ChargeStanding::Unknown,
        }
    }
}

/// What went back of a payment so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RefundsView {
    /// The payment, as the shop sees it.
    pub payment: PaymentView,
    /// Who took it; null where the payer scanned a label.
    pub taken_by: Option<TakerNameView>,
    /// What coupons of the payer saved of its price, and who pays for it.
    pub savings: Vec<SavingView>,
    /// What was sold with it; empty where only the amount is known.
    pub goods: Vec<GoodsLineView>,
    /// What can still be refunded; null for nothing.
    pub left: Option<AmountView>,
    /// The refunds, or the reversal, oldest first.
    pub refunds: Vec<PaymentView>,
}

impl RefundsView {
    pub(crate) fn of(refunds: Refunds) -> Self {
        let Refunds { payment, taken_by, goods, left, refunds } = refunds;
        let savings = payment.discount.iter().flat_map(|discount| &discount.savings);
        Self {
            savings: savings.map(SavingView::from).collect(),
            goods: GoodsLineView::all(goods.as_ref(), left.currency()),
            payment: payment.into(),
            taken_by: taken_by.map(TakerNameView::from),
            left: (!left.is_zero()).then(|| left.into()),
            refunds: refunds.into_iter().map(PaymentView::from).collect(),
        }
    }
}

/// What one coupon saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavingView {
    /// What people read of it.
    pub title: String,
    /// Who pays for it.
    pub funder: SavingFunder,
    /// How much.
    pub saving: AmountView,
}

/// Who pays for what a coupon saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SavingFunder {
    /// The operator: the shop has the whole price.
    Operator,
    /// The shop itself.
    Shop,
    /// Another shop: this one has the whole price.
    OtherShop,
}

impl From<&KnownSaving> for SavingView {
    fn from(saving: &KnownSaving) -> Self {
        let KnownSaving { title, funder, saving } = saving;
        Self { title: title.clone(), funder: (*funder).into(), saving: (*saving).into() }
    }
}

impl From<wire::coupon::SavingFunder> for SavingFunder {
    fn from(funder: wire::coupon::SavingFunder) -> Self {
        match funder {
            wire::coupon::SavingFunder::Operator => Self::Operator,
            wire::coupon::SavingFunder::Shop => Self::Shop,
            wire::coupon::SavingFunder::OtherShop => Self::OtherShop,
        }
    }
}

/// What a refund would give back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RefundPreviewView {
    /// What of the payment would be refunded.
    pub amount: AmountView,
    /// What would come back for it in money.
    pub cash: AmountView,
    /// What of that would go on to the campaign of which the payment had won.
    pub clawed_back: Option<AmountView>,
    /// What of the operator's fee would come back to the shop.
    pub fee_back: Option<AmountView>,
    /// What would become of the coupons that were used.
    pub coupons: Vec<RefundedCouponView>,
    /// What could still be refunded afterwards.
    pub left: AmountView,
    /// In how many parts.
    pub refunds_left: u32,
}

impl From<RefundPreview> for RefundPreviewView {
    fn from(preview: RefundPreview) -> Self {
        let RefundPreview { amount, cash, clawed_back, fee_back, .. } = preview;
        let RefundPreview { coupons, left, refunds_left, .. } = preview;
        Self {
            amount: amount.into(),
            cash: cash.into(),
            clawed_back: clawed_back.map(AmountView::from),
            fee_back: fee_back.map(AmountView::from),
            coupons: coupons.into_iter().map(RefundedCouponView::from).collect(),
            left: left.into(),
            refunds_left,
        }
    }
}

/// What a refund would do with a coupon that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RefundedCouponView {
    /// What people read of it.
    pub title: String,
    /// Who paid for it.
    pub funder: SavingFunder,
    /// What the shop would give back to its batch or funder; null for nothing.
    pub given_back: Option<AmountView>,
    /// Where it would stand.
    pub becomes: CouponBecomes,
}

/// Where a coupon stands after a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CouponBecomes {
    /// It stays used: a part of the price is not refunded.
    Used,
    /// The payer has it again.
    Returned,
    /// It is over: its time, its batch or the batch's budget is.
    Over,
}

impl From<RefundedCoupon> for RefundedCouponView {
    fn from(coupon: RefundedCoupon) -> Self {
        let RefundedCoupon { title, funder, given_back, becomes } = coupon;
        let becomes = match becomes {
            wire::refund::CouponBecomes::Used => CouponBecomes::Used,
            wire::refund::CouponBecomes::Returned => CouponBecomes::Returned,
            wire::refund::CouponBecomes::Over => CouponBecomes::Over,
        };
        let given_back = given_back.map(AmountView::from);
        Self { title, funder: funder.into(), given_back, becomes }
    }
}
