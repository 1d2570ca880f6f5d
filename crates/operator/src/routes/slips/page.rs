//! `GET /r/{token}`: a shop's receipt as a page, for whoever has its address: what stands on the
//! paper, without what was bought, which the operator does not know. It names no payer.

use crate::page::{Language, fill, html};
use crate::problem::Fault;
use crate::service::Shared;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use slip::Slip;

/// In English and in Chinese.
const KNOWN: [&str; 2] = [include_str!("page/slip.en.html"), include_str!("page/slip.zh.html")];
const UNKNOWN: [&str; 2] =
    [include_str!("page/unknown.en.html"), include_str!("page/unknown.zh.html")];
/// Where the receipt stands in the page.
const PLACE: &str = "<!-- slip -->";
/// As many as a phone shows in a row.
const COLUMNS: usize = 32;

/// Returns the page.
pub fn pages() -> Router<Shared> {
    Router::new().route("/r/{token}", get(page))
}

async fn page(
    State(service): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let language = Language::asked(&headers);
    let operator = service.config.name.clone();
    let told = service.read(move |service| Ok(service.slip_of(&token)?)).await?;
    let Some(told) = told else {
        let [english, chinese] = UNKNOWN;
        let page = fill(language.of(english, chinese), &[("operator", &operator)]);
        return Ok(html(StatusCode::NOT_FOUND, page));
    };
    let slip = Slip::told(told, Vec::new()).map_err(Fault::internal)?;
    let slip = Slip { link: None, ..slip };
    let written = language.of(slip::Language::English, slip::Language::Chinese);
    let text = slip::text(&slip, written, COLUMNS);
    let lines = text.lines().map(|line| fill("{{line}}", &[("line", line)]) + "\n");
    let [english, chinese] = KNOWN;
    let parts = [("operator", operator.as_str()), ("shop", slip.shop.as_str())];
    let page = fill(language.of(english, chinese), &parts);
    // Put in last: nothing in it is looked at again.
    Ok(html(StatusCode::OK, page.replacen(PLACE, &lines.collect::<String>(), 1)))
}
