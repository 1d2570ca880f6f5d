//! `POST /v1/cards/{card}/unbind`: takes a card off.
//!
//! It counts for nothing here from then on, whether or not the issuer can be reached; asked again,
//! the issuer is told again.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::command::UnbindCard;
use bank::id::CardId;
use bank::record::Record;
use bank::{Command, Key};
use wire::card::{CardsResponse, UnbindCardRequest};
use wire::{ErrorCode, Id};

/// Takes a card off; one that was taken off stays so.
#[utoipa::path(post, path = "/v1/cards/{card}/unbind", tag = "cards",
    params(("card" = Id, Path)), request_body = UnbindCardRequest, security(("device" = [])),
    responses(
        (status = 200, body = CardsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn unbind(
    State(service): State<Shared>,
    Path(card): Path<String>,
    request: Signed<UnbindCardRequest>,
) -> Result<Json<CardsResponse>, Fault> {
    let caller = request.caller;
    let card: Id = card.parse().map_err(|_| ErrorCode::CardUnknown)?;
    let (person, id) = (caller.person, CardId(card.0));
    detached(async move {
        let command = Command::UnbindCard(UnbindCard { person, card: id });
        service.decide(None, Some(caller.signed_by), clock::now(), command).await?;
        let record = service.read(move |it| Ok(it.reader.record(&Key::Card(person, id))?)).await?;
        if let (Some(issuer), Some(Record::Card(card))) = (&service.issuer, record)
            && issuer.forget(&card.token).await.is_err()
        {
            tracing::warn!("a card was taken off, and its issuer could not be told");
        }
        let cards = service.read(move |service| Ok(service.cards(person)?)).await?;
        Ok(Json(cards))
    })
    .await
}
