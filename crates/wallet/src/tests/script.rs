//! Whole scripts of faults: whatever is lost, delayed, doubled or killed, each payment happens at
//! most once, and in the end the wallet believes what the operator did.

use super::fake::network::Fault;
use super::fake::operator::{FRIEND, LABEL};
use super::fake::store::Crash;
use super::fake::{PIN, World, run, run_steps};
use super::payment::code_for;
use crate::payment::{EXPIRY_MARGIN_MS, ORDER_MS};
use crate::state::PaymentStep;
use crate::{PaymentEnd, Wallet, WalletError};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use wire::payment::Direction;
use wire::{Id, Secret};

/// What the person, or fate, does.
#[derive(Clone, Debug)]
enum Step {
    Prepare { friend: bool, amount: u8 },
    Confirm { which: u8, right_pin: bool, killed_after: Option<u8>, faults: Vec<Fault> },
    Resume { which: u8, killed_after: Option<u8> },
    ResumeAll,
    Drop { which: u8 },
    Restart,
    Wait { s: u8 },
    Deliver,
    TopUp,
    Faults(Vec<Fault>),
    Crash { saves: u8, is_written: bool },
}

fn any_step() -> impl Strategy<Value = Step> {
    let killed = || prop::option::weighted(0.3, 0_u8..12);
    // Mostly those that leave a doubt behind: they are what the flows are for.
    let fault = || {
        let doubtful = vec![Fault::Delayed, Fault::AnswerLost, Fault::RequestLost];
        prop_oneof![prop::sample::select(doubtful), prop::sample::select(Fault::ALL.to_vec())]
    };
    let faults = move || prop::collection::vec(fault(), 0..6);
    prop_oneof![
        3 => (any::<bool>(), 0_u8..3)
            .prop_map(|(friend, amount)| Step::Prepare { friend, amount }),
        6 => (any::<u8>(), prop::bool::weighted(0.8), killed(), faults()).prop_map(
            |(which, right_pin, killed_after, faults)| {
                Step::Confirm { which, right_pin, killed_after, faults }
            }
        ),
        2 => (any::<u8>(), killed())
            .prop_map(|(which, killed_after)| Step::Resume { which, killed_after }),
        1 => Just(Step::ResumeAll),
        1 => any::<u8>().prop_map(|which| Step::Drop { which }),
        1 => Just(Step::Restart),
        2 => (0_u8..150).prop_map(|s| Step::Wait { s }),
        3 => Just(Step::Deliver),
        2 => Just(Step::TopUp),
        2 => faults().prop_map(Step::Faults),
        2 => (0_u8..3, any::<bool>())
            .prop_map(|(saves, is_written)| Step::Crash { saves, is_written }),
    ]
}

/// The person's side of it: what was told, what was let go.
struct Play {
    world: World,
    wallet: Arc<Wallet<World>>,
    paid: BTreeSet<Id>,
    over: BTreeSet<Id>,
}

impl Play {
    fn step(&mut self, step: Step) {
        match step {
            Step::Prepare { friend, amount } => self.prepare(friend, amount),
            Step::Confirm { which, right_pin, killed_after, faults } => {
                let Some(payment) = self.pick(which) else { return };
                self.world.network.script(&faults);
                let pin = if right_pin { PIN } else { "000000" };
                let work = self.wallet.confirm_payment(payment, Some(Secret::new(pin)));
                let ended = run_steps(work, killed_after.map_or(10_000, usize::from));
                self.hear(payment, ended);
            }
            Step::Resume { which, killed_after } => {
                let Some(payment) = self.pick(which) else { return };
                let work = self.wallet.resume_payment(payment);
                let ended = run_steps(work, killed_after.map_or(10_000, usize::from));
                self.hear(payment, ended);
            }
            Step::ResumeAll => {
                let _ = run(self.wallet.resume_all());
                self.survive();
            }
            Step::Drop { which } => {
                let Some(payment) = self.pick(which) else { return };
                if self.wallet.drop_payment(payment).is_ok() {
                    self.over.insert(payment);
                }
                self.survive();
            }
            Step::Restart => self.restart(),
            Step::Wait { s } => self.world.clock.advance(u64::from(s) * 1000),
            Step::Deliver => self.world.network.deliver(),
            Step::TopUp => self.world.operator.inner().balance += 5_000,
            Step::Faults(faults) => self.world.network.script(&faults),
            Step::Crash { saves, is_written } => {
                let saves = usize::from(saves);
                self.world.store.crash(Some(Crash { saves, is_written }));
            }
        }
    }

    fn prepare(&mut self, friend: bool, amount: u8) {
        let payee = if friend { FRIEND } else { LABEL };
        let digits = ["60.00", "90.00", "130.00"][usize::from(amount)];
        let prepared = run(self.wallet.prepare_payment(&code_for(payee), Some(digits), None));
        if let Ok(prepared) = prepared {
            let asked = prepared.unfinished;
            let in_doubt = self.world.store.saved().unfinished.into_iter().find(|one| {
                one.step == PaymentStep::Sent
                    && (one.payee, one.amount) == (asked.payee, asked.amount)
            });
            assert_eq!(in_doubt, None, "a second identifier while the first may be done");
        }
        self.survive();
    }

    fn pick(&self, which: u8) -> Option<Id> {
        let unfinished = self.world.store.saved().unfinished;
        let count = unfinished.len();
        (count > 0).then(|| unfinished[usize::from(which) % count].payment)
    }

    /// Takes in what was told; `None` is a program that was killed in between.
    fn hear(&mut self, payment: Id, ended: Option<Result<PaymentEnd, WalletError>>) {
        match ended {
            Some(Ok(PaymentEnd::Paid(paid))) => {
                assert_eq!(paid.payment, payment);
                self.paid.insert(payment);
            }
            Some(Ok(PaymentEnd::Refused(_))) => {
                self.over.insert(payment);
            }
            None => self.restart(),
            Some(_) => {}
        }
        self.survive();
    }

    fn restart(&mut self) {
        self.wallet = self.world.wallet();
    }

    /// A program that died at a save is started again.
    fn survive(&mut self) {
        if self.world.store.is_dead() {
            self.restart();
        }
    }

    /// Heals everything, waits until every order is void, and holds belief against truth.
    fn check(mut self) {
        self.world.network.script(&[]);
        self.world.store.crash(None);
        self.restart();
        self.world.clock.advance(ORDER_MS + EXPIRY_MARGIN_MS + 1);
        self.world.network.deliver();
        run(self.wallet.resume_all()).expect("everything is healed");
        self.world.network.deliver();

        let state = self.world.store.saved();
        let left = state.unfinished.iter().filter(|one| one.step == PaymentStep::Sent).count();
        assert_eq!(left, 0, "every end is known");
        let done: BTreeSet<Id> = self.world.operator.done().into_iter().collect();
        let out = state.recent.iter().filter(|payment| payment.direction == Direction::Out);
        let believed: BTreeSet<Id> = out.map(|payment| payment.payment).collect();
        assert_eq!(believed, done, "the wallet believes what the operator did");
        assert!(self.paid.is_subset(&done), "told as paid, not done");
        assert!(self.over.is_disjoint(&done), "told as over, but done");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn belief_follows_truth_through_any_script(steps in prop::collection::vec(any_step(), 1..40)) {
        let world = World::enrolled();
        let wallet = world.wallet();
        let mut play = Play { world, wallet, paid: BTreeSet::new(), over: BTreeSet::new() };
        for step in steps {
            play.step(step);
        }
        play.check();
    }
}
