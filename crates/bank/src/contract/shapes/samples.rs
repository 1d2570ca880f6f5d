//! Records, rows and answers at the edges of what they can hold.

mod campaign;
mod card;
mod card_top_up;
mod coupon;
mod envelope;
mod fee;
mod goods;
mod neutrality;
mod program;
mod shift;
mod staff;

use crate::command::{CommandKey, Scope};
use crate::contract::town::{AT, amount, yuan};
use crate::event::{Event, Happened};
use crate::id::{
    AccountId, CardTopUpId, DeviceId, EnrolmentId, EnvelopeId, HoldId, LabelId, MerchantId, NodeId,
    OrderId, PaymentId, PersonId, ReceiveCodeId, ShiftId, StockId, TimeMs,
};
use crate::journal::{ChainHead, JournalEntry, JournalRow, Return};
use crate::quick_pay::QuickPayRule;
use crate::receipt::Receipt;
use crate::record::{
    Account, Answered, Device, Enrolment, Evidence, Floor, Handle, Hold, HoldState, Label, Lease,
    Merchant, Nonce, Order, OrderState, Owner, Payment, PaymentKind, Person, Pin, QuickPay,
    QuickPayUse, ReceiveCode, Record, Returned, Setting, State, TakenPayerCode,
};
use crate::registered::{Registered, RegisteredKind, Salt};
use crate::rejection::{Refusal, Rejection};
use crate::setting::SettingKey;
use money::{Amount, Balance};
use std::sync::Arc;

const HIGH: u128 = u128::MAX;
/// The longest text that a name, note or handle may be asked to hold, in awkward characters.
const TEXT: &str = "林'\"; --薇\0 🐉 \u{301}";

fn accounts(version: u64) -> Vec<Record> {
    let account = |id, owner, floor, minor: i64| {
        let balance = Balance::new(minor, yuan()).expect("in range");
        let id = AccountId(id);
        let held_minor = if version == 0 { 0 } else { minor.unsigned_abs() };
        let last_sequence = version / 2;
        Record::Account(Account { id, owner, floor, balance, held_minor, version, last_sequence })
    };
    vec![
        account(0, Owner::Desk, Floor::None, -Balance::MINOR_MAX),
        account(1, Owner::Person(PersonId(HIGH)), Floor::Zero, Balance::MINOR_MAX),
        account(HIGH, Owner::Merchant(MerchantId(1)), Floor::Zero, 0),
        account(2, Owner::Stock(StockId(HIGH)), Floor::Zero, 0),
        account(3, Owner::Envelope(EnvelopeId(HIGH)), Floor::Zero, 0),
        account(4, Owner::Fees, Floor::None, -1),
        account(5, Owner::Issuer, Floor::None, -2),
    ]
}

fn person(id: u128, state: State, pin: Pin) -> Person {
    Person {
        id: PersonId(id),
        name: TEXT.to_owned(),
        account: AccountId(HIGH),
        receive_code: ReceiveCodeId(HIGH),
        state,
        pin,
        opened_at: TimeMs(0),
        salt: Salt(HIGH),
    }
}

fn locked_pin() -> Pin {
    let verifier = Some(format!("$argon2id${TEXT}"));
    Pin { verifier, tries: 5, locks: u8::MAX, locked_until: Some(AT) }
}

fn device(state: State) -> Device {
    Device {
        id: DeviceId(HIGH),
        person: PersonId(7),
        public_key: [0xFF; 65],
        state,
        enrolled_at: AT,
        revoked_at: (state == State::Closed).then_some(AT),
    }
}

fn enrolment(tries: u8, confirmed: Option<PersonId>) -> Enrolment {
    Enrolment {
        id: EnrolmentId(HIGH),
        handle: TEXT.to_owned(),
        public_key: [0; 65],
        code_hash: [0xFE; 32],
        tries,
        expires_at: AT,
        confirmed,
    }
}

fn merchant(state: State) -> Merchant {
    Merchant {
        id: MerchantId(HIGH),
        name: TEXT.to_owned(),
        city: TEXT.to_owned(),
        category: u16::MAX,
        account: AccountId(HIGH),
        state,
        till_key_hash: [0xFD; 32],
        salt: Salt(0),
    }
}

