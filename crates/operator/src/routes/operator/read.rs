//! `GET /v1/operator`: public facts.

use crate::clock;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use proof::key::signature_text;
use proof::{Handover, head};
use wire::Money;
use wire::operator::{OperatorKey, OperatorResponse};

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
        keys: keys(&service),
        now_ms: clock::now().0,
    })
}

fn keys(service: &Shared) -> Vec<OperatorKey> {
    let origin = head::origin(&service.config.operator);
    let view = |Handover { key, by_previous }: &Handover| OperatorKey {
        key: key.to_text(&origin),
        handover: by_previous.map(|signature| signature_text(&signature)),
    };
    service.keys.operator.listed.iter().map(view).collect()
}
