//! Reports: signed and read back, added up, and what is none.

use super::*;
use crate::head::origin;

fn sums(count: u64, cash: u64, fee: u64) -> Sums {
    Sums { count, price: cash + 5, cash, operator: 3, shops: 1, given_up: 1, fee }
}

fn report() -> ShiftReport {
    let none = Sums { count: 0, price: 0, cash: 0, operator: 0, shops: 0, given_up: 0, fee: 0 };
    ShiftReport {
        merchant: 7,
        name: "Old Chen Noodles".to_owned(),
        shift: u128::MAX,
        number: 12,
        taker: Taker { party: Party::Staff, id: 8, name: "Wang  Fang".to_owned() },
        closed_by: Taker { party: Party::Till, id: 7, name: "Old Chen Noodles".to_owned() },
        zone: "+08:00".to_owned(),
        from_ms: 1_835_424_000_000,
        until_ms: 1_835_452_800_000,
        currency: "CNY".to_owned(),
        after: 100,
        last: 260,
        seen: 255,
        payments: sums(9, 9_000, 90),
        orders: sums(4, 4_000, 40),
        refunds: Sums { count: 1, price: 500, cash: 500, ..none },
        reversals: none,
        tips: Tips { count: 2, minor: 150 },
        numbers: Some((101, 255)),
    }
}

#[test]
fn a_report_is_read_back_as_it_was_signed() {
    let key = SigningKey::from_seed(&[5; 32]).expect("a key");
    let note = report().sign("harbour", &origin("harbour"), &key).expect("signs");
    let read = |note: &str, operator, key: &SigningKey| {
        ShiftReport::verify(note, operator, &origin("harbour"), &[key.public()])
    };
    assert_eq!(read(&note, "harbour", &key), Ok(report()));
    assert_eq!(read(&note, "other", &key), Err(BillError::OtherOperator));
    let other = SigningKey::from_seed(&[6; 32]).expect("a key");
    assert!(matches!(read(&note, "harbour", &other), Err(BillError::Note(_))));
    let changed = note.replace("orders 4 4005", "orders 5 4005");
    assert_ne!(changed, note);
    assert!(matches!(read(&changed, "harbour", &key), Err(BillError::Note(_))));
    let again = report().sign("harbour", &origin("harbour"), &key).expect("signs");
    assert_eq!(again, note, "the same report is the same bytes");
}

#[test]
fn a_report_adds_up() {
    let report = report();
    assert_eq!(report.net(), 9_000 + 4 - 90 - 500);
    assert_eq!((report.codes().count, report.codes().cash, report.codes().fee), (5, 5_000, 50));
}

#[test]
fn what_is_no_report_is_refused() {
    let text = report().text("harbour");
    let parse = |text: &str| ShiftReport::parse(text, "harbour");
    assert_eq!(parse(&text), Ok(report()));
    let none = ShiftReport { numbers: None, tips: Tips::default(), ..report() };
    assert!(!none.text("harbour").contains("tips"));
    assert_eq!(parse(&none.text("harbour")), Ok(none));
    for (from, to) in [
        ("version 1", "version 2"),
        ("number 12", "number 012"),
        ("taker staff", "taker thief"),
        ("codes 5", "codes 6"),
        ("tips 2 150", "tips 0 0"),
        ("tips 2 150", "tips 2 -150"),
        ("net 8414", "net 8415"),
        ("refunds 1", "refunds -1"),
        ("reversals 0 0 0 0 0 0 0", "reversals 0 0 0 0 0 0 1"),
        ("numbers 101 255\n", "numbers 101 255\nmore\n"),
        ("zone", "place"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert_eq!(parse(&changed), Err(BillError::Malformed), "{from}");
    }
    assert_eq!(parse(""), Err(BillError::Malformed));
    assert_eq!(parse("harbour/bill\n"), Err(BillError::Malformed));
}
