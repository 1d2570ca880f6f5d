//! The state comes back as it was, and damage is told as damage.

use super::*;
use crate::sealed::WrappingKey;
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;
use wallet::goods::{Goods, GoodsLine, Tag};
use wallet::state::{
    Catalogue, Charge, ChosenDiscount, Item, KnownBalance, KnownCampaign, KnownDiscount,
    KnownEnvelope, KnownEvidence, KnownHold, KnownMerchant, KnownQuickPay, KnownSaving,
    OpeningMerchant, PayerCodeKey, PayerSecret, Payment, PaymentStep, PendingEnrolment, Profile,
    Settings, Sold, SoldLine, UnfinishedEnvelope, UnfinishedPayment, UnfinishedRefund,
    UnfinishedTopUp, UnfinishedWithdrawal,
};
use wire::campaign::PaymentDraw;
use wire::coupon::{CouponsResponse, SavingFunder};
use wire::envelope::EnvelopeSplit;
use wire::merchant::MerchantState;
use wire::payee::{Payee, PayeeKind};
use wire::payer_code::QuickPayRule;
use wire::payment::{Direction, PaymentKind};
use wire::staff::StaffRole;
use wire::{Id, Secret};

fn key() -> WrappingKey {
    Zeroizing::new([3; 32])
}

fn store() -> (TempDir, SealedStore) {
    let home = tempfile::tempdir().expect("a folder");
    let store = SealedStore::new(home.path(), key());
    (home, store)
}

fn amount() -> impl Strategy<Value = money::Amount> {
    let currency = prop::sample::select(money::Currency::all().collect::<Vec<_>>());
    (0..=money::Amount::MINOR_MAX, currency)
        .prop_map(|(minor, currency)| money::Amount::new(minor, currency).expect("in range"))
}

fn payment() -> impl Strategy<Value = Payment> {
    use PaymentKind::{
        Booking, Budget, CardTopUp, CashOut, Held, Label, Order, PayerCode, Refund, Reversal,
        Subsidy, TopUp, Transfer,
    };
    let kinds = [Label, Order, Transfer, TopUp, PayerCode, Refund, Reversal, CashOut];
    let others = [Held, Booking, Subsidy, Budget, CardTopUp];
    let kind = prop::sample::select([kinds.as_slice(), &others].concat());
    let direction = prop::sample::select(vec![Direction::In, Direction::Out]);
    let text = || prop::option::of("\\PC{0,20}");
    (any::<[u128; 2]>(), kind, direction, amount(), text(), text(), any::<[u64; 2]>()).prop_map(
        |(ids, kind, direction, amount, counterparty, note, numbers)| Payment {
            payment: Id(ids[0]),
            kind,
            direction,
            amount,
            counterparty,
            note,
            order: Some(Id(ids[1])).filter(|_| kind == Order),
            draw: Some(Box::new(PaymentDraw {
                campaign: Id(ids[1]),
                title: "Autumn".to_owned(),
                day: -3,
                event: None,
                is_seed_shown: true,
                reason: Some("drawn_today".to_owned()),
                draw: None,
            }))
            .filter(|_| kind == Label),
            discount: Some(KnownDiscount {
                total: amount,
                savings: vec![KnownSaving {
                    title: "Ten off".to_owned(),
                    funder: SavingFunder::OtherShop,
                    saving: amount,
                }],
            })
            .filter(|_| kind == Label),
            of: Some(Id(ids[1])).filter(|_| kind == Refund),
            fee: Some(amount).filter(|_| kind == Label),
            refunded: Some(amount).filter(|_| kind == Label),
            at_ms: numbers[0],
            sequence: numbers[1],
            journal_hash: "ab".repeat(32),
        },
    )
}

fn unfinished() -> impl Strategy<Value = UnfinishedPayment> {
    let step = prop::sample::select(vec![PaymentStep::Prepared, PaymentStep::Sent]);
    let kinds = vec![PayeeKind::Label, PayeeKind::Order, PayeeKind::Receive];
    (
        any::<[u128; 2]>(),
        prop::sample::select(kinds),
        amount(),
        "\\PC{0,9}",
        step,
        any::<[u64; 2]>(),
    )
        .prop_map(|(ids, kind, amount, text, step, times)| UnfinishedPayment {
            payment: Id(ids[0]),
            payee: Payee { kind, id: Id(ids[1]) },
            name: text.clone(),
            city: Some(text.clone()),
            amount,
            discount: Some(ChosenDiscount { total: amount, coupons: vec![Id(ids[1])] })
                .filter(|_| kind == PayeeKind::Label),
            note: Some(text),
            started_at_ms: times[0],
            expires_at_ms: times[1],
            step,
        })
}

