//! `GET /l/{id}`: the page of a label, for people whose camera knows no payment codes. It says who
//! is registered and how to pay; it takes no money, runs no script and asks for nothing.

use crate::page::{app_link, fill, html};
use crate::problem::Fault;
use crate::routes::payees::read::label;
use crate::service::{ReadError, Service, Shared};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use wire::payee::PayeeResponse;
use wire::{ErrorCode, Id};

const KNOWN: &str = include_str!("page/label.html");
const UNKNOWN: &str = include_str!("page/unknown.html");
const WITHDRAWN: &str = include_str!("page/withdrawn.html");
const LIMITED: &str = include_str!("page/limited.html");

/// Returns the page, its style, and the script of the pages that have one.
pub fn pages() -> Router<Shared> {
    Router::new()
        .route("/l/{id}", get(page))
        .route("/l/label.css", get(style))
        .route("/l/open.js", get(opener))
}

async fn style() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("page/label.css"))
}

/// The one script, of pages whose address holds what no server is told.
async fn opener() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("page/open.js"))
}

async fn page(State(service): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let operator = service.config.name.clone();
    let link = app_link(&service.config, &format!("/l/{}", id.to_ascii_uppercase()));
    // A symbol of capitals leads here in capitals, and an identifier is written in them.
    let found = match id.to_ascii_uppercase().parse::<Id>() {
        Ok(id) => service.read(move |service| registered(service, id)).await?,
        Err(_) => Err(ErrorCode::PayeeUnknown),
    };
    let PayeeResponse { name, city, .. } = match found {
        Ok(found) => found,
        Err(why) => {
            let (status, page) = match why {
                ErrorCode::LabelClosed => (StatusCode::GONE, WITHDRAWN),
                ErrorCode::MerchantLimited => (StatusCode::OK, LIMITED),
                _ => (StatusCode::NOT_FOUND, UNKNOWN),
            };
            return Ok(html(status, fill(page, &[("operator", &operator)])));
        }
    };
    let city = city.unwrap_or_default();
    let parts =
        [("name", name.as_str()), ("city", &city), ("operator", &operator), ("link", &link)];
    let text = fill(KNOWN, &parts);
    Ok(html(StatusCode::OK, text))
}

/// Returns whom a label pays, or why nobody.
fn registered(service: &Service, id: Id) -> Result<Result<PayeeResponse, ErrorCode>, ReadError> {
    match label(service, id) {
        Err(ReadError::Refused(why)) => Ok(Err(why)),
        found => found.map(Ok),
    }
}
