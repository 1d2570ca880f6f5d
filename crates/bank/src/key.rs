//! The name of a record: what a page is asked for.

use crate::command::CommandKey;
use crate::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, CouponId, DeviceId, EnrolmentId,
    EnvelopeId, HoldId, InvitationId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, ShiftId, StaffId, StockId, TimeMs, WebhookId,
};
use crate::record::Record;
use crate::setting::SettingKey;

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// An account.
    Account(AccountId),
    /// A person.
    Person(PersonId),
    /// A handle in its normal form.
    Handle(String),
    /// A device.
    Device(DeviceId),
    /// An enrolment.
    Enrolment(EnrolmentId),
    /// A merchant.
    Merchant(MerchantId),
    /// A label.
    Label(LabelId),
    /// An order.
    Order(OrderId),
    /// A receive code.
    ReceiveCode(ReceiveCodeId),
    /// A payment.
    Payment(PaymentId),
    /// A device's nonce. Its end comes first, so that a store that keeps the order of keys writes
    /// new ones side by side and forgets old ones together; a replayed signature repeats it.
    Nonce(TimeMs, DeviceId, u128),
    /// An answered command.
    Answered(CommandKey),
    /// The last payer code taken of a device.
    TakenPayerCode(DeviceId),
    /// A person's quick payments.
    QuickPay(PersonId),
    /// What went back of a payment.
    Returned(PaymentId),
    /// Money that is or was held.
    Hold(HoldId),
    /// Who does a job.
    Lease(String),
    /// A limit that was changed.
    Setting(SettingKey),
    /// A batch of coupons.
    Stock(StockId),
    /// One person's coupon.
    Coupon(CouponId),
    /// How many coupons of a stock a person received.
    Receiver(StockId, PersonId),
    /// The coupons of a payment.
    Discount(PaymentId),
    /// A campaign.
    Campaign(CampaignId),
    /// What a campaign made of a payment.
    Drawn(PaymentId),
    /// A person's draws of a campaign.
    Entrant(CampaignId, PersonId),
    /// An envelope that was sent.
    Envelope(EnvelopeId),
    /// One person's share of an envelope.
    Claim(EnvelopeId, PersonId),
    /// A card that a person bound.
    Card(PersonId, CardId),
    /// What a card got of a batch of coupons.
    CardGift(StockId, CardId),
    /// Money that a person asked for from a card.
    CardTopUp(CardTopUpId),
    /// A key of a merchant's program.
    ApiKey(ApiKeyId),
    /// An address that a merchant has told what happens.
    Webhook(WebhookId),
    /// An entry of the neutrality log, by its number.
    Neutrality(u64),
    /// What is known of a merchant beside its account.
    MerchantProfile(MerchantId),
    /// A person who works for a merchant.
    Staff(StaffId),
    /// An invitation to a merchant's staff.
    Invitation(InvitationId),
    /// How many merchants a person has opened.
    Founder(PersonId),
    /// Who of a merchant's staff, or which of its keys, did something.
    Served(MerchantId, u128),
    /// The goods of an order.
    Goods(OrderId),
    /// A shift.
    Shift(ShiftId),
    /// A merchant's open shifts, and how many it has closed.
    Roster(MerchantId),
}

