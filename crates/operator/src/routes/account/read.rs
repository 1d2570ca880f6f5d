//! `GET /v1/account`: what the wallet shows at home.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::account::AccountResponse;
use wire::{Id, Money};

/// Says what the caller's account holds.
#[utoipa::path(get, path = "/v1/account", tag = "account", security(("device" = [])),
    responses(
        (status = 200, body = AccountResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<AccountResponse>, Fault> {
    let as_of_ms = clock::now().0;
    let (person, balance, last_event) = service
        .read(move |service| {
            // The event first: a payment in between is then told again, never left out.
            let last_event = service.reader.last_event()?;
            let person = service.person(caller.person)?;
            let balance = service.balance(person.account)?;
            Ok((person, balance, last_event))
        })
        .await?;
    Ok(Json(AccountResponse {
        person: Id(person.id.0),
        name: person.name,
        balance: Money::from(balance),
        receive_code: Id(person.receive_code.0),
        has_pin: person.pin.verifier.is_some(),
        as_of_ms,
        last_event,
    }))
}
