//! Connections: accepts them, bounds them in number and time, and ends them in good order.
//!
//! HTTP/1.1 only: TLS and HTTP/2 are the reverse proxy's.

use crate::request::guard::Peer;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// How long a connection may take to send its headers, and stay open between requests.
const HEADER_TIME_MAX: Duration = Duration::from_secs(30);
/// The most that the headers of one request may take, in bytes.
const HEADER_BYTES_MAX: usize = 32 * 1024;
/// The most headers of one request.
const HEADERS_MAX: usize = 64;
/// How long requests get to finish when the operator stops.
const GRACE: Duration = Duration::from_secs(15);

/// Serves until told to stop; then ends idle connections at once and gives the others time.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    connections_max: u32,
    mut stopping: watch::Receiver<bool>,
) {
    let slots = Arc::new(Semaphore::new(usize::try_from(connections_max).unwrap_or(1)));
    let mut connections = JoinSet::new();
    loop {
        // No slot, no accept: what waits in the kernel's queue costs nothing here.
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut stopping) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (router, stopping) = (router.clone(), stopping.clone());
                connections.spawn(async move {
                    serve_one(stream, peer, router, stopping).await;
                    drop(slot);
                });
            }
            Err(error) => {
                // Most often: out of file descriptors. Waiting lets connections end.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!("requests were cut off at the end");
    }
}

/// Waits until the operator stops.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that whoever could say so is gone: that is a stop too.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

async fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    // Small answers must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Peer(peer));
        let answer = router.clone().oneshot(request);
        async move { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME_MAX)
        .max_buf_size(HEADER_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopped(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}
