//! A person with a wallet: the real one, on a device whose program ends now and then and is opened
//! again. What the person is told goes into the books.

use super::clockwork::WORLD;
use super::device::{Device, Hardware};
use super::oracle::{Believed, Payer, Told};
use super::town::Town;
use bank::id::{PaymentId, PersonId};
use futures_util::StreamExt as _;
use money::Amount;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::oneshot;
use wallet::state::{Payment, PaymentStep};
use wallet::{PaymentEnd, Standing, Wallet, WalletError, WalletEvent};
use wire::payment::Direction;
use wire::{ErrorCode, Id, Secret};

const PIN: &str = "271828";
const URL: &str = "http://127.0.0.1:7300";

/// One run of a wallet's program.
#[derive(Clone)]
struct Program {
    town: Arc<Town>,
    device: Device,
    wallet: Arc<Wallet<Device>>,
}

/// Keeps a wallet's program running.
pub async fn own(town: Arc<Town>, hardware: Arc<Hardware>) {
    let sim = town.cluster.sim.clone();
    loop {
        let device = Device::start(&town.cluster, &hardware);
        let owner = device.owner;
        town.programs.lock().expect("one thread").insert(hardware.number, owner);
        let wallet = Arc::new(Wallet::new(device.clone()).expect("a saved state"));
        let program = Program { town: Arc::clone(&town), device, wallet };
        let (alive, ended) = oneshot::channel::<()>();
        sim.spawn(owner, program.clone().listen());
        sim.spawn(owner, async move {
            program.live().await;
            drop(alive);
        });
        // Resolves when the program was ended and its parts are gone.
        let _ = ended.await;
        sim.note(format_args!("device {}: its program has ended", hardware.number));
        town.cluster.oracle.count("ended programs", 1);
        sim.sleep(sim.between(500, 20_000)).await;
    }
}

/// Opens a wallet once more when everything has come to rest, and returns what it believes.
pub async fn last_look(town: &Town, hardware: &Arc<Hardware>) -> Option<Believed> {
    let device = Device::start(&town.cluster, hardware);
    let wallet = Wallet::new(device).expect("a saved state");
    let Standing::Enrolled(profile) = wallet.standing() else { return None };
    let oracle = &town.cluster.oracle;
    // Twice: a clock that was set back is put right by the first answer.
    for _ in 0..2 {
        if let Err(error) = wallet.resume_all().await {
            oracle.violated(format!("a wallet cannot resume: {error:?}"));
        }
    }
    let home = match wallet.home().await {
        Ok(home) => home,
        Err(error) => {
            oracle.violated(format!("a wallet cannot show home: {error:?}"));
            return None;
        }
    };
    let mut history = Vec::new();
    let mut before = None;
    loop {
        let page = wallet.history(before).await.expect("nothing goes wrong any more");
        history.extend(page.payments.iter().map(entry));
        before = page.next_before;
        if before.is_none() {
            break;
        }
    }
    // What it keeps for when there is no network: the newest page, and nothing that is not true.
    let kept: Vec<_> = home.recent.iter().map(entry).collect();
    let newest = history.len().min(30);
    if kept.get(..newest) != Some(&history[..newest])
        || !kept.iter().all(|one| history.contains(one))
    {
        oracle.violated(format!("a wallet keeps {kept:?}, and its history is {history:?}"));
    }
    let sent = home.unfinished.iter().filter(|one| one.step == PaymentStep::Sent);
    Some(Believed {
        person: PersonId(profile.person.0),
        balance_minor: home.balance.map_or(0, |balance| balance.amount.minor()),
        available_minor: home.balance.map_or(0, |balance| balance.available.minor()),
        holds: home.holds.len(),
        history,
        unknown: sent.map(|one| PaymentId(one.payment.0)).collect(),
    })
}

fn entry(payment: &Payment) -> (PaymentId, u64, bool) {
    (PaymentId(payment.payment.0), payment.sequence, payment.direction == Direction::Out)
}

