//! One random step, and the command that it becomes in a town whose balances are known.

use crate::command::{
    CloseOrder, Command, CommandKey, Envelope, Leg, Pay, Payee, PinCheck, PostHold, ReverseOrder,
    Scope, SetPin, TryPin, VoidHold,
};
use crate::contract::town;
use crate::fee::FeeTerms;
use crate::id::{HoldId, LabelId, OrderId, PaymentId};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::Record;
use crate::store::Reader as _;
use money::Amount;
use proptest::prelude::*;
use std::ops::Range;

/// One step; small numbers choose among what there is.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Pay {
        payer: u32,
        payee: u8,
        minor: Minor,
        pin: bool,
        needs_pin: bool,
    },
    TopUp {
        person: u32,
        minor: Minor,
    },
    OpenOrder {
        merchant: u32,
        minor: Minor,
    },
    Charge {
        merchant: u32,
        payer: u32,
        step: u8,
        minor: Minor,
        revealed: bool,
        capped: bool,
        is_known: bool,
    },
    CloseOrder {
        order: u8,
        merchant: u32,
    },
    ExpireOrder {
        order: u8,
    },
    Reverse {
        order: u8,
        merchant: u32,
        is_today: bool,
    },
    Refund {
        payment: u8,
        merchant: u32,
        minor: Minor,
    },
    Hold {
        person: u32,
        minor: Minor,
        for_s: u8,
    },
    PostHold {
        hold: u8,
        minor: Minor,
    },
    VoidHold {
        hold: u8,
    },
    ExpireHold {
        hold: u8,
    },
    Link {
        hold: u8,
        people: (u32, u32),
        minors: (Minor, Minor),
        voids: bool,
    },
    TryPin {
        person: u32,
    },
    SetPin {
        person: u32,
        current: bool,
    },
    /// Asks an earlier command again.
    Again {
        which: u8,
        fresh_nonce: bool,
    },
    /// Uses an earlier command's key for another amount.
    Conflict {
        which: u8,
        minor: Minor,
    },
    /// Time goes by.
    Later {
        by_s: u16,
        person: u32,
    },
}

/// An amount around the payer's balance.
#[derive(Clone, Copy, Debug)]
pub(super) enum Minor {
    Zero,
    One,
    BelowBalance,
    Balance,
    AboveBalance,
    Max,
    Some(u64),
}

impl Arbitrary for Step {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
        // One more than there are: nobody, no shop.
        let (people, shops): (Range<u32>, Range<u32>) = (0..5, 0..3);
        prop_oneof![
            8 => (people.clone(), any::<u8>(), minor(), any::<bool>(), prop::bool::weighted(0.2))
                .prop_map(|(payer, payee, minor, pin, needs_pin)| {
                    Step::Pay { payer, payee, minor, pin, needs_pin }
                }),
            2 => (people.clone(), minor())
                .prop_map(|(person, minor)| Step::TopUp { person, minor }),
            3 => (shops.clone(), minor())
                .prop_map(|(merchant, minor)| Step::OpenOrder { merchant, minor }),
            6 => (shops.clone(), people.clone(), any::<u8>(), minor(), any::<[bool; 2]>(),
                prop::bool::weighted(0.9))
                .prop_map(|(merchant, payer, step, minor, [revealed, capped], is_known)| {
                    Step::Charge { merchant, payer, step, minor, revealed, capped, is_known }
                }),
            1 => (any::<u8>(), shops.clone())
                .prop_map(|(order, merchant)| Step::CloseOrder { order, merchant }),
            1 => any::<u8>().prop_map(|order| Step::ExpireOrder { order }),
            4 => (any::<u8>(), shops.clone(), prop::bool::weighted(0.9))
                .prop_map(|(order, merchant, is_today)| Step::Reverse { order, merchant, is_today }),
            4 => (any::<u8>(), shops, minor())
                .prop_map(|(payment, merchant, minor)| Step::Refund { payment, merchant, minor }),
            6 => held(people.clone()),
            1 => people.clone().prop_map(|person| Step::TryPin { person }),
            1 => (people.clone(), any::<bool>())
                .prop_map(|(person, current)| Step::SetPin { person, current }),
            4 => (any::<u8>(), any::<bool>())
                .prop_map(|(which, fresh_nonce)| Step::Again { which, fresh_nonce }),
            2 => (any::<u8>(), minor()).prop_map(|(which, minor)| Step::Conflict { which, minor }),
            1 => (any::<u16>(), people).prop_map(|(by_s, person)| Step::Later { by_s, person }),
        ]
        .boxed()
    }
}

