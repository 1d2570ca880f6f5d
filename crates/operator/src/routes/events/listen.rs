//! `GET /v1/events`: live events of one account, server-sent.

use crate::live::Subscription;
use crate::problem::Fault;
use crate::request::counter::{self, is_of_staff};
use crate::request::till::ShownKey;
use crate::request::{Looking, Reading, scope, till};
use crate::routes::payments::list::NUMBER_MAX;
use crate::service::view::{self, Side};
use crate::service::{ReadError, Service, Shared};
use crate::{clock, paycodes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use bank::Key;
use bank::event::Happened;
use bank::id::{DeviceId, EnvelopeId, HoldId, MerchantId, OrderId, PersonId};
use bank::quick_pay::QuickPayRule;
use bank::record::Record;
use bank::store::StoreError;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use wire::event::{EventFrame, EventResponse, PinAskResponse};
use wire::payment::Direction;
use wire::{ErrorCode, Id, Money};

/// Between two signs of life.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How often a stream on which nothing happens looks whether its listener may still listen: what
/// another process wrote is told to nobody here.
const LOOK: Duration = Duration::from_secs(10);
/// After this a listener has to show again who it is.
const LISTEN_MAX: Duration = Duration::from_secs(3600);
/// The most missed events that are told; who missed more reads the history.
const MISSED_MAX: u32 = 500;

/// Streams the account's events, from the one after `Last-Event-ID` on, or from now. Who missed
/// more than 500 is told so, and reads the history.
#[utoipa::path(get, path = "/v1/events", tag = "events",
    params(("last-event-id" = Option<u64>, Header, minimum = 0, maximum = 9_007_199_254_740_991_u64,
        description = "the last event that was seen")),
    security(("device" = []), ("till" = [])),
    responses(
        (status = 200, description = "each event's data is one of these", body = EventFrame,
            content_type = "text/event-stream"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn listen(
    State(service): State<Shared>,
    request: Request,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let last_seen = last_event_id(request.headers())?;
    let listener = listener(&service, request).await?;
    let newest = service.read(|service| Ok(service.reader.last_event()?)).await?;
    let subscription = service.live.subscribe(listener.side.account, listener.device)?;
    // A number that is not yet given out would wait for ever.
    let after = last_seen.map_or(newest, |seen| seen.min(newest));
    let (sender, stream) = mpsc::channel(8);
    tokio::spawn(async move {
        // The listener going away, or its hour being over, ends the stream.
        let _ =
            tokio::time::timeout(LISTEN_MAX, feed(&service, subscription, listener, after, sender))
                .await;
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    Ok(Sse::new(ReceiverStream::new(stream)).keep_alive(keep_alive))
}

/// Reads the last event that a listener saw.
///
/// # Errors
/// `request_malformed` when it is no number.
pub fn last_event_id(headers: &HeaderMap) -> Result<Option<u64>, Fault> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    let number = number.filter(|number| *number <= NUMBER_MAX);
    number
        .map(Some)
        .ok_or_else(|| Fault::from(ErrorCode::RequestMalformed).detail("Last-Event-ID is a number"))
}

/// Whose events are told, to which device, and to whom of a merchant's staff.
#[derive(Clone, Copy)]
struct Listener {
    side: Side,
    device: Option<DeviceId>,
    key: Option<ShownKey>,
    clerk: Option<(MerchantId, PersonId)>,
}

impl Listener {
    /// Returns when the listener may still listen: its device or key was not revoked, and who it is
    /// of not removed from the merchant's staff.
    fn check(self, service: &Service) -> Result<(), ReadError> {
        if let Some(device) = self.device {
            service.still_signs(device)?;
        }
        if let Some(key) = self.key {
            key.still_counts(service)?;
        }
        if let Some((merchant, person)) = self.clerk {
            counter::member(service, merchant, person)?;
        }
        Ok(())
    }
}

async fn listener(service: &Shared, request: Request) -> Result<Listener, Fault> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        let needed = scope::needed(request.method(), request.extensions());
        let shown = till::find(request.headers(), needed, service).await?;
        let side = Side { account: shown.merchant.account, is_merchant: true };
        let key = Some(ShownKey::of(&shown));
        return Ok(Listener { side, device: None, key, clerk: None });
    }
    if is_of_staff(request.headers()) {
        let Looking(counter, ()) = Looking::from_request(request, service).await?;
        let side = Side { account: counter.merchant.account, is_merchant: true };
        let device = counter.clerk.map(|clerk| clerk.caller.device);
        let clerk = counter.clerk.map(|clerk| (clerk.staff.merchant, clerk.staff.person));
        return Ok(Listener { side, device, key: None, clerk });
    }
    let Reading(caller) = Reading::from_request(request, service).await?;
    let person = service.read(move |service| service.person(caller.person)).await?;
    let side = Side { account: person.account, is_merchant: false };
    Ok(Listener { side, device: Some(caller.device), key: None, clerk: None })
}

type Sent = Result<(), ()>;

/// Sends what was missed, then what happens. Subscribed before the missed ones were read, so that
/// none falls between the two; an event that comes both ways is sent once.
async fn feed(
    service: &Shared,
    mut subscription: Subscription,
    listener: Listener,
    mut after: u64,
    sender: mpsc::Sender<Result<Event, Infallible>>,
) -> Sent {
    sender.send(Ok(Event::default().retry(Duration::from_secs(1)))).await.map_err(drop)?;
    let side = listener.side;
    let events = service.read(move |service| missed(service, side, after)).await.map_err(drop)?;
    for event in events {
        after = event.event();
        send(&sender, &event).await?;
    }
    loop {
        let event = tokio::select! {
            event = subscription.events.recv() => Some(event.ok_or(())?),
            // A listener that hung up frees its seat at once, and not with the next event.
            () = sender.closed() => return Ok(()),
            () = tokio::time::sleep(LOOK) => None,
        };
        let event = event.filter(|event| event.sequence > after);
        // Asked before each event: who may not listen any more hears nothing more.
        let told = service.read(move |service| {
            listener.check(service)?;
            event.map_or(Ok(None), |event| told(service, side, event))
        });
        let told = told.await.map_err(drop)?;
        after = event.map_or(after, |event| event.sequence);
        if let Some(told) = told {
            send(&sender, &told).await?;
        }
    }
}

async fn send(sender: &mpsc::Sender<Result<Event, Infallible>>, told: &EventResponse) -> Sent {
    let event = Event::default().id(told.event().to_string()).event(told.word());
    let event = event.json_data(told).map_err(drop)?;
    sender.send(Ok(event)).await.map_err(drop)
}

fn missed(service: &Service, side: Side, after: u64) -> Result<Vec<EventResponse>, ReadError> {
    // Asked before the events are read: what comes after it is not passed by.
    let newest = service.reader.last_event()?;
    let Some(events) = service.reader.events_of(side.account, after, MISSED_MAX)? else {
        return Ok(vec![EventResponse::Missed { event: newest }]);
    };
    let told = events.into_iter().map(|event| told(service, side, event));
    told.filter_map(Result::transpose).collect()
}

fn told(
    service: &Service,
    side: Side,
    event: bank::event::Event,
) -> Result<Option<EventResponse>, ReadError> {
    let bank::event::Event { sequence: event, happened } = event;
    let payment = match happened {
        Happened::Paid { payment, .. } => service.payment(payment, side.account)?,
        Happened::PinAsked { order, rule, .. } => {
            return Ok(Some(EventResponse::PinAsked {
                event,
                ask: pin_ask(service, order, rule)?,
            }));
        }
        Happened::OrderEnded { order, .. } => return order_ended(service, event, order),
        Happened::HoldChanged { hold, .. } => return hold_changed(service, side, event, hold),
        Happened::EnvelopeChanged { envelope, sender, .. } => {
            let is_mine = sender == side.account;
            return envelope_changed(service, event, envelope, is_mine).map(Some);
        }
    };
    let payment = service.seen_payment(&payment, side)?;
    Ok(Some(match payment.direction {
        Direction::In => EventResponse::Received { event, payment },
        Direction::Out => EventResponse::Sent { event, payment },
    }))
}

fn order_ended(
    service: &Service,
    event: u64,
    order: OrderId,
) -> Result<Option<EventResponse>, ReadError> {
    let Some(Record::Order(order)) = service.reader.record(&Key::Order(order))? else {
        return Ok(None);
    };
    let state = view::order_state(&order, clock::now());
    Ok(Some(EventResponse::OrderEnded { event, order: Id(order.id.0), state }))
}

fn hold_changed(
    service: &Service,
    side: Side,
    event: u64,
    hold: HoldId,
) -> Result<Option<EventResponse>, ReadError> {
    let Some(Record::Hold(hold)) = service.reader.record(&Key::Hold(hold))? else {
        return Ok(None);
    };
    Ok(Some(EventResponse::HoldChanged { event, hold: view::hold(&hold, side.account) }))
}

fn envelope_changed(
    service: &Service,
    event: u64,
    envelope: EnvelopeId,
    is_mine: bool,
) -> Result<EventResponse, ReadError> {
    let sent = service.envelope(envelope)?;
    Ok(EventResponse::EnvelopeChanged {
        event,
        envelope: Id(envelope.0),
        sender: service.person(sent.sender)?.name,
        is_mine,
        claimed: sent.claimed,
        shares: sent.envelope.shares,
    })
}

fn pin_ask(
    service: &Service,
    order: OrderId,
    rule: QuickPayRule,
) -> Result<PinAskResponse, ReadError> {
    let Some(Record::Order(order)) = service.reader.record(&Key::Order(order))? else {
        return Err(ErrorCode::OrderUnknown.into());
    };
    let merchant = service.merchant(order.merchant)?;
    let code = paycodes::order(&service.config, &merchant, &order)
        .map_err(|error| StoreError(format!("an order without a code: {error}")))?;
    Ok(PinAskResponse {
        order: Id(order.id.0),
        code,
        amount: Money::from(order.amount),
        name: merchant.name,
        rule: view::rule(rule),
        expires_at_ms: order.expires_at.0,
    })
}
