//! The sandbox issuer's program.

use clap::Parser as _;
use issuer::card::CARDS;
use issuer::{Book, Issuer, Operator};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;

/// The shortest secret, in characters.
const SECRET_MIN: usize = 16;

/// A sandbox issuer of payment cards. Never for real cards.
#[derive(clap::Parser)]
#[command(version)]
struct Arguments {
    /// The data folder.
    #[arg(long, global = true, default_value = "issuer-data")]
    data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Serves operators.
    Serve {
        /// The address and port to serve on.
        #[arg(long, default_value = "127.0.0.1:8702")]
        listen: SocketAddr,
        /// An operator that may ask, and the file of its secret; once for each.
        #[arg(long, value_name = "NAME=SECRET_FILE", required = true)]
        operator: Vec<String>,
    },
    /// Lists the demo's cards.
    Cards,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let Arguments { data, command } = Arguments::parse();
    let ended = match command {
        Command::Cards => {
            let lines = CARDS.iter().map(|card| {
                format!("{}  {:<12} {}  {}", card.number, card.holder, card.phone, card.brand)
            });
            say(&lines.collect::<Vec<_>>().join("\n"));
            Ok(())
        }
        Command::Serve { listen, operator } => serve(data, listen, &operator).await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(data: PathBuf, listen: SocketAddr, operators: &[String]) -> Result<(), String> {
    let operators = operators.iter().map(|text| operator(text));
    let operators = operators.collect::<Result<Vec<_>, String>>()?;
    let book = Book::open(&data).map_err(|error| error.to_string())?;
    let listener = TcpListener::bind(listen).await.map_err(|error| format!("{listen}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    say(&format!("the sandbox issuer is at http://{address}"));
    let issuer = Issuer::new(book, operators);
    issuer::serve(issuer, listener, end_asked_for()).await.map_err(|error| error.to_string())
}

fn operator(text: &str) -> Result<Operator, String> {
    let (name, path) = text.split_once('=').ok_or("--operator is NAME=SECRET_FILE")?;
    let secret = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let secret = secret.trim().to_owned();
    if name.is_empty() || name.contains('/') || secret.len() < SECRET_MIN {
        return Err(format!("{path}: a secret has at least {SECRET_MIN} characters"));
    }
    Ok(Operator { name: name.to_owned(), secret })
}

#[expect(clippy::print_stdout, reason = "what this program is asked for")]
fn say(text: &str) {
    println!("{text}");
    // A closed pipe is no reason to end.
    drop(std::io::stdout().flush());
}

/// Waits for Ctrl-C, or for SIGTERM of whoever started this program.
async fn end_asked_for() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
        }
    }
    #[cfg(not(unix))]
    drop(tokio::signal::ctrl_c().await);
}
