//! What it costs to know who shows which payer code: the aliases of one step of time, and of a
//! whole minute at the start, for 100,000 devices.

use bank::TimeMs;
use bank::id::DeviceId;
use operator::keys::Keys;
use operator::payer_codes::PayerCodes;
use std::io::Write as _;
use std::time::Instant;

const DEVICES: u128 = 100_000;
const START: TimeMs = TimeMs(1_800_000_000_000);
const STEPS: u64 = 21;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let codes = PayerCodes::new(&Keys::create(folder.path()).expect("keys"));
    (0..DEVICES).for_each(|device| codes.add(DeviceId(device)));
    let started = Instant::now();
    codes.roll(START);
    let first = started.elapsed();
    let mut took: Vec<_> = (1..=STEPS)
        .map(|step| {
            let started = Instant::now();
            codes.roll(START.plus_ms(step * paycode::STEP_MS));
            started.elapsed()
        })
        .collect();
    took.sort_unstable();
    let middle = took[took.len() / 2].as_secs_f64() * 1e3;
    let mut out = std::io::stdout().lock();
    let line = format!(
        "payer codes of {DEVICES} devices: the minute at the start {:.0} ms, each step of {} s \
         {middle:.0} ms",
        first.as_secs_f64() * 1e3,
        paycode::STEP_MS / 1000
    );
    writeln!(out, "{line}").expect("standard output takes a line");
}
