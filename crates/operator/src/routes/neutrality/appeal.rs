//! `POST /v1/neutrality/{entry}/appeal`: a shop appeals what limited or removed it.

use crate::problem::Fault;
use crate::request::{Looking, body};
use crate::service::{Shared, neutrality};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::AppealLimit;
use bank::record::Role;
use bank::{Command, CommandKey, Key, Record, Scope};
use wire::ErrorCode;
use wire::neutrality::{AppealRequest, NeutralityEntryResponse};

/// Appeals an entry about the shop, once; of the staff owners do. The answer is due after 14 days.
#[utoipa::path(post, path = "/v1/neutrality/{entry}/appeal", tag = "neutrality",
    params(("entry" = u64, Path, minimum = 1, maximum = 9_007_199_254_740_991_u64)),
    request_body = AppealRequest, security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = NeutralityEntryResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn appeal(
    State(service): State<Shared>,
    Path(entry): Path<String>,
    Looking(counter, body::Json(request)): Looking<body::Json<AppealRequest>>,
) -> Result<Json<NeutralityEntryResponse>, Fault> {
    counter.require(Role::represents)?;
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
    let merchant = counter.merchant.id;
    let key = CommandKey { scope: Scope::Merchant(merchant), id: appeal.0 };
    let text = text.trim().to_owned();
    // The nonce is used up by now: a number that somebody else took is asked for again.
    let command = |number| {
        let text = text.clone();
        let appeal = AppealLimit { number, merchant, about, text, evidence };
        counter.given(&service, Command::AppealLimit(appeal))
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
