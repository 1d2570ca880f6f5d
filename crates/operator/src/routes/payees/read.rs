//! `GET /v1/payees/{kind}/{id}`: who a code pays, as registered here.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::{ReadError, Service, Shared};
use axum::Json;
use axum::extract::{Path, State};
use bank::id::{LabelId, OrderId, PaymentId, PersonId, ReceiveCodeId};
use bank::record::State as Standing;
use bank::record::{Label, Merchant, Order, OrderState, Person, ReceiveCode, Record};
use bank::{Key, TimeMs};
use wire::payee::{Payee, PayeeKind, PayeeResponse};
use wire::{ErrorCode, Id, Money};

/// Says who a label, an order or a receive code pays, and whether it can be paid now.
#[utoipa::path(get, path = "/v1/payees/{kind}/{id}", tag = "payees",
    params(("kind" = PayeeKind, Path), ("id" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = PayeeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path((kind, id)): Path<(String, String)>,
    Reading(caller): Reading,
) -> Result<Json<PayeeResponse>, Fault> {
    let kind = match kind.as_str() {
        "label" => PayeeKind::Label,
        "order" => PayeeKind::Order,
        "receive" => PayeeKind::Receive,
        _ => return Err(Fault::from(ErrorCode::NotFound).detail("label, order or receive")),
    };
    let id: Id = id.parse().map_err(|error: wire::id::IdError| {
        Fault::from(ErrorCode::RequestMalformed).detail(error.to_string())
    })?;
    let now = clock::now();
    let found = service
        .read(move |service| match kind {
            PayeeKind::Label => label(service, id),
            PayeeKind::Order => order(service, id, now, caller.person),
            PayeeKind::Receive => receive(service, id, caller.person),
        })
        .await?;
    Ok(Json(found))
}

/// Returns whom a label pays.
pub fn label(service: &Service, id: Id) -> Result<PayeeResponse, ReadError> {
    let Some(Record::Label(Label { merchant, state, .. })) =
        service.reader.record(&Key::Label(LabelId(id.0)))?
    else {
        return Err(ErrorCode::PayeeUnknown.into());
    };
    let merchant = service.merchant(merchant)?;
    if state == Standing::Closed {
        return Err(ErrorCode::LabelClosed.into());
    }
    check_open(&merchant)?;
    Ok(of_merchant(merchant, Payee { kind: PayeeKind::Label, id }))
}

/// Returns whether a payment was this person's.
fn has_paid(service: &Service, payment: PaymentId, person: PersonId) -> Result<bool, ReadError> {
    let person = service.reader.record(&Key::Person(person))?;
    let payment = service.reader.record(&Key::Payment(payment))?;
    Ok(match (person, payment) {
        (Some(Record::Person(person)), Some(Record::Payment(paid))) => paid.debit == person.account,
        _ => false,
    })
}

fn order(
    service: &Service,
    id: Id,
    now: TimeMs,
    asks: PersonId,
) -> Result<PayeeResponse, ReadError> {
    let Some(Record::Order(order)) = service.reader.record(&Key::Order(OrderId(id.0)))? else {
        return Err(ErrorCode::OrderUnknown.into());
    };
    let Order { merchant, amount, note, expires_at, state, .. } = order;
    match state {
        OrderState::Open if now < expires_at => {}
        OrderState::Closed if now < expires_at => return Err(ErrorCode::OrderClosed.into()),
        // The same is told before and after the sweeper has come by.
        OrderState::Open | OrderState::Closed => return Err(ErrorCode::OrderExpired.into()),
        OrderState::Paid { payment, .. } | OrderState::Refunded { payment, .. } => {
            let is_own = has_paid(service, payment, asks)?;
            let is = if is_own { ErrorCode::OrderPaid } else { ErrorCode::OrderPaidByOther };
            return Err(is.into());
        }
        OrderState::Reversed { .. } => return Err(ErrorCode::OrderReversed.into()),
    }
    let merchant = service.merchant(merchant)?;
    check_open(&merchant)?;
    Ok(PayeeResponse {
        amount: Some(Money::from(amount)),
        note,
        goods: service.goods_of(OrderId(id.0))?,
        expires_at_ms: Some(expires_at.0),
        ..of_merchant(merchant, Payee { kind: PayeeKind::Order, id })
    })
}

/// Checks that the operator lets the merchant take payments.
fn check_open(merchant: &Merchant) -> Result<(), ReadError> {
    match merchant.state {
        Standing::Active => Ok(()),
        Standing::Limited => Err(ErrorCode::MerchantLimited.into()),
        Standing::Closed | Standing::Pending => Err(ErrorCode::PayeeClosed.into()),
    }
}

fn receive(service: &Service, id: Id, caller: PersonId) -> Result<PayeeResponse, ReadError> {
    let Some(Record::ReceiveCode(ReceiveCode { person, .. })) =
        service.reader.record(&Key::ReceiveCode(ReceiveCodeId(id.0)))?
    else {
        return Err(ErrorCode::PayeeUnknown.into());
    };
    if person == caller {
        return Err(ErrorCode::PayeeIsPayer.into());
    }
    let Person { name, state, .. } = service.person(person)?;
    if state == Standing::Closed {
        return Err(ErrorCode::PayeeClosed.into());
    }
    let payee = Payee { kind: PayeeKind::Receive, id };
    Ok(PayeeResponse {
        payee,
        name,
        merchant: None,
        city: None,
        amount: None,
        note: None,
        goods: Vec::new(),
        expires_at_ms: None,
    })
}

fn of_merchant(merchant: Merchant, payee: Payee) -> PayeeResponse {
    let Merchant { id, name, city, .. } = merchant;
    PayeeResponse {
        payee,
        name,
        merchant: Some(Id(id.0)),
        city: Some(city),
        amount: None,
        note: None,
        goods: Vec::new(),
        expires_at_ms: None,
    }
}
