//! A whole town in one thread, decided by one seed: real wallets and the real bank, over simulated
//! nodes, networks, disks and clocks that fail in every way that they can. The same seed gives the
//! same run, so a failure is told by its seed.

mod bug;
mod chance;
mod clockwork;
mod database;
mod desk;
mod device;
mod door;
mod envelope;
mod network;
mod node;
mod oracle;
mod person;
mod promotion;
mod shop;
mod shopkeeping;
mod sweeper;
mod town;

pub use bug::Bug;

use clockwork::Sim;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use town::Town;

/// How a simulation runs.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many acts of people, shops and the desk there are.
    pub acts: u32,
    /// Whether what happens is told on standard error.
    pub is_told: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { acts: 400, is_told: false }
    }
}

/// What came of a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// A hash over all that happened and the end of the journal.
    pub trace: u64,
    /// What must not be and is; empty when all is well.
    pub violations: Vec<String>,
    /// How often what happened.
    pub counts: BTreeMap<&'static str, usize>,
}

/// Runs the simulation of a seed.
pub fn run(seed: u64, options: Options) -> Report {
    run_with(seed, options, None)
}

/// Like [`run`], with a bug that is to be found.
pub fn run_with(seed: u64, options: Options, bug: Option<Bug>) -> Report {
    use bank::store::Reader as _;
    let sim = Sim::new(seed, options.is_told);
    let town = Town::new(&sim, options, bug);
    let cluster = std::sync::Arc::clone(&town.cluster);
    // A panic ends one simulation, and is told with its seed as any other failure.
    if catch_unwind(AssertUnwindSafe(|| sim.run(town.live()))).is_err() {
        let violations = vec!["a panic, which standard error tells of".to_owned()];
        return Report { trace: 0, violations, counts: BTreeMap::new() };
    }
    let head = cluster.database.contents.chain_head().expect("memory works");
    sim.note(format_args!("the journal ends with {head:?}"));
    let oracle = &cluster.oracle;
    Report { trace: sim.trace(), violations: oracle.violations(), counts: oracle.counts() }
}

/// Returns the fewest acts with which a failing seed still fails, found by halving.
pub fn shortest(seed: u64, options: Options) -> u32 {
    let (mut fails, mut holds) = (options.acts, 0);
    while fails - holds > 1 {
        let acts = holds + (fails - holds) / 2;
        match run(seed, Options { acts, is_told: false }).violations.is_empty() {
            true => holds = acts,
            false => fails = acts,
        }
    }
    fails
}
