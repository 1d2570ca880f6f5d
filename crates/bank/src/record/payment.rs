//! Payments that were made, what they were for, and what the payer signed.

use crate::id::{
    AccountId, CampaignId, CardTopUpId, DeviceId, EnvelopeId, HoldId, LabelId, MerchantId, OrderId,
    PaymentId, ReceiveCodeId, StockId, TimeMs,
};
use money::Amount;

/// A payment that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The identifier.
    pub id: PaymentId,
    /// What was paid.
    pub kind: PaymentKind,
    /// The account that paid.
    pub debit: AccountId,
    /// The account that was paid.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// The payer's registered name at that moment.
    pub payer_name: String,
    /// The payee's registered name at that moment.
    pub payee_name: String,
    /// The payer's note, or the order's.
    pub note: Option<String>,
    /// When.
    pub at: TimeMs,
    /// The journal row that moved the money.
    pub sequence: u64,
    /// The hash of that row.
    pub journal_hash: [u8; 32],
    /// The sequence of the payment before this one of the account that paid; 0 for its first. So
    /// each account's history is a list that costs a payment nothing to keep.
    pub debit_previous: u64,
    /// The same for the account that was paid.
    pub credit_previous: u64,
    /// The payer's signed order; absent for money paid in at the desk.
    pub evidence: Option<Evidence>,
}

/// What was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentKind {
    /// A label.
    Label(LabelId),
    /// An order.
    Order(OrderId),
    /// A person's receive code.
    Transfer(ReceiveCodeId),
    /// Money paid in at the desk.
    TopUp,
    /// A payer code that this device showed to a till.
    PayerCode(DeviceId),
    /// Money of this payment that goes back to its payer.
    Refund(PaymentId),
    /// All money of this payment, taken back at once by the till that asked for it.
    Reversal(PaymentId),
    /// Money that was held before.
    Held(HoldId),
    /// Booked by the operator.
    Booking,
    /// What a coupon's funder pays of this payment's price to its merchant.
    Subsidy(PaymentId),
    /// What goes back of it to the funder, because this payment was refunded.
    SubsidyReturned(PaymentId),
    /// Money laid aside for a batch of coupons, or given back to its funder.
    Budget(StockId),
    /// What a payment has won of a campaign.
    CashBack(PaymentId),
    /// What goes back of it to the campaign, because this payment was refunded.
    CashBackReturned(PaymentId),
    /// Money laid aside for a campaign, or given back to its funder.
    CampaignBudget(CampaignId),
    /// Money that was put into this envelope.
    Envelope(EnvelopeId),
    /// A share of this envelope, to who claimed it.
    Share(EnvelopeId),
    /// What nobody claimed of this envelope, back to who sent it.
    EnvelopeReturned(EnvelopeId),
    /// What the operator takes of this payment.
    Fee(PaymentId),
    /// What goes back of it to the merchant, because this payment was refunded.
    FeeReturned(PaymentId),
    /// Money of this merchant that its owner moved into their own account.
    Withdrawal(MerchantId),
    /// What a card of the payee has paid for this top-up.
    CardTopUp(CardTopUpId),
}

/// A payer's signed order, kept so that it can be shown later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The device that signed.
    pub device: DeviceId,
    /// The text that was signed.
    pub signed_text: String,
    /// The ES256 signature, `r || s`.
    pub signature: [u8; 64],
}
