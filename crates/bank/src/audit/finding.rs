//! What an audit can find wrong, each with the identifier by which it is found again.

use crate::command::{CommandKey, Scope};
use crate::id::{
    AccountId, CampaignId, CardId, CardTopUpId, CouponId, EnvelopeId, HoldId, MerchantId, OrderId,
    PaymentId, StockId,
};
use crate::registered::RegisteredKind;
use crate::setting::SettingKey;
use money::Currency;
use promotion::calendar::LocalDay;
use std::fmt;

/// Something that was signed or kept of the whole journal and does not fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unproven {
    /// A kept head is not signed by the operator, or says something else than its row.
    HeadUnsigned {
        /// The head.
        size: u64,
    },
    /// A head that was kept elsewhere is not signed by the operator.
    WitnessedHeadUnsigned,
    /// A head was signed over more rows than there are: the journal was cut off.
    HeadBeyond {
        /// The head.
        size: u64,
    },
    /// The journal's first rows are not those over which a head was signed.
    HeadDiffers {
        /// The head.
        size: u64,
    },
    /// A shop's bill is not signed by the operator, or is not of the shop and day under which it is
    /// kept.
    BillUnsigned {
        /// The shop.
        merchant: MerchantId,
        /// The day.
        day: LocalDay,
    },
    /// A shop's bill does not name the one before it: bills were taken away or put in.
    BillGap {
        /// The shop.
        merchant: MerchantId,
        /// The day.
        day: LocalDay,
    },
    /// A shop's bill does not say what its account, its payments and their notes say now.
    BillDiffers {
        /// The shop.
        merchant: MerchantId,
        /// The day.
        day: LocalDay,
    },
    /// A shift's report is not signed, or does not say what the account, its payments and their
    /// notes say now.
    ReportDiffers {
        /// The shop.
        merchant: MerchantId,
        /// The report's number.
        number: u64,
    },
    /// A kept hash of the tree does not follow from the journal.
    TreeDiffers {
        /// Its level.
        level: u32,
        /// Its place on that level.
        place: u64,
    },
}

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A row does not follow the one before it by one.
    Gap {
        /// The row that should be there.
        expected: u64,
        /// The row that is there.
        found: u64,
    },
    /// The store says that the journal ends elsewhere than it does.
    EndDiffers {
        /// The last row.
        last: u64,
        /// Which one the store says is the last.
        kept: u64,
    },
    /// A row's hash does not fit its content and the hash before it.
    HashWrong {
        /// The row.
        sequence: u64,
    },
    /// A row opens an account, order or hold that was opened before, moves money of an account that
    /// was not opened or has another currency, settles an order that is not open, ends a hold that
    /// has ended, gives back what was not paid, or changes a setting from what it was not.
    RowImpossible {
        /// The row.
        sequence: u64,
    },
    /// A payment has a second row.
    MovedTwice {
        /// The payment.
        payment: PaymentId,
        /// The second row.
        sequence: u64,
    },
    /// A row brings an account below its floor.
    FloorBroken {
        /// The account.
        account: AccountId,
        /// The row.
        sequence: u64,
    },
    /// The journal opened an account that the store does not hold.
    AccountMissing {
        /// The account.
        account: AccountId,
    },
    /// The store holds an account that the journal did not open.
    AccountExtra {
        /// The account.
        account: AccountId,
    },
    /// An account has another owner, floor or currency than it was opened with.
    AccountDiffers {
        /// The account.
        account: AccountId,
    },
    /// An account holds something else than the journal adds up to.
    BalanceDiffers {
        /// The account.
        account: AccountId,
        /// What the journal adds up to, in minor units.
        replayed_minor: i128,
        /// What the store says, in minor units.
        stored_minor: i64,
    },
    /// Of an account something else is held than the journal adds up to.
    HeldDiffers {
        /// The account.
        account: AccountId,
        /// What the journal adds up to, in minor units.
        replayed_minor: i128,
        /// What the store says, in minor units.
        stored_minor: u64,
    },
    /// A batch of coupons, or how many of it somebody received, is not what the journal adds up to.
    StockDiffers {
        /// The batch.
        stock: StockId,
    },
    /// An envelope, or a claim of a share of it, is not what the journal adds up to, or its seed
    /// makes other shares than were committed to.
    EnvelopeDiffers {
        /// The envelope.
        envelope: EnvelopeId,
    },
    /// A coupon is not what the journal adds up to.
    CouponDiffers {
        /// The coupon.
        coupon: CouponId,
    },
    /// A card that somebody bound, or what it got for it, is not what the journal adds up to.
    CardDiffers {
        /// The card.
        card: CardId,
    },
    /// A top-up by card is missing, made up, or not what the journal adds up to.
    CardTopUpDiffers {
        /// The top-up.
        top_up: CardTopUpId,
    },
    /// An entry of the neutrality log is missing, changed, moved or made up.
    NeutralityDiffers {
        /// Its number.
        number: u64,
    },
    /// A campaign, or what somebody drew and won of it, is not what the journal adds up to.
    CampaignDiffers {
        /// The campaign.
        campaign: CampaignId,
    },
    /// A draw is not what the day's seed gives, or not what the payment's record says.
    DrawDiffers {
        /// The payment.
        payment: PaymentId,
    },
    /// An account has seen another number of movements than the journal has, or another last one.
    VersionDiffers {
        /// The account.
        account: AccountId,
    },
    /// The journal has a payment that the store does not hold.
    PaymentMissing {
        /// The payment.
        payment: PaymentId,
    },
    /// The store holds a payment that the journal does not have.
    PaymentExtra {
        /// The payment.
        payment: PaymentId,
    },
    /// A payment differs from its row: accounts, amount, time, order, place, hash or the payments
    /// before it.
    PaymentDiffers {
        /// The payment.
        payment: PaymentId,
    },
    /// A payment's signed order is not the one that its row has hashed.
    EvidenceDiffers {
        /// The payment.
        payment: PaymentId,
    },
    /// An order is missing, or differs from what the journal says of it.
    OrderDiffers {
        /// The order.
        order: OrderId,
    },
    /// The goods of an order are missing, were not in the journal, or are others than it says.
    GoodsDiffers {
        /// The order.
        order: OrderId,
    },
    /// A hold is missing, was not in the journal, or differs from what it says.
    HoldDiffers {
        /// The hold.
        hold: HoldId,
    },
    /// What is remembered to have gone back of a payment is not what the journal adds up to.
    ReturnedDiffers {
        /// The payment.
        payment: PaymentId,
    },
    /// A payment names another payer or payee than is registered.
    NameDiffers {
        /// The payment.
        payment: PaymentId,
    },
    /// A person, handle, receive code, device, merchant or label is not as it was registered last.
    RegisteredDiffers {
        /// What it is.
        kind: RegisteredKind,
        /// Its identifier.
        id: u128,
        /// Whose it was registered to be.
        owner: u128,
    },
    /// What was registered is not kept.
    RegisteredMissing {
        /// What it is.
        kind: RegisteredKind,
        /// Its identifier.
        id: u128,
        /// Whose it was registered to be.
        owner: u128,
    },
    /// What is kept was never registered.
    RegisteredExtra {
        /// What it is.
        kind: RegisteredKind,
        /// Its identifier.
        id: u128,
        /// Whose it is by its record.
        owner: u128,
    },
    /// A remembered answer says something that is not so.
    AnsweredDiffers {
        /// The command.
        key: CommandKey,
    },
    /// A remembered answer cannot be read, as when it names a payment that is not there.
    AnswersUnreadable,
    /// A setting is missing, was not in the journal, or differs from its last change.
    SettingDiffers {
        /// The setting.
        key: SettingKey,
    },
    /// What was signed or kept of the whole journal does not fit it.
    Unproven(Unproven),
    /// Money came from nowhere or went nowhere.
    SumNotZero {
        /// The currency.
        currency: Currency,
        /// The sum over all accounts, in minor units.
        sum_minor: i128,
    },
}

