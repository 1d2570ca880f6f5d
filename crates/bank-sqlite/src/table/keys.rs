//! The keys of a table, page by page, in the order in which it keeps them.

use crate::column::{Id, Moment, Number, unknown_word};
use crate::table::setting;
use bank::id::{
    AccountId, ApiKeyId, CampaignId, CardId, CardTopUpId, CouponId, DeviceId, EnrolmentId,
    EnvelopeId, HoldId, InvitationId, LabelId, MerchantId, OrderId, PaymentId, PersonId,
    ReceiveCodeId, ShiftId, StaffId, StockId, WebhookId,
};
use bank::key::Kind;
use bank::{CommandKey, Key, Scope, TimeMs};
use rusqlite::{Connection, Row, params};

/// The statement for a page of a table with one key.
macro_rules! page_of {
    ($table:literal, $key:literal) => {
        concat!(
            "SELECT DISTINCT ",
            $key,
            " FROM ",
            $table,
            " WHERE ",
            $key,
            " > ?1 ORDER BY ",
            $key,
            " LIMIT ?2"
        )
    };
}

/// Returns keys of a kind after one of them; at most `limit`.
pub(crate) fn page(
    connection: &Connection,
    kind: Kind,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    match kind {
        Kind::Handle | Kind::Lease => texts(connection, kind, after, limit),
        Kind::Setting => settings(connection, after, limit),
        Kind::Nonce => nonces(connection, after, limit),
        Kind::Answered => answered(connection, after, limit),
        Kind::Receiver => receivers(connection, after, limit),
        Kind::Entrant => entrants(connection, after, limit),
        Kind::Claim => claims(connection, after, limit),
        Kind::Card => cards(connection, after, limit),
        Kind::CardGift => card_gifts(connection, after, limit),
        Kind::Neutrality => numbers(connection, after, limit),
        Kind::Served => served(connection, after, limit),
        _ => ids(connection, kind, after, limit),
    }
}

