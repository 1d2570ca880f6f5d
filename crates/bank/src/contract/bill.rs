//! Signed bills, and what coupons saved of several payments at once.

use super::{Subject, done, town};
use crate::bill::SignedBill;
use crate::id::{MerchantId, PaymentId, TimeMs};
use crate::record::{Discount, Record};
use crate::store::Upkeep;
use promotion::calendar::LocalDay;
use proof::bill::{File, Hour, Sums};
use proof::{Bill, SigningKey};
use sha2::{Digest as _, Sha256};

/// Keeps bills of two days of a shop, as an operator does; they say that nothing moved.
///
/// # Panics
/// When the store fails.
pub fn sign(upkeep: &mut dyn Upkeep, merchant: MerchantId, operator: &str, key: &SigningKey) {
    let mut previous = None;
    for number in [20_000, 20_003] {
        let day = LocalDay(number).date().expect("a day").to_string();
        let bill = Bill {
            merchant: merchant.0,
            name: "a shop".to_owned(),
            day: day.clone(),
            zone: "+00:00".to_owned(),
            from_ms: 1,
            until_ms: 2,
            currency: "CNY".to_owned(),
            after: 0,
            last: 0,
            seen: 0,
            opening: 0,
            closing: 0,
            payments: Sums::default(),
            refunds: Sums::default(),
            reversals: Sums::default(),
            other_in: 0,
            other_out: 0,
            withdrawn: 0,
            has_fees: false,
            early: 0,
            late: 0,
            hours: [Hour::default(); 24],
            files: [File { rows: 0, bytes: 0, sha256: [0; 32] }; 4],
            previous: previous.clone(),
            at_ms: 5,
        };
        let note = bill.sign(operator, &proof::head::origin(operator), key).expect("signs");
        previous = Some((day, Sha256::digest(&note).into()));
        let (day, at) = (LocalDay(number), TimeMs(5));
        upkeep.keep_bill(&SignedBill { merchant, day, at, note }).expect("keeps");
    }
}

/// Bills are listed newest first, found by shop and day, and never replaced.
pub fn bills_are_kept(subject: &dyn Subject) {
    let bill = |merchant, day| SignedBill {
        merchant: MerchantId(merchant),
        day: LocalDay(day),
        at: TimeMs(1000),
        note: format!("harbour/bill\n{merchant} {day}\n\n\u{2014} harbour/journal AAAA\n"),
    };
    let (shop, other) = (u128::MAX - 1, 3);
    for (merchant, day) in [(shop, 9), (shop, -2), (other, 9), (shop, 12)] {
        subject.upkeep().keep_bill(&bill(merchant, day)).expect("keeps");
    }
    let again = SignedBill { at: TimeMs(5), note: "other".to_owned(), ..bill(shop, 9) };
    subject.upkeep().keep_bill(&again).expect("keeps what was there");
    let reader = subject.reader();
    let of_shop = |before, limit| reader.bills(MerchantId(shop), before, limit).expect("reads");
    assert_eq!(of_shop(None, 2), [bill(shop, 12), bill(shop, 9)]);
    assert_eq!(of_shop(Some(LocalDay(12)), 5), [bill(shop, 9), bill(shop, -2)]);
    assert_eq!(of_shop(Some(LocalDay(-2)), 5), []);
    let find = |merchant, day| reader.bill(MerchantId(merchant), LocalDay(day)).expect("reads");
    assert_eq!(find(shop, 9), Some(bill(shop, 9)));
    assert_eq!(find(other, 12), None, "another shop's day");
    let all = [bill(other, 9), bill(shop, -2), bill(shop, 9), bill(shop, 12)];
    assert_eq!(reader.all_bills(None, 10).expect("reads"), all);
    let after = Some((MerchantId(shop), LocalDay(-2)));
    assert_eq!(reader.all_bills(after, 1).expect("reads"), all[2..3]);
}

/// What coupons saved is read for many payments at once, and those without are left out.
pub fn discounts_are_read_together(subject: &dyn Subject) {
    for envelopes in town::lived_in() {
        done(subject, &envelopes);
    }
    let reader = subject.reader();
    let discounts = reader.records(crate::key::Kind::Discount, None, 100).expect("reads");
    let known: Vec<Discount> = discounts
        .into_iter()
        .filter_map(|record| match record {
            Record::Discount(discount) => Some(discount),
            _ => None,
        })
        .collect();
    assert!(!known.is_empty(), "coupons were used in the town");
    let mut asked: Vec<PaymentId> = known.iter().map(|discount| discount.payment).collect();
    asked.push(PaymentId(u128::MAX));
    let mut found = reader.discounts(&asked).expect("reads");
    found.sort_by_key(|discount| discount.payment);
    let mut known = known;
    known.sort_by_key(|discount| discount.payment);
    assert_eq!(found, known);
    assert_eq!(reader.discounts(&[]).expect("reads"), []);
}