fn order(id: u128, note: Option<&str>, state: OrderState) -> Order {
    Order {
        id: OrderId(id),
        merchant: MerchantId(HIGH),
        amount: amount(Amount::MINOR_MAX),
        note: note.map(str::to_owned),
        opened_at: AT,
        expires_at: AT.plus_ms(1),
        asked: (id > 1).then_some(AccountId(HIGH)),
        state,
    }
}

fn hold(id: u128, note: Option<&str>, state: HoldState) -> Record {
    Record::Hold(Hold {
        id: HoldId(id),
        debit: AccountId(HIGH),
        credit: AccountId(0),
        amount: amount(Amount::MINOR_MAX),
        note: note.map(str::to_owned),
        opened_at: AT,
        expires_at: AT.plus_ms(1),
        state,
    })
}

fn returned(count: u32, reversal: Option<PaymentId>) -> Record {
    Record::Returned(Returned {
        payment: PaymentId(HIGH),
        minor: Amount::MINOR_MAX,
        count,
        last_at: AT,
        reversal,
    })
}

fn lease(until: TimeMs) -> Record {
    Record::Lease(Lease { job: TEXT.to_owned(), node: NodeId(HIGH), until })
}

fn settings(value: u64, from: Option<TimeMs>) -> impl Iterator<Item = Setting> {
    let sequence = value + 1;
    let setting = move |key| Setting { key, before: Amount::MINOR_MAX, value, from, sequence };
    SettingKey::ALL.iter().copied().map(setting)
}

/// Returns one payment of each kind.
pub(super) fn payments() -> Vec<Payment> {
    let evidence =
        Evidence { device: DeviceId(HIGH), signed_text: TEXT.repeat(20), signature: [0xFC; 64] };
    let kinds = [
        (PaymentKind::TopUp, None, None),
        (PaymentKind::Label(LabelId(HIGH)), Some(evidence.clone()), Some("")),
        (PaymentKind::Order(OrderId(0)), Some(evidence.clone()), Some(TEXT)),
        (PaymentKind::Transfer(ReceiveCodeId(1)), Some(evidence), None),
        (PaymentKind::PayerCode(DeviceId(HIGH)), None, None),
        (PaymentKind::Refund(PaymentId(HIGH)), None, Some(TEXT)),
        (PaymentKind::Reversal(PaymentId(0)), None, None),
        (PaymentKind::Held(HoldId(HIGH)), None, None),
        (PaymentKind::Booking, None, Some(TEXT)),
        (PaymentKind::Envelope(EnvelopeId(HIGH)), None, Some(TEXT)),
        (PaymentKind::Share(EnvelopeId(0)), None, None),
        (PaymentKind::EnvelopeReturned(EnvelopeId(1)), None, None),
        (PaymentKind::Withdrawal(MerchantId(HIGH)), None, None),
        (PaymentKind::CardTopUp(CardTopUpId(HIGH)), None, Some(TEXT)),
        (PaymentKind::Fee(PaymentId(HIGH)), None, None),
        (PaymentKind::FeeReturned(PaymentId(0)), None, None),
    ];
    let payment = |(n, (kind, evidence, note)): (u8, (_, _, Option<&str>))| Payment {
        id: PaymentId(HIGH - u128::from(n)),
        kind,
        debit: AccountId(0),
        credit: AccountId(HIGH),
        amount: amount(Amount::MINOR_MAX),
        payer_name: String::new(),
        payee_name: TEXT.to_owned(),
        note: note.map(str::to_owned),
        at: AT,
        sequence: u64::from(n) + 1,
        journal_hash: [n; 32],
        debit_previous: u64::from(n),
        credit_previous: u64::from(n) / 2,
        evidence,
    };
    (0..).zip(kinds).map(payment).collect()
}

