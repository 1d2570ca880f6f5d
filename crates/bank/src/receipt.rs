//! What a command that was done answers.

use crate::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, DeviceId, EnrolmentId, EnvelopeId,
    InvitationId, LabelId, MerchantId, PersonId, ShiftId, StaffId, StockId, TimeMs, WebhookId,
};
use crate::quick_pay::QuickPayRule;
use crate::record::{Coupon, EnvelopeState, Hold, Order, Payment, Person, Setting};
use crate::rejection::Refusal;
use std::sync::Arc;

/// How a command ended.
pub type Outcome = Result<Receipt, Refusal>;

/// What a command that was done answers: the same, however often it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// An account was opened for the desk or is there already.
    DeskOpened(AccountId),
    /// A person's account was opened.
    AccountOpened(PersonId),
    /// A merchant's account was opened.
    MerchantOpened(MerchantId),
    /// A label was added.
    LabelOpened(LabelId),
    /// A code is to be sent.
    EnrolmentStarted {
        /// The enrolment.
        enrolment: EnrolmentId,
        /// When the code ends.
        expires_at: TimeMs,
    },
    /// A device was enrolled.
    Enrolled {
        /// The device.
        device: DeviceId,
        /// Its person, as of then.
        person: Box<Person>,
    },
    /// A device is revoked.
    DeviceRevoked(DeviceId),
    /// The PIN may be compared with this verifier now; the try is counted.
    PinTried {
        /// The verifier (PHC string); never leaves the operator.
        verifier: String,
        /// How many tries are left, this one not counted.
        tries_left: u8,
    },
    /// A PIN was set.
    PinSet,
    /// An order was opened or closed; as of then.
    Order(Box<Order>),
    /// Money moved.
    Paid(Arc<Payment>),
    /// A payer code was charged, and the payer has to confirm this order with the PIN; as of then.
    PinAsked {
        /// The order.
        order: Box<Order>,
        /// The rule that asked.
        rule: QuickPayRule,
    },
    /// A nonce was used up.
    NonceUsed,
    /// An attempt to be paid was taken back.
    Reversed {
        /// Its order; none when a payer code was paid at once.
        order: Option<Box<Order>>,
        /// The movement that gave money back; none when nothing was paid.
        reversal: Option<Arc<Payment>>,
    },
    /// Money was held or released; as of then.
    Held(Box<Hold>),
    /// So many movements were done together.
    Linked(u8),
    /// The node has the job until then.
    LeaseTaken(TimeMs),
    /// A limit was changed; as of then.
    SettingChanged(Setting),
    /// A batch of coupons was written or changed: where it stood then.
    Stock(StockId, promotion::State),
    /// A coupon was received, or has ended; as of then.
    Coupon(Coupon),
    /// A campaign was written or changed, or a seed of it shown: where it stood then.
    Campaign(CampaignId, promotion::State),
    /// An envelope has ended, or goes on: where it stood then.
    Envelope(EnvelopeId, EnvelopeState),
    /// A card was bound.
    CardBound(CardId),
    /// Money was asked for from a card, or its issuer's word was taken.
    CardTopUp(CardTopUpId),
    /// A card is not bound any more.
    CardUnbound(CardId),
    /// A key of a merchant's program was made or revoked.
    ApiKey(ApiKeyId),
    /// An address of a merchant was opened or changed, or how far it was told is noted.
    Webhook(WebhookId),
    /// A label is withdrawn.
    LabelClosed(LabelId),
    /// A merchant has another till key.
    TillKeyRotated(MerchantId),
    /// The neutrality log has this entry.
    NeutralityEntered(u64),
    /// A merchant was approved or refused.
    MerchantJudged(MerchantId),
    /// An invitation can be used until then.
    Invited(InvitationId, TimeMs),
    /// A person joined a merchant's staff, has another role there, or left.
    Staff(StaffId),
    /// A shift was opened, or is closed.
    Shift(ShiftId),
}
