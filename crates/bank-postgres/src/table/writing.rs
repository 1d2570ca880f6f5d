//! All that a batch changes, as statements: one for each kind of record.

use super::{
    account, answered, api_key, campaign, card, card_top_up, coupon, device, discount, envelope,
    event, goods, hold, journal, lease, merchant, neutrality, order, payer_code, person, returned,
    setting, shift, staff, stock, webhook,
};
use crate::column::Value;
use crate::session::Ask;
use bank::Record;
use bank::event::{Event, Happened};
use bank::id::AccountId;
use bank::record::{
    Account, Answered, ApiKey, Campaign, Card, CardGift, CardTopUp, Claim, Coupon, Device,
    Discount, Drawn, Enrolment, Entrant, Founder, Handle, Hold, Invitation, Label, Lease, Merchant,
    MerchantProfile, NeutralityEntry, Nonce, Order, OrderGoods, Payment, Person, QuickPay,
    ReceiveCode, Receiver, Returned, Roster, SentEnvelope, Served, Setting, Shift, Staff, Stock,
    TakenPayerCode, Webhook,
};
use bank::store::{StoreError, Writes};
use bytes::Bytes;

/// One statement that writes all that it is given, or fails.
pub(crate) struct Write(Ask);

impl Write {
    pub(super) fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self(Ask::new(sql, values))
    }

    /// Rows that are copied in.
    pub(super) fn copy(sql: &'static str, rows: Bytes) -> Self {
        Self(Ask::copy(sql, rows))
    }

    /// Returns the statement.
    pub(crate) fn into_ask(self) -> Ask {
        self.0
    }
}

/// The records of a batch by kind.
#[derive(Default)]
struct Sorted<'a> {
    known_accounts: Vec<&'a Account>,
    other_accounts: Vec<&'a Account>,
    persons: Vec<&'a Person>,
    handles: Vec<&'a Handle>,
    devices: Vec<&'a Device>,
    enrolments: Vec<&'a Enrolment>,
    merchants: Vec<&'a Merchant>,
    labels: Vec<&'a Label>,
    orders: Vec<&'a Order>,
    receive_codes: Vec<&'a ReceiveCode>,
    payments: Vec<&'a Payment>,
    nonces: Vec<&'a Nonce>,
    answered: Vec<&'a Answered>,
    taken: Vec<&'a TakenPayerCode>,
    quick_pay: Vec<&'a QuickPay>,
    returned: Vec<&'a Returned>,
    holds: Vec<&'a Hold>,
    leases: Vec<&'a Lease>,
    settings: Vec<&'a Setting>,
    stocks: Vec<&'a Stock>,
    coupons: Vec<&'a Coupon>,
    receivers: Vec<&'a Receiver>,
    discounts: Vec<&'a Discount>,
    goods: Vec<&'a OrderGoods>,
    campaigns: Vec<&'a Campaign>,
    drawn: Vec<&'a Drawn>,
    entrants: Vec<&'a Entrant>,
    envelopes: Vec<&'a SentEnvelope>,
    claims: Vec<&'a Claim>,
    cards: Vec<&'a Card>,
    card_gifts: Vec<&'a CardGift>,
    card_top_ups: Vec<&'a CardTopUp>,
    api_keys: Vec<&'a ApiKey>,
    webhooks: Vec<&'a Webhook>,
    neutrality: Vec<&'a NeutralityEntry>,
    profiles: Vec<&'a MerchantProfile>,
    staff: Vec<&'a Staff>,
    invitations: Vec<&'a Invitation>,
    founders: Vec<&'a Founder>,
    served: Vec<&'a Served>,
    shifts: Vec<&'a Shift>,
    rosters: Vec<&'a Roster>,
}