fn held(people: Range<u32>) -> impl Strategy<Value = Step> {
    let two = (people.clone(), people.clone());
    prop_oneof![
        3 => (people, minor(), any::<u8>())
            .prop_map(|(person, minor, for_s)| Step::Hold { person, minor, for_s }),
        2 => (any::<u8>(), minor()).prop_map(|(hold, minor)| Step::PostHold { hold, minor }),
        1 => any::<u8>().prop_map(|hold| Step::VoidHold { hold }),
        1 => any::<u8>().prop_map(|hold| Step::ExpireHold { hold }),
        2 => (any::<u8>(), two, (minor(), minor()), any::<bool>())
            .prop_map(|(hold, people, minors, voids)| Step::Link { hold, people, minors, voids }),
    ]
}

fn minor() -> impl Strategy<Value = Minor> {
    prop_oneof![
        Just(Minor::Zero),
        Just(Minor::One),
        Just(Minor::BelowBalance),
        Just(Minor::Balance),
        Just(Minor::AboveBalance),
        Just(Minor::Max),
        (1u64..300).prop_map(Minor::Some),
        (1u64..300).prop_map(Minor::Some),
    ]
}

/// What has been asked so far, and the time.
#[derive(Default)]
pub(super) struct World {
    asked: Vec<Envelope>,
    orders: Vec<(OrderId, u64)>,
    payments: Vec<u128>,
    holds: Vec<u128>,
    next: u128,
    late_ms: u64,
}

impl World {
    pub(super) fn envelope(&mut self, step: &Step, store: &MemoryStore) -> Envelope {
        self.next += 1;
        let id = 1_000 + self.next;
        let mut envelope = match *step {
            Step::Pay { payer, payee, minor, pin, needs_pin } => {
                let (payee, fixed) = self.payee(payee);
                self.payments.push(id);
                let minor = fixed.unwrap_or_else(|| minor.resolve(store, payer));
                let mut pay = town::order_to_pay(id, payer, payee, minor);
                pay.pin = if pin { PinCheck::Right } else { PinCheck::Missing };
                pay.pin_from_minor = if needs_pin { 0 } else { u64::MAX };
                pay.order_expires_at = town::AT.plus_ms(self.late_ms + 60_000);
                self.signed(payer, town::pay_with(pay))
            }
            Step::TopUp { person, minor } => town::top_up(id, person, minor.resolve(store, person)),
            Step::OpenOrder { merchant, minor } => {
                let minor = minor.resolve(store, 0);
                self.orders.push((OrderId(id), minor));
                town::open_order(id, merchant, minor)
            }
            Step::Charge { merchant, payer, step, minor, revealed, capped, is_known } => {
                let minor = minor.resolve(store, payer);
                let mut charge = town::charge(id, merchant, payer, u64::from(step), minor);
                let shown = town::shown(&mut charge);
                (shown.revealed, shown.cap_minor) = (revealed, capped.then_some(100));
                if !is_known {
                    town::forget_shown(&mut charge);
                }
                self.orders.push((OrderId(id), minor));
                charge
            }
            Step::CloseOrder { order, merchant } => {
                let order = self.order(order).map_or(OrderId(0), |order| order.0);
                let merchant = town::merchant(merchant);
                town::plain(Command::CloseOrder(CloseOrder { order, merchant }))
            }
            Step::ExpireOrder { .. } | Step::Reverse { .. } | Step::Refund { .. } => {
                self.taken_back(step, id, store)
            }
            Step::Hold { .. }
            | Step::PostHold { .. }
            | Step::VoidHold { .. }
            | Step::ExpireHold { .. }
            | Step::Link { .. } => self.held(step, id, store),
            Step::TryPin { person } => {
                let command = Command::TryPin(TryPin { person: town::person(person) });
                self.signed(person, town::plain(command))
            }
            Step::SetPin { person, current } => {
                let set = SetPin {
                    person: town::person(person),
                    verifier: format!("v{id}"),
                    current_pin_right: current,
                };
                self.signed(person, town::plain(Command::SetPin(set)))
            }
            Step::Again { which, fresh_nonce } => self.again(which, fresh_nonce),
            Step::Conflict { which, minor } => {
                self.again(which, true).with_amount(minor.resolve(store, 0))
            }
            Step::Later { by_s, person } => {
                self.late_ms += u64::from(by_s) * 100;
                self.signed(person, town::plain(Command::UseNonce))
            }
        };
        envelope.at = town::AT.plus_ms(self.late_ms);
        self.asked.push(envelope.clone());
        envelope
    }

    fn taken_back(&mut self, step: &Step, id: u128, store: &MemoryStore) -> Envelope {
        match *step {
            Step::ExpireOrder { order } => {
                town::expire_order(self.order(order).map_or(0, |order| order.0.0))
            }
            Step::Reverse { order, merchant, is_today } => {
                let order = self.order(order).map_or(OrderId(0), |order| order.0);
                let day_began_at = if is_today { town::AT } else { town::AT.plus_ms(u64::MAX) };
                let (merchant, reversal) = (town::merchant(merchant), PaymentId(id));
                let reverse = ReverseOrder { order, merchant, reversal, day_began_at };
                town::plain(Command::ReverseOrder(reverse))
            }
            Step::Refund { payment, merchant, minor } => {
                let payment = chosen(&self.payments, payment);
                town::refund(id, payment, merchant, minor.resolve(store, 0))
            }
            _ => town::open_desk(),
        }
    }

