//! Envelopes: sent, claimed, and read by those who have a part in them.

pub mod claim;
pub mod list;
pub mod page;
pub mod read;
pub mod send;

use crate::problem::Fault;
use crate::service::Shared;
use axum::Json;
use bank::id::{EnvelopeId, PersonId};
use wire::ErrorCode;
use wire::envelope::EnvelopeResponse;

/// Returns an envelope with all that its reader may see.
async fn seen(
    service: &Shared,
    envelope: EnvelopeId,
    reader: PersonId,
) -> Result<Json<EnvelopeResponse>, Fault> {
    let seen = service.read(move |service| service.seen_envelope(envelope, reader)).await?;
    Ok(Json(seen))
}

/// Reads the identifier in an address.
fn id(text: &str) -> Result<EnvelopeId, Fault> {
    let id: Result<wire::Id, wire::id::IdError> = text.parse();
    let id =
        id.map_err(|error| Fault::from(ErrorCode::RequestMalformed).detail(error.to_string()))?;
    Ok(EnvelopeId(id.0))
}
