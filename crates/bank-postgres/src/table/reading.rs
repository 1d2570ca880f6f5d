//! What is read for keys, as statements: one for each kind of record, and more for the records that
//! those lead to, so that they come with the same round trip.

use super::{
    account, answered, api_key, campaign, card, card_top_up, coupon, device, discount, envelope,
    goods, hold, lease, merchant, neutrality, order, payer_code, payment, person, returned,
    setting, shift, staff, stock, webhook,
};
use crate::column::{Id, Text, Value, clamped};
use crate::session::Ask;
use bank::id::PaymentId;
use bank::record::Record;
use bank::store::StoreError;
use bank::{Key, Receipt};
use std::collections::HashMap;
use tokio_postgres::Row;

/// What was found, by key.
#[derive(Default)]
pub(crate) struct Found {
    records: HashMap<Key, Record>,
    /// Answers that are payments kept elsewhere, with what else is in them.
    unpaid: Vec<(PaymentId, answered::Opened)>,
}

impl Found {
    /// Takes what was found under a key.
    pub(crate) fn take(&mut self, key: &Key) -> Option<Record> {
        self.records.remove(key)
    }

    /// Takes what else was found.
    pub(crate) fn extend(&mut self, more: Self) {
        self.records.extend(more.records);
    }

    /// Returns every record that was found.
    pub(crate) fn into_records(self) -> impl Iterator<Item = Record> {
        self.records.into_values()
    }

    /// Returns the payments that some of the answers are, to be read too.
    pub(crate) fn unpaid(&self) -> Vec<Key> {
        self.unpaid.iter().map(|(payment, _)| Key::Payment(*payment)).collect()
    }

    /// Puts the payments into their answers.
    pub(crate) fn pay(&mut self, mut paid: Self) -> Result<(), StoreError> {
        for (id, opened) in std::mem::take(&mut self.unpaid) {
            let Some(Record::Payment(payment)) = paid.records.get(&Key::Payment(id)).cloned()
            else {
                return Err(StoreError("the payment of an answer is missing".to_owned()));
            };
            self.put(Record::Answered(opened.closed(Ok(Receipt::Paid(payment)))));
        }
        paid.records.clear();
        Ok(())
    }

    fn put(&mut self, record: Record) {
        self.records.insert(record.key(), record);
    }
}

/// Keeps what a row is.
pub(crate) type Keep = fn(&Row, &mut Found) -> Result<(), StoreError>;

/// One statement and what its rows are.
pub(crate) struct Reading {
    pub(crate) ask: Ask,
    pub(crate) keep: Keep,
}

macro_rules! keep {
    ($($name:ident: $from_row:path => $record:ident;)*) => {
        $(fn $name(row: &Row, found: &mut Found) -> Result<(), StoreError> {
            found.put(Record::$record($from_row(row)?));
            Ok(())
        })*
    };
}

keep! {
    keep_account: account::from_row => Account;
    keep_person: person::from_row => Person;
    keep_handle: person::handle_from_row => Handle;
    keep_receive_code: person::receive_code_from_row => ReceiveCode;
    keep_device: device::from_row => Device;
    keep_enrolment: device::enrolment_from_row => Enrolment;
    keep_nonce: device::nonce_from_row => Nonce;
    keep_merchant: merchant::from_row => Merchant;
    keep_label: merchant::label_from_row => Label;
    keep_order: order::from_row => Order;
    keep_taken: payer_code::from_row => TakenPayerCode;
    keep_quick_pay: payer_code::quick_pay_from_row => QuickPay;
    keep_returned: returned::from_row => Returned;
    keep_hold: hold::from_row => Hold;
    keep_lease: lease::from_row => Lease;
    keep_setting: setting::from_row => Setting;
    keep_coupon: coupon::from_row => Coupon;
    keep_receiver: stock::receiver_from_row => Receiver;
    keep_discount: discount::from_row => Discount;
    keep_goods: goods::from_row => Goods;
    keep_drawn: campaign::drawn_from_row => Drawn;
    keep_entrant: campaign::entrant_from_row => Entrant;
    keep_claim: envelope::claim_from_row => Claim;
    keep_card: card::from_row => Card;
    keep_card_gift: card::gift_from_row => CardGift;
    keep_card_top_up: card_top_up::from_row => CardTopUp;
    keep_api_key: api_key::from_row => ApiKey;
    keep_webhook: webhook::from_row => Webhook;
    keep_neutrality: neutrality::from_row => Neutrality;
    keep_staff: staff::from_row => Staff;
    keep_invitation: staff::invitation_from_row => Invitation;
    keep_founder: staff::founder_from_row => Founder;
    keep_served: staff::served_from_row => Served;
    keep_roster: shift::roster_from_row => Roster;
}

