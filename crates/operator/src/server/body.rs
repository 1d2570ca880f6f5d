//! An answer's body that says when it is over, so that the connection begins to idle.

use super::deadline::BusyGuard;
use axum::body::{Body, Bytes, HttpBody};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body and the request that it belongs to; the request ends with it.
pub struct Answering {
    body: Body,
    _request: BusyGuard,
}

impl Answering {
    /// Joins the two.
    pub fn new(body: Body, request: BusyGuard) -> Self {
        Self { body, _request: request }
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
