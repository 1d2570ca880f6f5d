//! Being told of batches that any node has committed, by LISTEN and NOTIFY.

use crate::error::Failure;
use crate::runtime;
use crate::session::{Ask, Purpose, Session};
use crate::target::Target;
use bank::store::StoreError;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

/// How long to wait before a connection is made again.
const PAUSE: Duration = Duration::from_secs(1);

/// Listens until it is dropped.
#[derive(Debug)]
pub struct Listener {
    task: AbortHandle,
}

impl Listener {
    /// Begins to listen: `wake` is called after each batch of any node, and whenever one may have
    /// been missed. Connections that end are made again; who must not depend on them asks by itself
    /// from time to time.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start(
        target: &Target,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let target = target.clone();
        let listening = async move {
            loop {
                // Why it ended makes no difference: it is tried again.
                let _ = listen(&target, &wake).await;
                tokio::time::sleep(PAUSE).await;
            }
        };
        let task = runtime::handle()?.spawn(listening).abort_handle();
        Ok(Self { task })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Listens until the connection ends.
async fn listen(target: &Target, wake: &(dyn Fn() + Send + Sync)) -> Result<(), Failure> {
    let (notified, mut notifications) = mpsc::channel(1);
    let session = Session::connect(target, Purpose::Patience, Some(notified)).await?;
    session
        .ask_all(vec![Ask::plain("LISTEN tongbao")])
        .await
        .into_iter()
        .try_for_each(|done| done.map(drop))?;
    // Whatever was committed before this moment.
    wake();
    while notifications.recv().await.is_some() {
        wake();
    }
    Ok(())
}
