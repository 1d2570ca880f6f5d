//! `tongbaod serve`: the service, until SIGTERM or Ctrl-C.

use super::{CommandError, print};
use crate::config::Config;
use crate::{log, notify};
use std::net::SocketAddr;
use std::path::Path;
use tokio::net::TcpListener;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Listens here instead of where the configuration says; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Uses this database instead of the configuration's: a file, or a `postgres://` URL.
    #[arg(long)]
    database: Option<String>,
}

impl Serve {
    pub(super) fn run(self, data: &Path) -> Result<(), CommandError> {
        let listen = self.listen.map(|listen| ("listen", "--listen", listen.to_string()));
        let database = self.database.map(|database| ("database", "--database", database));
        let (config, _) = Config::read(data, listen.into_iter().chain(database).collect())?;
        log::start(config.log_pretty);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| CommandError::new("start_failed", error.to_string()))?;
        runtime.block_on(serve(config))
    }
}

async fn serve(config: Config) -> Result<(), CommandError> {
    let wrong =
        |error: std::io::Error| CommandError::new("start_failed", format!("cannot start: {error}"));
    let listener = TcpListener::bind(config.listen).await.map_err(wrong)?;
    // Before anyone is told that it runs: a stop must never find nobody listening.
    let told_to_stop = stop_signal().map_err(wrong)?;
    let running = crate::serve(config, listener).await?;
    print::line(&format!("tongbaod listens on http://{}", running.address));
    tracing::info!(address = %running.address, "serving");
    notify::ready();
    told_to_stop.await;
    tracing::info!("stopping");
    notify::stopping();
    running.stop().await;
    Ok(())
}

/// Returns what ends when the operator is told to stop; listens from this moment on.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Returns what ends when the operator is told to stop.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be told, it runs until the process is ended.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
