//! `GET /v1/till`: the merchant whose till asks.

use crate::problem::Fault;
use crate::request::Looking;
use crate::service::Shared;
use crate::service::payment::money;
use axum::Json;
use axum::extract::State;
use wire::Id;
use wire::order::TillResponse;

/// Says whose till this is and what the account holds.
#[utoipa::path(get, path = "/v1/till", tag = "till", security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = TillResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<TillResponse>, Fault> {
    let sees_all = counter.sees_all();
    let merchant = counter.merchant;
    let account = merchant.account;
    let (balance, available, last_event) = service
        .read(move |service| {
            let last_event = service.reader.last_event()?;
            let (balance, available) = money(&service.account(account)?)?;
            Ok((balance, available, last_event))
        })
        .await?;
    Ok(Json(TillResponse {
        merchant: Id(merchant.id.0),
        name: merchant.name,
        city: merchant.city,
        balance: sees_all.then_some(balance),
        available: sees_all.then_some(available),
        last_event,
    }))
}
