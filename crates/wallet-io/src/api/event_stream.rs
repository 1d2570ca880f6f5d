//! The stream of live events: server-sent events (HTML standard, section 9.2) read from an answer.

mod parser;

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt as _, stream};
use parser::Parser;
use reqwest::Response;
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use wallet::port::ApiError;
use wire::event::EventResponse;

type Heard = Result<EventResponse, ApiError>;

/// The events of one connection; ends when the connection does.
pub struct EventStream {
    inner: BoxStream<'static, Heard>,
}

struct Reading {
    response: Response,
    parser: Parser,
    ready: VecDeque<Heard>,
    is_over: bool,
}

impl EventStream {
    pub(super) fn new(response: Response) -> Self {
        let reading =
            Reading { response, parser: Parser::default(), ready: VecDeque::new(), is_over: false };
        let events = stream::unfold(reading, |mut reading| async move {
            let heard = reading.next().await?;
            Some((heard, reading))
        });
        Self { inner: events.boxed() }
    }
}

impl Stream for EventStream {
    type Item = Heard;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Heard>> {
        self.inner.poll_next_unpin(context)
    }
}

impl Reading {
    async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some(heard) = self.ready.pop_front() {
                return Some(heard);
            }
            if self.is_over {
                return None;
            }
            match self.response.chunk().await {
                Ok(Some(chunk)) => match self.parser.push(&chunk) {
                    Ok(texts) => self.ready.extend(texts.iter().map(|text| event(text))),
                    Err(error) => self.end(ApiError::AnswerMalformed(error.to_string())),
                },
                Ok(None) => self.is_over = true,
                Err(_) => self.end(ApiError::AnswerLost),
            }
        }
    }

    fn end(&mut self, error: ApiError) {
        self.is_over = true;
        self.ready.push_back(Err(error));
    }
}

fn event(text: &str) -> Heard {
    serde_json::from_str(text)
        .map_err(|error| ApiError::AnswerMalformed(format!("an event: column {}", error.column())))
}
