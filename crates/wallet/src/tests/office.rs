//! A shop's figures, bills, sound boxes, label sheets and appeals: what is asked, and what of the
//! answers is believed.

use super::fake::network::Fault;
use super::fake::office::told;
use super::fake::operator::SHOP;
use super::fake::{START_MS, World, run, yuan};
use super::receipt::{listed, signer};
use crate::WalletError;
use crate::merchant::{Paper, Span, local_day};
use proof::bill::{File, FileHash, Hour, Sums};
use proof::neutrality::{Action, Entry, Reason};
use proof::shift::{Party, Taker};
use proof::{Bill, ShiftReport, SigningKey, Tips, head};
use wire::bill::{BillResponse, BillSums, DayFigures};
use wire::neutrality::MerchantNeutralityEntry;
use wire::sound_box::SoundBoxResponse;
use wire::{ErrorCode, Id};

const DAY_MS: u64 = 86_400_000;
const CSV: &[u8] = b"time,kind\r\n";

fn day(date: &str, count: u64, price_minor: u64) -> DayFigures {
    DayFigures { date: date.to_owned(), count, price_minor, net_minor: 0 }
}

#[test]
fn figures_are_asked_by_the_operators_days_and_drawn_as_shares_of_the_highest() {
    let world = World::enrolled();
    world.operator.inner().office.zone_ahead_min = 480;
    let wallet = world.wallet();
    let today = run(wallet.figures(SHOP, Span::Day(0))).expect("figures");
    let asked = std::mem::take(&mut world.operator.inner().office.asked);
    let [first, second] = asked[..] else { panic!("UTC first, then its zone: {asked:?}") };
    assert_eq!(first.0 % DAY_MS, 0);
    assert_eq!((second.0 + 480 * 60_000) % DAY_MS, 0);
    assert!((second.0..second.1).contains(&START_MS) && second.1 - second.0 == DAY_MS);
    assert_eq!((today.days.len(), today.hours.len(), today.customers), (1, 24, None));
    assert!(today.net.is_negative && today.net.amount == yuan(5));
    assert_eq!(today.payments.by_operator, yuan(100));

    let (from, until) = (local_day("2026-09-01"), local_day("2026-09-03"));
    let span = Span::Days(from.expect("a day"), until.expect("a day"));
    world.operator.inner().office.days =
        vec![day("2026-09-01", 2, 500), day("2026-09-03", 1, 1_000)];
    let own = run(wallet.figures(SHOP, span)).expect("figures");
    assert_eq!(world.operator.inner().office.asked.len(), 1, "the zone is known by now");
    let bars = own.days.iter().map(|bar| (bar.name.as_str(), bar.count, bar.share));
    let expected = [("2026-09-01", 2, 500), ("2026-09-02", 0, 0), ("2026-09-03", 1, 1_000)];
    assert_eq!(bars.collect::<Vec<_>>(), expected);
    assert_eq!((own.hours[9].share, own.hours[9].count, own.hours[8].share), (1_000, 3, 0));
}

#[test]
fn who_took_what_is_asked_by_the_operators_days_too() {
    let world = World::enrolled();
    world.operator.inner().office.zone_ahead_min = -60;
    let told = run(world.wallet().takers(SHOP, Span::Day(1))).expect("takers");
    let asked = std::mem::take(&mut world.operator.inner().office.asked);
    let (from_ms, until_ms) = asked[1];
    assert_eq!(((from_ms - 60 * 60_000) % DAY_MS, until_ms - from_ms), (0, DAY_MS));
    assert!(!told.is_whole && told.net.is_negative && told.from == told.until);
    let [taker] = &told.takers[..] else { panic!("{told:?}") };
    assert_eq!((taker.name.as_deref(), taker.numbers), (Some("Mei"), Some((3, 9))));
    assert_eq!((taker.payments.cash, taker.net.amount), (yuan(500), yuan(20)));
    assert_eq!(
        taker.tips,
        Some(crate::merchant::Tips { count: 1, given: yuan(50), back: yuan(20) })
    );
    assert_eq!(told.tips, None, "there were none");
    let stranger = run(world.wallet().takers(Id(5), Span::Day(0)));
    assert_eq!(stranger, Err(WalletError::rule(ErrorCode::MerchantUnknown)));
}

