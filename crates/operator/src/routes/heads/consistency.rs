//! `GET /v1/heads/{size}/consistency`: that an older head's journal is the beginning of this one's.

use super::find;
use crate::hex;
use crate::problem::Fault;
use crate::service::Shared;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use bank::tree::Tree;
use wire::ErrorCode;
use wire::head::ConsistencyResponse;

/// Which other head.
#[derive(Clone, Copy, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// The size of the older head.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    from: u64,
}

/// Returns the proof between two heads.
#[utoipa::path(get, path = "/v1/heads/{size}/consistency", tag = "heads",
    params(("size" = u64, Path, minimum = 0, maximum = 9_007_199_254_740_991_u64), From),
    responses(
        (status = 200, body = ConsistencyResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn consistency(
    State(service): State<Shared>,
    Path(size): Path<String>,
    from: Result<Query<From>, QueryRejection>,
) -> Result<Json<ConsistencyResponse>, Fault> {
    let wrong = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let Query(From { from }) = from.map_err(|_| wrong("the query takes from, a size"))?;
    let response = service
        .read(move |service| {
            let to = find(service, &size)?.size;
            let from = find(service, &from.to_string())?.size;
            // Between heads only: for others nobody has anything to compare with.
            let proof = proof::tree::consistency(from, to, &Tree(service.reader.as_ref()))?;
            let proof = proof.ok_or(ErrorCode::HeadUnknown)?;
            let proof = proof.iter().map(|hash| hex::encode(hash)).collect();
            Ok(ConsistencyResponse { from, to, proof })
        })
        .await?;
    Ok(Json(response))
}