impl Program {
    async fn live(self) {
        let sim = self.town.cluster.sim.clone();
        let ends = self.wallet.resume_all().await;
        ends.into_iter().flatten().for_each(|end| self.hear(None, end));
        loop {
            sim.sleep(sim.between(300, 9_000)).await;
            if !self.town.take_act() {
                sim.sleep(60_000).await;
                continue;
            }
            match self.wallet.standing() {
                Standing::New => self.enrol().await,
                Standing::CodeSent(pending) => {
                    let code = self.town.cluster.oracle.code_of(pending.enrolment);
                    let code = code.filter(|_| !sim.happens(100));
                    let code = Secret::new(code.unwrap_or_else(|| "000000".to_owned()));
                    let name = Some(format!("Person {}", self.device.hardware.number));
                    let confirmed = self.wallet.confirm_enrolment(code, name).await;
                    let is_over = matches!(&confirmed, Err(WalletError::Api(problem))
                        if problem.code != ErrorCode::CodeWrong);
                    if is_over {
                        let _ = self.wallet.abandon_enrolment();
                    }
                }
                Standing::Enrolled(profile) if !profile.has_pin => {
                    let _ = self.wallet.set_pin(Secret::new(PIN), None).await;
                    // Another device of the person may have set it.
                    let _ = self.wallet.home().await;
                }
                Standing::Enrolled(_) => self.act().await,
            }
        }
    }

    async fn enrol(&self) {
        // Every third device is another one of the person before it.
        let number = self.device.hardware.number;
        let person = if number.is_multiple_of(3) { number - 1 } else { number };
        let handle = format!("person{person}@town.example");
        let _ = self.wallet.start_enrolment(URL, &handle).await;
    }

    async fn act(&self) {
        let sim = self.town.cluster.sim.clone();
        match sim.below(100) {
            0..30 => self.pay(&sim.one_of(&self.town.labels)).await,
            30..60 => {
                if let Some(code) = self.town.take_code() {
                    self.pay(&code).await;
                }
            }
            60..70 => {
                if let Ok(code) = self.wallet.receive_code(None, None) {
                    self.town.show_code(code.text);
                }
            }
            70..80 => self.show().await,
            80..84 => {
                let _ = self.wallet.home().await;
            }
            84..86 => {
                let _ = self.wallet.history(None).await;
            }
            86..88 => {
                let stock = Id(bank::contract::town::coupon::stock(0).0);
                if self.wallet.take_coupon(stock).await.is_ok() {
                    self.town.cluster.oracle.count("coupons taken by wallets", 1);
                }
            }
            88..93 => {
                if let Ok(ends) = self.wallet.resume_all().await {
                    ends.into_iter().for_each(|end| self.hear(None, end));
                }
            }
            93..97 => self.confirm_another().await,
            _ => {
                let current = if sim.happens(300) { "000000" } else { PIN };
                let _ = self.wallet.set_pin(Secret::new(PIN), Some(Secret::new(current))).await;
            }
        }
    }

    /// Shows a payer code to the tills.
    async fn show(&self) {
        let sim = &self.town.cluster.sim;
        let revealed = sim.happens(200);
        let cap = sim.happens(200).then_some("50.00");
        if let Ok(shown) = self.wallet.payer_code(cap, None, revealed).await {
            self.town.show_payer_code(shown.code.expose().to_owned());
        }
    }

    /// Takes up a payment that was left.
    async fn confirm_another(&self) {
        let sim = &self.town.cluster.sim;
        let unfinished = self.device.hardware.saved.lock().expect("one thread").unfinished.clone();
        if unfinished.is_empty() {
            return;
        }
        let one = sim.one_of(&unfinished);
        if one.step == PaymentStep::Prepared && sim.happens(500) {
            if self.wallet.drop_payment(one.payment).is_ok() {
                let id = PaymentId(one.payment.0);
                self.town.cluster.oracle.told_over(id, ErrorCode::PaymentUnknown);
            }
            return;
        }
        // The program may have ended while it was prepared.
        self.intend(one.payment, one.amount);
        self.confirm(one.payment).await;
    }