#[test]
fn many_days_are_drawn_as_months_and_odd_answers_are_refused() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let year =
        |from, until| Span::Days(local_day(from).expect("a day"), local_day(until).expect("a day"));
    world.operator.inner().office.days = vec![day("2026-02-01", 1, 10), day("2026-02-28", 2, 30)];
    let whole = run(wallet.figures(SHOP, year("2026-01-01", "2026-12-31"))).expect("figures");
    assert_eq!(whole.days.len(), 12);
    let february = &whole.days[1];
    assert_eq!((february.name.as_str(), february.count, february.price), ("2026-02", 3, yuan(40)));
    let other = run(wallet.figures(SHOP, year("2025-01-01", "2025-01-31")));
    assert!(matches!(other, Err(WalletError::AnswerMalformed(_))), "{other:?}");
    let backwards = run(wallet.figures(SHOP, year("2026-01-02", "2026-01-01")));
    assert_eq!(backwards, Err(WalletError::DaysMalformed));
    world.network.script(&[Fault::Unreachable]);
    assert_eq!(run(wallet.figures(SHOP, Span::Day(0))), Err(WalletError::Offline));
    let stranger = run(wallet.figures(Id(5), Span::Day(0)));
    assert_eq!(stranger, Err(WalletError::rule(ErrorCode::MerchantUnknown)));
}

fn signed(key: &SigningKey, merchant: Id, date: &str) -> BillResponse {
    let mut hash = FileHash::default();
    hash.update(CSV);
    let (sha256, bytes) = hash.finish();
    let none = File { rows: 0, bytes: 0, sha256: [0; 32] };
    let payments = Sums { count: 2, price: 700, cash: 600, operator: 100, ..Sums::default() };
    let bill = Bill {
        merchant: merchant.0,
        name: "Tea House".to_owned(),
        day: date.to_owned(),
        zone: "+08:00".to_owned(),
        from_ms: 1,
        until_ms: 2,
        currency: "CNY".to_owned(),
        after: 0,
        last: 2,
        seen: 2,
        opening: -100,
        closing: 600,
        payments,
        refunds: Sums::default(),
        reversals: Sums::default(),
        other_in: 0,
        other_out: 0,
        withdrawn: 0,
        has_fees: false,
        early: 0,
        late: 0,
        hours: [Hour::default(); 24],
        files: [File { rows: 1, bytes, sha256 }, none, none, none],
        previous: None,
        at_ms: 3,
    };
    let note = bill.sign("demo.tongbao", &head::origin("demo.tongbao"), key).expect("signs");
    // What stands beside the note is not what was signed: nobody reads it.
    let lies = BillSums { price_minor: 9_999, ..BillSums::default() };
    BillResponse {
        date: date.to_owned(),
        from_ms: 1,
        until_ms: 2,
        currency: "CNY".to_owned(),
        opening_minor: 0,
        closing_minor: 0,
        payments: lies,
        refunds: lies,
        reversals: lies,
        other_in_minor: 0,
        other_out_minor: 0,
        withdrawn_minor: 0,
        early_minor: 0,
        late_minor: 0,
        files: Vec::new(),
        note,
        at_ms: 3,
    }
}

