//! Limits on every request: how often one address asks, how many are served at once, how long one
//! may take.

use super::hold;
use crate::problem::Fault;
use crate::service::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::ErrorCode;

/// The other end of the connection, as the server saw it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The address that a request counts for.
#[derive(Clone, Copy, Debug)]
pub struct ClientIp(pub IpAddr);

/// Lets a request through, or not.
pub async fn guard(State(service): State<Shared>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Peer(address)| address.ip());
    let ip = client_ip(peer.to_canonical(), request.headers(), &service.config.trusted_proxies);
    if let Err(fault) = service.limits.ip(ip) {
        return fault.into_response();
    }
    request.extensions_mut().insert(ClientIp(ip));
    let Some(places) = places(&service, &request) else {
        return Fault::from(ErrorCode::Overloaded).retry_after_s(1).into_response();
    };
    let time = Duration::from_secs(service.config.timeout.request_s.into());
    match tokio::time::timeout(time, hold::holding(places, next.run(request))).await {
        Ok(response) => response,
        Err(_) => Fault::from(ErrorCode::RequestTimeout).into_response(),
    }
}

/// Takes the places that a request needs; none when there is no room. Reads leave some to those
/// who pay, and the operator is answered also when nobody else is.
fn places(service: &Shared, request: &Request) -> Option<Vec<OwnedSemaphorePermit>> {
    let take = |places: &Arc<Semaphore>, reason: &'static str| {
        let permit = Arc::clone(places).try_acquire_owned().ok();
        if permit.is_none() {
            metrics::counter!("tongbao_requests_refused_total", "reason" => reason).increment(1);
        }
        permit
    };
    if matches!(request.uri().path(), "/healthz" | "/readyz" | "/metrics") {
        return take(&service.questions, "questions").map(|permit| vec![permit]);
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let read = if is_read { Some(take(&service.reads, "reads")?) } else { None };
    let place = take(&service.requests, "concurrency")?;
    Some(read.into_iter().chain([place]).collect())
}

/// Seats a request among those of its person or merchant.
///
/// # Errors
/// `overloaded` when all seats are taken.
pub fn seat(service: &Shared, account: u128) -> Result<(), Fault> {
    match service.seats.take(account) {
        Some(seat) => {
            hold::sit(seat);
            Ok(())
        }
        None => {
            metrics::counter!("tongbao_requests_refused_total", "reason" => "account").increment(1);
            Err(Fault::from(ErrorCode::Overloaded).retry_after_s(1))
        }
    }
}

/// Walks `X-Forwarded-For` from its end: each trusted proxy vouches for the address before it, and
/// the first one that is no trusted proxy is the client. Whatever stands further left is hearsay.
fn client_ip(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let mut client = peer;
    for text in lines.iter().flat_map(|line| line.split(',')).rev() {
        let Ok(ip) = text.trim().parse::<IpAddr>() else { break };
        client = ip.to_canonical();
        if !trusted.contains(&client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_its_last_word() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 2.2.2.2"));
        let proxy = [ip("127.0.0.1")];
        assert_eq!(client_ip(ip("9.9.9.9"), &headers, &proxy), ip("9.9.9.9"));
        assert_eq!(client_ip(ip("127.0.0.1"), &headers, &proxy), ip("2.2.2.2"));
        headers.append("x-forwarded-for", HeaderValue::from_static("127.0.0.1"));
        assert_eq!(client_ip(ip("127.0.0.1"), &headers, &proxy), ip("2.2.2.2"));
        let nonsense = HeaderMap::from_iter([(
            "x-forwarded-for".parse().expect("a name"),
            HeaderValue::from_static("unknown"),
        )]);
        assert_eq!(client_ip(ip("127.0.0.1"), &nonsense, &proxy), ip("127.0.0.1"));
    }
}