    fn intend(&self, payment: Id, amount: Amount) {
        let Standing::Enrolled(profile) = self.wallet.standing() else { return };
        let person = Payer::Person(PersonId(profile.person.0));
        self.town.cluster.oracle.intend(PaymentId(payment.0), person, Some(amount.minor()));
    }

    async fn pay(&self, code: &str) {
        let sim = &self.town.cluster.sim;
        let digits = ["0.01", "7.00", "19.99", "20.00", "60.00", "130.00"];
        let amount = sim.one_of(&digits);
        // The amount of an order is its own.
        let amount = (!self.town.is_order(code)).then_some(amount);
        let Ok(prepared) = self.wallet.prepare_payment(code, amount, None).await else { return };
        let unfinished = prepared.unfinished;
        self.intend(unfinished.payment, unfinished.amount);
        if !sim.happens(80) {
            self.confirm(unfinished.payment).await;
        }
    }

    async fn confirm(&self, payment: Id) {
        let sim = &self.town.cluster.sim;
        let pin = match sim.below(100) {
            0..10 => None,
            10..20 => Some(Secret::new("000000")),
            _ => Some(Secret::new(PIN)),
        };
        if let Ok(end) = self.wallet.confirm_payment(payment, pin).await {
            self.hear(Some(payment), end);
        }
    }

    /// Takes in what the person is told.
    fn hear(&self, payment: Option<Id>, end: PaymentEnd) {
        let cluster = &self.town.cluster;
        let number = self.device.hardware.number;
        match end {
            PaymentEnd::Paid(paid) => {
                cluster.sim.note(format_args!("device {number}: paid {:?}", paid.payment));
                let (minor, sequence) = (paid.amount.minor(), paid.sequence);
                let told = Told { minor, sequence, journal_hash: paid.journal_hash };
                cluster.oracle.told_done(PaymentId(paid.payment.0), told);
            }
            PaymentEnd::Refused(problem) => {
                cluster.sim.note(format_args!("device {number}: refused {:?}", problem.code));
                let (Some(payment), true) = (payment, self.town.counts_as_over(problem.code))
                else {
                    return;
                };
                cluster.oracle.told_over(PaymentId(payment.0), problem.code);
            }
            PaymentEnd::PinWrong { .. } => cluster.oracle.count("wrong PINs", 1),
            PaymentEnd::Unknown(_) => cluster.oracle.count("unknown ends", 1),
        }
    }

    async fn listen(self) {
        let mut events = pin!(Arc::clone(&self.wallet).events());
        while let Some(event) = events.next().await {
            match event {
                WalletEvent::Received(payment) | WalletEvent::Sent(payment) => {
                    let (minor, sequence) = (payment.amount.minor(), payment.sequence);
                    let told = Told { minor, sequence, journal_hash: payment.journal_hash };
                    self.town.cluster.oracle.told_done(PaymentId(payment.payment.0), told);
                }
                WalletEvent::PinAsked { code, .. } => {
                    if self.town.cluster.sim.happens(700) {
                        self.pay(&code).await;
                    }
                }
                WalletEvent::OrderEnded { .. }
                | WalletEvent::HoldChanged(_)
                | WalletEvent::EnvelopeChanged { .. }
                | WalletEvent::Connection { .. } => {}
            }
        }
    }
}

/// Sets a device's own clock forward or back.
pub fn set_clock(town: &Town, hardware: &Hardware) {
    let sim = &town.cluster.sim;
    let most = sim.one_of(&[1_000, 30_000, 900_000]);
    let skew_ms = i64::try_from(sim.between(0, 2 * most)).expect("small");
    let skew_ms = skew_ms - i64::try_from(most).expect("small");
    sim.note(format_args!("device {}: clock {skew_ms:+} ms", hardware.number));
    hardware.skew_ms.store(skew_ms, Ordering::Relaxed);
}

/// Ends a device's program where it stands.
pub fn end_program(town: &Town, hardware: &Hardware) {
    let owner = town.programs.lock().expect("one thread").get(&hardware.number).copied();
    if let Some(owner) = owner.filter(|owner| *owner != WORLD) {
        town.cluster.sim.end(owner);
    }
}