#[test]
fn a_bill_is_what_the_operator_signed_also_with_a_newer_key() {
    let world = World::enrolled();
    let (first, second) = (signer(1), signer(2));
    world.operator.inner().keys = listed(&[&first]);
    let wallet = world.wallet();
    run(wallet.learn_operator_keys()).expect("learnt");
    world.operator.inner().keys = listed(&[&first, &second]);
    world.operator.inner().office.bills =
        vec![signed(&second, SHOP, "2026-09-02"), signed(&first, SHOP, "2026-09-01")];
    let page = run(wallet.bills(SHOP, None)).expect("bills");
    let bill = &page.bills[0];
    assert_eq!(
        (bill.date.as_str(), bill.payments.price, bill.payments.count),
        ("2026-09-02", yuan(700), 2)
    );
    assert_eq!((bill.opening.is_negative, bill.opening.amount), (true, yuan(100)));
    assert_eq!((bill.closing.amount, bill.net.amount), (yuan(600), yuan(700)));
    assert_eq!(run(wallet.bills(SHOP, Some("1 May"))), Err(WalletError::DaysMalformed));
    let good = signed(&first, SHOP, "2026-09-01");
    let others = [
        signed(&first, Id(5), "2026-09-01"),
        BillResponse { date: "2026-08-31".to_owned(), ..good.clone() },
        BillResponse { note: good.note.replace("closing 600", "closing 900"), ..good.clone() },
        BillResponse { note: String::new(), ..good },
    ];
    for other in others {
        world.operator.inner().office.bills = vec![other.clone()];
        assert_eq!(run(wallet.bills(SHOP, None)), Err(WalletError::BillInvalid), "{other:?}");
    }
}

fn report(key: &SigningKey, merchant: Id, shift: Id) -> String {
    let taker = Taker { party: Party::Staff, id: 7, name: "Mei".to_owned() };
    let report = ShiftReport {
        merchant: merchant.0,
        name: "Tea House".to_owned(),
        shift: shift.0,
        number: 1,
        taker: taker.clone(),
        closed_by: Taker { party: Party::Till, id: merchant.0, name: "Tea House".to_owned() },
        zone: "-01:30".to_owned(),
        from_ms: 5,
        until_ms: 8,
        currency: "CNY".to_owned(),
        after: 1,
        last: 9,
        seen: 9,
        payments: Sums { count: 3, price: 900, cash: 900, ..Sums::default() },
        orders: Sums { count: 1, price: 400, cash: 400, ..Sums::default() },
        refunds: Sums { count: 1, price: 1_000, cash: 1_000, ..Sums::default() },
        reversals: Sums::default(),
        tips: Tips { count: 2, minor: 50 },
        numbers: Some((2, 9)),
    };
    report.sign("demo.tongbao", &head::origin("demo.tongbao"), key).expect("signs")
}

#[test]
fn a_shift_is_opened_once_over_a_bad_network_and_its_report_is_what_was_signed() {
    let world = World::enrolled();
    let key = signer(1);
    world.operator.inner().keys = listed(&[&key]);
    let wallet = world.wallet();
    world.network.script(&[Fault::AnswerLost, Fault::RequestLost]);
    let opened = run(wallet.open_shift(SHOP)).expect("opens");
    assert!(opened.closed.is_none() && opened.is_own);
    assert_eq!(world.operator.inner().office.shifts.len(), 1, "one, whatever was lost");
    let second = run(wallet.open_shift(SHOP)).expect_err("one at a time");
    assert_eq!(second.code(), ErrorCode::ShiftOpen.word());
    world.operator.inner().office.report = report(&key, SHOP, opened.shift);
    let closed = run(wallet.close_shift(SHOP, opened.shift)).expect("closes");
    assert_eq!(run(wallet.close_shift(SHOP, opened.shift)).as_ref(), Ok(&closed));
    let figures = closed.figures.expect("by the report");
    assert_eq!((figures.payments.price, figures.codes.price), (yuan(900), yuan(500)));
    assert_eq!((figures.net.amount, figures.net.is_negative), (yuan(100), true));
    let end = closed.closed.as_ref().expect("closed");
    assert_eq!((end.number, end.by.name.as_deref()), (1, None), "the till's key");
    assert_eq!((closed.taker.name.as_deref(), closed.zone.ahead_min()), (Some("Mei"), -90));
    let page = run(wallet.shifts(SHOP, None)).expect("lists");
    assert_eq!((page.open.len(), page.closed), (0, vec![closed.clone()]));
    let good = report(&key, SHOP, opened.shift);
    for other in [
        report(&key, Id(5), opened.shift),
        report(&key, SHOP, Id(5)),
        report(&signer(2), SHOP, opened.shift),
        good.replace("number 1", "number 2"),
        String::new(),
    ] {
        // In one go: a guard that is kept would keep the operator from answering.
        world.operator.inner().office.shifts[0].closed.as_mut().expect("closed").report =
            Some(other.clone());
        let told = run(wallet.shift(SHOP, opened.shift));
        assert_eq!(told, Err(WalletError::ReportInvalid), "{other}");
    }
    assert_eq!(closed.figures, Some(figures));
}

