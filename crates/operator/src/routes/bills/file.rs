//! `GET /v1/bills/{date}/{file}`: one of a bill's files, made again while it is sent, or the note
//! that was signed. The same bytes each time; where the books do not give them any more, the answer
//! breaks off before its end, so that nobody takes it for whole.

use super::find;
use crate::bill::make;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use bank::record::{Merchant, Role};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use promotion::calendar::LocalDay;
use proof::Bill;
use proof::bill::FILES;
use std::io::{self, Write};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use wire::ErrorCode;

/// The note's own name.
const NOTE: &str = "bill.note";

/// Bytes that are sent at once.
const CHUNK_BYTES: usize = 32 * 1024;

/// Chunks that wait for the reader.
const CHUNKS: usize = 4;

/// Returns a file of a bill: `trade.csv`, `trade.json`, `fund.csv`, `fund.json`, or `bill.note`.
#[utoipa::path(get, path = "/v1/bills/{date}/{file}", tag = "bills",
    params(("date" = String, Path, max_length = 10), ("file" = String, Path, max_length = 16)),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn file(
    State(service): State<Shared>,
    Path((date, file)): Path<(String, String)>,
    Looking(counter, ()): Looking<()>,
) -> Result<Response, Fault> {
    counter.require(Role::sees_all)?;
    let Counter { merchant, .. } = counter;
    let (of, asked) = (merchant.clone(), date.clone());
    let (day, kept, bill) = service.read(move |service| find(service, &of, &asked)).await?;
    if file == NOTE {
        let hash = make::hash(kept.note.as_bytes());
        return Ok(answer(&date, NOTE, &hash, Body::from(kept.note)));
    }
    let place = FILES.iter().position(|name| *name == file).ok_or(ErrorCode::NotFound)?;
    let (Some(name), Some(facts)) = (FILES.get(place), bill.files.get(place)) else {
        return Err(ErrorCode::NotFound.into());
    };
    let (sha256, bytes) = (facts.sha256, facts.bytes);
    let Ok(permit) = std::sync::Arc::clone(&service.downloads).try_acquire_owned() else {
        return Err(Fault::from(ErrorCode::Overloaded).retry_after_s(2));
    };
    let (sender, receiver) = mpsc::channel(CHUNKS);
    let download = Download { service, merchant, day, bill, place };
    drop(tokio::task::spawn_blocking(move || download.run(sender, permit)));
    let mut response =
        answer(&date, name, &sha256, Body::from_stream(ReceiverStream::new(receiver)));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    Ok(response)
}

/// What is sent, behind the request.
struct Download {
    service: Shared,
    merchant: Merchant,
    day: LocalDay,
    bill: Bill,
    place: usize,
}

type Chunks = mpsc::Sender<Result<Bytes, io::Error>>;

impl Download {
    fn run(self, sender: Chunks, _permit: OwnedSemaphorePermit) {
        let Self { service, merchant, day, bill, place } = self;
        let mut out = Out { chunk: Vec::with_capacity(CHUNK_BYTES), held: None, sender };
        let books = service.books();
        let made = make::again(books, &merchant, day, &bill, Some((place, &mut out)));
        let done = match made {
            Ok(()) => out.finish(),
            Err(crate::bill::BillError::Io(_)) => return,
            Err(error) => {
                tracing::error!(%error, "a bill was not sent");
                Err(io::Error::other("the bill cannot be made again"))
            }
        };
        if let Err(error) = done {
            let _ = out.sender.blocking_send(Err(error));
        }
    }
}

/// Takes a file apart into chunks. The last one is held back until the file is known to be right.
struct Out {
    chunk: Vec<u8>,
    held: Option<Bytes>,
    sender: Chunks,
}

impl Out {
    fn send(&mut self) -> io::Result<()> {
        let chunk = Bytes::from(std::mem::take(&mut self.chunk));
        match self.held.replace(chunk) {
            Some(held) => self.sender.blocking_send(Ok(held)).map_err(io::Error::other),
            None => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.send()?;
        match self.held.take() {
            Some(held) => self.sender.blocking_send(Ok(held)).map_err(io::Error::other),
            None => Ok(()),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK_BYTES {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn answer(date: &str, name: &str, sha256: &[u8; 32], body: Body) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv; charset=utf-8",
        Some((_, "json")) => "application/json",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{date}-{name}\"")),
        (header::ETAG, format!("\"{}\"", crate::hex::encode(sha256))),
        // RFC 9530.
        (HeaderName::from_static("repr-digest"), format!("sha-256=:{}:", STANDARD.encode(sha256))),
    ];
    (headers, body).into_response()
}