const UNREADABLE: &str = "answers: one cannot be read, or names a payment that is not there";

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { expected, found } => {
                write!(f, "journal: row {expected} should follow, row {found} does")
            }
            Self::EndDiffers { last, kept } => {
                write!(f, "journal: row {last} is its last, row {kept} or another is kept as such")
            }
            Self::HashWrong { sequence } => write!(f, "journal row {sequence}: wrong hash"),
            Self::RowImpossible { sequence } => {
                write!(f, "journal row {sequence}: does not follow from the rows before")
            }
            Self::MovedTwice { payment, sequence } => {
                write!(f, "payment {:032x}: moved again by row {sequence}", payment.0)
            }
            Self::FloorBroken { account, sequence } => {
                write!(f, "account {:032x}: below its floor after row {sequence}", account.0)
            }
            Self::AccountMissing { account } => on_account(f, *account, "in the journal only"),
            Self::AccountExtra { account } => on_account(f, *account, "not in the journal"),
            Self::AccountDiffers { account } => {
                on_account(f, *account, "owner, floor or currency was changed")
            }
            Self::BalanceDiffers { account, replayed_minor, stored_minor } => {
                adds_up(f, *account, "holds", *stored_minor, *replayed_minor)
            }
            Self::HeldDiffers { account, replayed_minor, stored_minor } => {
                adds_up(f, *account, "holds back", *stored_minor, *replayed_minor)
            }
            Self::StockDiffers { stock } => differs(f, "stock", stock.0),
            Self::CampaignDiffers { campaign } => differs(f, "campaign", campaign.0),
            Self::DrawDiffers { payment } => differs(f, "draw of payment", payment.0),
            Self::EnvelopeDiffers { envelope } => differs(f, "envelope", envelope.0),
            Self::CardDiffers { card } => differs(f, "card", card.0),
            Self::CardTopUpDiffers { top_up } => differs(f, "top-up by card", top_up.0),
            Self::NeutralityDiffers { number } => entry_differs(f, *number),
            Self::CouponDiffers { coupon } => differs(f, "coupon", coupon.0),
            Self::VersionDiffers { account } => {
                on_account(f, *account, "other movements than the journal has")
            }
            Self::PaymentMissing { payment } => on_payment(f, *payment, "in the journal only"),
            Self::PaymentExtra { payment } => on_payment(f, *payment, "not in the journal"),
            Self::PaymentDiffers { payment } => on_payment(f, *payment, "differs from its row"),
            Self::EvidenceDiffers { payment } => {
                on_payment(f, *payment, "another signed order than was journaled")
            }
            Self::OrderDiffers { order } => differs(f, "order", order.0),
            Self::GoodsDiffers { order } => differs(f, "goods of order", order.0),
            Self::HoldDiffers { hold } => differs(f, "hold", hold.0),
            Self::ReturnedDiffers { payment } => on_payment(f, *payment, RETURNED),
            Self::NameDiffers { payment } => {
                on_payment(f, *payment, "names others than are registered")
            }
            Self::RegisteredDiffers { kind, id, owner } => {
                record(f, *kind, *id, *owner, "not as it was registered")
            }
            Self::RegisteredMissing { kind, id, owner } => {
                record(f, *kind, *id, *owner, "in the journal only")
            }
            Self::RegisteredExtra { kind, id, owner } => {
                record(f, *kind, *id, *owner, "not in the journal")
            }
            Self::AnsweredDiffers { key } => answered(*key, f),
            Self::AnswersUnreadable => f.write_str(UNREADABLE),
            Self::SettingDiffers { key } => write!(f, "setting {}: another one", key.name()),
            Self::Unproven(what) => what.fmt(f),
            Self::SumNotZero { currency, sum_minor } => unequal(f, *currency, *sum_minor),
        }
    }
}

