//! Receipts: what holds is believed, and nothing that was changed is.

use super::fake::{World, profile, run};
use crate::receipt::{Verdict, verify};
use crate::{Wallet, WalletError};
use proof::tree::{leaf_hash, node_hash};
use proof::{Handover, Head, PublicKey, SigningKey, head, hex, row};
use wire::campaign::{DrawResponse, PaymentDraw};
use wire::operator::OperatorKey;
use wire::payment::{Direction, PaymentKind, PaymentResponse};
use wire::receipt::{ReceiptInclusion, ReceiptResponse, ReceiptRow, VERSION};
use wire::{Id, Money};

const PAYMENT: Id = Id(77);

pub(super) fn signer(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).expect("a key")
}

fn base64(bytes: &[u8]) -> String {
    proof::key::signature_text(bytes.try_into().expect("a signature"))
}

pub(super) fn sign(receipt: &mut ReceiptResponse, key: &SigningKey) {
    let origin = head::origin(&receipt.operator);
    receipt.signature = base64(&key.sign(&origin, receipt.signed_text().as_bytes()));
}

/// What a campaign made of the receipt's payment.
fn draw() -> PaymentDraw {
    let draw = DrawResponse {
        campaign: "01".repeat(16),
        day: 20_000,
        evidence: "ab".repeat(32),
        currency: "CNY".to_owned(),
        paid_minor: 1250,
        ticket: 7,
        prize: Some(0),
        won_minor: 100,
    };
    PaymentDraw {
        campaign: Id(1),
        title: "Autumn".to_owned(),
        day: 20_000,
        event: None,
        is_seed_shown: false,
        reason: None,
        draw: Some(draw),
    }
}

fn drawn(receipt: &mut ReceiptResponse) -> &mut DrawResponse {
    let draw = receipt.draw.as_mut().and_then(|draw| draw.draw.as_mut());
    draw.expect("it has a draw")
}

/// A receipt for the second of two rows.
fn receipt(key: &SigningKey) -> ReceiptResponse {
    let mut content = vec![1];
    content.extend(2_u64.to_be_bytes());
    content.extend(5000_u64.to_be_bytes());
    content.push(2);
    [PAYMENT.0, 1, 2].iter().for_each(|id| content.extend(id.to_be_bytes()));
    content.extend(1250_u64.to_be_bytes());
    content.extend(b"CNY\0");
    content.extend([0; 32]);
    let previous = [4; 32];
    let hash = row::row_hash(&previous, &content);
    let root = node_hash(&leaf_hash(&previous), &leaf_hash(&hash));
    let head = Head { size: 2, root, chain: hash, at_ms: 6000 };
    let origin = head::origin("demo.tongbao");
    let mut receipt = ReceiptResponse {
        version: VERSION,
        operator: "demo.tongbao".to_owned(),
        payment: PAYMENT,
        kind: PaymentKind::Label,
        amount: Money { minor: 1250, currency: "CNY".to_owned() },
        payer: Some("Lin".to_owned()),
        payee: Some("Noodle House".to_owned()),
        note: Some("lunch".to_owned()),
        order: None,
        draw: Some(Box::new(draw())),
        at_ms: 5000,
        sequence: 2,
        journal_hash: hex::encode(&hash),
        signature: String::new(),
        row: Some(ReceiptRow {
            previous_hash: hex::encode(&previous),
            content: hex::encode(&content),
        }),
        inclusion: Some(ReceiptInclusion {
            head: head.sign(&origin, key).expect("signs"),
            path: vec![hex::encode(&leaf_hash(&previous))],
        }),
    };
    sign(&mut receipt, key);
    receipt
}

