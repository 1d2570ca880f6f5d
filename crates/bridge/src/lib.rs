//! The UI contract: one list of commands, their requests, views and handlers, for every host.
//!
//! Nothing here opens a window, a socket or a file: a host does, through [`Host`].
#![doc = include_str!("../README.md")]

mod command;
mod decoder;
mod door;
mod error;
mod event;
mod handler;
mod host;
mod raw;
mod request;
pub mod view;

pub use command::{COMMANDS, RawCommand, dispatch, dispatch_raw};
pub use decoder::Decoder;
pub use door::Door;
pub use error::UiError;
pub use event::{UiEvent, events};
pub use host::{Host, OpenRefused};
pub use raw::RawRequest;
pub use request::{
    BindCardRequest, CheckAmountRequest, CheckEnvelopeRequest, ClaimEnvelopeRequest,
    ConfirmCardRequest, ConfirmEnrolmentRequest, ConfirmEnvelopeRequest, ConfirmPaymentRequest,
    EnvelopeRequest, HistoryRequest, Nothing, PayerCodeRequest, PaymentRequest,
    PrepareEnvelopeRequest, PreparePaymentRequest, ReadCodeRequest, ReceiveRequest,
    SeenStockRequest, SetPinRequest, StartEnrolmentRequest, TakeCouponRequest, UnbindCardRequest,
    UnlockRequest,
};
pub use wire::Secret;

#[cfg(test)]
mod bindings;
