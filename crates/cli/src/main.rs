//! The wallet in a terminal: reads what was asked, lets the wallet do it, prints the answer.

mod arguments;
mod command;
mod failure;
mod output;
mod prompt;
mod saving;
mod session;
mod view;

use arguments::Arguments;
use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let is_json = arguments.json;
    let ended = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(command::run(arguments)),
        Err(error) => Err(failure::Failure::io("The program cannot start", &error)),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print(is_json);
            ExitCode::FAILURE
        }
    }
}
