//! Bills of a small town whose clock the tests set: what is in them, what they agree with, and that
//! they stay as they are.

use super::make::{Maker, again};
use super::*;
use crate::config::TimeZone;
use crate::figures::{self, Asked};
use crate::keys::Keys;
use crate::teller::queue::Bounds;
use crate::teller::{Teller, TellerThread};
use bank::command::Payee;
use bank::contract::town::{self, AT, coupon};
use bank::memory::MemoryStore;
use bank::record::Record;
use bank::{Envelope, Key, TimeMs};
use promotion::calendar::{self, LocalDay};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::Notify;

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;

struct Town {
    store: MemoryStore,
    _folder: TempDir,
    keys: Keys,
    zone: TimeZone,
    teller: Teller,
    thread: TellerThread,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::create(folder.path()).expect("keys");
        let store = MemoryStore::default();
        let opened = store.clone();
        let bounds = Bounds { all: 100, each: 100, target: Duration::from_secs(60) };
        let open = Box::new(move || Ok(Box::new(opened.clone()) as _));
        let (teller, thread) =
            Teller::start(open, bounds, Arc::new(Notify::new())).expect("starts");
        let zone = "+08:00".parse().expect("a zone");
        let town = Self { store, _folder: folder, keys, zone, teller, thread };
        town.run(&town::founded(3, 2, 100_000));
        town
    }

    fn run(&self, envelopes: &[Envelope]) {
        let mut store = self.store.clone();
        for envelope in envelopes {
            let outcome = bank::batch::run(&mut store, std::slice::from_ref(envelope));
            outcome.expect("works").remove(0).expect("nothing speaks against it");
        }
    }

    fn pay(&self, at: u64, id: u128, payer: u32, shop: u32, minor: u64, note: Option<&str>) {
        let mut pay = town::order_to_pay(id, payer, Payee::Label(town::label(shop)), minor);
        pay.order_expires_at = TimeMs(at + 60_000);
        pay.note = note.map(str::to_owned);
        self.run(&[Envelope { at: TimeMs(at), ..town::pay_with(pay) }]);
    }

    fn books(&self) -> Books<'_> {
        Books {
            reader: &self.store,
            operator: "harbour",
            keys: &self.keys.operator,
            pseudonyms: &self.keys.pseudonyms,
        }
    }

    fn make(&self, now: u64) -> u64 {
        let maker = Maker { books: self.books(), teller: &self.teller, zone: self.zone };
        maker.all(TimeMs(now)).expect("makes")
    }

    fn shop(&self, n: u32) -> Merchant {
        match self.store.record(&Key::Merchant(town::merchant(n))) {
            Ok(Some(Record::Merchant(merchant))) => merchant,
            other => panic!("a merchant, not {other:?}"),
        }
    }

    fn bill(&self, shop: u32, day: LocalDay) -> Bill {
        let kept = self.store.bill(town::merchant(shop), day).expect("reads").expect("a bill");
        self.books().open(&kept).expect("is signed")
    }

    fn file(&self, shop: u32, day: LocalDay, name: &str) -> String {
        let place = proof::bill::FILES.iter().position(|file| *file == name).expect("a file");
        let (bill, mut out) = (self.bill(shop, day), Vec::new());
        let wanted = Some((place, &mut out));
        again(self.books(), &self.shop(shop), day, &bill, wanted).expect("is as it was");
        assert_eq!(make::hash(&out), bill.files[place].sha256);
        String::from_utf8(out).expect("text")
    }

    fn midnight(&self, at: u64) -> u64 {
        let local = self.zone.zone().local(calendar::TimeMs(at));
        self.zone.zone().begins_at(local.day.plus_days(1)).0
    }

    fn day(&self, at: u64) -> LocalDay {
        self.zone.zone().local(calendar::TimeMs(at)).day
    }

    fn findings(&self) -> usize {
        audit::check(self.books(), 0).expect("reads").len()
    }

    fn stop(self) {
        self.thread.stop();
    }
}