fn ids(
    connection: &Connection,
    kind: Kind,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let (sql, key): (&str, fn(u128) -> Key) = match kind {
        Kind::Account => (page_of!("accounts", "id"), |id| Key::Account(AccountId(id))),
        Kind::Person => (page_of!("persons", "id"), |id| Key::Person(PersonId(id))),
        Kind::Device => (page_of!("devices", "id"), |id| Key::Device(DeviceId(id))),
        Kind::Enrolment => (page_of!("enrolments", "id"), |id| Key::Enrolment(EnrolmentId(id))),
        Kind::Merchant => (page_of!("merchants", "id"), |id| Key::Merchant(MerchantId(id))),
        Kind::Label => (page_of!("labels", "id"), |id| Key::Label(LabelId(id))),
        Kind::Order => (page_of!("orders", "id"), |id| Key::Order(OrderId(id))),
        Kind::ReceiveCode => {
            (page_of!("receive_codes", "id"), |id| Key::ReceiveCode(ReceiveCodeId(id)))
        }
        Kind::Payment => (page_of!("payments", "id"), |id| Key::Payment(PaymentId(id))),
        Kind::TakenPayerCode => {
            (page_of!("taken_payer_codes", "device"), |id| Key::TakenPayerCode(DeviceId(id)))
        }
        Kind::QuickPay => (page_of!("quick_payments", "person"), |id| Key::QuickPay(PersonId(id))),
        Kind::Returned => (page_of!("returned", "payment"), |id| Key::Returned(PaymentId(id))),
        Kind::Hold => (page_of!("holds", "id"), |id| Key::Hold(HoldId(id))),
        Kind::Stock => (page_of!("stocks", "id"), |id| Key::Stock(StockId(id))),
        Kind::Coupon => (page_of!("coupons", "id"), |id| Key::Coupon(CouponId(id))),
        Kind::Discount => (page_of!("discounts", "payment"), |id| Key::Discount(PaymentId(id))),
        Kind::Campaign => (page_of!("campaigns", "id"), |id| Key::Campaign(CampaignId(id))),
        Kind::Drawn => (page_of!("draws", "payment"), |id| Key::Drawn(PaymentId(id))),
        Kind::Envelope => (page_of!("envelopes", "id"), |id| Key::Envelope(EnvelopeId(id))),
        Kind::CardTopUp => (page_of!("card_top_ups", "id"), |id| Key::CardTopUp(CardTopUpId(id))),
        Kind::ApiKey => (page_of!("api_keys", "id"), |id| Key::ApiKey(ApiKeyId(id))),
        Kind::Webhook => (page_of!("webhooks", "id"), |id| Key::Webhook(WebhookId(id))),
        Kind::MerchantProfile => {
            (page_of!("merchant_profiles", "merchant"), |id| Key::MerchantProfile(MerchantId(id)))
        }
        Kind::Staff => (page_of!("staff", "id"), |id| Key::Staff(StaffId(id))),
        Kind::Invitation => (page_of!("invitations", "id"), |id| Key::Invitation(InvitationId(id))),
        Kind::Goods => (page_of!("goods", "order_id"), |id| Key::Goods(OrderId(id))),
        Kind::Founder => (page_of!("founders", "person"), |id| Key::Founder(PersonId(id))),
        Kind::Shift => (page_of!("shifts", "id"), |id| Key::Shift(ShiftId(id))),
        Kind::Roster => (page_of!("rosters", "merchant"), |id| Key::Roster(MerchantId(id))),
        Kind::Handle
        | Kind::Lease
        | Kind::Entrant
        | Kind::Nonce
        | Kind::Answered
        | Kind::Setting
        | Kind::Receiver
        | Kind::Card
        | Kind::CardGift
        | Kind::Neutrality
        | Kind::Served
        | Kind::Claim => return Ok(Vec::new()),
    };
    // The empty blob sorts before every identifier.
    let after = after.and_then(id_of).map_or_else(Vec::new, |id| id.to_be_bytes().to_vec());
    let mut statement = connection.prepare_cached(sql)?;
    let keys = statement.query_map(params![after, limit], |row| row.get::<_, Id>(0))?;
    keys.map(|id| id.map(|id| key(id.number()))).collect()
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

/// There are few of them: all are read.
fn settings(
    connection: &Connection,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let keys = setting::all(connection)?.into_iter().map(|setting| Key::Setting(setting.key));
    let rest = keys.filter(|key| after.is_none_or(|after| key > after));
    Ok(rest.take(limit as usize).collect())
}

fn texts(
    connection: &Connection,
    kind: Kind,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let (sql, key): (&str, fn(String) -> Key) = match kind {
        Kind::Handle => (page_of!("handles", "handle"), Key::Handle),
        _ => (page_of!("leases", "job"), Key::Lease),
    };
    // The empty text sorts before every other one, and is no key.
    let after = match after {
        Some(Key::Handle(text) | Key::Lease(text)) => text.as_str(),
        _ => "",
    };
    let mut statement = connection.prepare_cached(sql)?;
    let keys = statement.query_map(params![after, limit], |row| row.get::<_, String>(0))?;
    keys.map(|text| text.map(key)).collect()
}

fn numbers(connection: &Connection, after: Option<&Key>, limit: u32) -> rusqlite::Result<Vec<Key>> {
    let after = match after {
        Some(Key::Neutrality(number)) => *number,
        _ => 0,
    };
    let sql = page_of!("neutrality", "number");
    let key = |row: &Row<'_>| Ok(Key::Neutrality(row.get::<_, Number>(0)?.0));
    connection.prepare_cached(sql)?.query_map(params![Number(after), limit], key)?.collect()
}

fn receivers(
    connection: &Connection,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT stock, person FROM receivers WHERE (stock, person) > (?1, ?2)
        ORDER BY stock, person LIMIT ?3";
    let bytes = |id: u128| id.to_be_bytes().to_vec();
    let (stock, person) = match after {
        Some(Key::Receiver(stock, person)) => (bytes(stock.0), bytes(person.0)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let stock = StockId(row.get::<_, Id>(0)?.number());
        Ok(Key::Receiver(stock, PersonId(row.get::<_, Id>(1)?.number())))
    };
    connection.prepare_cached(sql)?.query_map(params![stock, person, limit], key)?.collect()
}

fn entrants(
    connection: &Connection,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT campaign, person FROM entrants WHERE (campaign, person) > (?1, ?2)
        ORDER BY campaign, person LIMIT ?3";
    let (campaign, person) = match after {
        Some(Key::Entrant(campaign, person)) => (id(campaign.0), id(person.0)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let campaign = CampaignId(row.get::<_, Id>(0)?.number());
        Ok(Key::Entrant(campaign, PersonId(row.get::<_, Id>(1)?.number())))
    };
    connection.prepare_cached(sql)?.query_map(params![campaign, person, limit], key)?.collect()
}

fn claims(connection: &Connection, after: Option<&Key>, limit: u32) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT envelope, person FROM claims WHERE (envelope, person) > (?1, ?2)
        ORDER BY envelope, person LIMIT ?3";
    let bytes = |id: u128| id.to_be_bytes().to_vec();
    let (envelope, person) = match after {
        Some(Key::Claim(envelope, person)) => (bytes(envelope.0), bytes(person.0)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let envelope = EnvelopeId(row.get::<_, Id>(0)?.number());
        Ok(Key::Claim(envelope, PersonId(row.get::<_, Id>(1)?.number())))
    };
    connection.prepare_cached(sql)?.query_map(params![envelope, person, limit], key)?.collect()
}

fn cards(connection: &Connection, after: Option<&Key>, limit: u32) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT person, card FROM cards WHERE (person, card) > (?1, ?2)
        ORDER BY person, card LIMIT ?3";
    let (person, card) = match after {
        Some(Key::Card(person, card)) => (id(person.0), id(card.0)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let person = PersonId(row.get::<_, Id>(0)?.number());
        Ok(Key::Card(person, CardId(row.get::<_, Id>(1)?.number())))
    };
    connection.prepare_cached(sql)?.query_map(params![person, card, limit], key)?.collect()
}

fn card_gifts(
    connection: &Connection,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT stock, card FROM card_gifts WHERE (stock, card) > (?1, ?2)
        ORDER BY stock, card LIMIT ?3";
    let (stock, card) = match after {
        Some(Key::CardGift(stock, card)) => (id(stock.0), id(card.0)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let stock = StockId(row.get::<_, Id>(0)?.number());
        Ok(Key::CardGift(stock, CardId(row.get::<_, Id>(1)?.number())))
    };
    connection.prepare_cached(sql)?.query_map(params![stock, card, limit], key)?.collect()
}

fn served(connection: &Connection, after: Option<&Key>, limit: u32) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT merchant, id FROM served WHERE (merchant, id) > (?1, ?2)
        ORDER BY merchant, id LIMIT ?3";
    let (merchant, of) = match after {
        Some(Key::Served(merchant, of)) => (id(merchant.0), id(*of)),
        _ => (Vec::new(), Vec::new()),
    };
    let key = |row: &Row<'_>| {
        let merchant = MerchantId(row.get::<_, Id>(0)?.number());
        Ok(Key::Served(merchant, row.get::<_, Id>(1)?.number()))
    };
    connection.prepare_cached(sql)?.query_map(params![merchant, of, limit], key)?.collect()
}

fn nonces(connection: &Connection, after: Option<&Key>, limit: u32) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT expires_at_ms, device, nonce FROM nonces
        WHERE (expires_at_ms, device, nonce) > (?1, ?2, ?3)
        ORDER BY expires_at_ms, device, nonce LIMIT ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let key = |row: &Row<'_>| {
        let (device, nonce): (Id, Id) = (row.get(1)?, row.get(2)?);
        let at = row.get::<_, Moment>(0)?.0;
        Ok(Key::Nonce(at, DeviceId(device.number()), nonce.number()))
    };
    let (at, device, nonce) = match after {
        Some(Key::Nonce(at, device, nonce)) => (*at, id(device.0), id(*nonce)),
        _ => (TimeMs(0), Vec::new(), Vec::new()),
    };
    statement.query_map(params![Moment(at), device, nonce, limit], key)?.collect()
}