#[test]
fn a_file_is_handed_out_only_as_it_was_signed() {
    let world = World::enrolled();
    let key = signer(1);
    world.operator.inner().keys = listed(&[&key]);
    let bill = signed(&key, SHOP, "2026-09-01");
    world.operator.inner().office.bills = vec![bill.clone()];
    world.operator.inner().office.files.insert("trade.csv".to_owned(), CSV.to_vec());
    let wallet = world.wallet();
    let file = |date: &str, name: &str| run(wallet.bill_file(SHOP, date, name));
    assert_eq!(file("2026-09-01", "trade.csv").as_deref(), Ok(CSV));
    assert_eq!(file("2026-09-01", "bill.note"), Ok(bill.note.into_bytes()));
    let unknown = Err(WalletError::rule(ErrorCode::BillUnknown));
    for (date, name) in
        [("2026-09-01", "../keys"), ("2026-09-1", "trade.csv"), ("2026-08-01", "trade.csv")]
    {
        assert_eq!(file(date, name), unknown, "{date} {name}");
    }
    // The bytes of one file are not another file of the bill.
    for (name, bytes) in [("trade.csv", b"time,kind\n".to_vec()), ("fund.csv", CSV.to_vec())] {
        world.operator.inner().office.files.insert(name.to_owned(), bytes);
        assert_eq!(file("2026-09-01", name), Err(WalletError::BillInvalid), "{name}");
    }
}