#[test]
fn s18_trade_and_funds_differ_by_what_is_named_and_by_nothing_else() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    let label = Payee::Label(town::label(0));
    for stock in
        [coupon::given_out(0, coupon::rules()), coupon::given_out(1, coupon::given_up_by(0))]
    {
        town.run(&stock);
    }
    let receive = [coupon::receive(201, 0, 0), coupon::receive(203, 1, 0)];
    town.run(&receive);
    // 100 with 10 from the operator and 10 given up; some of it goes back the same day.
    town.run(&[coupon::pay_less(210, 0, label, (100, 80), &[201, 203])]);
    town.run(&[town::refund(212, 210, 0, 40)]);
    town.pay(midnight - 2, 11, 1, 0, 500, None);
    // The first of the next day overtakes the last of this one.
    town.pay(midnight, 12, 2, 0, 300, None);
    town.pay(midnight - 1, 13, 1, 0, 700, Some("late"));
    town.pay(midnight + HOUR_MS, 14, 1, 0, 50, None);
    // A shop that funds coupons lays money aside: no trade.
    let funded = [
        coupon::open_stock(4, coupon::funded_by(0)),
        coupon::change_stock(900, 4, promotion::Change::Activate),
    ];
    town.run(&funded.map(|envelope| Envelope { at: TimeMs(midnight + 2 * HOUR_MS), ..envelope }));
    assert_eq!(town.make(midnight + READY_MS - 1), 0, "the day may not be whole yet");
    assert_eq!(town.make(midnight + READY_MS), 1, "of the shop that was paid");
    assert_eq!(town.make(midnight + DAY_MS + READY_MS), 1);

    let (first, next) = (town.bill(0, town.day(AT.0)), town.bill(0, town.day(midnight)));
    assert_eq!((first.payments.count, first.payments.price, first.payments.cash), (3, 1300, 1280));
    assert_eq!((first.payments.operator, first.payments.given_up), (10, 10));
    assert_eq!((first.refunds.count, first.refunds.price), (1, 40));
    assert_eq!((first.late, first.early, first.opening), (700, 0, 0));
    assert_eq!((next.late, next.early), (0, 700));
    assert_eq!((next.payments.count, next.payments.price), (2, 350));
    assert_eq!((next.other_in, next.other_out), (0, 200));
    assert_eq!(next.opening, first.closing, "no movement is lost between two days");
    for bill in [&first, &next] {
        assert!(bill.agrees());
        let explained = i128::from(bill.late) - i128::from(bill.early) - i128::from(bill.other_in)
            + i128::from(bill.other_out);
        assert_eq!(bill.trade_net() - bill.fund_net(), explained);
    }
    // The totals are the account's, and each file adds up to them.
    let Ok(Some(Record::Account(account))) =
        town.store.record(&Key::Account(town::merchant_account(0)))
    else {
        panic!("an account")
    };
    assert_eq!(next.closing, account.balance.minor());
    let trade: serde_json::Value =
        serde_json::from_str(&town.file(0, town.day(AT.0), "trade.json")).expect("JSON");
    let rows = trade["rows"].as_array().expect("rows");
    let net: i64 = rows.iter().map(|row| row["net"].as_i64().expect("a number")).sum();
    assert_eq!((rows.len(), i128::from(net)), (4, first.trade_net()));
    assert_eq!(rows[3]["note"], "late");
    let fund: serde_json::Value =
        serde_json::from_str(&town.file(0, town.day(midnight), "fund.json")).expect("JSON");
    let rows = fund["rows"].as_array().expect("rows");
    assert_eq!(rows.last().expect("rows")["balance"], next.closing);
    assert_eq!(town.findings(), 0);
    town.stop();
}

