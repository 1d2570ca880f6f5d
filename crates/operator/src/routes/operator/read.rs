//! `GET /v1/operator`: public facts.

use crate::clock;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::Money;
use wire::operator::OperatorResponse;

/// Says what the operator is.
#[utoipa::path(get, path = "/v1/operator", tag = "operator",
    responses((status = 200, body = OperatorResponse)))]
pub async fn read(State(service): State<Shared>) -> Json<OperatorResponse> {
    let config = &service.config;
    Json(OperatorResponse {
        operator: config.operator.clone(),
        name: config.name.clone(),
        currency: config.currency.code().to_owned(),
        payment_max: Money::from(config.payment_max),
        handle_kinds: service.codes.kinds(),
        now_ms: clock::now().0,
    })
}
