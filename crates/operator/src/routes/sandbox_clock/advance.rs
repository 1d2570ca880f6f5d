//! `POST /v1/sandbox/clock`: moves the clock of a sandbox ahead.

use crate::clock::{self, sandbox};
use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use bank::command::{AdvanceClock, ClockMove};
use bank::{Command, CommandKey, Receipt, Scope, TimeMs};
use wire::sandbox::{ADVANCE_MAX_S, AdvanceClockRequest, ClockResponse};
use wire::{ErrorCode, Id};

/// Moves the clock for everybody at this operator: what is due by then is done at once.
#[utoipa::path(post, path = "/v1/sandbox/clock", tag = "sandbox",
    request_body = AdvanceClockRequest, security(("till" = [])),
    responses(
        (status = 200, body = ClockResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn advance(
    State(service): State<Shared>,
    Till(merchant): Till,
    body::Json(request): body::Json<AdvanceClockRequest>,
) -> Result<Json<ClockResponse>, Fault> {
    super::check(&service)?;
    let AdvanceClockRequest { id, advance_s, to_ms } = request;
    let to = match (advance_s, to_ms) {
        (Some(by_s @ 1..=ADVANCE_MAX_S), None) => ClockMove::By(u64::from(by_s) * 1000),
        (Some(_), None) => return Err(malformed("advance_s is 1 to 2678400, which is 31 days")),
        (None, Some(to_ms)) => ClockMove::To(TimeMs(to_ms)),
        _ => return Err(malformed("one of advance_s and to_ms is given")),
    };
    let author = format!("merchant {}", Id(merchant.id.0));
    let command = Command::AdvanceClock(AdvanceClock { to, real_at: clock::real(), author });
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: id.0 };
    let receipt = service.decide(Some(key), None, clock::now(), command).await?;
    let Receipt::SettingChanged(set) = receipt else {
        return Err(Fault::internal("answered with another receipt"));
    };
    sandbox::heard(set.value);
    tracing::info!(ahead_ms = set.value, "the sandbox's clock was moved");
    Ok(Json(super::response()))
}

fn malformed(detail: &'static str) -> Fault {
    Fault::from(ErrorCode::RequestMalformed).detail(detail)
}
