//! A small town for tests: people, shops and devices by number, and the commands that they give.

pub mod campaign;
pub mod card;
pub mod card_top_up;
pub mod coupon;
pub mod envelope;
pub mod fee;
pub mod goods;
pub mod neutrality;
pub mod program;
pub mod shift;
pub mod staff;

use crate::command::{
    AdvanceClock, Book, ChangeSetting, ChargePayerCode, ClockMove, CloseOrder, Command, CommandKey,
    ConfirmEnrolment, Envelope, ExpireHold, ExpireOrder, Hold, Leg, Link, OfferedCoupons,
    OpenAccount, OpenDesk, OpenMerchant, OpenOrder, Pay, Payee, PinCheck, PostHold, Refund,
    ReverseOrder, Scope, ShownCode, SignedBy, StartEnrolment, TakeLease, TopUp, VoidHold,
};
use crate::fee::FeeTerms;
use crate::id::{
    AccountId, DeviceId, EnrolmentId, HoldId, LabelId, MerchantId, NodeId, OrderId, PaymentId,
    PersonId, ReceiveCodeId, TimeMs,
};
use crate::quick_pay::QuickPayLimits;
use crate::record::Evidence;
use crate::registered::Salt;
use crate::setting::SettingKey;
use money::{Amount, Currency};

/// The moment at which everything happens unless said otherwise.
pub const AT: TimeMs = TimeMs(1_800_000_000_000);

/// The code that everyone is sent.
pub const CODE_HASH: [u8; 32] = [0xC0; 32];

/// Returns the town's currency.
///
/// # Panics
/// Never: the currency is in the table.
pub fn yuan() -> Currency {
    Currency::from_code("CNY").expect("ISO 4217 has the yuan")
}

/// Returns an amount in the town's currency.
///
/// # Panics
/// When it is above the largest amount.
pub fn amount(minor: u64) -> Amount {
    Amount::new(minor, yuan()).expect("in range")
}

/// Returns a person.
pub fn person(n: u32) -> PersonId {
    PersonId(0x1_0000_0000 + u128::from(n))
}

/// Returns a person's account.
pub fn account(n: u32) -> AccountId {
    AccountId(0x2_0000_0000 + u128::from(n))
}

/// Returns a person's receive code.
pub fn receive_code(n: u32) -> ReceiveCodeId {
    ReceiveCodeId(0x3_0000_0000 + u128::from(n))
}

/// Returns a merchant.
pub fn merchant(n: u32) -> MerchantId {
    MerchantId(0x4_0000_0000 + u128::from(n))
}

/// Returns a merchant's account.
pub fn merchant_account(n: u32) -> AccountId {
    AccountId(0x5_0000_0000 + u128::from(n))
}

/// Returns a merchant's first label.
pub fn label(n: u32) -> LabelId {
    LabelId(0x6_0000_0000 + u128::from(n))
}

/// Returns the desk's account.
pub fn desk() -> AccountId {
    AccountId::of_desk(yuan())
}

/// Returns the handle of a person.
pub fn handle(n: u32) -> String {
    format!("person{n}@example.org")
}

/// Returns the public key of a person's device.
pub fn public_key(n: u32) -> [u8; 65] {
    let mut key = [4; 65];
    key[1..5].copy_from_slice(&n.to_be_bytes());
    key
}

/// Returns a person's device.
pub fn device(n: u32) -> DeviceId {
    DeviceId::of_public_key(&public_key(n))
}

/// Returns a command at the town's moment, with no key and no nonce.
pub fn plain(command: Command) -> Envelope {
    Envelope { key: None, nonce: None, at: AT, command }
}

/// Returns a command with the operator's key.
pub fn at_desk(id: u128, command: Command) -> Envelope {
    Envelope { key: Some(CommandKey { scope: Scope::Operator, id }), ..plain(command) }
}

/// Returns the command signed by a device with a nonce.
pub fn signed(device: DeviceId, nonce: u128, envelope: Envelope) -> Envelope {
    let nonce_expires_at = envelope.at.plus_ms(300_000);
    Envelope { nonce: Some(SignedBy { device, nonce, nonce_expires_at }), ..envelope }
}

/// Opens the desk.
pub fn open_desk() -> Envelope {
    plain(Command::OpenDesk(OpenDesk { account: desk(), currency: yuan() }))
}

/// Opens a person's account at the desk.
pub fn open_account(n: u32) -> Envelope {
    plain(Command::OpenAccount(OpenAccount {
        person: person(n),
        account: account(n),
        receive_code: receive_code(n),
        handle: handle(n),
        name: format!("Person {n}"),
        currency: yuan(),
        salt: Salt(u128::from(n)),
        handle_salt: Salt(u128::from(n) << 64),
    }))
}