fn keep_campaign(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    found.put(Record::Campaign(Box::new(campaign::from_row(row)?)));
    Ok(())
}

fn keep_profile(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    found.put(Record::MerchantProfile(Box::new(staff::profile_from_row(row)?)));
    Ok(())
}

fn keep_shift(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    found.put(Record::Shift(Box::new(shift::from_row(row)?)));
    Ok(())
}

fn keep_stock(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    found.put(Record::Stock(Box::new(stock::from_row(row)?)));
    Ok(())
}

fn keep_envelope(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    found.put(Record::Envelope(Box::new(envelope::from_row(row)?)));
    Ok(())
}

fn keep_payment(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    let (payment, answered) = payment::from_row(row)?.into_parts();
    if let Some(answered) = answered {
        found.put(Record::Answered(answered));
    }
    found.put(Record::Payment(payment));
    Ok(())
}

fn keep_answered(row: &Row, found: &mut Found) -> Result<(), StoreError> {
    match answered::from_row(row)? {
        answered::Half::Whole(answered) => found.put(Record::Answered(answered)),
        answered::Half::Paid(payment, opened) => found.unpaid.push((payment, opened)),
    }
    Ok(())
}

/// The keys of one read by kind.
#[derive(Default)]
struct Sorted {
    accounts: Vec<Id>,
    persons: Vec<Id>,
    handles: Vec<String>,
    devices: Vec<Id>,
    enrolments: Vec<Id>,
    merchants: Vec<Id>,
    labels: Vec<Id>,
    orders: Vec<Id>,
    receive_codes: Vec<Id>,
    /// Payments and answered commands: the latter may be in the former.
    payments: Vec<Id>,
    answered: Vec<Id>,
    nonces: (Vec<i64>, Vec<Id>, Vec<Id>),
    taken: Vec<Id>,
    quick_pay: Vec<Id>,
    returned: Vec<Id>,
    holds: Vec<Id>,
    jobs: Vec<String>,
    settings: Vec<String>,
    stocks: Vec<Id>,
    coupons: Vec<Id>,
    receivers: (Vec<Id>, Vec<Id>),
    discounts: Vec<Id>,
    goods: Vec<Id>,
    campaigns: Vec<Id>,
    drawn: Vec<Id>,
    entrants: (Vec<Id>, Vec<Id>),
    envelopes: Vec<Id>,
    claims: (Vec<Id>, Vec<Id>),
    cards: (Vec<Id>, Vec<Id>),
    card_gifts: (Vec<Id>, Vec<Id>),
    card_top_ups: Vec<Id>,
    api_keys: Vec<Id>,
    webhooks: Vec<Id>,
    neutrality: Vec<i64>,
    profiles: Vec<Id>,
    staff: Vec<Id>,
    invitations: Vec<Id>,
    founders: Vec<Id>,
    served: (Vec<Id>, Vec<Id>),
    shifts: Vec<Id>,
    rosters: Vec<Id>,
}