fn profile() -> impl Strategy<Value = Profile> {
    (any::<[u128; 3]>(), amount(), "\\PC{0,25}", any::<[bool; 2]>()).prop_map(
        |(ids, payment_max, name, [has_pin, sandbox])| Profile {
            operator_url: "https://pay.example.org".to_owned(),
            operator: "demo.tongbao".to_owned(),
            operator_name: name.clone(),
            currency: payment_max.currency(),
            payment_max,
            person: Id(ids[0]),
            device: Id(ids[1]),
            name,
            receive_code: Id(ids[2]),
            has_pin,
            sandbox,
        },
    )
}

fn payer_code() -> impl Strategy<Value = PayerCodeKey> {
    (any::<[u8; 32]>(), any::<u8>(), prop::option::of(any::<u64>())).prop_map(
        |(secret, prefix, last_step)| PayerCodeKey {
            secret: PayerSecret::new(secret),
            prefix,
            last_step,
        },
    )
}

fn quick_pay() -> impl Strategy<Value = KnownQuickPay> {
    (amount(), amount(), any::<u32>(), any::<u64>()).prop_map(
        |(payment_max, left, left_uses, as_of_ms)| KnownQuickPay {
            payment_max,
            left,
            left_uses,
            as_of_ms,
        },
    )
}

fn hold() -> impl Strategy<Value = KnownHold> {
    use wire::hold::HoldState::{Expired, Pending, Posted, Voided};
    let state = prop::sample::select(vec![Pending, Posted, Voided, Expired]);
    (any::<u128>(), amount(), prop::option::of("\\PC{0,9}"), state, any::<[u64; 2]>()).prop_map(
        |(id, amount, note, state, times)| KnownHold {
            hold: Id(id),
            amount,
            note,
            state,
            opened_at_ms: times[0],
            expires_at_ms: times[1],
        },
    )
}

/// What is kept of a shop.
fn shop() -> SavedState {
    let merchant = Id(70);
    let amount = money::Amount::new(1_250, money::Currency::from_code("CNY").expect("known"))
        .expect("small");
    let (text, note) = (|| "Tea House".to_owned(), Some("two teas".to_owned()));
    let known = KnownMerchant {
        merchant,
        name: text(),
        city: text(),
        state: MerchantState::Limited,
        role: StaffRole::Cashier,
    };
    let goods = || {
        let tags = vec![Tag::new("tea").expect("a tag")];
        let line = GoodsLine { name: Some(text()), pieces: 2, price_minor: 3, tags };
        let typed = GoodsLine { name: None, tags: Vec::new(), ..line.clone() };
        Goods::new(vec![line, typed]).expect("goods")
    };
    let charge = |payer_code: Option<&str>| Charge {
        charge: Id(71),
        merchant,
        amount,
        note: note.clone(),
        goods: payer_code.map(|_| goods()),
        payer_code: payer_code.map(Secret::new),
        pin_rule: payer_code.map(|_| QuickPayRule::DaySum),
        has_order: payer_code.is_none(),
        reversal: Some(Id(72)).filter(|_| payer_code.is_some()),
        started_at_ms: 5,
    };
    let item = |barcode: Option<String>| Item {
        item: Id(73),
        name: text(),
        price: amount,
        tags: barcode.iter().filter_map(|_| Tag::new("ice-cream_2").ok()).collect(),
        barcode,
    };
    SavedState {
        merchants: vec![known],
        opening: Some(OpeningMerchant {
            merchant,
            name: text(),
            city: text(),
            address: text(),
            category: "5812".to_owned(),
        }),
        unfinished_withdrawals: vec![UnfinishedWithdrawal { payment: Id(74), merchant, amount }],
        unfinished_top_ups: vec![UnfinishedTopUp { top_up: Id(78), card: Id(79), amount }],
        catalogues: vec![Catalogue { merchant, items: vec![item(None), item(Some(text()))] }],
        charges: vec![charge(None), charge(Some("710000000000000001"))],
        sold: vec![Sold {
            charge: Id(77),
            merchant,
            lines: vec![SoldLine { name: text(), pieces: 2, price: amount, sum: amount }],
        }],
        unfinished_refunds: vec![UnfinishedRefund {
            refund: Id(75),
            merchant,
            payment: Id(76),
            amount,
            reason: note,
        }],
        coupons: Some(CouponsResponse {
            coupons: vec![],
            stocks: vec![],
            zone_ahead_min: 480,
            as_of_ms: 9,
        }),
        ..SavedState::default()
    }
}

