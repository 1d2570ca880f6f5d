//! `GET /readyz`: whether requests can be served: the store answers and the teller takes commands.

use crate::problem::Fault;
use crate::service::Shared;
use axum::extract::State;
use bank::TimeMs;
use wire::ErrorCode;

/// Says whether requests can be served.
pub async fn ready(State(service): State<Shared>) -> Result<&'static str, Fault> {
    let not_ready = || Fault::from(ErrorCode::Overloaded).retry_after_s(5);
    service.read(|service| Ok(service.reader.ready()?)).await.map_err(|_| not_ready())?;
    // A write that changes nothing: forgets the nonces that expired before time began.
    service.teller.forget_nonces(TimeMs(0)).await.map_err(|_| not_ready())?;
    Ok("ready\n")
}