#[test]
fn a_file_is_the_same_bytes_each_time_and_nothing_new_moves_it() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    town.pay(AT.0, 11, 0, 0, 1234, Some("=cmd|' /C calc'!A0, \"two\""));
    town.make(midnight + READY_MS);
    let day = town.day(AT.0);
    let before: Vec<String> =
        proof::bill::FILES.iter().map(|name| town.file(0, day, name)).collect();
    town.pay(midnight + 1, 12, 1, 0, 99, None);
    town.make(midnight + DAY_MS + READY_MS);
    assert_eq!(town.make(midnight + DAY_MS + READY_MS), 0, "once");
    for (name, text) in proof::bill::FILES.iter().zip(before) {
        assert_eq!(town.file(0, day, name), text, "{name}");
    }
    let csv = town.file(0, day, "trade.csv");
    let row = csv.split("\r\n").nth(1).expect("a row");
    assert!(row.contains(",CNY,12.34,12.34,0.00,0.00,0.00,12.34,"), "{row}");
    assert!(row.ends_with(",\"'=cmd|' /C calc'!A0, \"\"two\"\"\""), "{row}");
    let pseudonym = town.keys.pseudonyms.of(town::merchant(0), town::account(0)).to_string();
    assert!(row.contains(&pseudonym) && !csv.contains("Person"), "{csv}");
    town.stop();
}

#[test]
fn days_that_were_missed_are_made_up_for_and_days_without_movement_have_no_bill() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    // More movements than are read at once, over several days.
    for n in 0..1100 {
        town.pay(AT.0 + n, 1000 + u128::from(n), 0, 0, 1, None);
    }
    town.pay(midnight + 5 * DAY_MS + 7, 31, 1, 0, 40, None);
    town.pay(midnight + 5 * DAY_MS + 8, 32, 1, 1, 40, None);
    assert_eq!(town.make(midnight + 9 * DAY_MS), 3);
    let bills = town.store.bills(town::merchant(0), None, 10).expect("reads");
    assert_eq!(bills.len(), 2);
    let [newest, oldest] = [town.bill(0, bills[0].day), town.bill(0, bills[1].day)];
    assert_eq!((oldest.payments.count, oldest.closing), (1100, 1100));
    assert_eq!((newest.opening, newest.closing), (1100, 1140));
    let hash = make::hash(bills[1].note.as_bytes());
    assert_eq!(newest.previous, Some((oldest.day, hash)), "it names the one before it");
    assert_eq!(town.findings(), 0);
    town.stop();
}

#[test]
fn fees_are_a_column_of_trade_and_rows_of_funds_and_older_bills_stay_as_they_were() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    town.pay(AT.0, 11, 0, 0, 700, None);
    town.make(midnight + READY_MS);
    let (first, next) = (town.day(AT.0), town.day(midnight));
    let before: Vec<String> =
        proof::bill::FILES.iter().map(|name| town.file(0, first, name)).collect();
    assert!(!before[0].contains("fee"), "no fee was ever taken");
    let at = |ms, envelope| Envelope { at: TimeMs(midnight + ms), ..envelope };
    let rate = bank::setting::SettingKey::FeeRate;
    town.run(&[at(1, town::change_setting(90, rate, 0, 100))]);
    town.pay(midnight + 2, 12, 1, 0, 1000, None);
    town.pay(midnight + 3, 13, 2, 0, 99, None);
    town.run(&[at(4, town::refund(14, 12, 0, 550))]);
    assert_eq!(town.make(midnight + DAY_MS + READY_MS), 1);
    for (name, text) in proof::bill::FILES.iter().zip(before) {
        assert_eq!(town.file(0, first, name), text, "{name}");
    }
    let bill = town.bill(0, next);
    let fees = [bill.payments, bill.refunds, bill.reversals].map(|sums| sums.fee);
    assert_eq!((bill.has_fees, fees, bill.other_out), (true, [10, 5, 0], 0));
    assert_eq!(bill.payments.given_up, 0, "a fee is no discount");
    assert_eq!((bill.opening, bill.closing), (700, 700 + 990 + 99 - 545));
    let csv = town.file(0, next, "trade.csv");
    let columns = |n: usize| csv.split("\r\n").nth(n).expect("a row").to_owned();
    assert!(columns(0).ends_with(",given_up,fee,net,payer,note"), "{csv}");
    assert!(columns(1).contains(",10.00,10.00,0.00,0.00,0.00,0.10,9.90,"), "{csv}");
    assert!(columns(3).contains(",refund,"), "{csv}");
    assert!(columns(3).contains(",5.50,5.50,0.00,0.00,0.00,0.05,-5.45,"), "{csv}");
    let fund = town.file(0, next, "fund.csv");
    assert_eq!(fund.matches(",fee,").count(), 2, "{fund}");
    assert_eq!(town.findings(), 0);
    town.stop();
}