fn state() -> impl Strategy<Value = SavedState> {
    let pending = (any::<u128>(), any::<u64>()).prop_map(|(id, time)| PendingEnrolment {
        enrolment: Id(id),
        operator_url: "https://pay.example.org".to_owned(),
        operator_name: "Demo".to_owned(),
        sent_to: "l…n@example.org".to_owned(),
        code_digits: 6,
        expires_at_ms: time,
    });
    let balance = (amount(), amount(), any::<u64>())
        .prop_map(|(amount, available, as_of_ms)| KnownBalance { amount, available, as_of_ms });
    let settings = (prop::option::of("en|zh"), prop::option::of("light|dark"))
        .prop_map(|(language, theme)| Settings { language, theme });
    (
        prop::option::of(profile()),
        prop::option::of(pending),
        prop::option::of(balance),
        prop::collection::vec(payment(), 0..4),
        prop::option::of(any::<u64>()),
        prop::collection::vec(unfinished(), 0..3),
        any::<u64>(),
        settings,
        (
            prop::option::of(payer_code()),
            prop::option::of(quick_pay()),
            any::<i64>(),
            prop::collection::vec(hold(), 0..3),
        ),
    )
        .prop_map(
            |(
                profile,
                pending,
                balance,
                recent,
                recent_as_of_ms,
                unfinished,
                last,
                settings,
                later,
            )| {
                let (payer_code, quick_pay, clock_offset_ms, holds) = later;
                SavedState {
                    profile,
                    pending,
                    operator_keys: vec![proof::PublicKey([7; 32])],
                    balance,
                    holds,
                    recent,
                    recent_as_of_ms,
                    unfinished,
                    envelopes: vec![KnownEnvelope {
                        envelope: Id(3),
                        secret: Some(Secret::new("a secret")),
                        commitment: "c".to_owned(),
                    }],
                    unfinished_envelopes: vec![UnfinishedEnvelope {
                        envelope: Id(4),
                        total: money::Amount::new(
                            9,
                            money::Currency::from_code("CNY").expect("known"),
                        )
                        .expect("small"),
                        shares: 3,
                        split: EnvelopeSplit::Lucky,
                        payee: Some((Id(5), "Mei".to_owned())),
                        greeting: Some("hello".to_owned()),
                        secret: Some(Secret::new("another")),
                        started_at_ms: 1,
                        expires_at_ms: 2,
                        step: PaymentStep::Sent,
                    }],
                    campaigns: vec![KnownCampaign {
                        campaign: Id(6),
                        commitment: [6; 32],
                        seen_at_ms: last,
                    }],
                    evidence: [None, Some(Id(7))]
                        .map(|payment| KnownEvidence { payment, hash: [7; 32], made_at_ms: last })
                        .to_vec(),
                    last_event: last,
                    settings,
                    payer_code,
                    quick_pay,
                    clock_offset_ms,
                    ..shop()
                }
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_state_comes_back_as_it_was(state in state()) {
        let (_home, store) = store();
        store.save(&state).expect("saved");
        prop_assert_eq!(store.load(), Ok(state));
    }
}

#[test]
fn damage_and_loss_are_errors_and_nothing_is_made_up() {
    let (home, store) = store();
    assert!(store.load().is_err(), "a missing file is no new wallet");
    store.save(&SavedState { last_event: 7, ..SavedState::default() }).expect("saved");
    let path = home.path().join(SealedStore::FILE);
    let whole = fs::read(&path).expect("read");
    for place in [0, 8, 12, 40, whole.len() - 1] {
        let mut bent = whole.clone();
        bent[place] ^= 1;
        fs::write(&path, &bent).expect("written");
        assert!(store.load().is_err(), "byte {place}");
    }
    for length in [0, 9, 33, whole.len() - 1] {
        fs::write(&path, &whole[..length]).expect("written");
        assert!(store.load().is_err(), "{length} bytes");
    }
    fs::write(&path, &whole).expect("written");
    assert_eq!(store.load().map(|state| state.last_event), Ok(7));
    let stranger = SealedStore::new(home.path(), Zeroizing::new([4; 32]));
    assert!(stranger.load().is_err(), "another wallet's key");
}

#[test]
fn a_content_of_another_version_is_refused_and_not_quoted() {
    let (home, store) = store();
    for content in ["{\"version\":\"2\",\"name\":\"Lin\"}", "{\"version\":\"1\"}", "Lin", ""] {
        let sealed = seal(&key(), Purpose::State, content.as_bytes());
        fs::write(home.path().join(SealedStore::FILE), sealed).expect("written");
        let error = store.load().expect_err("refused");
        assert!(!error.0.contains("Lin"), "{error}");
    }
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let (home, store) = store();
    let settings = Settings { language: Some("plain-to-see".to_owned()), theme: None };
    store.save(&SavedState { settings, ..SavedState::default() }).expect("saved");
    let content = fs::read(home.path().join(SealedStore::FILE)).expect("read");
    assert!(!content.windows(12).any(|window| window == b"plain-to-see"));
}

#[test]
fn a_file_from_before_payer_codes_is_read_and_unknown_coupons_are_let_go() {
    let (home, store) = store();
    let content = r#"{"version":"1","profile":null,"pending":null,"balance":null,"recent":[],
        "recent_as_of_ms":null,"unfinished":[],"last_event":7,"coupons":{"of":"another time"},
        "settings":{"language":"en","theme":null}}"#;
    let sealed = seal(&key(), Purpose::State, content.as_bytes());
    fs::write(home.path().join(SealedStore::FILE), sealed).expect("written");
    let settings = Settings { language: Some("en".to_owned()), theme: None };
    assert_eq!(store.load(), Ok(SavedState { last_event: 7, settings, ..SavedState::default() }));
}
