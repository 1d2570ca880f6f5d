//! `GET /v1/sound-boxes/events`: what a sound box hears, server-sent.
//!
//! Payments of people who stand in the shop, and of each no more than is spoken or shown. What is
//! older than half an hour is told to no box: it listens, it does not look things up.

use crate::clock;
use crate::live::Subscription;
use crate::problem::Fault;
use crate::request::Listener;
use crate::routes::events::listen::last_event_id;
use crate::service::view::Side;
use crate::service::{ReadError, Service, Shared};
use crate::sound_box::{SoundBox, Turn};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use bank::event::Happened;
use bank::record::Merchant;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use wire::event::EventFrame;
use wire::payment::{Direction, PaymentResponse};
use wire::sound_box::SoundEvent;

/// Between two signs of life.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How often a stream on which nothing happens looks whether its box is still paired.
const LOOK: Duration = Duration::from_secs(10);
/// After this a box has to show again who it is.
const LISTEN_MAX: Duration = Duration::from_secs(3600);
/// The most missed events that are looked through.
const MISSED_MAX: u32 = 500;
/// What happened longer ago is not told, in milliseconds.
const TOLD_WITHIN_MS: u64 = 30 * 60 * 1000;

/// Streams what the box's shop is paid, from the event after `Last-Event-ID` on, or from now.
#[utoipa::path(get, path = "/v1/sound-boxes/events", tag = "sound-boxes",
    params(("last-event-id" = Option<u64>, Header, minimum = 0, maximum = 9_007_199_254_740_991_u64,
        description = "the last event that was seen")),
    security(("sound_box" = [])),
    responses(
        (status = 200, description = "each event's data is a `SoundEvent`", body = EventFrame,
            content_type = "text/event-stream"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn listen(
    State(service): State<Shared>,
    Listener { sound_box, merchant }: Listener,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let last_seen = last_event_id(&headers)?;
    let newest = service.read(|service| Ok(service.reader.last_event()?)).await?;
    let turn = service.sound_turns.take(sound_box);
    let subscription = service.live.subscribe(merchant.account, None)?;
    let after = last_seen.map_or(newest, |seen| seen.min(newest));
    let (sender, stream) = mpsc::channel(8);
    let feed = Feed { service, sound_box, merchant, turn, sender };
    tokio::spawn(async move {
        let _ = tokio::time::timeout(LISTEN_MAX, feed.run(subscription, after)).await;
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    Ok(Sse::new(ReceiverStream::new(stream)).keep_alive(keep_alive))
}

struct Feed {
    service: Shared,
    sound_box: SoundBox,
    merchant: Merchant,
    turn: Turn,
    sender: mpsc::Sender<Result<Event, Infallible>>,
}

type Sent = Result<(), ()>;

impl Feed {
    /// Tells what was missed, then what happens, for as long as the box is paired and this is its
    /// newest stream.
    async fn run(self, mut subscription: Subscription, mut after: u64) -> Sent {
        let retry = Event::default().retry(Duration::from_secs(1));
        self.sender.send(Ok(retry)).await.map_err(drop)?;
        let opened = SoundEvent::Opened {
            event: after,
            name: self.merchant.name.clone(),
            place: self.sound_box.place,
            now_ms: clock::now().0,
        };
        self.send(&opened).await?;
        let side = self.side();
        let missed = self.service.read(move |service| missed(service, side, after));
        for event in missed.await.map_err(drop)? {
            after = event.event();
            self.send(&event).await?;
        }
        loop {
            let event = tokio::select! {
                event = subscription.events.recv() => Some(event.ok_or(())?),
                () = self.sender.closed() => return Ok(()),
                () = self.turn.over() => return Ok(()),
                () = tokio::time::sleep(LOOK) => None,
            };
            let event = event.filter(|event| event.sequence > after);
            let sound_box = self.sound_box;
            // Asked before each event: a box that is off hears nothing more.
            let told = self.service.read(move |service| {
                service.shop_of_box(sound_box)?;
                event.map_or(Ok(None), |event| told(service, side, event))
            });
            let told = told.await.map_err(drop)?;
            after = event.map_or(after, |event| event.sequence);
            if let Some(told) = told {
                self.send(&told).await?;
            }
        }
    }

    fn side(&self) -> Side {
        Side { account: self.merchant.account, is_merchant: true }
    }

    async fn send(&self, told: &SoundEvent) -> Sent {
        let event = Event::default().id(told.event().to_string()).event(told.word());
        let event = event.json_data(told).map_err(drop)?;
        self.sender.send(Ok(event)).await.map_err(drop)
    }
}

fn missed(service: &Service, side: Side, after: u64) -> Result<Vec<SoundEvent>, ReadError> {
    let newest = service.reader.last_event()?;
    let Some(events) = service.reader.events_of(side.account, after, MISSED_MAX)? else {
        return Ok(vec![SoundEvent::Missed { event: newest }]);
    };
    let oldest_ms = clock::now().0.saturating_sub(TOLD_WITHIN_MS);
    let told = events.into_iter().map(|event| told(service, side, event));
    told.filter_map(Result::transpose)
        .map(|told| {
            told.map(|told| match told {
                SoundEvent::Paid { event, at_ms, .. } if at_ms < oldest_ms => {
                    SoundEvent::Missed { event }
                }
                told => told,
            })
        })
        .collect()
}

/// Returns what a box is told of an event; nothing of anything but a payment in the shop.
fn told(
    service: &Service,
    side: Side,
    event: bank::event::Event,
) -> Result<Option<SoundEvent>, ReadError> {
    let Happened::Paid { payment, credit, .. } = event.happened else { return Ok(None) };
    if credit != side.account {
        return Ok(None);
    }
    let payment = service.payment(payment, side.account)?;
    let payment = service.seen_payment(&payment, side)?;
    let PaymentResponse { payment, direction, amount, discount, refunded, check, at_ms, .. } =
        payment;
    Ok(check.filter(|_| direction == Direction::In).map(|check| SoundEvent::Paid {
        event: event.sequence,
        payment,
        amount,
        price: discount.map(|discount| discount.total),
        check,
        at_ms,
        is_returned: refunded.is_some(),
    }))
}