#[test]
fn a_sound_box_is_paired_at_the_own_operator_only_and_turned_off() {
    let world = World::enrolled();
    let one =
        |id, place| SoundBoxResponse { sound_box: Id(id), place, paired_at_ms: 1, until_ms: 2 };
    world.operator.inner().office.boxes = vec![one(1, 1), one(2, 2)];
    world.operator.inner().office.code = "012345678901".to_owned();
    let wallet = world.wallet();
    let offer = run(wallet.offer_sound_box(SHOP)).expect("a code");
    assert_eq!(offer.link.expose(), "http://127.0.0.1:7300/sound#code=012345678901");
    for odd in ["01234567890", "01234567890a", "0123456789012", ""] {
        world.operator.inner().office.code = odd.to_owned();
        let refused = run(wallet.offer_sound_box(SHOP));
        assert!(matches!(refused, Err(WalletError::AnswerMalformed(_))), "{odd}: {refused:?}");
    }
    assert_eq!(run(wallet.sound_boxes(SHOP)).expect("boxes").len(), 2);
    let left = run(wallet.turn_off_sound_box(SHOP, Id(1))).expect("off");
    assert_eq!(left.iter().map(|one| one.place).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_label_is_a_pdf_or_nothing() {
    let world = World::enrolled();
    let wallet = world.wallet();
    world.operator.inner().office.sheet = b"%PDF-1.7".to_vec();
    let papers =
        [Paper::A6, Paper::A5, Paper::A4, Paper::Stickers4, Paper::Stickers8, Paper::Stickers16];
    for paper in papers {
        run(wallet.label_sheet(SHOP, Id(1), paper)).expect("a sheet");
    }
    let asked = world.operator.inner().office.papers.clone();
    let words = asked.iter().map(|(label, paper)| (*label, paper.as_str()));
    let expected = ["a6", "a5", "a4", "stickers4", "stickers", "stickers16"].map(|it| (Id(1), it));
    assert_eq!(words.collect::<Vec<_>>(), expected);
    world.operator.inner().office.sheet = b"<html>".to_vec();
    let refused = run(wallet.label_sheet(SHOP, Id(1), Paper::A4));
    assert!(matches!(refused, Err(WalletError::AnswerMalformed(_))));
}

fn limited() -> Entry {
    Entry {
        number: 3,
        previous: [1; 32],
        at_ms: 5,
        merchant: SHOP.0,
        name: "Tea House".to_owned(),
        action: Action::Limited,
        reason: Some(Reason::FraudSuspected),
        about: None,
        evidence: None,
        answer_by_ms: None,
        text: "Three stolen cards.".to_owned(),
    }
}

fn kept(entry: &Entry, ended_by: Option<u64>, appealed_by: Option<u64>) -> MerchantNeutralityEntry {
    MerchantNeutralityEntry { entry: told(entry), ended_by, appealed_by }
}

#[test]
fn an_appeal_is_made_once_however_often_the_answer_is_lost() {
    let world = World::enrolled();
    world.operator.inner().office.entries = vec![kept(&limited(), None, None)];
    let wallet = world.wallet();
    let evidence = "ab".repeat(32);
    let appeal = |text: &str, evidence: Option<&str>| run(wallet.appeal(SHOP, 3, text, evidence));
    world.network.script(&[Fault::AnswerLost]);
    assert!(appeal(" It was not us. ", Some(&evidence)).is_err());
    let matters = appeal("It was not us.", Some(&evidence)).expect("made");
    assert_eq!(world.operator.inner().office.appeals.len(), 1);
    let made = matters[0].appeal.as_ref().expect("an appeal");
    assert_eq!(
        (made.text.as_str(), made.evidence.as_deref()),
        ("It was not us.", Some(evidence.as_str()))
    );
    assert!(made.is_overdue && made.answer.is_none(), "the 8th millisecond is over");
    let other = appeal("Once more.", None);
    assert_eq!(other, Err(WalletError::rule(ErrorCode::NeutralityAppealed)));
    let odd = appeal("It was not us.", Some("ab"));
    assert_eq!(odd, Err(WalletError::rule(ErrorCode::RequestMalformed)));
}

#[test]
fn what_holds_a_shop_back_is_told_with_its_end_and_only_as_the_log_has_it() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let appealed = Entry {
        number: 4,
        previous: limited().hash(),
        action: Action::Appealed,
        reason: None,
        about: Some(3),
        answer_by_ms: Some(u64::MAX),
        ..limited()
    };
    let granted = Entry {
        number: 5,
        previous: appealed.hash(),
        action: Action::Granted,
        reason: None,
        about: Some(4),
        text: "You were right.".to_owned(),
        ..limited()
    };
    let entries = vec![
        kept(&granted, None, None),
        kept(&appealed, Some(5), None),
        kept(&limited(), Some(5), Some(4)),
    ];
    world.operator.inner().office.entries = entries;
    let matters = run(wallet.matters(SHOP)).expect("read");
    let [matter] = &matters[..] else { panic!("{matters:?}") };
    assert_eq!((matter.entry, matter.reason), (3, Some(Reason::FraudSuspected)));
    let answer = matter.appeal.as_ref().and_then(|appeal| appeal.answer.clone()).expect("answered");
    assert_eq!((answer.action, answer.text.as_str()), (Action::Granted, "You were right."));
    assert_eq!(matter.ended.as_ref(), Some(&answer));
    let mut changed = kept(&limited(), None, None);
    changed.entry.text = "Something else.".to_owned();
    let foreign = kept(&Entry { merchant: 5, ..limited() }, None, None);
    for odd in [changed, foreign] {
        world.operator.inner().office.entries = vec![odd.clone()];
        let refused = run(wallet.matters(SHOP));
        assert!(matches!(refused, Err(WalletError::AnswerMalformed(_))), "{odd:?}");
    }
}
