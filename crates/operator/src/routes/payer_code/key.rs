//! `GET /v1/payer-code`: the secret of which the caller's device makes payer codes, offline.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::payer_code::{PayerCodeKeyResponse, secret_text};

/// Gives the caller's device its secret; the same each time.
#[utoipa::path(get, path = "/v1/payer-code", tag = "payer-code", security(("device" = [])),
    responses(
        (status = 200, body = PayerCodeKeyResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn key(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<PayerCodeKeyResponse>, Fault> {
    // Enrolled through another process, it may not be in the table yet.
    service.payer_codes.add(caller.device);
    let secret = service.payer_codes.secret(caller.device);
    Ok(Json(PayerCodeKeyResponse {
        secret: secret_text(secret.expose()),
        prefix: service.config.payer_code_prefix.number(),
        now_ms: clock::now().0,
    }))
}
