//! `GET /v1/account`: what the wallet shows at home.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::payment::money;
use crate::service::{Shared, view};
use axum::Json;
use axum::extract::State;
use bank::record::Record;
use bank::{Key, TimeMs};
use wire::Id;
use wire::account::AccountResponse;

/// How many holds are told.
const HOLDS_MAX: u32 = 20;

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
    let currency = service.config.currency;
    let (person, (balance, available), holds, uses, values, last_event) = service
        .read(move |service| {
            // The event first: a payment in between is then told again, never left out.
            let last_event = service.reader.last_event()?;
            let person = service.person(caller.person)?;
            let money = money(&service.account(person.account)?)?;
            let holds = service.reader.holds(person.account, HOLDS_MAX)?;
            let uses = match service.reader.record(&Key::QuickPay(person.id))? {
                Some(Record::QuickPay(known)) => known.uses,
                _ => Vec::new(),
            };
            let values = service.values(TimeMs(as_of_ms))?;
            Ok((person, money, holds, uses, values, last_event))
        })
        .await?;
    Ok(Json(AccountResponse {
        person: Id(person.id.0),
        name: person.name,
        balance,
        available,
        holds: holds.iter().map(|hold| view::hold(hold, person.account)).collect(),
        receive_code: Id(person.receive_code.0),
        has_pin: person.pin.verifier.is_some(),
        payment_max: view::money(values.payment_max_minor, currency),
        quick_pay: view::quick_pay(&uses, values.quick_pay, currency, TimeMs(as_of_ms)),
        sandbox: service.config.sandbox,
        as_of_ms,
        last_event,
    }))
}
