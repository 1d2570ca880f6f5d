//! `GET /v1/till/label.pdf` and `label.svg`: the shop's label to print, as the desk prints it.

use crate::paycodes;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use bank::record::{self, Role};
use scan::label::Paper;
use wire::{ErrorCode, Id};

/// Which label, and on which paper.
#[derive(Clone, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sheet {
    /// The label; the first one that is not withdrawn when absent.
    label: Option<Id>,
    /// `a6`, `a5`, `a4`, `stickers4`, `stickers` (eight) or `stickers16`; `a6` when absent.
    #[param(pattern = "^(a6|a5|a4|stickers4|stickers|stickers16)$")]
    paper: Option<String>,
}

/// Returns a label of the till's own shop as a PDF of one page at its true size.
#[utoipa::path(get, path = "/v1/till/label.pdf", tag = "till", params(Sheet),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = String, content_type = "application/pdf"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn label(
    State(service): State<Shared>,
    sheet: Result<Query<Sheet>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<impl IntoResponse, Fault> {
    let (drawn, name) = draw(&service, sheet, counter).await?;
    let written = service.read(move |_| {
        Ok(pdf::write(&drawn, &name, pdf::fonts()).map_err(|_| ErrorCode::LabelUnprintable)?)
    });
    Ok((headers("application/pdf", "inline; filename=\"label.pdf\""), written.await?))
}

/// Returns a label of the till's own shop as an SVG drawing of its true size; its letters are of
/// whatever fonts are where it is opened.
#[utoipa::path(get, path = "/v1/till/label.svg", tag = "till", params(Sheet),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = String, content_type = "image/svg+xml"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn drawing(
    State(service): State<Shared>,
    sheet: Result<Query<Sheet>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<impl IntoResponse, Fault> {
    let (drawn, _) = draw(&service, sheet, counter).await?;
    Ok((headers("image/svg+xml", "inline; filename=\"label.svg\""), drawn))
}

/// Draws the label that is asked for; returns it with the shop's name.
async fn draw(
    service: &Shared,
    sheet: Result<Query<Sheet>, QueryRejection>,
    counter: Counter,
) -> Result<(String, String), Fault> {
    counter.require(Role::sets_up)?;
    let Counter { merchant, .. } = counter;
    let malformed = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let Query(Sheet { label, paper }) =
        sheet.map_err(|_| malformed("the query takes label and paper"))?;
    let paper = paper.as_deref().map_or(Some(Paper::A6), Paper::from_word);
    let paper = paper.ok_or_else(|| malformed("there is no such paper"))?;
    service
        .read(move |service| {
            let labels = service.reader.labels(merchant.id)?;
            let is_it = |found: &&record::Label| {
                found.state == record::State::Active && label.is_none_or(|id| id.0 == found.id.0)
            };
            let found = labels.iter().find(is_it).ok_or(ErrorCode::LabelUnprintable)?;
            let config = &service.config;
            let drawn = paycodes::label(config, &merchant, found, None).and_then(|code| {
                paycodes::draw_sheet(config, &merchant, found, &code, paper, false)
            });
            Ok((drawn.map_err(|_| ErrorCode::LabelUnprintable)?, merchant.name))
        })
        .await
}

const fn headers(
    kind: &'static str,
    name: &'static str,
) -> [(header::HeaderName, &'static str); 3] {
    [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store"),
    ]
}
