//! `POST /v1/orders`: a till opens an order with a fixed amount.

use crate::problem::Fault;
use crate::request::{Serving, body};
use crate::service::{Shared, goods, view};
use crate::{clock, paycodes};
use axum::Json;
use axum::extract::State;
use bank::command::OpenOrder;
use bank::id::OrderId;
use bank::record::{Order, OrderState};
use bank::{Command, CommandKey, Receipt, Scope};
use wire::order::{OpenOrderRequest, OrderResponse};

/// How long an order is open unless the till says otherwise, in seconds.
const OPEN_FOR_S: u32 = 180;

/// Opens an order; the same order again gives the same answer.
#[utoipa::path(post, path = "/v1/orders", tag = "orders", request_body = OpenOrderRequest,
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = OrderResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn open(
    State(service): State<Shared>,
    Serving(counter, body::Json(request)): Serving<body::Json<OpenOrderRequest>>,
) -> Result<Json<OrderResponse>, Fault> {
    let OpenOrderRequest { order, amount, note, goods: lines, expires_in_s } = request;
    let merchant = &counter.merchant;
    let amount = crate::routes::payments::create::amount(&amount)?;
    let goods = goods::read(&lines)?;
    let now = clock::now();
    let open_for_s = expires_in_s.unwrap_or(OPEN_FOR_S);
    // A code that cannot be written is found out before anything is opened.
    let planned = Order {
        id: OrderId(order.0),
        merchant: merchant.id,
        amount,
        note: note.filter(|note| !note.is_empty()),
        opened_at: now,
        expires_at: now.plus_ms(u64::from(open_for_s) * 1000),
        asked: None,
        state: OrderState::Open,
    };
    paycodes::order(&service.config, merchant, &planned)
        .map_err(|error| error.code().map_or_else(|| Fault::internal(error), Fault::from))?;
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: order.0 };
    let command = Command::OpenOrder(OpenOrder {
        order: planned.id,
        merchant: merchant.id,
        amount,
        note: planned.note,
        goods,
        open_for_s,
        payment_max_minor: service.config.payment_max.minor(),
    });
    let Receipt::Order(order) = counter.decide(&service, Some(key), now, command).await? else {
        return Err(Fault::internal("an order was answered with another receipt"));
    };
    let code = paycodes::order(&service.config, merchant, &order).map_err(Fault::internal)?;
    // The same, or it was refused: goods are a part of what makes two orders the same.
    Ok(Json(OrderResponse { goods: lines, ..view::order(&order, now, code) }))
}
