//! `simulate [--seeds N] [--from SEED] [--acts N] [--tell]`: runs simulations of the town until one
//! fails, and says how to run that one again.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::process::ExitCode;
use tests::simulation::{Options, run, shortest};

const USAGE: &str = "simulate [--seeds N] [--from SEED] [--acts N] [--tell]";

struct Arguments {
    seeds: u64,
    from: u64,
    options: Options,
}

fn read(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut read = Arguments { seeds: 1000, from: 0, options: Options::default() };
    while let Some(word) = words.next() {
        let mut number = || words.next()?.parse::<u64>().ok();
        match word.as_str() {
            "--seeds" => read.seeds = number()?,
            "--from" => read.from = number()?,
            "--acts" => read.options.acts = number()?.try_into().ok()?,
            "--tell" => read.options.is_told = true,
            _ => return None,
        }
    }
    Some(read)
}

fn main() -> io::Result<ExitCode> {
    let mut out = io::stdout();
    let Some(Arguments { seeds, from, options }) = read(std::env::args().skip(1)) else {
        writeln!(out, "{USAGE}")?;
        return Ok(ExitCode::from(2));
    };
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (done, seed) in (from..from.saturating_add(seeds)).enumerate() {
        let report = run(seed, options);
        if !report.violations.is_empty() {
            writeln!(out, "seed {seed}: {:#?}", report.violations)?;
            let acts = shortest(seed, options);
            let again = format!("simulate -- --seeds 1 --from {seed} --acts {acts} --tell");
            writeln!(out, "again: cargo run -p tests --bin {again}")?;
            return Ok(ExitCode::FAILURE);
        }
        for (what, count) in report.counts {
            *counts.entry(what).or_default() += count;
        }
        if options.is_told || seeds == 1 {
            writeln!(out, "seed {seed}: trace {:016x}", report.trace)?;
        } else if (done + 1) % 100 == 0 {
            writeln!(out, "{} seeds, nothing found", done + 1)?;
        }
    }
    writeln!(out, "{seeds} seeds from {from}, nothing found: {counts:#?}")?;
    Ok(ExitCode::SUCCESS)
}
