//! `GET /neutrality`: the log as a page, for people: who was limited or removed, why, what the shop
//! says to it, and whether the operator has answered in time.

mod words;

use crate::clock;
use crate::page::{Language, fill, html};
use crate::problem::Fault;
use crate::routes::payments::list::{Page, checked};
use crate::service::Shared;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use bank::record::NeutralityEntry;

/// In English and in Chinese.
const PAGE: [&str; 2] = [include_str!("page/log.en.html"), include_str!("page/log.zh.html")];
const ENTRY: [&str; 2] = [include_str!("page/entry.en.html"), include_str!("page/entry.zh.html")];
const NONE: [&str; 2] = [
    "<p class=\"warn\">The log is empty: no shop was ever limited or removed here.</p>",
    "<p class=\"warn\">日志为空：这里从未限制或移除过任何商户。</p>",
];
const OLDER: [&str; 2] = [
    "<p><a href=\"/neutrality?before={{before}}\">Older entries</a></p>",
    "<p><a href=\"/neutrality?before={{before}}\">更早的条目</a></p>",
];

/// The place in the page where the entries stand.
const PLACE: &str = "<!-- entries -->";

/// Returns the page.
pub fn pages() -> Router<Shared> {
    Router::new().route("/neutrality", get(page))
}

async fn page(
    State(service): State<Shared>,
    query: Result<Query<Page>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (before, limit) = checked(query)?.bounds();
    let language = Language::asked(&headers);
    let of = |texts: [&'static str; 2]| language.of(texts[0], texts[1]);
    let read = move |it: &crate::service::Service| Ok(it.reader.neutrality(before, limit)?);
    let entries = service.read(read).await?;
    let now_ms = clock::now().0;
    let zone = service.config.time_zone;
    let shown = |kept: &NeutralityEntry| {
        let entry = &kept.entry;
        let (number, about) = (entry.number.to_string(), words::about(language, entry));
        let parts = [
            ("number", number.as_str()),
            ("name", &entry.name),
            ("at", &words::moment(entry.at_ms, zone)),
            ("action", words::action(language, entry.action)),
            ("about", &about),
            ("reason", words::reason(language, entry.reason)),
            ("text", &entry.text),
            ("state", &words::state(language, kept, now_ms, zone)),
            ("hash", &proof::hex::encode(&entry.hash())),
        ];
        fill(of(ENTRY), &parts)
    };
    let mut list: String = entries.iter().map(shown).collect();
    if list.is_empty() {
        list.push_str(of(NONE));
    }
    let is_full = entries.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    if let Some(last) = entries.last().filter(|last| is_full && last.entry.number > 1) {
        list.push_str(&fill(of(OLDER), &[("before", &last.entry.number.to_string())]));
    }
    let page = fill(of(PAGE), &[("operator", &service.config.name)]);
    // What an entry says is escaped by now: the place is in the page alone.
    Ok(html(StatusCode::OK, page.replacen(PLACE, &list, 1)))
}
