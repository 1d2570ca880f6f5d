//! The threads that talk to servers, in the background of whoever blocks for an answer.

use crate::error::Failure;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::time::error::Elapsed;

/// Returns the runtime of all connections of this process. Its threads wait for answers and encode;
/// two of them, so that a long answer does not hold up a batch.
pub(crate) fn handle() -> Result<&'static Handle, Failure> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let made = RUNTIME.get_or_init(|| {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(2).thread_name("bank-postgres").enable_all();
        builder.build().map_err(|error| error.to_string())
    });
    match made {
        Ok(runtime) => Ok(runtime.handle()),
        Err(error) => Err(Failure::connection(format!("no threads: {error}"))),
    }
}

/// A job in the background.
pub(crate) struct Waiting<T>(Receiver<Result<T, Elapsed>>);

/// Runs a job in the background, until it is done or the time is out: a server that stands still
/// must not hold up its nodes for ever.
pub(crate) fn start<T: Send + 'static>(
    time: Duration,
    job: impl Future<Output = T> + Send + 'static,
) -> Result<Waiting<T>, Failure> {
    let (sender, receiver) = sync_channel(1);
    handle()?.spawn(async move {
        let done = tokio::time::timeout(time, job).await;
        // Nobody waits any more when the waiting thread panicked or gave the store up.
        let _ = sender.send(done);
    });
    Ok(Waiting(receiver))
}

impl<T> Waiting<T> {
    /// Blocks this thread until the job is done or its time is out.
    pub(crate) fn wait(self) -> Result<T, Failure> {
        match self.0.recv() {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err(Failure::connection("the database does not answer in time")),
            Err(_) => Err(Failure::connection("talking to the database panicked")),
        }
    }
}

/// Runs a job in the background and blocks this thread until it is done, or until the time is out.
pub(crate) fn wait<T: Send + 'static>(
    time: Duration,
    job: impl Future<Output = T> + Send + 'static,
) -> Result<T, Failure> {
    start(time, job)?.wait()
}
