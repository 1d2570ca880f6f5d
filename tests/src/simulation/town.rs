//! The town of a simulation: the nodes, the shops, the people, and what they show each other.

use super::clockwork::{Owner, START_MS, Sim, WORLD};
use super::desk::Desk;
use super::device::Hardware;
use super::envelope::Round;
use super::node::{self, Cluster, NODES};
use super::person;
use super::promotion;
use super::shop::Till;
use super::{Bug, Options};
use bank::contract::town as numbers;
use bank::record::{Label, State};
use bank::store::Reader as _;
use bank::{Envelope, TimeMs};
use operator::config::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use wire::ErrorCode;

/// How many shops there are.
pub const SHOPS: u32 = 3;
/// How many devices there are; every third belongs to the person of the one before it.
const DEVICES: u8 = 6;
/// How far all clocks go forward at last, so that envelopes are over: 25 hours.
const ENVELOPES_OVER_MS: i64 = 25 * 60 * 60 * 1000;

/// The town.
pub struct Town {
    pub cluster: Arc<Cluster>,
    /// The texts of the shops' labels.
    pub labels: Vec<String>,
    /// The programs that run on devices.
    pub programs: Mutex<BTreeMap<u8, Owner>>,
    hardware: Vec<Arc<Hardware>>,
    shown: Mutex<Vec<String>>,
    orders: Mutex<BTreeSet<String>>,
    payer_codes: Mutex<Vec<String>>,
    acts_left: Mutex<u32>,
    /// Whether the nodes' clocks are further apart than a wallet's patience with an order allows.
    has_wild_clocks: bool,
}

const CONFIG: &str = "operator = \"town.simulated\"\nname = \"Town\"\ncurrency = \"CNY\"\n\
    country = \"CN\"\npublic_url = \"http://127.0.0.1:7300\"\npin_from = \"50.00\"\n\
    [code]\nsender = \"log\"\n[fee]\nrate_bp = 70\nfree_below = \"1.00\"\n";

impl Town {
    pub fn new(sim: &Sim, options: Options, bug: Option<Bug>) -> Arc<Self> {
        let config = Config::parse(CONFIG, Path::new("/nowhere")).expect("a configuration");
        let cluster = Cluster::new(sim.clone(), bug, config, node::keys());
        let founding = std::iter::once(numbers::open_desk())
            .chain((0..SHOPS).map(numbers::open_merchant))
            .chain(promotion::founding())
            .map(|envelope| Envelope { at: TimeMs(START_MS), ..envelope });
        let founding: Vec<Envelope> = founding.collect();
        let mut contents = cluster.database.contents.clone();
        let outcomes = bank::batch::run(&mut contents, &founding).expect("memory works");
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        let merchants = contents.merchants().expect("memory works").into_iter();
        let labels = merchants.map(|(merchant, labels)| {
            let label: &Label = labels.first().expect("the first label");
            assert_eq!(label.state, State::Active);
            let text = operator::paycodes::label(&cluster.config, &merchant, label, None);
            text.expect("a code")
        });
        let labels = labels.collect();
        let hardware = (1..=DEVICES).map(|number| {
            Arc::new(Hardware { number, saved: Mutex::default(), skew_ms: 0.into() })
        });
        Arc::new(Self {
            labels,
            programs: Mutex::default(),
            hardware: hardware.collect(),
            shown: Mutex::default(),
            orders: Mutex::default(),
            payer_codes: Mutex::default(),
            acts_left: Mutex::new(options.acts),
            has_wild_clocks: sim.happens(400),
            cluster,
        })
    }

    /// Takes one of the acts that are left.
    pub fn take_act(&self) -> bool {
        let mut left = self.acts_left.lock().expect("one thread");
        let is_there = *left > 0;
        *left = left.saturating_sub(1);
        is_there
    }

    /// Shows a code that anybody may pay.
    pub fn show_code(&self, code: String) {
        self.shown.lock().expect("one thread").push(code);
    }

    /// Shows the code of an order.
    pub fn show_order(&self, code: String) {
        self.orders.lock().expect("one thread").insert(code.clone());
        self.show_code(code);
    }