/// Returns the events that belong to [`payments`], a question for each rule, and ends.
pub(super) fn events() -> Vec<Event> {
    let event = |payment: Payment| {
        let Payment { sequence, id, debit, credit, .. } = payment;
        Event { sequence, happened: Happened::Paid { payment: id, debit, credit } }
    };
    let asked = |(n, rule): (u64, _)| {
        let happened = Happened::PinAsked { order: OrderId(HIGH), payer: AccountId(HIGH), rule };
        Event { sequence: 100 + n, happened }
    };
    let paid = payments().into_iter().map(event);
    let ended = |payer| Happened::OrderEnded { order: OrderId(HIGH), payee: AccountId(0), payer };
    let (debit, credit) = (AccountId(0), AccountId(HIGH));
    let envelope = |payee| Happened::EnvelopeChanged {
        envelope: EnvelopeId(HIGH),
        sender: AccountId(0),
        payee,
    };
    let ends = [
        ended(None),
        ended(Some(AccountId(HIGH))),
        Happened::HoldChanged { hold: HoldId(HIGH), debit, credit },
        envelope(None),
        envelope(Some(AccountId(HIGH))),
    ];
    let ends = (200..).zip(ends).map(|(sequence, happened)| Event { sequence, happened });
    paid.chain((0..).zip(RULES).map(asked)).chain(ends).collect()
}

const RULES: [QuickPayRule; 4] =
    [QuickPayRule::Revealed, QuickPayRule::Amount, QuickPayRule::DaySum, QuickPayRule::DayCount];

fn quick_pay(uses: u64) -> Record {
    let one = |n| QuickPayUse { at: AT.plus_ms(n), minor: Amount::MINOR_MAX - n };
    Record::QuickPay(QuickPay { person: PersonId(HIGH), uses: (0..uses).map(one).collect() })
}

fn taken_payer_code(step: u64) -> Record {
    Record::TakenPayerCode(TakenPayerCode { device: DeviceId(HIGH), step })
}

fn nonce() -> Record {
    Record::Nonce(Nonce { device: DeviceId(1), nonce: HIGH, expires_at: AT })
}

/// Returns every kind of record.
pub(super) fn records() -> Vec<Record> {
    let mut records = accounts(0);
    records.extend(payments().into_iter().map(|payment| Record::Payment(Arc::new(payment))));
    let label = Label { id: LabelId(1), merchant: MerchantId(HIGH), state: State::Active };
    records.extend([
        Record::Person(person(1, State::Active, Pin::default())),
        Record::Person(person(2, State::Closed, locked_pin())),
        Record::Handle(Handle { handle: TEXT.to_owned(), person: PersonId(1), salt: Salt(HIGH) }),
        Record::Device(device(State::Active)),
        Record::Enrolment(enrolment(0, None)),
        Record::Merchant(merchant(State::Active)),
        Record::Label(label),
        Record::Order(order(1, None, OrderState::Open)),
        Record::Order(order(2, Some(TEXT), OrderState::Open)),
        Record::ReceiveCode(ReceiveCode { id: ReceiveCodeId(HIGH), person: PersonId(1) }),
        nonce(),
        hold(1, None, HoldState::Pending),
        hold(2, Some(TEXT), HoldState::Pending),
        hold(HIGH, None, HoldState::Pending),
        returned(1, None),
        lease(AT),
        taken_payer_code(0),
        quick_pay(10),
    ]);
    records.extend(settings(0, None).map(Record::Setting));
    records.extend(coupon::records());
    records.extend(campaign::records());
    records.extend(envelope::records());
    records.extend(card::records());
    records.extend(card_top_up::records());
    records.extend(program::records());
    records.extend(neutrality::records());
    records.extend(staff::records());
    records.extend(goods::records());
    records.extend(shift::records());
    records
}