    fn held(&mut self, step: &Step, id: u128, store: &MemoryStore) -> Envelope {
        match *step {
            Step::Hold { person, minor, for_s } => {
                self.holds.push(id);
                let mut hold = town::held(id, person, minor.resolve(store, person));
                hold.open_for_s = u32::from(for_s);
                town::at_desk(id, Command::Hold(hold))
            }
            Step::PostHold { hold, minor } => {
                town::post_hold(id, chosen(&self.holds, hold), minor.resolve(store, 0))
            }
            Step::VoidHold { hold } => town::void_hold(chosen(&self.holds, hold)),
            Step::ExpireHold { hold } => town::expire_hold(chosen(&self.holds, hold)),
            Step::Link { hold, people, minors, voids } => {
                let hold = HoldId(chosen(&self.holds, hold));
                let forth = minors.0.resolve(store, people.0);
                let back = minors.1.resolve(store, people.0);
                let (one, other) = (town::account(people.0), town::account(people.1));
                let (amount, payment) = (town::amount(back), PaymentId(id + 1_000_000));
                let fee = FeeTerms::NONE;
                let middle = match voids {
                    true => Leg::Void(VoidHold { hold }),
                    false => Leg::Post(PostHold { hold, payment, amount, fee }),
                };
                let first = town::book(id, one, other, forth);
                let last = town::book(id + 2_000_000, other, one, back);
                town::link(id, vec![first, middle, last])
            }
            _ => town::open_desk(),
        }
    }

    fn signed(&self, person: u32, envelope: Envelope) -> Envelope {
        town::signed(town::device(person), self.next, envelope)
    }

    fn again(&self, which: u8, fresh_nonce: bool) -> Envelope {
        let Some(count) = self.asked.len().checked_sub(1) else { return town::open_desk() };
        let mut envelope = self.asked[usize::from(which) % (count + 1)].clone();
        if let (true, Some(signed)) = (fresh_nonce, &mut envelope.nonce) {
            signed.nonce = self.next;
        }
        envelope
    }

    fn order(&self, which: u8) -> Option<(OrderId, u64)> {
        let count = self.orders.len();
        (count > 0).then(|| self.orders[usize::from(which) % count])
    }

    /// Returns someone to pay, and the amount where an order fixes it.
    fn payee(&self, payee: u8) -> (Payee, Option<u64>) {
        match (payee % 3, self.order(payee)) {
            (0, _) => (Payee::Receive(town::receive_code(u32::from(payee / 3 % 5))), None),
            (1, Some((order, minor))) => (Payee::Order(order), Some(minor)),
            _ if payee == u8::MAX => (Payee::Label(LabelId(1)), None),
            _ => (Payee::Label(town::label(u32::from(payee / 3 % 2))), None),
        }
    }
}

/// Returns one of the identifiers so far; one that nothing has when there are none.
fn chosen(ids: &[u128], which: u8) -> u128 {
    match ids.len() {
        0 => 0,
        count => ids[usize::from(which) % count],
    }
}

impl Minor {
    fn resolve(self, store: &MemoryStore, person: u32) -> u64 {
        let balance = match store.record(&Key::Account(town::account(person))) {
            Ok(Some(Record::Account(account))) => account.balance.minor().unsigned_abs(),
            _ => 0,
        };
        let minor = match self {
            Self::Zero => 0,
            Self::One => 1,
            Self::BelowBalance => balance.saturating_sub(1),
            Self::Balance => balance,
            Self::AboveBalance => balance + 1,
            Self::Max => Amount::MINOR_MAX,
            Self::Some(minor) => minor,
        };
        minor.min(Amount::MINOR_MAX)
    }
}

impl Envelope {
    /// Returns the same request for another amount; a top-up under another one's key too.
    fn with_amount(mut self, minor: u64) -> Self {
        match &mut self.command {
            Command::Pay(Pay { amount, .. }) => *amount = town::amount(minor),
            Command::TopUp(top_up) => top_up.amount = town::amount(minor),
            Command::OpenOrder(order) => order.amount = town::amount(minor),
            Command::ChargePayerCode(charge) => charge.amount = town::amount(minor),
            Command::Refund(refund) => refund.amount = town::amount(minor),
            Command::Hold(hold) => hold.amount = town::amount(minor),
            Command::PostHold(post) => post.amount = town::amount(minor),
            _ => {
                let scope = Scope::Operator;
                let mut other = town::top_up(1, 0, minor);
                other.key = Some(CommandKey { scope, id: 0xF000_0000_0000 });
                if let Command::TopUp(top_up) = &mut other.command {
                    top_up.payment = PaymentId(0xF000_0000_0001);
                }
                return other;
            }
        }
        self
    }
}
