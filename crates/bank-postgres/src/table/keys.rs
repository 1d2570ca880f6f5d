//! The keys of a table, page by page, in an order of the server's own.

use super::answered::{scope, scope_columns};
use super::setting;
use crate::column::{Fields, Id, Text, Value, clamped};
use crate::session::Ask;
use bank::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, CouponId, DeviceId, EnrolmentId,
    EnvelopeId, HoldId, InvitationId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, ShiftId, StaffId, StockId, WebhookId,
};
use bank::key::Kind;
use bank::store::StoreError;
use bank::{CommandKey, Key};
use tokio_postgres::Row;

/// The statements for pages of a table with one key: the first one, and those after a key. Two,
/// because one for both would be planned without the index.
macro_rules! pages_of {
    ($table:literal, $key:literal) => {
        pages_of!($table, $key, "TRUE")
    };
    ($table:literal, $key:literal, $which:literal) => {
        (
            concat!(
                "SELECT ",
                $key,
                " FROM ",
                $table,
                " WHERE ",
                $which,
                " ORDER BY ",
                $key,
                " LIMIT $1"
            ),
            concat!(
                "SELECT ",
                $key,
                " FROM ",
                $table,
                " WHERE ",
                $which,
                " AND ",
                $key,
                " > $1",
                " ORDER BY ",
                $key,
                " LIMIT $2"
            ),
        )
    };
}

const NONCES: &str = "SELECT expires_at_ms, nonce, device FROM nonces
    WHERE (expires_at_ms, nonce, device) > ($1, $2, $3)
    ORDER BY expires_at_ms, nonce, device LIMIT $4";

const RECEIVERS: &str = "SELECT stock, person FROM receivers ORDER BY stock, person LIMIT $1";
const RECEIVERS_AFTER: &str = "SELECT stock, person FROM receivers
    WHERE (stock, person) > ($1, $2) ORDER BY stock, person LIMIT $3";

const ENTRANTS: &str = "SELECT campaign, person FROM entrants ORDER BY campaign, person LIMIT $1";
const ENTRANTS_AFTER: &str = "SELECT campaign, person FROM entrants
    WHERE (campaign, person) > ($1, $2) ORDER BY campaign, person LIMIT $3";
const CLAIMS: &str = "SELECT envelope, person FROM claims ORDER BY envelope, person LIMIT $1";
const CLAIMS_AFTER: &str = "SELECT envelope, person FROM claims
    WHERE (envelope, person) > ($1, $2) ORDER BY envelope, person LIMIT $3";

const CARDS: &str = "SELECT person, card FROM cards ORDER BY person, card LIMIT $1";
const CARDS_AFTER: &str = "SELECT person, card FROM cards
    WHERE (person, card) > ($1, $2) ORDER BY person, card LIMIT $3";
const CARD_GIFTS: &str = "SELECT stock, card FROM card_gifts ORDER BY stock, card LIMIT $1";
const CARD_GIFTS_AFTER: &str = "SELECT stock, card FROM card_gifts
    WHERE (stock, card) > ($1, $2) ORDER BY stock, card LIMIT $3";

const SERVED: &str = "SELECT merchant, id FROM served ORDER BY merchant, id LIMIT $1";
const SERVED_AFTER: &str = "SELECT merchant, id FROM served
    WHERE (merchant, id) > ($1, $2) ORDER BY merchant, id LIMIT $3";

/// Answers by themselves, and those that are payments.
const ANSWERED: &str = "
    (SELECT id, scope, scope_id FROM answered WHERE (id, scope, scope_id) > ($1, $2, $3)
        ORDER BY id, scope, scope_id LIMIT $4)
    UNION ALL
    (SELECT payment, scope, scope_id FROM journal
        WHERE payment_kind IS NOT NULL AND scope IS NOT NULL AND payment >= $1
            AND (payment, scope, scope_id) > ($1, $2, $3)
        ORDER BY payment, scope, scope_id LIMIT $4)
    ORDER BY 1, 2, 3 LIMIT $4";

/// Returns the statement for keys of a kind after one of them; at most `limit`.
pub(crate) fn ask(kind: Kind, after: Option<&Key>, limit: u32) -> Ask {
    let limit: Value = Box::new(i64::from(limit));
    match kind {
        Kind::Nonce => {
            let (at, nonce, device) = match after {
                Some(Key::Nonce(at, device, nonce)) => (clamped(at.0), *nonce, device.0),
                _ => (-1, 0, 0),
            };
            let values: Vec<Value> =
                vec![Box::new(at), Box::new(Id(nonce)), Box::new(Id(device)), limit];
            Ask::new(NONCES, values)
        }
        Kind::Answered => {
            let (id, (scope, of)) = match after {
                Some(Key::Answered(key)) => (key.id, scope_columns(key.scope)),
                _ => (0, (-1, 0)),
            };
            let values: Vec<Value> =
                vec![Box::new(Id(id)), Box::new(scope), Box::new(Id(of)), limit];
            Ask::new(ANSWERED, values)
        }
        _ => {
            let (first, next) = sql(kind);
            if let Some((first, second)) = after.and_then(pair_of) {
                return Ask::new(next, vec![Box::new(Id(first)), Box::new(Id(second)), limit]);
            }
            let after: Option<Value> = match after {
                Some(Key::Handle(text) | Key::Lease(text)) => Some(Box::new(Text(text.clone()))),
                Some(Key::Neutrality(number)) => Some(Box::new(clamped(*number))),
                Some(Key::Setting(key)) => Some(Box::new(Text(key.name().to_owned()))),
                other => other.and_then(id_of).map(|id| Box::new(Id(id)) as Value),
            };
            match after {
                None => Ask::new(first, vec![limit]),
                Some(after) => Ask::new(next, vec![after, limit]),
            }
        }
    }
}