fn adds_up(
    f: &mut fmt::Formatter<'_>,
    account: AccountId,
    how: &str,
    stored_minor: impl fmt::Display,
    replayed_minor: i128,
) -> fmt::Result {
    let AccountId(id) = account;
    write!(f, "account {id:032x}: {how} {stored_minor}, the journal adds up to {replayed_minor}")
}

fn unequal(f: &mut fmt::Formatter<'_>, currency: Currency, sum_minor: i128) -> fmt::Result {
    write!(f, "all accounts of {currency} add up to {sum_minor}, not to zero")
}

fn differs(f: &mut fmt::Formatter<'_>, what: &str, id: u128) -> fmt::Result {
    write!(f, "{what} {id:032x}: differs from the journal")
}

fn on_account(f: &mut fmt::Formatter<'_>, account: AccountId, what: &str) -> fmt::Result {
    write!(f, "account {:032x}: {what}", account.0)
}

/// What is wrong with what went back of a payment.
const RETURNED: &str = "something else went back than is kept";

fn entry_differs(f: &mut fmt::Formatter<'_>, number: u64) -> fmt::Result {
    write!(f, "neutrality log, entry {number}: not what the journal has")
}

fn on_payment(f: &mut fmt::Formatter<'_>, payment: PaymentId, what: &str) -> fmt::Result {
    write!(f, "payment {:032x}: {what}", payment.0)
}

