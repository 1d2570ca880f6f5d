//! Requests that a person's device or a merchant's till may make about their own side of a payment.

use super::counter::is_of_staff;
use super::{Looking, Reading, Till};
use crate::problem::Fault;
use crate::service::{Shared, view};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::header;

/// Who asks, as a side of payments: whoever shows a till key is a till, whoever signs
/// a person, or the merchant for which they work.
pub struct Side(pub view::Side);

impl FromRequest<Shared> for Side {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        if request.headers().contains_key(header::AUTHORIZATION) {
            let (mut parts, _) = request.into_parts();
            let Till(merchant) = Till::from_request_parts(&mut parts, service).await?;
            return Ok(Self(view::Side { account: merchant.account, is_merchant: true }));
        }
        if is_of_staff(request.headers()) {
            let Looking(counter, ()) = Looking::from_request(request, service).await?;
            return Ok(Self(view::Side { account: counter.merchant.account, is_merchant: true }));
        }
        let Reading(caller) = Reading::from_request(request, service).await?;
        let account =
            service.read(move |service| Ok(service.person(caller.person)?.account)).await?;
        Ok(Self(view::Side { account, is_merchant: false }))
    }
}