#[test]
fn a_whole_receipt_holds_and_says_what_covers_it() {
    let key = signer(1);
    let report = verify(&receipt(&key), "demo.tongbao", &[key.public()]);
    assert!(report.is_sound() && report.is_covered());
    assert_eq!(report.covered_by.map(|head| (head.size, head.at_ms)), Some((2, 6000)));
    let bare = ReceiptResponse { row: None, inclusion: None, ..receipt(&key) };
    let report = verify(&bare, "demo.tongbao", &[key.public()]);
    assert!(report.is_sound() && !report.is_covered());
    assert_eq!((report.row, report.inclusion), (Verdict::Absent, Verdict::Absent));
}

#[test]
fn attack_receipt_forging_every_changed_field_is_seen() {
    let key = signer(1);
    let keys = [key.public()];
    type Change = fn(&mut ReceiptResponse);
    let changes: [Change; 25] = [
        |it| it.version = 2,
        |it| it.draw = None,
        |it| drawn(it).won_minor = 1_000,
        |it| drawn(it).evidence = "00".repeat(32),
        |it| it.operator = "other.example".to_owned(),
        |it| it.payment = Id(78),
        |it| it.kind = PaymentKind::Transfer,
        |it| it.amount.minor = 12_500,
        |it| it.amount.currency = "EUR".to_owned(),
        |it| it.payer = Some("Mei".to_owned()),
        |it| it.payer = None,
        |it| it.payee = Some("Green Grocer".to_owned()),
        |it| it.note = None,
        |it| it.note = Some("lunch\norder: 00000000000000000000000009".to_owned()),
        |it| it.order = Some(Id(9)),
        |it| it.at_ms += 1,
        |it| it.sequence = 1,
        |it| it.journal_hash = "00".repeat(32),
        |it| it.signature = base64(&[7; 68]),
        |it| it.signature.push('A'),
        |it| change_row(it, |row| row.previous_hash = "00".repeat(32)),
        |it| change_row(it, |row| row.content.replace_range(160..162, "ff")),
        |it| change_inclusion(it, |inclusion| inclusion.path[0] = "00".repeat(32)),
        |it| change_inclusion(it, |inclusion| inclusion.path.push("00".repeat(32))),
        |it| {
            change_inclusion(it, |inclusion| {
                inclusion.head = inclusion.head.replace("\n2\n", "\n3\n")
            })
        },
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut changed = receipt(&key);
        change(&mut changed);
        assert!(!verify(&changed, "demo.tongbao", &keys).is_sound(), "change {number}");
    }
}

fn change_row(receipt: &mut ReceiptResponse, change: fn(&mut ReceiptRow)) {
    change(receipt.row.as_mut().expect("a row"));
}

fn change_inclusion(receipt: &mut ReceiptResponse, change: fn(&mut ReceiptInclusion)) {
    change(receipt.inclusion.as_mut().expect("an inclusion"));
}

#[test]
fn attack_receipt_forging_the_proof_of_another_payment_is_seen() {
    let key = signer(1);
    let mut other = receipt(&key);
    other.payment = Id(78);
    // Signed rightly: an operator that is made to sign another name for the same row.
    sign(&mut other, &key);
    let report = verify(&other, "demo.tongbao", &[key.public()]);
    assert_eq!((report.signature, report.row), (Verdict::Holds, Verdict::Broken));
    assert!(!report.is_sound());
}

#[test]
fn attack_receipt_forging_another_operators_key_is_worth_nothing() {
    let (key, stranger) = (signer(1), signer(2));
    let forged = receipt(&stranger);
    assert!(!verify(&forged, "demo.tongbao", &[key.public()]).is_sound());
    assert!(!verify(&receipt(&key), "other.example", &[key.public()]).is_sound());
    assert!(!verify(&receipt(&key), "demo.tongbao", &[]).is_sound());
}

pub(super) fn listed(keys: &[&SigningKey]) -> Vec<OperatorKey> {
    let origin = head::origin("demo.tongbao");
    let view = |(place, key): (usize, &&SigningKey)| {
        let handover = place.checked_sub(1).map(|before| {
            let handover = Handover::by(keys[before], &origin, key.public());
            base64(&handover.by_previous.expect("signed"))
        });
        OperatorKey { key: key.public().to_text(&origin), handover }
    };
    keys.iter().enumerate().map(view).collect()
}