fn record(
    f: &mut fmt::Formatter<'_>,
    kind: RegisteredKind,
    id: u128,
    owner: u128,
    what: &str,
) -> fmt::Result {
    let whose = match kind {
        RegisteredKind::Person | RegisteredKind::Merchant => "account",
        RegisteredKind::Handle
        | RegisteredKind::ReceiveCode
        | RegisteredKind::Device
        | RegisteredKind::Founder => "person",
        RegisteredKind::Label
        | RegisteredKind::MerchantProfile
        | RegisteredKind::Staff
        | RegisteredKind::Invitation
        | RegisteredKind::ApiKey
        | RegisteredKind::Webhook
        | RegisteredKind::Shift
        | RegisteredKind::Roster => "merchant",
    };
    write!(f, "{} {id:032x} of {whose} {owner:032x}: {what}", kind.word())
}

fn answered(key: CommandKey, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "answer {:032x} to ", key.id)?;
    match key.scope {
        Scope::Operator => f.write_str("the operator"),
        Scope::Person(person) => write!(f, "person {:032x}", person.0),
        Scope::Merchant(merchant) => write!(f, "merchant {:032x}", merchant.0),
        Scope::Device(device) => write!(f, "device {:032x}", device.0),
    }?;
    f.write_str(": says what is not so")
}

fn bill(f: &mut fmt::Formatter<'_>, merchant: MerchantId, day: LocalDay) -> fmt::Result {
    match day.date() {
        Ok(date) => write!(f, "bill of merchant {:032x}, {date}: ", merchant.0),
        Err(_) => write!(f, "bill of merchant {:032x}, day {}: ", merchant.0, day.0),
    }
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeadUnsigned { size } => {
                write!(f, "head {size}: not signed by the operator's keys, or not what it says")
            }
            Self::WitnessedHeadUnsigned => {
                f.write_str("the given head: not signed by the operator's keys")
            }
            Self::HeadBeyond { size } => {
                write!(f, "head {size}: signed over more rows than there are; the journal was cut")
            }
            Self::HeadDiffers { size } => {
                write!(
                    f,
                    "head {size}: the journal's first {size} rows are not those it was signed over"
                )
            }
            Self::BillUnsigned { merchant, day } => {
                bill(f, *merchant, *day)?;
                f.write_str("not signed by the operator's keys, or not of this shop and day")
            }
            Self::BillGap { merchant, day } => {
                bill(f, *merchant, *day)?;
                f.write_str("the bill before it is not the one that it names")
            }
            Self::ReportDiffers { merchant, number } => {
                write!(
                    f,
                    "report {number} of merchant {:032x}: not signed by the operator's keys, or it \
                     says something else than the account, its payments or their notes",
                    merchant.0
                )
            }
            Self::BillDiffers { merchant, day } => {
                bill(f, *merchant, *day)?;
                f.write_str("says something else than the account, its payments or their notes")
            }
            Self::TreeDiffers { level, place } => {
                write!(f, "tree hash {place} of level {level}: does not follow from the journal")
            }
        }
    }
}
