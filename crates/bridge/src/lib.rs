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
    AddUpRequest, AppealRequest, BasketLine, BillFileRequest, BillsRequest, BindCardRequest,
    CardTopUpRequest, ChangeRoleRequest, ChargePayerCodeRequest, ChargeRequest, CheckAmountRequest,
    CheckEnvelopeRequest, ClaimEnvelopeRequest, ConfirmCardRequest, ConfirmEnrolmentRequest,
    ConfirmEnvelopeRequest, ConfirmPaymentRequest, EnvelopeRequest, FiguresRequest, HistoryRequest,
    ImportCatalogueRequest, InviteStaffRequest, JoinMerchantRequest, LabelSheetRequest,
    MerchantRequest, Nothing, OpenMerchantRequest, OpenOrderRequest, PayerCodeRequest,
    PaymentRequest, PrepareEnvelopeRequest, PreparePaymentRequest, PreviewRefundRequest,
    PrinterCharset, PrinterPaper, ReadCodeRequest, ReceiveRequest, RefundRequest,
    RemoveItemRequest, RemoveStaffRequest, RevokeDeviceRequest, SaveItemRequest, SeenStockRequest,
    SetPinRequest, SheetPaper, ShiftFileRequest, ShiftRequest, ShiftsRequest, SlipFileRequest,
    SlipForm, SlipLanguage, SlipRequest, SoundBoxRequest, SpanRequest, StartEnrolmentRequest,
    TakeCouponRequest, TakenRequest, TakersFileRequest, TakingsRequest, TipRequest, TopUpRequest,
    UnbindCardRequest, UnlockRequest, WithdrawRequest,
};
pub use wire::Secret;

#[cfg(test)]
mod bindings;
