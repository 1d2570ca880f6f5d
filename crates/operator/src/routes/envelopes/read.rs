//! `GET /v1/envelopes/{envelope}`: one envelope, for those who have a part in it.

use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use wire::Id;
use wire::envelope::EnvelopeResponse;

/// Returns an envelope that the caller sent, may claim alone or claimed; with its seed once it has
/// ended.
#[utoipa::path(get, path = "/v1/envelopes/{envelope}", tag = "envelopes",
    params(("envelope" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = EnvelopeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(envelope): Path<String>,
    Reading(caller): Reading,
) -> Result<Json<EnvelopeResponse>, Fault> {
    super::seen(&service, super::id(&envelope)?, caller.person).await
}
