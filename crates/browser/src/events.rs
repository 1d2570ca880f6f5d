//! `GET /__bridge/events`: what happens, as server-sent events.

use crate::server::Shared;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};

/// Opens the stream; it ends with the connection.
pub async fn events(
    State(shared): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, axum::Error>> + Send + 'static> {
    let events = bridge::events(&*shared.host);
    Sse::new(events.map(|event| Event::default().json_data(event))).keep_alive(KeepAlive::default())
}