fn answered(
    connection: &Connection,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Key>> {
    let sql = "SELECT id, scope, scope_id FROM answered
        WHERE (id, scope, scope_id) > (?1, ?2, ?3) ORDER BY id, scope, scope_id LIMIT ?4";
    let mut statement = connection.prepare_cached(sql)?;
    let key = |row: &Row<'_>| {
        let of: u128 = row.get::<_, Id>(2)?.number();
        let scope = match row.get_ref(1)?.as_str()? {
            "operator" => Scope::Operator,
            "person" => Scope::Person(PersonId(of)),
            "merchant" => Scope::Merchant(MerchantId(of)),
            "device" => Scope::Device(DeviceId(of)),
            other => return Err(unknown_word(other).into()),
        };
        Ok(Key::Answered(CommandKey { scope, id: row.get::<_, Id>(0)?.number() }))
    };
    let (first, scope, of) = match after {
        Some(Key::Answered(CommandKey { scope, id: key })) => {
            let (scope, of) = super::answered::scope_words(*scope);
            (id(*key), scope, id(of.number()))
        }
        _ => (Vec::new(), "", Vec::new()),
    };
    statement.query_map(params![first, scope, of, limit], key)?.collect()
}

fn id(id: u128) -> Vec<u8> {
    id.to_be_bytes().to_vec()
}
