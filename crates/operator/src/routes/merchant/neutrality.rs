//! `GET /v1/merchant/neutrality`: what the neutrality log says about the shop itself.

use crate::clock;
use crate::problem::Fault;
use crate::request::Looking;
use crate::service::{Shared, neutrality as log};
use axum::Json;
use axum::extract::State;
use wire::neutrality::{MerchantNeutralityEntry, MerchantNeutralityResponse};

/// Returns the entries about the shop, newest first, each with what became of it. The log is for
/// everybody: of the staff all may.
#[utoipa::path(get, path = "/v1/merchant/neutrality", tag = "neutrality",
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = MerchantNeutralityResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn neutrality(
    State(service): State<Shared>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<MerchantNeutralityResponse>, Fault> {
    let (merchant, as_of_ms) = (counter.merchant.id, clock::now().0);
    let kept = service.read(move |it| Ok(log::about(it.reader.as_ref(), merchant)?)).await?;
    let entries = kept.iter().map(|kept| MerchantNeutralityEntry {
        entry: log::view(kept),
        ended_by: kept.ended_by,
        appealed_by: kept.appealed_by,
    });
    Ok(Json(MerchantNeutralityResponse { entries: entries.collect(), as_of_ms }))
}
