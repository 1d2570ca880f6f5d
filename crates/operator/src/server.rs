//! Connections: accepts them, bounds them in number, size and time, and ends them in good order.
//!
//! HTTP/1.1 only: TLS and HTTP/2 are the reverse proxy's.

mod body;
mod deadline;
pub mod gate;

use crate::request::guard::Peer;
use axum::Router;
use axum::extract::Request;
use body::Answering;
use deadline::{Busy, Deadlined};
use gate::Gate;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Serves until told to stop; then ends idle connections at once and gives the others time.
pub async fn accept(
    listener: TcpListener,
    router: Router,
    gate: Arc<Gate>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let next = async {
            let slot = gate.slot().await;
            (slot, listener.accept().await)
        };
        let accepted = tokio::select! {
            accepted = next => accepted,
            () = stopped(&mut stopping) => break,
        };
        let (Some(slot), accepted) = accepted else { break };
        match accepted {
            Ok((stream, peer)) => {
                let Some(place) = gate.enter(peer.ip(), slot) else {
                    metrics::counter!("tongbao_connections_refused_total").increment(1);
                    continue;
                };
                let (router, stopping) = (router.clone(), stopping.clone());
                let gate = Arc::clone(&gate);
                connections.spawn(async move {
                    serve_one(stream, peer, router, &gate, stopping).await;
                    drop(place);
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
    if tokio::time::timeout(gate.grace, all).await.is_err() {
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
    gate: &Gate,
    mut stopping: watch::Receiver<bool>,
) {
    // Small answers must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let busy = Busy::default();
    let stream = Deadlined::new(stream, gate.deadlines, busy.clone());
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let in_work = busy.begin();
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Peer(peer));
        let answer = router.clone().oneshot(request);
        async move {
            let response = answer.await.unwrap_or_else(|never| match never {});
            Ok::<_, Infallible>(response.map(|body| Answering::new(body, in_work)))
        }
    });
    let connection = http1::Builder::new()
        .header_read_timeout(None)
        .max_buf_size(gate.header_bytes)
        .max_headers(gate.headers)
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