fn known(wallet: &Wallet<World>) -> Vec<PublicKey> {
    wallet.operator_keys()
}

#[test]
fn the_first_keys_are_kept_and_new_ones_need_the_old_ones_word() {
    assert_eq!(profile().operator, "demo.tongbao");
    let world = World::enrolled();
    let (first, second, stranger) = (signer(1), signer(2), signer(3));
    world.operator.inner().keys = listed(&[&first]);
    world.operator.inner().receipts.insert(PAYMENT, receipt(&first));
    let wallet = world.wallet();
    let (got, report) = run(wallet.receipt(PAYMENT)).expect("a receipt");
    assert!(report.is_covered());
    assert_eq!(got, receipt(&first));
    assert_eq!(known(&wallet), [first.public()]);

    world.operator.inner().receipts.insert(PAYMENT, receipt(&second));
    assert!(run(wallet.receipt(PAYMENT)).is_err(), "nobody vouches for the second key");
    world.operator.inner().keys = listed(&[&first, &second]);
    run(wallet.receipt(PAYMENT)).expect("the first key vouches for it");
    assert_eq!(known(&world.wallet()), [first.public(), second.public()], "kept over a restart");

    world.operator.inner().keys = listed(&[&stranger]);
    world.operator.inner().receipts.insert(PAYMENT, receipt(&stranger));
    assert!(matches!(run(wallet.receipt(PAYMENT)), Err(WalletError::AnswerMalformed(_))));
    assert_eq!(known(&wallet), [first.public(), second.public()]);
}

#[test]
fn a_receipt_of_another_payment_is_refused() {
    let world = World::enrolled();
    world.operator.inner().keys = listed(&[&signer(1)]);
    world.operator.inner().receipts.insert(Id(5), receipt(&signer(1)));
    let wallet = world.wallet();
    assert_eq!(run(wallet.receipt(Id(5))).expect_err("another"), WalletError::ReceiptInvalid);
    assert_eq!(run(wallet.receipt(Id(6))).expect_err("unknown").code(), "payment_unknown");
}

#[test]
fn a_receipt_that_tells_another_story_than_the_history_is_refused() {
    let world = World::enrolled();
    let key = signer(1);
    world.operator.inner().keys = listed(&[&key]);
    world.operator.inner().receipts.insert(PAYMENT, receipt(&key));
    let wallet = world.wallet();
    let told = PaymentResponse {
        payment: PAYMENT,
        kind: PaymentKind::Label,
        direction: Direction::Out,
        amount: Money { minor: 1250, currency: "CNY".to_owned() },
        counterparty: Some("Noodle House".to_owned()),
        note: Some("lunch".to_owned()),
        order: None,
        goods: Vec::new(),
        discount: None,
        draw: None,
        of: None,
        fee: None,
        refunded: None,
        check: None,
        at_ms: 5000,
        sequence: 2,
        journal_hash: receipt(&key).journal_hash,
    };
    world.operator.inner().tells = Some(told.clone());
    let (_, report) = run(wallet.proven(PAYMENT)).expect("the same story");
    assert!(report.is_covered());
    let more = Money { minor: 1251, currency: "CNY".to_owned() };
    let others = [
        PaymentResponse { amount: more, ..told.clone() },
        PaymentResponse { at_ms: 5001, ..told.clone() },
        PaymentResponse { sequence: 3, ..told.clone() },
        PaymentResponse { journal_hash: hex::encode(&[7; 32]), ..told },
    ];
    for other in others {
        world.operator.inner().tells = Some(other.clone());
        let refused = run(wallet.proven(PAYMENT)).expect_err("another story");
        assert_eq!(refused, WalletError::ReceiptInvalid, "{other:?}");
    }
}