    /// Returns whether a text is an order's, which has its own amount.
    pub fn is_order(&self, code: &str) -> bool {
        matches!(paycode::read(code), Ok(paycode::Code::Tongbao(code))
            if matches!(code.payee, paycode::Payee::Order(_)))
    }

    /// Returns a code that is shown; now and then it stays for a second payer.
    pub fn take_code(&self) -> Option<String> {
        let sim = &self.cluster.sim;
        let mut shown = self.shown.lock().expect("one thread");
        if shown.is_empty() {
            return None;
        }
        let place = usize::try_from(sim.below(shown.len() as u64)).expect("a place");
        Some(if sim.happens(400) { shown[place].clone() } else { shown.swap_remove(place) })
    }

    /// Shows a payer code to the tills.
    pub fn show_payer_code(&self, digits: String) {
        self.payer_codes.lock().expect("one thread").push(digits);
    }

    /// Returns a payer code that a till sees.
    pub fn take_payer_code(&self) -> Option<String> {
        self.payer_codes.lock().expect("one thread").pop()
    }

    /// Returns whether what a wallet was told is for ever. Where the clocks of two nodes are
    /// further apart than the margin that a wallet leaves, an order that one says is over may
    /// still come in at the other: nodes' clocks are to be kept together for that.
    ///
    /// So for a till that hears of no such charge: a code that is dead here may live there.
    pub fn counts_as_over(&self, code: ErrorCode) -> bool {
        let is_of_clocks = matches!(code, ErrorCode::PaymentOrderExpired | ErrorCode::OrderUnknown);
        !(self.has_wild_clocks && is_of_clocks)
    }

    /// Lets the town live until all acts are done, and everything come to rest.
    pub async fn live(self: Arc<Self>) {
        let sim = self.cluster.sim.clone();
        (0..NODES).for_each(|node| self.cluster.start(node));
        for hardware in &self.hardware {
            sim.spawn(WORLD, person::own(Arc::clone(&self), Arc::clone(hardware)));
        }
        (0..SHOPS).for_each(|number| {
            sim.spawn(WORLD, Till::new(Arc::clone(&self), number).open_all_day());
        });
        sim.spawn(WORLD, Desk::new(Arc::clone(&self)).open_all_day());
        sim.spawn(WORLD, Round::new(Arc::clone(&self)).go_on());
        while *self.acts_left.lock().expect("one thread") > 0 {
            sim.sleep(sim.between(1_000, 15_000)).await;
            self.interfere();
        }
        sim.sleep(20_000).await;
        self.cluster.calm();
        // Longer than any order, hold, lease or message lives.
        sim.sleep(25 * 60_000).await;
        // Longer than any envelope lives.
        (0..NODES).for_each(|node| self.cluster.set_skew(node, ENVELOPES_OVER_MS));
        sim.sleep(60_000).await;
        for hardware in &self.hardware {
            person::end_program(&self, hardware);
        }
        sim.sleep(1_000).await;
        self.cluster.oracle.check(&self.cluster.database.contents);
        for hardware in &self.hardware {
            if let Some(believed) = person::last_look(&self, hardware).await {
                self.cluster.oracle.count("wallets compared", 1);
                self.cluster.oracle.check_wallet(&self.cluster.database.contents, &believed);
            }
        }
    }

    /// Lets fate do one thing.
    fn interfere(&self) {
        let sim = &self.cluster.sim;
        let node = usize::try_from(sim.below(NODES as u64)).expect("a node");
        let hardware = sim.one_of(&self.hardware);
        match sim.below(100) {
            0..25 => self.cluster.crash(node),
            25..45 => {
                let most_ms: i64 = if self.has_wild_clocks { 100_000 } else { 1_200 };
                let width = u64::try_from(2 * most_ms).expect("positive");
                let skew_ms = i64::try_from(sim.below(width)).expect("small") - most_ms;
                self.cluster.set_skew(node, skew_ms);
            }
            45..60 => person::end_program(self, &hardware),
            60..80 => person::set_clock(self, &hardware),
            _ => {}
        }
    }
}