impl<'a> Sorted<'a> {
    fn of(records: &'a [Record], is_known: impl Fn(AccountId) -> bool) -> Self {
        let mut sorted = Self::default();
        for record in records {
            match record {
                Record::Account(record) if is_known(record.id) => {
                    sorted.known_accounts.push(record);
                }
                Record::Account(record) => sorted.other_accounts.push(record),
                Record::Person(record) => sorted.persons.push(record),
                Record::Handle(record) => sorted.handles.push(record),
                Record::Device(record) => sorted.devices.push(record),
                Record::Enrolment(record) => sorted.enrolments.push(record),
                Record::Merchant(record) => sorted.merchants.push(record),
                Record::Label(record) => sorted.labels.push(record),
                Record::Order(record) => sorted.orders.push(record),
                Record::ReceiveCode(record) => sorted.receive_codes.push(record),
                Record::Payment(record) => sorted.payments.push(record),
                Record::Nonce(record) => sorted.nonces.push(record),
                Record::Answered(record) => sorted.answered.push(record),
                Record::TakenPayerCode(record) => sorted.taken.push(record),
                Record::QuickPay(record) => sorted.quick_pay.push(record),
                Record::Returned(record) => sorted.returned.push(record),
                Record::Hold(record) => sorted.holds.push(record),
                Record::Lease(record) => sorted.leases.push(record),
                Record::Setting(record) => sorted.settings.push(record),
                Record::Stock(record) => sorted.stocks.push(record),
                Record::Coupon(record) => sorted.coupons.push(record),
                Record::Receiver(record) => sorted.receivers.push(record),
                Record::Discount(record) => sorted.discounts.push(record),
                Record::Goods(record) => sorted.goods.push(record),
                Record::Campaign(record) => sorted.campaigns.push(record),
                Record::Drawn(record) => sorted.drawn.push(record),
                Record::Entrant(record) => sorted.entrants.push(record),
                Record::Envelope(record) => sorted.envelopes.push(record),
                Record::Claim(record) => sorted.claims.push(record),
                Record::Card(record) => sorted.cards.push(record),
                Record::CardGift(record) => sorted.card_gifts.push(record),
                Record::CardTopUp(record) => sorted.card_top_ups.push(record),
                Record::ApiKey(record) => sorted.api_keys.push(record),
                Record::Webhook(record) => sorted.webhooks.push(record),
                Record::Neutrality(record) => sorted.neutrality.push(record),
                Record::MerchantProfile(record) => sorted.profiles.push(record),
                Record::Staff(record) => sorted.staff.push(record),
                Record::Invitation(record) => sorted.invitations.push(record),
                Record::Founder(record) => sorted.founders.push(record),
                Record::Served(record) => sorted.served.push(record),
                Record::Shift(record) => sorted.shifts.push(record),
                Record::Roster(record) => sorted.rosters.push(record),
            }
        }
        sorted
    }
}