fn sql(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Account => pages_of!("accounts", "id"),
        Kind::Person => pages_of!("persons", "id"),
        Kind::Handle => pages_of!("handles", "handle"),
        Kind::Device => pages_of!("devices", "id"),
        Kind::Enrolment => pages_of!("enrolments", "id"),
        Kind::Merchant => pages_of!("merchants", "id"),
        Kind::Label => pages_of!("labels", "id"),
        Kind::Order => pages_of!("orders", "id"),
        Kind::ReceiveCode => pages_of!("receive_codes", "id"),
        Kind::Payment => pages_of!("journal", "payment", "payment_kind IS NOT NULL"),
        Kind::Nonce => (NONCES, NONCES),
        Kind::Answered => (ANSWERED, ANSWERED),
        Kind::TakenPayerCode => pages_of!("taken_payer_codes", "device"),
        Kind::QuickPay => pages_of!("quick_payments", "person"),
        Kind::Returned => pages_of!("returned", "payment"),
        Kind::Hold => pages_of!("holds", "id"),
        Kind::Lease => pages_of!("leases", "job"),
        Kind::Setting => pages_of!("settings", "name"),
        Kind::Stock => pages_of!("stocks", "id"),
        Kind::Coupon => pages_of!("coupons", "id"),
        Kind::Receiver => (RECEIVERS, RECEIVERS_AFTER),
        Kind::Discount => pages_of!("discounts", "payment"),
        Kind::Goods => pages_of!("goods", "order_id"),
        Kind::Campaign => pages_of!("campaigns", "id"),
        Kind::Drawn => pages_of!("draws", "payment"),
        Kind::Entrant => (ENTRANTS, ENTRANTS_AFTER),
        Kind::Envelope => pages_of!("envelopes", "id"),
        Kind::CardTopUp => pages_of!("card_top_ups", "id"),
        Kind::ApiKey => pages_of!("api_keys", "id"),
        Kind::Webhook => pages_of!("webhooks", "id"),
        Kind::Claim => (CLAIMS, CLAIMS_AFTER),
        Kind::Card => (CARDS, CARDS_AFTER),
        Kind::CardGift => (CARD_GIFTS, CARD_GIFTS_AFTER),
        Kind::Neutrality => pages_of!("neutrality", "number"),
        Kind::MerchantProfile => pages_of!("merchant_profiles", "merchant"),
        Kind::Staff => pages_of!("staff", "id"),
        Kind::Invitation => pages_of!("invitations", "id"),
        Kind::Founder => pages_of!("founders", "person"),
        Kind::Served => (SERVED, SERVED_AFTER),
        Kind::Shift => pages_of!("shifts", "id"),
        Kind::Roster => pages_of!("rosters", "merchant"),
    }
}

/// Returns the identifiers of a key that has two.
fn pair_of(key: &Key) -> Option<(u128, u128)> {
    match key {
        Key::Receiver(stock, person) => Some((stock.0, person.0)),
        Key::Entrant(campaign, person) => Some((campaign.0, person.0)),
        Key::Claim(envelope, person) => Some((envelope.0, person.0)),
        Key::Card(person, card) => Some((person.0, card.0)),
        Key::CardGift(stock, card) => Some((stock.0, card.0)),
        Key::Served(merchant, id) => Some((merchant.0, *id)),
        _ => None,
    }
}

