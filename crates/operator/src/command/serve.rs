//! `tongbaod serve`: the service, until SIGTERM or Ctrl-C.

use super::{CommandError, print};
use crate::config::Config;
use std::io::IsTerminal as _;
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::Path;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Listens here instead of where the configuration says; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub(super) fn run(self, data: &Path) -> Result<(), CommandError> {
        let mut config = Config::load(data)?;
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        start_log(config.log_pretty);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| CommandError::new("start_failed", error.to_string()))?;
        runtime.block_on(serve(config))
    }
}

async fn serve(config: Config) -> Result<(), CommandError> {
    let wrong = |error: std::io::Error| {
        CommandError::new("start_failed", format!("cannot listen: {error}"))
    };
    let listener = TcpListener::bind(config.listen).await.map_err(wrong)?;
    let running = crate::serve(config, listener).await?;
    print::line(&format!("tongbaod listens on http://{}", running.address));
    tracing::info!(address = %running.address, "serving");
    stop_signal().await.map_err(wrong)?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

#[cfg(unix)]
async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        result = tokio::signal::ctrl_c() => result,
    }
}

#[cfg(not(unix))]
async fn stop_signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// The log goes to standard error; `RUST_LOG` sets what is in it.
fn start_log(pretty: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A log that is there already, in a test, is as good.
    let _ = if pretty { log.compact().try_init() } else { log.json().try_init() };
}
