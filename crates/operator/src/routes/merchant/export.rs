//! `GET /v1/merchant/export`: the shop, its labels and its history as one sealed file.

use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use crate::service::export::Export;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use bank::record::Role;
use futures_util::stream::try_unfold;
use std::io;

/// Writes all that is the shop's, to be taken to another operator; of the staff for owners alone.
/// A stream that breaks off has no seal, and is worth nothing.
#[utoipa::path(get, path = "/v1/merchant/export", tag = "till",
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = String, content_type = "application/x-ndjson"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn export(
    State(service): State<Shared>,
    Looking(counter, ()): Looking<()>,
) -> Result<impl IntoResponse, Fault> {
    counter.require(Role::represents)?;
    let Counter { merchant, .. } = counter;
    let lines = try_unfold((service, Export::of(merchant)), |(service, export)| async move {
        let step = service.read({
            let mut export = export;
            move |service| {
                let key = &service.keys.operator.signing;
                let lines = export.next_lines(service.reader.as_ref(), &service.config, key);
                Ok((lines, export))
            }
        });
        let (lines, export) = step.await.map_err(|_| io::Error::other("not read"))?;
        let lines = lines.map_err(io::Error::other)?;
        Ok::<_, io::Error>(lines.map(|lines| (lines, (service, export))))
    });
    let name = "attachment; filename=\"shop.tongbao.jsonl\"";
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(lines)))
}