fn id_of(key: &Key) -> Option<u128> {
    match key {
        Key::Account(id) => Some(id.0),
        Key::Person(id) => Some(id.0),
        Key::Device(id) => Some(id.0),
        Key::Enrolment(id) => Some(id.0),
        Key::Merchant(id) => Some(id.0),
        Key::Label(id) => Some(id.0),
        Key::Order(id) => Some(id.0),
        Key::ReceiveCode(id) => Some(id.0),
        Key::Payment(id) => Some(id.0),
        Key::TakenPayerCode(id) => Some(id.0),
        Key::QuickPay(id) => Some(id.0),
        Key::Returned(id) => Some(id.0),
        Key::Hold(id) => Some(id.0),
        Key::Stock(id) => Some(id.0),
        Key::Coupon(id) => Some(id.0),
        Key::Discount(id) => Some(id.0),
        Key::Goods(id) => Some(id.0),
        Key::Campaign(id) => Some(id.0),
        Key::Drawn(id) => Some(id.0),
        Key::Envelope(id) => Some(id.0),
        Key::CardTopUp(id) => Some(id.0),
        Key::ApiKey(id) => Some(id.0),
        Key::Webhook(id) => Some(id.0),
        Key::MerchantProfile(id) => Some(id.0),
        Key::Staff(id) => Some(id.0),
        Key::Invitation(id) => Some(id.0),
        Key::Founder(id) => Some(id.0),
        Key::Shift(id) => Some(id.0),
        Key::Roster(id) => Some(id.0),
        Key::Handle(_)
        | Key::Nonce(..)
        | Key::Answered(_)
        | Key::Lease(_)
        | Key::Setting(_)
        | Key::Entrant(..)
        | Key::Claim(..)
        | Key::Card(..)
        | Key::CardGift(..)
        | Key::Neutrality(_)
        | Key::Served(..)
        | Key::Receiver(..) => None,
    }
}

/// Returns the key that a row of the statement is.
pub(crate) fn from_row(kind: Kind, row: &Row) -> Result<Key, StoreError> {
    let mut fields = Fields::of(row);
    Ok(match kind {
        Kind::Handle => Key::Handle(fields.text()?),
        Kind::Lease => Key::Lease(fields.text()?),
        Kind::Setting => Key::Setting(setting::key(&fields.text()?)?),
        Kind::Nonce => {
            let (at, nonce) = (fields.moment()?, fields.id()?);
            Key::Nonce(at, DeviceId(fields.id()?), nonce)
        }
        Kind::Answered => {
            let id = fields.id()?;
            let scope = scope(fields.small()?, fields.id()?)?;
            Key::Answered(CommandKey { scope, id })
        }
        Kind::Account => Key::Account(AccountId(fields.id()?)),
        Kind::Person => Key::Person(PersonId(fields.id()?)),
        Kind::Device => Key::Device(DeviceId(fields.id()?)),
        Kind::Enrolment => Key::Enrolment(EnrolmentId(fields.id()?)),
        Kind::Merchant => Key::Merchant(MerchantId(fields.id()?)),
        Kind::Label => Key::Label(LabelId(fields.id()?)),
        Kind::Order => Key::Order(OrderId(fields.id()?)),
        Kind::ReceiveCode => Key::ReceiveCode(ReceiveCodeId(fields.id()?)),
        Kind::Payment => Key::Payment(PaymentId(fields.id()?)),
        Kind::TakenPayerCode => Key::TakenPayerCode(DeviceId(fields.id()?)),
        Kind::QuickPay => Key::QuickPay(PersonId(fields.id()?)),
        Kind::Returned => Key::Returned(PaymentId(fields.id()?)),
        Kind::Hold => Key::Hold(HoldId(fields.id()?)),
        Kind::Stock => Key::Stock(StockId(fields.id()?)),
        Kind::Coupon => Key::Coupon(CouponId(fields.id()?)),
        Kind::Receiver => Key::Receiver(StockId(fields.id()?), PersonId(fields.id()?)),
        Kind::Discount => Key::Discount(PaymentId(fields.id()?)),
        Kind::Goods => Key::Goods(OrderId(fields.id()?)),
        Kind::Campaign => Key::Campaign(CampaignId(fields.id()?)),
        Kind::Drawn => Key::Drawn(PaymentId(fields.id()?)),
        Kind::Entrant => Key::Entrant(CampaignId(fields.id()?), PersonId(fields.id()?)),
        Kind::Envelope => Key::Envelope(EnvelopeId(fields.id()?)),
        Kind::CardTopUp => Key::CardTopUp(CardTopUpId(fields.id()?)),
        Kind::ApiKey => Key::ApiKey(ApiKeyId(fields.id()?)),
        Kind::Webhook => Key::Webhook(WebhookId(fields.id()?)),
        Kind::Claim => Key::Claim(EnvelopeId(fields.id()?), PersonId(fields.id()?)),
        Kind::Card => Key::Card(PersonId(fields.id()?), CardId(fields.id()?)),
        Kind::Neutrality => Key::Neutrality(fields.number()?),
        Kind::CardGift => Key::CardGift(StockId(fields.id()?), CardId(fields.id()?)),
        Kind::MerchantProfile => Key::MerchantProfile(MerchantId(fields.id()?)),
        Kind::Staff => Key::Staff(StaffId(fields.id()?)),
        Kind::Invitation => Key::Invitation(InvitationId(fields.id()?)),
        Kind::Founder => Key::Founder(PersonId(fields.id()?)),
        Kind::Served => Key::Served(MerchantId(fields.id()?), fields.id()?),
        Kind::Shift => Key::Shift(ShiftId(fields.id()?)),
        Kind::Roster => Key::Roster(MerchantId(fields.id()?)),
    })
}
