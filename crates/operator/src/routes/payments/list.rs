//! `GET /v1/payments`: the caller's history.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::view::Side;
use crate::service::{Service, Shared};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use bank::store::StoreError;
use wire::ErrorCode;
use wire::payment::{PaymentResponse, PaymentsResponse};

/// The largest whole number that every reader of JSON keeps exact.
pub(in crate::routes) const NUMBER_MAX: u64 = 9_007_199_254_740_991;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Payments before this one of the caller, a `next_before` of an earlier page; from the newest
    /// on when absent.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    before: Option<u64>,
    /// How many: 1–100, 30 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl Page {
    /// Returns below which number to begin, and how many.
    pub(in crate::routes) fn bounds(self) -> (Option<u64>, u32) {
        (self.before, self.limit.unwrap_or(30))
    }
}

/// Returns payments of the caller, newest first.
#[utoipa::path(get, path = "/v1/payments", tag = "payments", params(Page),
    security(("device" = [])),
    responses(
        (status = 200, body = PaymentsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    page: Result<Query<Page>, QueryRejection>,
    Reading(caller): Reading,
) -> Result<Json<PaymentsResponse>, Fault> {
    let page = checked(page)?;
    let as_of_ms = clock::now().0;
    let (payments, next_before) = service
        .read(move |service| {
            let account = service.person(caller.person)?.account;
            Ok(history(service, Side { account, is_merchant: false }, page)?)
        })
        .await?;
    Ok(Json(PaymentsResponse { payments, next_before, as_of_ms }))
}

/// Checks the query of a history.
pub(in crate::routes) fn checked(page: Result<Query<Page>, QueryRejection>) -> Result<Page, Fault> {
    let wrong = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let Query(page) = page.map_err(|_| wrong("the query takes before and limit, both numbers"))?;
    match page.limit {
        Some(limit) if !(1..=100).contains(&limit) => Err(wrong("limit is 1 to 100")),
        _ if page.before.is_some_and(|before| before > NUMBER_MAX) => {
            Err(wrong("before is a number of an earlier page"))
        }
        _ => Ok(page),
    }
}

/// Reads one page of an account's history, and where the next one begins.
pub(in crate::routes) fn history(
    service: &Service,
    side: Side,
    page: Page,
) -> Result<(Vec<PaymentResponse>, Option<u64>), StoreError> {
    let (before, limit) = page.bounds();
    let payments = service.reader.payments(side.account, before, limit)?;
    let is_full = payments.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next_before = payments.last().filter(|_| is_full).map(|payment| payment.sequence);
    let seen = payments.iter().map(|payment| service.seen_payment(payment, side));
    Ok((seen.collect::<Result<_, _>>()?, next_before))
}
