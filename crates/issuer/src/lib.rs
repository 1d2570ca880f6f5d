//! A sandbox issuer of payment cards.
#![doc = include_str!("../README.md")]

mod answer;
mod bind;
mod book;
pub mod card;
mod charge;
mod clock;
mod code;
mod routes;

pub use book::{Book, BookError};
pub use routes::{Issuer, Operator, Outbox, router};

use std::future::Future;
use std::io;
use tokio::net::TcpListener;

/// Serves until `stop` is ready; requests that are under way get their answers.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    issuer: Issuer,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(issuer)).with_graceful_shutdown(stop).await
}
