//! `GET /v1/operator`: public facts.

use crate::clock;
use crate::problem::Fault;
use crate::service::{Shared, view};
use axum::Json;
use axum::extract::State;
use bank::fee::FeeTerms;
use money::Currency;
use proof::key::signature_text;
use proof::{Handover, head};
use wire::operator::{MerchantFee, OperatorKey, OperatorResponse};

/// Says what the operator is.
#[utoipa::path(get, path = "/v1/operator", tag = "operator",
    responses(
        (status = 200, body = OperatorResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(State(service): State<Shared>) -> Result<Json<OperatorResponse>, Fault> {
    let now = clock::now();
    let values = service.read(move |service| Ok(service.values(now)?)).await?;
    let config = &service.config;
    Ok(Json(OperatorResponse {
        operator: config.operator.clone(),
        name: config.name.clone(),
        currency: config.currency.code().to_owned(),
        payment_max: view::money(values.payment_max_minor, config.currency),
        handle_kinds: service.codes.kinds(),
        keys: keys(&service),
        now_ms: now.0,
        fee: fee(values.fee, config.currency),
        sandbox: config.sandbox,
    }))
}

/// Returns what is taken of payments to shops; none while nothing is.
fn fee(terms: FeeTerms, currency: Currency) -> Option<MerchantFee> {
    let FeeTerms { rate_bp, free_below_minor } = terms;
    (rate_bp > 0)
        .then(|| MerchantFee { rate_bp, free_below: view::money(free_below_minor, currency) })
}

fn keys(service: &Shared) -> Vec<OperatorKey> {
    let origin = head::origin(&service.config.operator);
    let view = |Handover { key, by_previous }: &Handover| OperatorKey {
        key: key.to_text(&origin),
        handover: by_previous.map(|signature| signature_text(&signature)),
    };
    service.keys.operator.listed.iter().map(view).collect()
}
