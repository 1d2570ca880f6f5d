//! The operator's program.

use clap::Parser as _;
use operator::command::{Arguments, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(Arguments::parse())
}
