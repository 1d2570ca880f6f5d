//! The log: JSON on standard error, or lines for people.
//!
//! `RUST_LOG` sets how much this program tells. Of the libraries under it nothing below `info` is
//! ever written, whatever `RUST_LOG` says: a database's driver would print what it is given, and
//! that is people's names.

use std::io::IsTerminal as _;
use tracing::{Level, Metadata};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, filter};

/// Whose own words may be as many as asked for.
const OURS: &[&str] = &["operator", "tongbao", "tongbaod", "bank", "bank_postgres", "bank_sqlite"];

/// Starts the log.
pub fn start(pretty: bool) {
    let asked = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::registry().with(asked).with(filter::filter_fn(may_say));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A log that is there already, in a test, is as good.
    let _ = if pretty {
        log.with(lines.compact()).try_init()
    } else {
        log.with(lines.json()).try_init()
    };
}

fn may_say(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let speaker = target.split_once("::").map_or(target, |(speaker, _)| speaker);
    *metadata.level() <= Level::INFO || OURS.contains(&speaker)
}