/// Returns the records that can change, changed.
pub(super) fn later_records() -> Vec<Record> {
    let mut records = accounts(1_000_000);
    let label = Label { id: LabelId(1), merchant: MerchantId(HIGH), state: State::Closed };
    let back = PaymentId(HIGH);
    let paid = OrderState::Paid { payment: back, at: AT };
    let refunded_minor = Amount::MINOR_MAX;
    let refunded = OrderState::Refunded { payment: back, at: AT, refunded_minor };
    records.extend([
        Record::Person(person(1, State::Closed, locked_pin())),
        Record::Person(person(2, State::Active, Pin::default())),
        Record::Device(device(State::Closed)),
        Record::Enrolment(enrolment(u8::MAX, Some(PersonId(HIGH)))),
        Record::Merchant(merchant(State::Limited)),
        Record::Label(label),
        Record::Order(order(1, None, paid)),
        Record::Order(order(2, Some(TEXT), OrderState::Closed)),
        Record::Order(order(3, None, OrderState::Reversed { payment: None, at: AT })),
        Record::Order(order(4, None, OrderState::Reversed { payment: Some(back), at: AT })),
        Record::Order(order(5, None, refunded)),
        hold(1, None, HoldState::Posted(PaymentId(HIGH))),
        hold(2, Some(TEXT), HoldState::Voided),
        hold(HIGH, None, HoldState::Expired),
        returned(u32::MAX, Some(PaymentId(HIGH))),
        lease(TimeMs(0)),
        taken_payer_code(i64::MAX.unsigned_abs()),
        quick_pay(2),
    ]);
    records.extend(settings(Amount::MINOR_MAX, Some(AT)).map(Record::Setting));
    records.extend(coupon::later_records());
    records.extend(campaign::later_records());
    records.extend(envelope::later_records());
    records.extend(card::later_records());
    records.extend(card_top_up::later_records());
    records.extend(program::later_records());
    records.extend(neutrality::later_records());
    records.extend(staff::later_records());
    records.extend(shift::later_records());
    records
}

fn setting_changed(key: SettingKey, from: Option<TimeMs>) -> JournalEntry {
    let (author, reason) = (TEXT.to_owned(), TEXT.repeat(4));
    JournalEntry::SettingChanged { key, was: Amount::MINOR_MAX, value: 0, from, author, reason }
}

/// Returns every kind of journal row, chained.
pub(super) fn journal() -> Vec<JournalRow> {
    let opened = |account, owner, floor| JournalEntry::AccountOpened {
        account: AccountId(account),
        owner,
        floor,
        currency: yuan(),
    };
    let moved = |order, evidence_hash| JournalEntry::Moved {
        payment: PaymentId(HIGH),
        debit: AccountId(HIGH),
        credit: AccountId(0),
        amount: amount(Amount::MINOR_MAX),
        order,
        evidence_hash,
    };
    let (hold, payment) = (HoldId(HIGH), PaymentId(0));
    let (debit, credit) = (AccountId(HIGH), AccountId(0));
    let returned = |how, order, price| JournalEntry::Returned {
        payment: PaymentId(HIGH),
        how,
        debit,
        credit,
        amount: amount(Amount::MINOR_MAX),
        of: payment,
        order,
        price,
    };
    let entries = [
        opened(1, Owner::Desk, Floor::None),
        opened(2, Owner::Person(PersonId(HIGH)), Floor::Zero),
        opened(3, Owner::Merchant(MerchantId(0)), Floor::Zero),
        moved(None, [0; 32]),
        moved(Some(OrderId(HIGH)), [0xFB; 32]),
        JournalEntry::OrderOpened {
            order: OrderId(1),
            credit: AccountId(2),
            amount: amount(1),
            expires_at: AT,
        },
        JournalEntry::OrderClosed { order: OrderId(1) },
        JournalEntry::PayerAsked {
            order: OrderId(2),
            credit: AccountId(2),
            amount: amount(1),
            expires_at: AT,
            payer: AccountId(HIGH),
        },
        JournalEntry::OrderReversed { order: OrderId(2) },
        returned(Return::Refunded, None, None),
        returned(Return::Reversed, Some(OrderId(HIGH)), None),
        returned(Return::Refunded, Some(OrderId(HIGH)), Some(amount(1))),
        returned(Return::Reversed, None, Some(amount(Amount::MINOR_MAX))),
        opened(4, Owner::Stock(StockId(HIGH)), Floor::Zero),
        opened(5, Owner::Envelope(EnvelopeId(HIGH)), Floor::Zero),
        JournalEntry::Held { hold, debit, credit, amount: amount(1), expires_at: AT },
        JournalEntry::HoldPosted { hold, payment, debit, credit, amount: amount(1) },
        JournalEntry::HoldVoided { hold },
        JournalEntry::HoldExpired { hold },
    ];
    let registered = RegisteredKind::ALL.into_iter().flat_map(|kind| {
        [State::Active, State::Closed].map(|state| {
            let (id, owner, digest) = (HIGH, 1, [0xF9; 32]);
            JournalEntry::Registered(Registered { kind, id, owner, state, digest })
        })
    });
    let changed = |from| move |key| setting_changed(key, from);
    let keys = SettingKey::ALL.iter().copied();
    let changes = keys.clone().map(changed(None)).chain(keys.map(changed(Some(AT))));
    let mut head = ChainHead::default();
    let mut chained = |entry| {
        let row = head.append(AT, entry);
        head = row.head();
        row
    };
    let rows = entries.into_iter().chain(registered).chain(changes);
    let rows = rows.chain(coupon::journal()).chain(envelope::journal());
    let rows = rows.chain(campaign::journal()).chain(card::journal());
    let rows = rows.chain(card_top_up::journal());
    let rows = rows.chain(neutrality::journal()).chain(fee::journal());
    let rows = rows.chain(goods::journal());
    rows.map(&mut chained).collect()
}

