//! A bill is read back as it was signed, and in no other way.

use super::*;
use crate::head;

fn bill() -> Bill {
    let file = |byte| File { rows: 3, bytes: 400, sha256: [byte; 32] };
    let mut hours = [Hour::default(); 24];
    hours[9] = Hour { count: 2, price: 3500 };
    Bill {
        merchant: 0x0194_2d9f_a508_b934_7e0b_8174_bec7_1d4b,
        name: "Lin's Noodles 林".to_owned(),
        day: "2028-02-29".to_owned(),
        zone: "+08:00".to_owned(),
        from_ms: 1_835_366_400_000,
        until_ms: 1_835_452_800_000,
        currency: "CNY".to_owned(),
        after: 7,
        last: 31,
        seen: 33,
        opening: -5,
        closing: 2895,
        payments: Sums {
            count: 2,
            price: 3500,
            cash: 3000,
            operator: 400,
            shops: 0,
            given_up: 100,
            fee: 0,
        },
        refunds: Sums { count: 1, price: 500, cash: 400, operator: 100, ..Sums::default() },
        reversals: Sums::default(),
        other_in: 0,
        other_out: 0,
        withdrawn: 0,
        has_fees: false,
        early: 0,
        late: 0,
        hours,
        files: [file(1), file(2), file(3), file(4)],
        previous: Some(("2028-02-27".to_owned(), [9; 32])),
        at_ms: 1_835_454_000_000,
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[3; 32]).expect("a key")
}

#[test]
fn a_signed_bill_reads_back() {
    let origin = head::origin("harbour");
    for bill in [bill(), Bill { previous: None, hours: [Hour::default(); 24], ..bill() }] {
        let note = bill.sign("harbour", &origin, &key()).expect("signs");
        let read = Bill::verify(&note, "harbour", &origin, &[key().public()]);
        assert_eq!(read, Ok(bill));
    }
}

#[test]
fn the_text_is_the_one_that_is_described() {
    let text = bill().text("harbour");
    let begins = "harbour/bill\nversion 1\nmerchant 01JGPSZ988Q4T7W2W1EJZCE7AB\n\
        name Lin's Noodles 林\nday 2028-02-29\nzone +08:00\nfrom 1835366400000\n";
    assert!(text.starts_with(begins), "{text}");
    assert!(text.contains("\npayments 2 3500 3000 400 0 100\n"), "{text}");
    assert!(
        text.contains("\nother 0 0\ntiming 0 0\nhour 09 2 3500\ntrade.csv 3 400 0101"),
        "{text}"
    );
    assert!(text.ends_with("\ntime 1835454000000\n"), "{text}");
}

/// The bill of an operator that takes fees, of a day on which the owner took money out.
fn bill_with_fees() -> Bill {
    let mut bill = Bill { has_fees: true, withdrawn: 70, ..bill() };
    (bill.payments.fee, bill.refunds.fee) = (30, 4);
    bill
}

#[test]
fn fees_and_withdrawals_have_lines_of_their_own_and_make_it_version_2() {
    let text = bill_with_fees().text("harbour");
    assert!(text.starts_with("harbour/bill\nversion 2\n"), "{text}");
    let lines = "\nreversals 0 0 0 0 0 0\nfees 30 4 0\nother 0 0\nwithdrawn 70\ntiming 0 0\n";
    assert!(text.contains(lines), "{text}");
    for part in [
        bill_with_fees(),
        Bill { withdrawn: 0, ..bill_with_fees() },
        Bill { withdrawn: 1, ..bill() },
        Bill { has_fees: true, ..bill() },
    ] {
        assert_eq!(Bill::parse(&part.text("harbour"), "harbour"), Ok(part));
    }
    for (was, is) in [
        ("version 2", "version 1"),
        ("fees 30 4 0", "fees 30 4"),
        ("fees 30 4 0", "fees 30 4 0 0"),
        ("fees 30 4 0", "fees 3401 4 0"),
        ("withdrawn 70", "withdrawn 0"),
    ] {
        let other = text.replace(was, is);
        assert_ne!(other, text);
        assert_eq!(Bill::parse(&other, "harbour"), Err(BillError::Malformed), "{is}");
    }
    let agrees = Bill { opening: 0, closing: 3400 - 30 - (500 - 4) - 70, ..bill_with_fees() };
    assert!(agrees.agrees());
    assert!(!Bill { withdrawn: 71, ..agrees }.agrees());
}

#[test]
fn a_changed_bill_is_not_believed() {
    let origin = head::origin("harbour");
    let note = bill().sign("harbour", &origin, &key()).expect("signs");
    let keys = [key().public()];
    for (was, is) in [("closing 2895", "closing 9895"), ("trade.csv 3", "trade.csv 4")] {
        let forged = note.replace(was, is);
        assert_ne!(forged, note);
        let read = Bill::verify(&forged, "harbour", &origin, &keys);
        assert_eq!(read, Err(BillError::Note(NoteError::SignatureWrong)));
    }
    let other = Bill::verify(&note, "quay", &origin, &keys);
    assert_eq!(other, Err(BillError::OtherOperator));
    // A head that the same key signed is no bill.
    let head = crate::Head { size: 1, root: [0; 32], chain: [0; 32], at_ms: 1 };
    let head = head.sign(&origin, &key()).expect("signs");
    assert_eq!(Bill::verify(&head, "harbour", &origin, &keys), Err(BillError::Malformed));
}

#[test]
fn a_text_in_another_form_is_no_bill() {
    let text = bill().text("harbour");
    for (was, is) in [
        ("version 1", "version 2"),
        ("closing 2895", "closing +2895"),
        ("closing 2895", "closing 02895"),
        ("hour 09 2 3500\n", "hour 9 2 3500\n"),
        ("hour 09 2 3500\n", "hour 09 2 3500\nhour 08 0 0\n"),
        ("hour 09 2", "hour 24 2"),
        ("time 18354", "time x18354"),
        ("payments 2 3500 3000", "payments 2 3500 18446744073709551615"),
        ("\ntime", "\nmore 1\ntime"),
    ] {
        let other = text.replace(was, is);
        assert_ne!(other, text);
        assert_eq!(Bill::parse(&other, "harbour"), Err(BillError::Malformed), "{is}");
    }
    assert_eq!(Bill::parse(&text, "harbour"), Ok(bill()));
}

#[test]
fn trade_and_funds_agree_but_for_what_is_named() {
    assert!(bill().agrees());
    assert!(!Bill { closing: 2896, ..bill() }.agrees());
    assert!(Bill { closing: 2896, other_in: 1, ..bill() }.agrees());
    assert!(Bill { closing: 2795, late: 100, ..bill() }.agrees());
    assert!(Bill { closing: 2995, early: 100, ..bill() }.agrees());
}

#[test]
fn a_file_is_found_by_its_hash_and_length() {
    assert_eq!(bill().file(&[3; 32], 400), Some("fund.csv"));
    assert_eq!(bill().file(&[3; 32], 401), None);
    assert_eq!(bill().file(&[5; 32], 400), None);
}