impl Record {
    /// Returns the name under which this record is kept.
    pub fn key(&self) -> Key {
        match self {
            Self::Account(record) => Key::Account(record.id),
            Self::Person(record) => Key::Person(record.id),
            Self::Handle(record) => Key::Handle(record.handle.clone()),
            Self::Device(record) => Key::Device(record.id),
            Self::Enrolment(record) => Key::Enrolment(record.id),
            Self::Merchant(record) => Key::Merchant(record.id),
            Self::Label(record) => Key::Label(record.id),
            Self::Order(record) => Key::Order(record.id),
            Self::ReceiveCode(record) => Key::ReceiveCode(record.id),
            Self::Payment(record) => Key::Payment(record.id),
            Self::Nonce(record) => Key::Nonce(record.expires_at, record.device, record.nonce),
            Self::Answered(record) => Key::Answered(record.key),
            Self::TakenPayerCode(record) => Key::TakenPayerCode(record.device),
            Self::QuickPay(record) => Key::QuickPay(record.person),
            Self::Returned(record) => Key::Returned(record.payment),
            Self::Hold(record) => Key::Hold(record.id),
            Self::Lease(record) => Key::Lease(record.job.clone()),
            Self::Setting(record) => Key::Setting(record.key),
            Self::Stock(record) => Key::Stock(record.id),
            Self::Coupon(record) => Key::Coupon(record.coupon.id),
            Self::Receiver(record) => Key::Receiver(record.stock, record.person),
            Self::Discount(record) => Key::Discount(record.payment),
            Self::Campaign(record) => Key::Campaign(record.id),
            Self::Drawn(record) => Key::Drawn(record.payment),
            Self::Entrant(record) => Key::Entrant(record.campaign, record.person),
            Self::Envelope(record) => Key::Envelope(record.envelope.id),
            Self::Claim(record) => Key::Claim(record.envelope, record.person),
            Self::Card(record) => Key::Card(record.person, record.id),
            Self::CardGift(record) => Key::CardGift(record.stock, record.card),
            Self::CardTopUp(record) => Key::CardTopUp(record.id),
            Self::ApiKey(record) => Key::ApiKey(record.id),
            Self::Webhook(record) => Key::Webhook(record.id),
            Self::Neutrality(record) => Key::Neutrality(record.entry.number),
            Self::MerchantProfile(record) => Key::MerchantProfile(record.merchant),
            Self::Staff(record) => Key::Staff(record.id),
            Self::Invitation(record) => Key::Invitation(record.id),
            Self::Founder(record) => Key::Founder(record.person),
            Self::Served(record) => Key::Served(record.merchant, record.id),
            Self::Goods(record) => Key::Goods(record.order),
            Self::Shift(record) => Key::Shift(record.id),
            Self::Roster(record) => Key::Roster(record.merchant),
        }
    }
}

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Accounts.
    Account,
    /// Persons.
    Person,
    /// Handles.
    Handle,
    /// Devices.
    Device,
    /// Enrolments.
    Enrolment,
    /// Merchants.
    Merchant,
    /// Labels.
    Label,
    /// Orders.
    Order,
    /// Receive codes.
    ReceiveCode,
    /// Payments.
    Payment,
    /// Used nonces.
    Nonce,
    /// Answered commands.
    Answered,
    /// The last payer codes taken of devices.
    TakenPayerCode,
    /// Quick payments of persons.
    QuickPay,
    /// What went back of payments.
    Returned,
    /// Money that is or was held.
    Hold,
    /// Who does which job.
    Lease,
    /// Limits that were changed.
    Setting,
    /// Batches of coupons.
    Stock,
    /// People's coupons.
    Coupon,
    /// How many coupons of stocks persons received.
    Receiver,
    /// The coupons of payments.
    Discount,
    /// Campaigns.
    Campaign,
    /// What campaigns made of payments.
    Drawn,
    /// People's draws of campaigns.
    Entrant,
    /// Envelopes that were sent.
    Envelope,
    /// People's shares of envelopes.
    Claim,
    /// Cards that people bound.
    Card,
    /// What cards got of batches of coupons.
    CardGift,
    /// Money that people asked for from cards.
    CardTopUp,
    /// Keys of merchants' programs.
    ApiKey,
    /// Addresses that merchants have told what happens.
    Webhook,
    /// Entries of the neutrality log.
    Neutrality,
    /// What is known of merchants beside their accounts.
    MerchantProfile,
    /// Who works for merchants.
    Staff,
    /// Invitations to merchants' staff.
    Invitation,
    /// How many merchants persons have opened.
    Founder,
    /// Who of merchants' staff, or which of their keys, did something.
    Served,
    /// The goods of orders.
    Goods,
    /// Shifts.
    Shift,
    /// Merchants' open shifts, and how many they have closed.
    Roster,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 41] = [
        Self::Account,
        Self::Person,
        Self::Handle,
        Self::Device,
        Self::Enrolment,
        Self::Merchant,
        Self::Label,
        Self::Order,
        Self::ReceiveCode,
        Self::Payment,
        Self::Nonce,
        Self::Answered,
        Self::TakenPayerCode,
        Self::QuickPay,
        Self::Returned,
        Self::Hold,
        Self::Lease,
        Self::Setting,
        Self::Stock,
        Self::Coupon,
        Self::Receiver,
        Self::Discount,
        Self::Campaign,
        Self::Drawn,
        Self::Entrant,
        Self::Envelope,
        Self::Claim,
        Self::Card,
        Self::CardGift,
        Self::CardTopUp,
        Self::ApiKey,
        Self::Webhook,
        Self::Neutrality,
        Self::MerchantProfile,
        Self::Staff,
        Self::Invitation,
        Self::Founder,
        Self::Served,
        Self::Goods,
        Self::Shift,
        Self::Roster,
    ];
}

impl Key {
    /// Returns the kind of record that it names.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Account(..) => Kind::Account,
            Self::Person(..) => Kind::Person,
            Self::Handle(..) => Kind::Handle,
            Self::Device(..) => Kind::Device,
            Self::Enrolment(..) => Kind::Enrolment,
            Self::Merchant(..) => Kind::Merchant,
            Self::Label(..) => Kind::Label,
            Self::Order(..) => Kind::Order,
            Self::ReceiveCode(..) => Kind::ReceiveCode,
            Self::Payment(..) => Kind::Payment,
            Self::Nonce(..) => Kind::Nonce,
            Self::Answered(..) => Kind::Answered,
            Self::TakenPayerCode(..) => Kind::TakenPayerCode,
            Self::QuickPay(..) => Kind::QuickPay,
            Self::Returned(..) => Kind::Returned,
            Self::Hold(..) => Kind::Hold,
            Self::Lease(..) => Kind::Lease,
            Self::Setting(..) => Kind::Setting,
            Self::Stock(..) => Kind::Stock,
            Self::Coupon(..) => Kind::Coupon,
            Self::Receiver(..) => Kind::Receiver,
            Self::Discount(..) => Kind::Discount,
            Self::Campaign(..) => Kind::Campaign,
            Self::Drawn(..) => Kind::Drawn,
            Self::Entrant(..) => Kind::Entrant,
            Self::Envelope(..) => Kind::Envelope,
            Self::Claim(..) => Kind::Claim,
            Self::Card(..) => Kind::Card,
            Self::CardGift(..) => Kind::CardGift,
            Self::CardTopUp(..) => Kind::CardTopUp,
            Self::ApiKey(..) => Kind::ApiKey,
            Self::Webhook(..) => Kind::Webhook,
            Self::Neutrality(..) => Kind::Neutrality,
            Self::MerchantProfile(..) => Kind::MerchantProfile,
            Self::Staff(..) => Kind::Staff,
            Self::Invitation(..) => Kind::Invitation,
            Self::Founder(..) => Kind::Founder,
            Self::Served(..) => Kind::Served,
            Self::Goods(..) => Kind::Goods,
            Self::Shift(..) => Kind::Shift,
            Self::Roster(..) => Kind::Roster,
        }
    }
}
