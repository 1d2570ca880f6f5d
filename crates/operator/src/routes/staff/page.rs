//! `GET /s/{invitation}`: the page of an invitation's address, for people whose camera opened it.
//! It is the same for every address: whose invitation it is and whether it is good is told to
//! nobody without its secret, which stands in the fragment and is never sent here.

use crate::page::{Language, html_with_opener, with_wallet};
use crate::service::Shared;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use wire::Id;

/// In English and in Chinese.
const INVITATION: [&str; 2] =
    [include_str!("page/invitation.en.html"), include_str!("page/invitation.zh.html")];
const UNKNOWN: [&str; 2] =
    [include_str!("page/unknown.en.html"), include_str!("page/unknown.zh.html")];

/// Returns the page.
pub fn pages() -> Router<Shared> {
    Router::new().route("/s/{invitation}", get(page))
}

async fn page(
    State(service): State<Shared>,
    Path(invitation): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = Language::asked(&headers);
    let is_address = invitation.to_ascii_uppercase().parse::<Id>().is_ok();
    let ([english, chinese], status) =
        if is_address { (INVITATION, StatusCode::OK) } else { (UNKNOWN, StatusCode::NOT_FOUND) };
    let page = language.of(english, chinese);
    html_with_opener(status, with_wallet(page, language, &service.config, &[]))
}
