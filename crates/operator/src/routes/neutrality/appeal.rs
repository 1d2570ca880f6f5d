//! `POST /v1/neutrality/{entry}/appeal`: a shop appeals what limited or removed it.

use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::{Shared, neutrality};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::AppealLimit;
use bank::{Command, CommandKey, Key, Record, Scope};
use wire::ErrorCode;
use wire::neutrality::{AppealRequest, NeutralityEntryResponse};

/// Appeals an entry about the till's own shop, once; the answer is due after 14 days.
#[utoipa::path(post, path = "/v1/neutrality/{entry}/appeal", tag = "neutrality",
    params(("entry" = u64, Path, minimum = 1, maximum = 9_007_199_254_740_991_u64)),
    request_body = AppealRequest, security(("till" = [])),
    responses(
        (status = 200, body = NeutralityEntryResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn appeal(
    State(service): State<Shared>,
    Path(entry): Path<String>,
    Till(merchant): Till,
    body::Json(request): body::Json<AppealRequest>,
) -> Result<Json<NeutralityEntryResponse>, Fault> {
    let AppealRequest { appeal, text, evidence } = request;
    let malformed = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let about = entry.parse().map_err(|_| malformed("an entry has a number"))?;
    let evidence = match evidence {
        None => None,
        Some(hash) => {
            let hash = crate::hex::decode::<32>(&hash);
            Some(hash.ok_or_else(|| malformed("evidence is a SHA-256 in hexadecimal"))?)
        }
    };
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: appeal.0 };
    let (merchant, text) = (merchant.id, text.trim().to_owned());
    let command = move |number| {
        let text = text.clone();
        Command::AppealLimit(AppealLimit { number, merchant, about, text, evidence })
    };
    let number = neutrality::enter(&service, key, command).await?;
    let found = service
        .read(move |service| match service.reader.record(&Key::Neutrality(number))? {
            Some(Record::Neutrality(kept)) => Ok(neutrality::view(&kept)),
            _ => Err(ErrorCode::Internal.into()),
        })
        .await?;
    Ok(Json(found))
}
