//! The tables: how each kind of record is found and written. Single rows by cached statements: in
//! one process they cost less than building lists for bulk statements saves.

pub(crate) mod account;
mod again;
mod answered;
pub(crate) mod api_key;
pub(crate) mod bill;
pub(crate) mod campaign;
pub(crate) mod card;
pub(crate) mod card_top_up;
pub(crate) mod coupon;
pub(crate) mod device;
pub(crate) mod discount;
pub(crate) mod envelope;
pub(crate) mod event;
pub(crate) mod goods;
pub(crate) mod hold;
pub(crate) mod journal;
mod keys;
mod lease;
pub(crate) mod merchant;
pub(crate) mod neutrality;
pub(crate) mod order;
mod payer_code;
pub(crate) mod payment;
mod person;
pub(crate) mod returned;
pub(crate) mod setting;
pub(crate) mod shift;
pub(crate) mod staff;
pub(crate) mod stock;
pub(crate) mod tree;
pub(crate) mod webhook;
mod writer;

pub(crate) use writer::Writer;

use bank::key::Kind;
use bank::{Key, Record};
use rusqlite::Connection;

/// Returns the record under a key.
pub(crate) fn find(connection: &Connection, key: &Key) -> rusqlite::Result<Option<Record>> {
    Ok(match key {
        Key::Account(id) => account::find(connection, *id)?.map(Record::Account),
        Key::Person(id) => person::find(connection, *id)?.map(Record::Person),
        Key::Handle(handle) => person::find_handle(connection, handle)?.map(Record::Handle),
        Key::Device(id) => device::find(connection, *id)?.map(Record::Device),
        Key::Enrolment(id) => device::find_enrolment(connection, *id)?.map(Record::Enrolment),
        Key::Merchant(id) => merchant::find(connection, *id)?.map(Record::Merchant),
        Key::Label(id) => merchant::find_label(connection, *id)?.map(Record::Label),
        Key::Order(id) => order::find(connection, *id)?.map(Record::Order),
        Key::ReceiveCode(id) => {
            person::find_receive_code(connection, *id)?.map(Record::ReceiveCode)
        }
        Key::Payment(id) => {
            payment::find(connection, *id)?.map(|payment| Record::Payment(payment.into()))
        }
        Key::Nonce(end, device, nonce) => {
            device::find_nonce(connection, *end, *device, *nonce)?.map(Record::Nonce)
        }
        Key::Answered(key) => answered::find(connection, *key)?.map(Record::Answered),
        Key::TakenPayerCode(device) => {
            payer_code::find(connection, *device)?.map(Record::TakenPayerCode)
        }
        Key::QuickPay(person) => {
            payer_code::find_quick_pay(connection, *person)?.map(Record::QuickPay)
        }
        Key::Returned(payment) => returned::find(connection, *payment)?.map(Record::Returned),
        Key::Hold(id) => hold::find(connection, *id)?.map(Record::Hold),
        Key::Lease(job) => lease::find(connection, job)?.map(Record::Lease),
        Key::Setting(key) => setting::find(connection, *key)?.map(Record::Setting),
        Key::Stock(id) => stock::find(connection, *id)?.map(Box::new).map(Record::Stock),
        Key::Coupon(id) => coupon::find(connection, *id)?.map(Record::Coupon),
        Key::Receiver(stock, person) => {
            stock::find_receiver(connection, *stock, *person)?.map(Record::Receiver)
        }
        Key::Campaign(id) => campaign::find(connection, *id)?.map(Box::new).map(Record::Campaign),
        Key::Drawn(payment) => campaign::find_drawn(connection, *payment)?.map(Record::Drawn),
        Key::Entrant(campaign, person) => {
            campaign::find_entrant(connection, *campaign, *person)?.map(Record::Entrant)
        }
        Key::Goods(order) => goods::find(connection, *order)?.map(Record::Goods),
        Key::Discount(payment) => discount::find(connection, *payment)?.map(Record::Discount),
        Key::Envelope(id) => envelope::find(connection, *id)?.map(Box::new).map(Record::Envelope),
        Key::Claim(envelope, person) => {
            envelope::find_claim(connection, *envelope, *person)?.map(Record::Claim)
        }
        Key::Card(person, id) => card::find(connection, *person, *id)?.map(Record::Card),
        Key::Neutrality(number) => neutrality::find(connection, *number)?.map(Record::Neutrality),
        Key::CardGift(stock, id) => card::find_gift(connection, *stock, *id)?.map(Record::CardGift),
        Key::CardTopUp(id) => card_top_up::find(connection, *id)?.map(Record::CardTopUp),
        Key::ApiKey(id) => api_key::find(connection, *id)?.map(Record::ApiKey),
        Key::Webhook(id) => webhook::find(connection, *id)?.map(Record::Webhook),
        Key::MerchantProfile(id) => {
            staff::find_profile(connection, *id)?.map(Box::new).map(Record::MerchantProfile)
        }
        Key::Staff(id) => staff::find(connection, *id)?.map(Record::Staff),
        Key::Invitation(id) => staff::find_invitation(connection, *id)?.map(Record::Invitation),
        Key::Founder(person) => staff::find_founder(connection, *person)?.map(Record::Founder),
        Key::Served(merchant, id) => {
            staff::find_served(connection, *merchant, *id)?.map(Record::Served)
        }
        Key::Shift(id) => shift::find(connection, *id)?.map(Box::new).map(Record::Shift),
        Key::Roster(id) => shift::find_roster(connection, *id)?.map(Record::Roster),
    })
}

/// Returns records of a kind after a key, in the order in which the table keeps them.
pub(crate) fn page(
    connection: &Connection,
    kind: Kind,
    after: Option<&Key>,
    limit: u32,
) -> rusqlite::Result<Vec<Record>> {
    let keys = keys::page(connection, kind, after, limit)?;
    // Found one by one: in one process that costs little more than a statement for all.
    keys.iter().filter_map(|key| find(connection, key).transpose()).collect()
}