/// Opens a merchant's account.
pub fn open_merchant(n: u32) -> Envelope {
    plain(Command::OpenMerchant(OpenMerchant {
        merchant: merchant(n),
        account: merchant_account(n),
        label: label(n),
        name: format!("Shop {n}"),
        city: "Suzhou".to_owned(),
        category: 5812,
        currency: yuan(),
        till_key_hash: till_key_hash(n),
        salt: Salt(u128::from(n) << 32),
    }))
}

/// Returns the hash of a merchant's till key.
pub fn till_key_hash(n: u32) -> [u8; 32] {
    let mut hash = [0x71; 32];
    hash[..4].copy_from_slice(&n.to_be_bytes());
    hash
}

/// Starts to enrol a person's device, with the handle of that person.
pub fn start_enrolment(n: u32) -> Envelope {
    plain(Command::StartEnrolment(StartEnrolment {
        enrolment: EnrolmentId(u128::from(n)),
        handle: handle(n),
        public_key: public_key(n),
        code_hash: CODE_HASH,
        expires_at: AT.plus_ms(600_000),
    }))
}

/// Confirms the enrolment with a code.
pub fn confirm_enrolment(n: u32, code_hash: [u8; 32]) -> Envelope {
    plain(Command::ConfirmEnrolment(ConfirmEnrolment {
        enrolment: EnrolmentId(u128::from(n)),
        code_hash,
        device: device(n),
        name: Some(format!("Person {n}")),
        new_person: person(n),
        new_account: account(n),
        new_receive_code: receive_code(n),
        new_salt: Salt(u128::from(n)),
        new_handle_salt: Salt(u128::from(n) << 64),
        currency: yuan(),
    }))
}

/// Pays money in at the desk.
pub fn top_up(id: u128, n: u32, minor: u64) -> Envelope {
    let top_up = TopUp {
        payment: PaymentId(id),
        desk: desk(),
        person: person(n),
        amount: amount(minor),
        note: None,
    };
    at_desk(id, Command::TopUp(top_up))
}

/// Opens an order of a merchant for three minutes.
pub fn open_order(id: u128, n: u32, minor: u64) -> Envelope {
    let open_order = OpenOrder {
        order: OrderId(id),
        merchant: merchant(n),
        amount: amount(minor),
        note: Some("noodles".to_owned()),
        goods: None,
        open_for_s: 180,
        payment_max_minor: Amount::MINOR_MAX,
    };
    let key = CommandKey { scope: Scope::Merchant(merchant(n)), id };
    Envelope { key: Some(key), ..plain(Command::OpenOrder(open_order)) }
}

/// Returns what a person's wallet sends to pay; no PIN is asked.
pub fn order_to_pay(id: u128, payer: u32, payee: Payee, minor: u64) -> Pay {
    Pay {
        payment: PaymentId(id),
        payer: person(payer),
        payee,
        amount: amount(minor),
        discount: None,
        drawing: None,
        note: None,
        order_expires_at: AT.plus_ms(60_000),
        pin: PinCheck::Missing,
        pin_from_minor: u64::MAX,
        payment_max_minor: Amount::MINOR_MAX,
        fee: FeeTerms::NONE,
        evidence: Evidence {
            device: device(payer),
            signed_text: format!("payment={id};minor={minor}"),
            signature: [0x51; 64],
        },
    }
}

/// Returns a payment with its key.
pub fn pay_with(pay: Pay) -> Envelope {
    let key = CommandKey { scope: Scope::Person(pay.payer), id: pay.payment.0 };
    Envelope { key: Some(key), ..plain(Command::Pay(pay)) }
}

/// Pays.
pub fn pay(id: u128, payer: u32, payee: Payee, minor: u64) -> Envelope {
    pay_with(order_to_pay(id, payer, payee, minor))
}

/// Charges the code that a person's device shows for a step, for a merchant.
pub fn charge(id: u128, merchant_n: u32, payer: u32, step: u64, minor: u64) -> Envelope {
    let mut code_hash = [0x18; 32];
    code_hash[..8].copy_from_slice(&step.to_be_bytes());
    let charge = ChargePayerCode {
        payment: PaymentId(id),
        merchant: merchant(merchant_n),
        amount: amount(minor),
        note: None,
        goods: None,
        code_hash,
        draw_evidence: [0; 32],
        drawing: None,
        shown: Some(ShownCode { device: device(payer), step, cap_minor: None, revealed: false }),
        offered: OfferedCoupons { coupons: Vec::new(), zone: coupon::zone() },
        quick_pay: QuickPayLimits {
            payment_max_minor: 10_000,
            day_max_minor: 30_000,
            day_uses_max: 10,
        },
        payment_max_minor: Amount::MINOR_MAX,
        open_for_s: 180,
        fee: FeeTerms::NONE,
    };
    let key = CommandKey { scope: Scope::Merchant(merchant(merchant_n)), id };
    Envelope { key: Some(key), ..plain(Command::ChargePayerCode(charge)) }
}

