//! `GET /c/{stock}`: the page of a batch of coupons, for people whose camera opened its address. It
//! says what a coupon is worth, where, until when, and how to take one; it gives none out.

mod words;

use crate::clock;
use crate::page::{Language, app_link, html, with_wallet};
use crate::problem::Fault;
use crate::service::{Service, Shared, coupon};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use bank::id::StockId;
use bank::record::{Record, Stock};
use bank::store::StoreError;
use bank::{Key, TimeMs};
use wire::Id;
use wire::coupon::SeenStockResponse;

/// In English and in Chinese.
const KNOWN: [&str; 2] = [include_str!("page/coupon.en.html"), include_str!("page/coupon.zh.html")];
const UNKNOWN: [&str; 2] =
    [include_str!("page/unknown.en.html"), include_str!("page/unknown.zh.html")];

/// Returns the page.
pub fn pages() -> Router<Shared> {
    Router::new().route("/c/{stock}", get(page))
}

async fn page(
    State(service): State<Shared>,
    Path(stock): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let language = Language::asked(&headers);
    let now = clock::now();
    // A symbol of capitals leads here in capitals, and an identifier is written in them.
    let found = match stock.to_ascii_uppercase().parse::<Id>() {
        Ok(id) => service.read(move |service| Ok(found(service, id, now)?)).await?,
        Err(_) => None,
    };
    let config = &service.config;
    let Some((stock, seen)) = found else {
        let [english, chinese] = UNKNOWN;
        let page = with_wallet(language.of(english, chinese), language, config, &[]);
        return Ok(html(StatusCode::NOT_FOUND, page));
    };
    let worth = words::worth(language, &stock.rules);
    let place = words::place(language, &seen.stock);
    let until = words::until(&stock.rules, config.time_zone.zone());
    let parts = [
        ("title", stock.title.as_str()),
        ("state", &words::state(language, &seen)),
        ("worth", &worth),
        ("place", &place),
        ("until", &until),
        ("link", &app_link(config, &format!("/c/{}", Id(stock.id.0)))),
    ];
    let [english, chinese] = KNOWN;
    let page = with_wallet(language.of(english, chinese), language, config, &parts);
    Ok(html(StatusCode::OK, page))
}

/// Returns a batch as somebody sees it who has got none of it; a draft is told to nobody.
fn found(
    service: &Service,
    id: Id,
    now: TimeMs,
) -> Result<Option<(Stock, SeenStockResponse)>, StoreError> {
    let reader = service.reader.as_ref();
    match reader.record(&Key::Stock(StockId(id.0)))? {
        Some(Record::Stock(stock)) if stock.state != promotion::State::Draft => {
            let at = (now, service.config.time_zone.zone());
            let seen = coupon::seen(reader, (*stock).clone(), 0, at)?;
            Ok(Some((*stock, seen)))
        }
        _ => Ok(None),
    }
}
