//! Signed heads of the journal, for witnesses: public, and cheap to ask for.

pub mod consistency;
pub mod latest;
pub mod list;
pub mod read;

use crate::service::{ReadError, Service};
use bank::head::SignedHead;
use wire::ErrorCode;
use wire::head::HeadResponse;

fn view(head: SignedHead) -> HeadResponse {
    let SignedHead { size, at, note } = head;
    HeadResponse { size, at_ms: at.0, note }
}

/// Reads the head of a size, as it stands in an address.
fn find(service: &Service, size: &str) -> Result<SignedHead, ReadError> {
    let size = number(size).ok_or(ErrorCode::HeadUnknown)?;
    service.reader.head(size)?.ok_or_else(|| ErrorCode::HeadUnknown.into())
}

/// Reads a number in its one form.
fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number <= proof::head::NUMBER_MAX && number.to_string() == text).then_some(number)
}
