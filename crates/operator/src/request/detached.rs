//! Work that goes on to its end although the client has hung up.
//!
//! A handler is dropped with its connection. Between two steps that belong together, such as
//! counting a PIN's try and forgetting it, nobody may be able to cut.

use super::hold;
use crate::problem::Fault;
use crate::trace;
use tracing::Instrument as _;

/// Runs work that does not end with the request, and waits for it. It keeps the places that the
/// request holds: hanging up makes no room for more.
///
/// # Errors
/// What the work returns, or an internal error when it panics.
pub async fn detached<T: Send + 'static>(
    work: impl Future<Output = Result<T, Fault>> + Send + 'static,
) -> Result<T, Fault> {
    let work = trace::within(trace::current(), hold::kept(work, hold::current()));
    match tokio::spawn(work.in_current_span()).await {
        Ok(result) => result,
        Err(error) => Err(Fault::internal(error)),
    }
}