/// Returns the charge inside an envelope.
///
/// # Panics
/// When it is another command.
pub fn charged(envelope: &mut Envelope) -> &mut ChargePayerCode {
    match &mut envelope.command {
        Command::ChargePayerCode(charge) => charge,
        other => panic!("a charge, not {other:?}"),
    }
}

/// Returns what the charged code was found to be.
///
/// # Panics
/// When it is another command, or nobody was found.
pub fn shown(envelope: &mut Envelope) -> &mut ShownCode {
    charged(envelope).shown.as_mut().expect("somebody shows it")
}

/// Makes the charge one whose code nobody is known to show.
///
/// # Panics
/// When it is another command.
pub fn forget_shown(envelope: &mut Envelope) {
    charged(envelope).shown = None;
}

/// Returns the command so much later.
pub fn later(by_ms: u64, envelope: Envelope) -> Envelope {
    Envelope { at: envelope.at.plus_ms(by_ms), ..envelope }
}

/// Closes an order of a merchant.
pub fn close_order(id: u128, n: u32) -> Envelope {
    plain(Command::CloseOrder(CloseOrder { order: OrderId(id), merchant: merchant(n) }))
}

/// Ends an order whose time is over.
pub fn expire_order(id: u128) -> Envelope {
    plain(Command::ExpireOrder(ExpireOrder { order: OrderId(id) }))
}

/// Reverses a merchant's attempt 20 seconds after the town's moment, on the same day.
pub fn reverse(id: u128, n: u32, reversal: u128) -> Envelope {
    let reverse = ReverseOrder {
        order: OrderId(id),
        merchant: merchant(n),
        reversal: PaymentId(reversal),
        day_began_at: AT,
    };
    later(20_000, plain(Command::ReverseOrder(reverse)))
}

/// Refunds a payment of a merchant.
pub fn refund(id: u128, payment: u128, n: u32, minor: u64) -> Envelope {
    let refund = Refund {
        refund: PaymentId(id),
        payment: PaymentId(payment),
        merchant: merchant(n),
        amount: amount(minor),
        reason: Some("too salty".to_owned()),
    };
    let key = CommandKey { scope: Scope::Merchant(merchant(n)), id };
    Envelope { key: Some(key), ..plain(Command::Refund(refund)) }
}

/// Returns what holds money of a person for the desk, for ten minutes.
pub fn held(id: u128, n: u32, minor: u64) -> Hold {
    Hold {
        hold: HoldId(id),
        debit: account(n),
        credit: desk(),
        amount: amount(minor),
        note: Some("cash".to_owned()),
        open_for_s: 600,
    }
}

/// Holds money of a person for the desk, for ten minutes.
pub fn hold(id: u128, n: u32, minor: u64) -> Envelope {
    at_desk(id, Command::Hold(held(id, n, minor)))
}

/// Moves money that is held.
pub fn post_hold(payment: u128, hold: u128, minor: u64) -> Envelope {
    let (hold, amount) = (HoldId(hold), amount(minor));
    let post = PostHold { hold, payment: PaymentId(payment), amount, fee: FeeTerms::NONE };
    at_desk(payment, Command::PostHold(post))
}

/// Releases money that is held.
pub fn void_hold(hold: u128) -> Envelope {
    plain(Command::VoidHold(VoidHold { hold: HoldId(hold) }))
}

/// Releases money whose hold is over its time.
pub fn expire_hold(hold: u128) -> Envelope {
    plain(Command::ExpireHold(ExpireHold { hold: HoldId(hold) }))
}

/// Does movements together.
pub fn link(id: u128, legs: Vec<Leg>) -> Envelope {
    at_desk(id, Command::Link(Link { legs }))
}

/// Moves money between two accounts: a leg.
pub fn book(id: u128, debit: AccountId, credit: AccountId, minor: u64) -> Leg {
    Leg::Book(Book { payment: PaymentId(id), debit, credit, amount: amount(minor), note: None })
}

/// Takes the job of sweeping for a node, for ten seconds.
pub fn take_lease(node: u128, for_ms: u64) -> Envelope {
    let job = "sweep".to_owned();
    plain(Command::TakeLease(TakeLease { job, node: NodeId(node), for_ms }))
}

/// Who changes settings.
pub const AUTHOR: &str = "Ada";

/// Why.
pub const REASON: &str = "the holidays";