/// Returns the statements for a batch's changes. Accounts of which it is known that they are there
/// are only updated.
pub(crate) fn writes(
    changes: &Writes,
    is_known: impl Fn(AccountId) -> bool,
) -> Result<Vec<Write>, StoreError> {
    let Writes { records, journal, events } = changes;
    let sorted = Sorted::of(records, is_known);
    check_events(&sorted.payments, events)?;
    let (lines, answers) = journal::lines(journal, &sorted.payments, &sorted.answered)?;
    let notices: Vec<event::Notice> = events.iter().filter_map(event::Notice::of).collect();
    let mut writes = Vec::new();
    let mut add = |count: usize, write: &dyn Fn() -> Result<Write, StoreError>| {
        if count > 0 {
            writes.push(write()?);
        }
        Ok::<(), StoreError>(())
    };
    let notices: Vec<&event::Notice> = notices.iter().collect();
    add(lines.len(), &|| journal::insert(&lines))?;
    add(sorted.known_accounts.len(), &|| account::update(&sorted.known_accounts))?;
    add(sorted.other_accounts.len(), &|| account::put(&sorted.other_accounts))?;
    add(sorted.persons.len(), &|| person::put(&sorted.persons))?;
    add(sorted.handles.len(), &|| Ok(person::put_handles(&sorted.handles)))?;
    add(sorted.devices.len(), &|| device::put(&sorted.devices))?;
    add(sorted.enrolments.len(), &|| device::put_enrolments(&sorted.enrolments))?;
    add(sorted.merchants.len(), &|| Ok(merchant::put(&sorted.merchants)))?;
    add(sorted.labels.len(), &|| Ok(merchant::put_labels(&sorted.labels)))?;
    add(sorted.orders.len(), &|| order::put(&sorted.orders))?;
    add(sorted.receive_codes.len(), &|| Ok(person::put_receive_codes(&sorted.receive_codes)))?;
    add(sorted.nonces.len(), &|| device::insert_nonces(&sorted.nonces))?;
    add(answers.len(), &|| answered::insert(&answers))?;
    add(sorted.taken.len(), &|| payer_code::put(&sorted.taken))?;
    add(sorted.quick_pay.len(), &|| payer_code::put_quick_pay(&sorted.quick_pay))?;
    add(sorted.returned.len(), &|| returned::put(&sorted.returned))?;
    add(sorted.holds.len(), &|| hold::put(&sorted.holds))?;
    add(sorted.leases.len(), &|| lease::put(&sorted.leases))?;
    add(sorted.settings.len(), &|| setting::put(&sorted.settings))?;
    add(sorted.stocks.len(), &|| stock::put(&sorted.stocks))?;
    add(sorted.coupons.len(), &|| coupon::put(&sorted.coupons))?;
    add(sorted.receivers.len(), &|| Ok(stock::put_receivers(&sorted.receivers)))?;
    add(sorted.discounts.len(), &|| discount::insert(&sorted.discounts))?;
    add(sorted.goods.len(), &|| goods::insert(&sorted.goods))?;
    add(sorted.campaigns.len(), &|| campaign::put(&sorted.campaigns))?;
    add(sorted.drawn.len(), &|| campaign::insert_drawn(&sorted.drawn))?;
    add(sorted.entrants.len(), &|| campaign::put_entrants(&sorted.entrants))?;
    add(sorted.envelopes.len(), &|| envelope::put(&sorted.envelopes))?;
    add(sorted.claims.len(), &|| envelope::insert_claims(&sorted.claims))?;
    add(sorted.cards.len(), &|| card::put(&sorted.cards))?;
    add(sorted.card_gifts.len(), &|| Ok(card::insert_gifts(&sorted.card_gifts)))?;
    add(sorted.card_top_ups.len(), &|| card_top_up::put(&sorted.card_top_ups))?;
    add(sorted.api_keys.len(), &|| api_key::put(&sorted.api_keys))?;
    add(sorted.webhooks.len(), &|| webhook::put(&sorted.webhooks))?;
    add(sorted.neutrality.len(), &|| neutrality::put(&sorted.neutrality))?;
    add(sorted.profiles.len(), &|| staff::put_profiles(&sorted.profiles))?;
    add(sorted.staff.len(), &|| staff::put(&sorted.staff))?;
    add(sorted.invitations.len(), &|| staff::put_invitations(&sorted.invitations))?;
    add(sorted.founders.len(), &|| Ok(staff::put_founders(&sorted.founders)))?;
    add(sorted.served.len(), &|| Ok(staff::insert_served(&sorted.served)))?;
    add(sorted.shifts.len(), &|| shift::put(&sorted.shifts))?;
    add(sorted.rosters.len(), &|| shift::put_rosters(&sorted.rosters))?;
    add(notices.len(), &|| event::insert(&notices))?;
    Ok(writes)
}

/// Payments are their own events, so each such event must be one of them.
fn check_events(payments: &[&Payment], events: &[Event]) -> Result<(), StoreError> {
    let mut told: Vec<Event> = payments
        .iter()
        .map(|payment| {
            let Payment { sequence, id, debit, credit, .. } = **payment;
            Event { sequence, happened: Happened::Paid { payment: id, debit, credit } }
        })
        .collect();
    told.sort_unstable_by_key(|event| event.sequence);
    let paid = events.iter().filter(|event| matches!(event.happened, Happened::Paid { .. }));
    if told.iter().eq(paid) {
        return Ok(());
    }
    Err(StoreError("events that are not the payments of the batch".to_owned()))
}
