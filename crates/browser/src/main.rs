//! The wallet in a browser on this machine, for development, tests and machines without a display.
#![doc = include_str!("../README.md")]

mod answer;
mod call;
mod config;
mod events;
mod guard;
mod host;
mod server;

use clap::Parser as _;
use config::Config;
use std::io::Write as _;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Config::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> Result<(), String> {
    let server = server::Server::bind(config).await?;
    say(&server.address());
    tokio::select! {
        ended = server.serve() => ended,
        () = end_asked_for() => Ok(()),
    }
}

/// Prints the one line that a person or a test waits for.
#[expect(clippy::print_stdout, reason = "the address is what this program is started for")]
fn say(address: &str) {
    println!("Tongbao is at {address}");
    // A closed pipe is no reason to end: the address is still good.
    drop(std::io::stdout().flush());
}

/// Waits for Ctrl-C or for whoever started this program. A payment that is under way is saved and
/// resumed at the next start.
async fn end_asked_for() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
        let waits = kinds.into_iter().filter_map(|kind| signal(kind).ok()).map(|mut signal| {
            Box::pin(async move {
                signal.recv().await;
            })
        });
        futures_util::future::select_all(waits).await;
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
}
