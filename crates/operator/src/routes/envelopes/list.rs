//! `GET /v1/envelopes`: the envelopes in which the caller has a part.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::{ReadError, Shared};
use axum::Json;
use axum::extract::State;
use wire::envelope::EnvelopesResponse;

/// How many envelopes are told.
const ENVELOPES_MAX: u32 = 100;

/// Returns the envelopes that the caller sent, may claim alone or claimed, newest first.
#[utoipa::path(get, path = "/v1/envelopes", tag = "envelopes", security(("device" = [])),
    responses(
        (status = 200, body = EnvelopesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<EnvelopesResponse>, Fault> {
    let as_of_ms = clock::now().0;
    let envelopes = service
        .read(move |service| {
            let sent = service.reader.envelopes_of(caller.person, ENVELOPES_MAX)?;
            let seen = sent.iter().map(|sent| service.listed_envelope(sent, caller.person));
            seen.collect::<Result<_, ReadError>>()
        })
        .await?;
    Ok(Json(EnvelopesResponse { envelopes, as_of_ms }))
}