#[test]
fn what_an_owner_took_out_is_told_apart_from_other_money() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    let founded = [town::staff::found(10, 0), town::staff::set_pin(0)];
    town.run(&founded);
    town.pay(AT.0, 11, 1, 10, 700, None);
    town.run(&[town::staff::withdraw(12, 10, 0, 300)]);
    town.make(midnight + READY_MS);
    let bill = town.bill(10, town.day(AT.0));
    assert_eq!((bill.withdrawn, bill.other_out, bill.closing), (300, 0, 400));
    assert!(town.file(10, town.day(AT.0), "fund.csv").contains(",withdrawal,"));
    assert_eq!(town.findings(), 0);
    town.stop();
}

#[test]
fn a71_a_payment_or_note_that_was_changed_by_hand_differs_from_its_bill() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    town.pay(AT.0, 11, 0, 0, 1234, Some("noodles"));
    town.make(midnight + READY_MS);
    assert_eq!(town.findings(), 0);
    town.store.tamper_records(|records| {
        for record in records.values_mut() {
            if let Record::Payment(payment) = record {
                let payment = Arc::make_mut(payment);
                payment.note = payment.note.take().map(|_| "soup".to_owned());
            }
        }
    });
    assert_eq!(town.findings(), 1);
    let (day, mut out) = (town.day(AT.0), Vec::new());
    let bill = town.bill(0, day);
    let made = again(town.books(), &town.shop(0), day, &bill, Some((0, &mut out)));
    assert!(matches!(made, Err(BillError::Differs)), "{made:?}");
    town.stop();
}

#[test]
fn figures_are_the_same_from_bills_and_from_the_history() {
    let town = Town::new();
    let midnight = town.midnight(AT.0);
    town.pay(AT.0, 11, 0, 0, 100, None);
    town.pay(AT.0 + 1, 12, 1, 0, 200, None);
    town.pay(midnight, 13, 1, 0, 400, None);
    town.pay(midnight - 1, 14, 2, 0, 800, None);
    town.pay(midnight + DAY_MS + HOUR_MS, 15, 2, 0, 1600, None);
    let ask = |from, until| {
        let asked = Asked { from: TimeMs(from), until: TimeMs(until), as_of: AT };
        figures::of(town.books(), &town.shop(0), town.zone, asked).expect("reads")
    };
    let times = [
        (midnight - DAY_MS, midnight),
        (midnight - DAY_MS, midnight + 2 * DAY_MS),
        (AT.0 + 1, midnight + DAY_MS + HOUR_MS),
        (midnight, midnight + 1),
        (midnight + 3 * DAY_MS, midnight + 4 * DAY_MS),
    ];
    let before: Vec<_> = times.map(|(from, until)| ask(from, until)).into();
    let took = |n: usize| (before[n].payments.count, before[n].payments.price_minor);
    assert_eq!(
        [took(0), took(1), took(2), took(3), took(4)],
        [(3, 1100), (5, 3100), (3, 1400), (1, 400), (0, 0)]
    );
    assert_eq!(before[1].net_minor, 3100);
    assert_eq!(before[1].days.len(), 3);
    assert_eq!(before[1].hours.iter().map(|hour| hour.count).sum::<u64>(), 5);
    let customers = before[1].customers.expect("counted");
    assert_eq!((customers.count, customers.returning), (3, 2));
    // The first day alone: nobody had come before.
    let customers = before[0].customers.expect("counted");
    assert_eq!((customers.count, customers.returning), (3, 0));
    town.make(midnight + DAY_MS + READY_MS);
    for (n, (from, until)) in times.into_iter().enumerate() {
        assert_eq!(ask(from, until), before[n], "{n}");
    }
    town.stop();
}