/// Returns what the town's configuration says of a setting.
pub fn configured(key: SettingKey) -> u64 {
    match key {
        SettingKey::PaymentMax | SettingKey::PinFrom => Amount::MINOR_MAX,
        SettingKey::QuickPaymentMax => 10_000,
        SettingKey::QuickDayMax => 30_000,
        SettingKey::QuickDayUsesMax => 10,
        SettingKey::ConfirmWithinS => 180,
        SettingKey::CardTopUpMin => card_top_up::LIMITS.min_minor,
        SettingKey::CardTopUpMax => card_top_up::LIMITS.max_minor,
        SettingKey::CardTopUpDayMax => card_top_up::LIMITS.day_max_minor,
        SettingKey::CardTopUpDayUsesMax => u64::from(card_top_up::LIMITS.day_uses_max),
        SettingKey::ClockAhead | SettingKey::FeeRate | SettingKey::FeeFreeBelow => 0,
    }
}

/// Changes a setting at once.
pub fn change_setting(id: u128, key: SettingKey, was: u64, value: u64) -> Envelope {
    let (author, reason) = (AUTHOR.to_owned(), REASON.to_owned());
    let configured = configured(key);
    let change = ChangeSetting { key, configured, was, value, from: None, author, reason };
    at_desk(id, Command::ChangeSetting(change))
}

/// Moves the clock of a sandbox, whose machine says [`AT`].
pub fn advance_clock(id: u128, to: ClockMove) -> Envelope {
    let (real_at, author) = (AT, AUTHOR.to_owned());
    at_desk(id, Command::AdvanceClock(AdvanceClock { to, real_at, author }))
}

/// Returns the commands that make a town: the desk, people 0.. with money, and shops 0...
pub fn founded(people: u32, merchants: u32, minor: u64) -> Vec<Envelope> {
    let mut envelopes = vec![open_desk()];
    for n in 0..people {
        envelopes.push(open_account(n));
        if minor > 0 {
            envelopes.push(top_up(0xF000_0000_0000 + u128::from(n), n, minor));
        }
    }
    envelopes.extend((0..merchants).map(open_merchant));
    envelopes
}

/// Returns what opens the same, with a device of each person.
pub fn founded_with_devices(people: u32, merchants: u32, minor: u64) -> Vec<Envelope> {
    let mut envelopes = founded(people, merchants, minor);
    let enrolment = |n| [start_enrolment(n), confirm_enrolment(n, CODE_HASH)];
    envelopes.extend((0..people).flat_map(enrolment));
    envelopes
}

/// Returns what fills every table: two batches, after each of which a head may be signed. There are
/// more than 256 rows, so that the tree keeps a hash.
pub fn lived_in() -> [Vec<Envelope>; 2] {
    let label = Payee::Label(label(0));
    let order = |id| Payee::Order(OrderId(id));
    let (max, pin) = (SettingKey::PaymentMax, SettingKey::PinFrom);
    let mut planned = change_setting(71, pin, configured(pin), 500);
    if let Command::ChangeSetting(change) = &mut planned.command {
        change.from = Some(AT.plus_ms(60_000));
    }
    let mut envelopes = founded(58, 2, 50_000);
    envelopes.extend([start_enrolment(0), confirm_enrolment(0, CODE_HASH)]);
    envelopes.extend((20..28).map(|id| open_order(id, 0, 100)));
    envelopes.extend([
        pay(1, 0, label, 10),
        pay(2, 1, Payee::Receive(receive_code(0)), 5),
        pay(3, 1, order(20), 100),
        pay(4, 1, order(21), 100),
        close_order(22, 0),
        refund(5, 3, 0, 30),
        reverse(21, 0, 6),
        reverse(23, 0, 7),
        charge(40, 0, 0, 50, 900),
        charge(41, 0, 0, 51, 40_000),
        hold(60, 2, 100),
        hold(61, 2, 200),
        hold(62, 2, 300),
        post_hold(8, 61, 150),
        void_hold(62),
        take_lease(1, 1000),
        change_setting(70, max, configured(max), 90_000),
        planned,
        advance_clock(72, ClockMove::By(1)),
    ]);
    envelopes.extend(coupon::lived_in());
    envelopes.extend(campaign::lived_in());
    envelopes.extend(envelope::lived_in());
    envelopes.extend(card::lived_in());
    envelopes.extend(card_top_up::lived_in());
    envelopes.extend(program::lived_in());
    envelopes.extend(neutrality::lived_in());
    envelopes.extend(staff::lived_in());
    envelopes.extend(shift::lived_in());
    envelopes.extend(fee::lived_in());
    envelopes.extend(goods::lived_in());
    envelopes.push(signed(device(0), 9, plain(Command::UseNonce)));
    [envelopes, vec![pay(9, 3, label, 10)]]
}