/// Returns answers of every kind that is remembered, under every kind of scope.
pub(super) fn answered() -> Vec<Answered> {
    let mut outcomes = vec![
        Ok(Receipt::DeskOpened(AccountId(HIGH))),
        Ok(Receipt::AccountOpened(PersonId(HIGH))),
        Ok(Receipt::MerchantOpened(MerchantId(HIGH))),
        Ok(Receipt::LabelOpened(LabelId(HIGH))),
        Ok(Receipt::EnrolmentStarted { enrolment: EnrolmentId(HIGH), expires_at: AT }),
        Ok(Receipt::PinSet),
        Ok(Receipt::Order(Box::new(order(1, None, OrderState::Open)))),
        Ok(Receipt::Order(Box::new(order(2, Some(TEXT), OrderState::Closed)))),
        Ok(Receipt::NonceUsed),
        Ok(Receipt::Linked(u8::MAX)),
        Err(Refusal {
            rejection: Rejection::PinLocked,
            tries_left: Some(u8::MAX),
            locked_until: Some(AT),
            leg: None,
        }),
        Err(Refusal { leg: Some(16), ..Rejection::InsufficientFunds.into() }),
    ];
    let held = [
        hold(1, None, HoldState::Pending),
        hold(2, Some(TEXT), HoldState::Voided),
        hold(3, None, HoldState::Expired),
        hold(4, None, HoldState::Posted(PaymentId(1))),
    ];
    outcomes.extend(held.into_iter().filter_map(|record| match record {
        Record::Hold(hold) => Some(Ok(Receipt::Held(Box::new(hold)))),
        _ => None,
    }));
    let changed = settings(5, None).chain(settings(Amount::MINOR_MAX, Some(AT)));
    outcomes.extend(changed.map(|setting| Ok(Receipt::SettingChanged(setting))));
    outcomes.extend(coupon::answers().into_iter().map(Ok));
    outcomes.extend(campaign::answers().into_iter().map(Ok));
    outcomes.extend(card::answers().into_iter().map(Ok));
    outcomes.push(Ok(Receipt::CardTopUp(CardTopUpId(HIGH))));
    outcomes.extend(program::answers().into_iter().map(Ok));
    outcomes.extend(neutrality::answers().into_iter().map(Ok));
    outcomes.extend(staff::answers().into_iter().map(Ok));
    outcomes.push(Ok(Receipt::Shift(ShiftId(HIGH))));
    outcomes.extend(RULES.map(|rule| {
        let order = Box::new(order(1, None, OrderState::Open));
        Ok(Receipt::PinAsked { order, rule })
    }));
    outcomes.extend(payments().into_iter().map(|payment| Ok(Receipt::Paid(Arc::new(payment)))));
    outcomes.extend(Rejection::ALL.iter().map(|rejection| Err((*rejection).into())));
    let scopes = [
        Scope::Operator,
        Scope::Person(PersonId(HIGH)),
        Scope::Merchant(MerchantId(HIGH)),
        Scope::Device(DeviceId(HIGH)),
    ];
    // One identifier under four scopes is four keys.
    let answer = |(n, outcome)| Answered {
        key: CommandKey { scope: scopes[n % scopes.len()], id: (n / scopes.len()) as u128 },
        fingerprint: [0xFA; 32],
        outcome,
        at: AT,
    };
    outcomes.into_iter().enumerate().map(answer).collect()
}