impl Sorted {
    fn of<'a>(keys: impl Iterator<Item = &'a Key>) -> Self {
        let mut sorted = Self::default();
        for key in keys {
            match key {
                Key::Account(id) => sorted.accounts.push(Id(id.0)),
                Key::Person(id) => sorted.persons.push(Id(id.0)),
                Key::Handle(handle) => sorted.handles.push(handle.clone()),
                Key::Device(id) => sorted.devices.push(Id(id.0)),
                Key::Enrolment(id) => sorted.enrolments.push(Id(id.0)),
                Key::Merchant(id) => sorted.merchants.push(Id(id.0)),
                Key::Label(id) => sorted.labels.push(Id(id.0)),
                Key::Order(id) => sorted.orders.push(Id(id.0)),
                Key::ReceiveCode(id) => sorted.receive_codes.push(Id(id.0)),
                Key::Payment(id) => sorted.payments.push(Id(id.0)),
                Key::Nonce(expires_at, device, nonce) => {
                    sorted.nonces.0.push(clamped(expires_at.0));
                    sorted.nonces.1.push(Id(*nonce));
                    sorted.nonces.2.push(Id(device.0));
                }
                Key::Answered(key) => {
                    sorted.payments.push(Id(key.id));
                    sorted.answered.push(Id(key.id));
                }
                Key::TakenPayerCode(device) => sorted.taken.push(Id(device.0)),
                Key::QuickPay(person) => sorted.quick_pay.push(Id(person.0)),
                Key::Returned(payment) => sorted.returned.push(Id(payment.0)),
                Key::Hold(id) => sorted.holds.push(Id(id.0)),
                Key::Lease(job) => sorted.jobs.push(job.clone()),
                Key::Setting(key) => sorted.settings.push(key.name().to_owned()),
                Key::Stock(id) => sorted.stocks.push(Id(id.0)),
                Key::Coupon(id) => sorted.coupons.push(Id(id.0)),
                Key::Receiver(stock, person) => pair(&mut sorted.receivers, stock.0, person.0),
                Key::Discount(payment) => sorted.discounts.push(Id(payment.0)),
                Key::Goods(order) => sorted.goods.push(Id(order.0)),
                Key::Campaign(id) => sorted.campaigns.push(Id(id.0)),
                Key::Drawn(payment) => sorted.drawn.push(Id(payment.0)),
                Key::Entrant(campaign, person) => {
                    pair(&mut sorted.entrants, campaign.0, person.0);
                }
                Key::Envelope(id) => sorted.envelopes.push(Id(id.0)),
                Key::Claim(envelope, person) => pair(&mut sorted.claims, envelope.0, person.0),
                Key::Card(person, card) => pair(&mut sorted.cards, person.0, card.0),
                Key::CardGift(stock, card) => pair(&mut sorted.card_gifts, stock.0, card.0),
                Key::CardTopUp(id) => sorted.card_top_ups.push(Id(id.0)),
                Key::ApiKey(id) => sorted.api_keys.push(Id(id.0)),
                Key::Webhook(id) => sorted.webhooks.push(Id(id.0)),
                Key::Neutrality(number) => sorted.neutrality.push(clamped(*number)),
                Key::MerchantProfile(id) => sorted.profiles.push(Id(id.0)),
                Key::Staff(id) => sorted.staff.push(Id(id.0)),
                Key::Invitation(id) => sorted.invitations.push(Id(id.0)),
                Key::Founder(person) => sorted.founders.push(Id(person.0)),
                Key::Served(merchant, id) => pair(&mut sorted.served, merchant.0, *id),
                Key::Shift(id) => sorted.shifts.push(Id(id.0)),
                Key::Roster(merchant) => sorted.rosters.push(Id(merchant.0)),
            }
        }
        sorted
    }
}

/// Adds a key that has two identifiers.
fn pair(pairs: &mut (Vec<Id>, Vec<Id>), first: u128, second: u128) {
    pairs.0.push(Id(first));
    pairs.1.push(Id(second));
}

/// The statements that are put together.
#[derive(Default)]
struct Readings(Vec<Reading>);

impl Readings {
    fn add(&mut self, ids: &[Id], sql: &'static str, keep: Keep) {
        if !ids.is_empty() {
            self.0.push(Reading { ask: Ask::new(sql, vec![Box::new(ids.to_vec())]), keep });
        }
    }
}

