//! Who may ask: only pages that this program served on this machine, with its token.

use crate::answer::refuse;
use crate::server::Shared;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use bridge::UiError;
use subtle::ConstantTimeEq as _;

/// The header that carries the token.
const TOKEN: &str = "x-tongbao-token";

/// Lets only requests pass that name this server: a page of another name that was made to resolve
/// to this machine does not.
pub async fn this_server(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let named = text(request.headers(), HOST.as_str());
    if !named.is_some_and(|host| shared.names().iter().any(|name| name == host)) {
        return refused("host_refused", "This address is not this program's.");
    }
    next.run(request).await
}

/// Lets only requests pass that come from our own page and carry the token.
pub async fn our_page(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let ours = |origin: &str| {
        let host = origin.strip_prefix("http://");
        host.is_some_and(|host| shared.names().iter().any(|name| name == host))
    };
    // Programs that are no browser send no origin; they still need the token.
    if headers.contains_key(ORIGIN) && !text(headers, ORIGIN.as_str()).is_some_and(ours) {
        return refused("origin_refused", "This page is not this program's.");
    }
    let site = text(headers, "sec-fetch-site").unwrap_or("same-origin");
    if site != "same-origin" {
        return refused("origin_refused", "This page is not this program's.");
    }
    let token = headers.get(TOKEN).map_or(&[][..], |value| value.as_bytes());
    if !bool::from(token.ct_eq(shared.token.as_bytes())) {
        return refused("token_wrong", "This page does not have the token of this start.");
    }
    next.run(request).await
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn refused(code: &str, message: &str) -> Response {
    let advice = "Open the address that tongbao-browser printed.";
    refuse(StatusCode::FORBIDDEN, UiError::new(code, message, advice))
}
