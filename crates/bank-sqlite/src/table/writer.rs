//! Writes the records of one batch: those of every payment with statements that stay at hand.

use super::again::Again;
use super::{
    account, answered, api_key, campaign, card, card_top_up, coupon, device, discount, envelope,
    goods, hold, lease, merchant, neutrality, order, payer_code, payment, person, returned,
    setting, shift, staff, stock, webhook,
};
use bank::Record;
use rusqlite::Connection;

pub(crate) struct Writer<'c> {
    connection: &'c Connection,
    accounts: Again<'c>,
    payments: Again<'c>,
    nonces: Again<'c>,
    answered: Again<'c>,
    coupons: Again<'c>,
    discounts: Again<'c>,
    draws: Again<'c>,
    entrants: Again<'c>,
}

impl<'c> Writer<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        let again = |sql| Again::new(connection, sql);
        Self {
            connection,
            accounts: again(account::CHANGE),
            payments: again(payment::INSERT),
            nonces: again(device::INSERT_NONCE),
            answered: again(answered::INSERT),
            coupons: again(coupon::END),
            discounts: again(discount::INSERT),
            draws: again(campaign::INSERT_DRAWN),
            entrants: again(campaign::WRITE_ENTRANT),
        }
    }

    /// Writes a record in its new state.
    pub(crate) fn write(&mut self, record: &Record) -> rusqlite::Result<()> {
        let connection = self.connection;
        match record {
            Record::Account(record) => account::write(connection, &mut self.accounts, record),
            Record::Person(record) => person::write(connection, record),
            Record::Handle(record) => person::write_handle(connection, record),
            Record::Device(record) => device::write(connection, record),
            Record::Enrolment(record) => device::write_enrolment(connection, record),
            Record::Merchant(record) => merchant::write(connection, record),
            Record::Label(record) => merchant::write_label(connection, record),
            Record::Order(record) => order::write(connection, record),
            Record::ReceiveCode(record) => person::write_receive_code(connection, record),
            Record::Payment(record) => payment::write(&mut self.payments, record),
            Record::Nonce(record) => device::write_nonce(&mut self.nonces, record),
            Record::Answered(record) => answered::write(&mut self.answered, record),
            Record::TakenPayerCode(record) => payer_code::write(connection, record),
            Record::QuickPay(record) => payer_code::write_quick_pay(connection, record),
            Record::Returned(record) => returned::write(connection, record),
            Record::Hold(record) => hold::write(connection, record),
            Record::Lease(record) => lease::write(connection, record),
            Record::Setting(record) => setting::write(connection, record),
            Record::Stock(record) => stock::write(connection, record),
            Record::Coupon(record) => coupon::write(connection, &mut self.coupons, record),
            Record::Receiver(record) => stock::write_receiver(connection, record),
            Record::Campaign(record) => campaign::write(connection, record),
            Record::Drawn(record) => campaign::write_drawn(&mut self.draws, record),
            Record::Entrant(record) => campaign::write_entrant(&mut self.entrants, record),
            Record::Goods(record) => goods::write(connection, record),
            Record::Discount(record) => discount::write(&mut self.discounts, record),
            Record::Envelope(record) => envelope::write(connection, record),
            Record::Claim(record) => envelope::write_claim(connection, record),
            Record::Card(record) => card::write(connection, record),
            Record::CardGift(record) => card::write_gift(connection, record),
            Record::CardTopUp(record) => card_top_up::write(connection, record),
            Record::ApiKey(record) => api_key::write(connection, record),
            Record::Webhook(record) => webhook::write(connection, record),
            Record::Neutrality(record) => neutrality::write(connection, record),
            Record::MerchantProfile(record) => staff::write_profile(connection, record),
            Record::Staff(record) => staff::write(connection, record),
            Record::Invitation(record) => staff::write_invitation(connection, record),
            Record::Founder(record) => staff::write_founder(connection, record),
            Record::Served(record) => staff::write_served(connection, record),
            Record::Shift(record) => shift::write(connection, record),
            Record::Roster(record) => shift::write_roster(connection, record),
        }
    }
}