/// Returns the statements that read the records under these keys.
pub(crate) fn readings<'a>(keys: impl Iterator<Item = &'a Key>) -> Vec<Reading> {
    let sorted = Sorted::of(keys);
    let mut readings = Readings::default();
    readings.add(&sorted.accounts, account::FIND, keep_account);
    readings.add(&sorted.persons, person::FIND, keep_person);
    readings.add(&sorted.devices, device::FIND, keep_device);
    readings.add(&sorted.enrolments, device::FIND_ENROLMENTS, keep_enrolment);
    readings.add(&sorted.merchants, merchant::FIND, keep_merchant);
    readings.add(&sorted.labels, merchant::FIND_LABELS, keep_label);
    readings.add(&sorted.orders, order::FIND, keep_order);
    readings.add(&sorted.receive_codes, person::FIND_RECEIVE_CODES, keep_receive_code);
    readings.add(&sorted.answered, answered::FIND, keep_answered);
    readings.add(&sorted.taken, payer_code::FIND, keep_taken);
    readings.add(&sorted.quick_pay, payer_code::FIND_QUICK_PAY, keep_quick_pay);
    let mut payments = sorted.payments;
    payments.sort_unstable();
    payments.dedup();
    readings.add(&payments, payment::FIND, keep_payment);
    readings.add(&sorted.returned, returned::FIND, keep_returned);
    readings.add(&sorted.holds, hold::FIND, keep_hold);
    readings.add(&sorted.stocks, stock::FIND, keep_stock);
    readings.add(&sorted.coupons, coupon::FIND, keep_coupon);
    readings.add(&sorted.discounts, discount::FIND, keep_discount);
    readings.add(&sorted.goods, goods::FIND, keep_goods);
    readings.add(&sorted.campaigns, campaign::FIND, keep_campaign);
    readings.add(&sorted.drawn, campaign::FIND_DRAWN, keep_drawn);
    readings.add(&sorted.envelopes, envelope::FIND, keep_envelope);
    readings.add(&sorted.card_top_ups, card_top_up::FIND, keep_card_top_up);
    readings.add(&sorted.api_keys, api_key::FIND, keep_api_key);
    readings.add(&sorted.webhooks, webhook::FIND, keep_webhook);
    readings.add(&sorted.profiles, staff::FIND_PROFILES, keep_profile);
    readings.add(&sorted.staff, staff::FIND, keep_staff);
    readings.add(&sorted.invitations, staff::FIND_INVITATIONS, keep_invitation);
    readings.add(&sorted.founders, staff::FIND_FOUNDERS, keep_founder);
    readings.add(&sorted.shifts, shift::FIND, keep_shift);
    readings.add(&sorted.rosters, shift::FIND_ROSTERS, keep_roster);
    let mut readings = readings.0;
    let texts = [
        (sorted.handles, person::FIND_HANDLES, keep_handle as Keep),
        (sorted.jobs, lease::FIND, keep_lease),
        (sorted.settings, setting::FIND, keep_setting),
    ];
    for (texts, sql, keep) in texts.into_iter().filter(|(texts, ..)| !texts.is_empty()) {
        let texts: Vec<Text> = texts.into_iter().map(Text).collect();
        readings.push(Reading { ask: Ask::new(sql, vec![Box::new(texts)]), keep });
    }
    let (expires_at, nonces, devices) = sorted.nonces;
    if !nonces.is_empty() {
        let values: Vec<Value> = vec![Box::new(expires_at), Box::new(nonces), Box::new(devices)];
        let ask = Ask::new(device::FIND_NONCES, values);
        readings.push(Reading { ask, keep: keep_nonce });
    }
    if !sorted.neutrality.is_empty() {
        let ask = Ask::new(neutrality::FIND, vec![Box::new(sorted.neutrality)]);
        readings.push(Reading { ask, keep: keep_neutrality });
    }
    let pairs = [
        (sorted.receivers, stock::FIND_RECEIVERS, keep_receiver as Keep),
        (sorted.entrants, campaign::FIND_ENTRANTS, keep_entrant),
        (sorted.claims, envelope::FIND_CLAIMS, keep_claim),
        (sorted.cards, card::FIND, keep_card),
        (sorted.card_gifts, card::FIND_GIFTS, keep_card_gift),
        (sorted.served, staff::FIND_SERVED, keep_served),
    ];
    for ((of, which), sql, keep) in pairs.into_iter().filter(|((of, _), ..)| !of.is_empty()) {
        let values: Vec<Value> = vec![Box::new(of), Box::new(which)];
        readings.push(Reading { ask: Ask::new(sql, values), keep });
    }
    readings
}

/// Returns the statements that read what the records under these keys lead to: a payer's account, a
/// label's merchant and its account, a coupon's batch and its account.
pub(crate) fn linked<'a>(keys: impl Iterator<Item = &'a Key>) -> Vec<Reading> {
    let sorted = Sorted::of(keys);
    let mut readings = Readings::default();
    readings.add(&sorted.persons, account::OF_PERSONS, keep_account);
    readings.add(&sorted.receive_codes, person::OF_RECEIVE_CODES, keep_person);
    readings.add(&sorted.receive_codes, account::OF_RECEIVE_CODES, keep_account);
    readings.add(&sorted.merchants, account::OF_MERCHANTS, keep_account);
    readings.add(&sorted.labels, merchant::OF_LABELS, keep_merchant);
    readings.add(&sorted.labels, account::OF_LABELS, keep_account);
    readings.add(&sorted.orders, merchant::OF_ORDERS, keep_merchant);
    readings.add(&sorted.orders, account::OF_ORDERS, keep_account);
    readings.add(&sorted.stocks, account::OF_STOCKS, keep_account);
    readings.add(&sorted.campaigns, account::OF_CAMPAIGNS, keep_account);
    readings.add(&sorted.coupons, stock::OF_COUPONS, keep_stock);
    readings.add(&sorted.coupons, account::OF_COUPONS, keep_account);
    readings.0
}
