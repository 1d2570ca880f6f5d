//! `GET /l/{id}`: the page of a label, for people whose camera knows no payment codes. It says who
//! is registered and how to pay; it takes no money, runs no script and asks for nothing.

use crate::problem::Fault;
use crate::routes::payees::read::label;
use crate::service::{ReadError, Service, Shared};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use wire::Id;
use wire::payee::PayeeResponse;

/// Nothing but the page's own style and picture.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const KNOWN: &str = include_str!("page/label.html");
const UNKNOWN: &str = include_str!("page/unknown.html");

/// Returns the page and its style.
pub fn pages() -> Router<Shared> {
    Router::new().route("/l/{id}", get(page)).route("/l/label.css", get(style))
}

async fn style() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("page/label.css"))
}

async fn page(State(service): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let operator = service.config.name.clone();
    // A symbol of capitals leads here in capitals, and an identifier is written in them.
    let found = match id.to_ascii_uppercase().parse::<Id>() {
        Ok(id) => service.read(move |service| registered(service, id)).await?,
        Err(_) => None,
    };
    let Some(PayeeResponse { name, city, .. }) = found else {
        let text = fill(UNKNOWN, &[("operator", &operator)]);
        return Ok(html(StatusCode::NOT_FOUND, text));
    };
    let city = city.unwrap_or_default();
    let text = fill(KNOWN, &[("name", &name), ("city", &city), ("operator", &operator)]);
    Ok(html(StatusCode::OK, text))
}

/// Returns whom a label pays, if anybody.
fn registered(service: &Service, id: Id) -> Result<Option<PayeeResponse>, ReadError> {
    match label(service, id) {
        Err(ReadError::Refused(_)) => Ok(None),
        found => found.map(Some),
    }
}

fn html(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, text).into_response()
}

/// Puts texts into the places `{{NAME}}` of a page, in one pass: what a text holds is not looked
/// at again.
fn fill(page: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(page.len() + 200);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        let text = parts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
        filled.push_str(&escape(text));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Returns a name as it may stand in a page: fit to be shown, and no markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in paycode::printable(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_never_markup_or_a_place_of_its_own() {
        let page = fill(
            "<h1>{{name}}</h1>{{city}}",
            &[("name", "<b>{{city}}</b>\u{202e}"), ("city", "Ulm")],
        );
        assert_eq!(page, "<h1>&lt;b&gt;{{city}}&lt;/b&gt;</h1>Ulm");
    }
}
