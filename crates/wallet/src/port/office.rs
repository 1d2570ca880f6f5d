//! What a shop's people ask of the operator besides working its till: figures, bills, sound boxes,
//! label sheets, what holds the shop back. Signed by the device, for the shop that is named.

use super::ApiError;
use std::future::Future;
use wire::Id;
use wire::bill::{BillResponse, BillsResponse, FiguresResponse};
use wire::campaign::UpliftResponse;
use wire::export::ExportedMerchant;
use wire::neutrality::{AppealRequest, MerchantNeutralityResponse, NeutralityEntryResponse};
use wire::shift::{OpenShiftRequest, ShiftResponse, ShiftsResponse};
use wire::sound_box::{SoundBoxesResponse, SoundCodeResponse};
use wire::taker::TakersResponse;

/// A shop's portable file as it came, with its first and its last line read; not believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportAnswer {
    /// The file.
    pub content: Vec<u8>,
    /// How many of its bytes stand before the last line, which seals them.
    pub sealed_bytes: usize,
    /// Its first line.
    pub shop: ExportedMerchant,
    /// Its last line.
    pub seal: String,
}

/// What a shop's people ask of the operator at one address. Each request names the shop, and the
/// person's role in it decides.
pub trait OfficeApi: Send + Sync {
    /// `GET /v1/figures`.
    fn figures(
        &self,
        url: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> impl Future<Output = Result<FiguresResponse, ApiError>> + Send;
    /// `GET /v1/figures/takers`.
    fn takers(
        &self,
        url: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> impl Future<Output = Result<TakersResponse, ApiError>> + Send;
    /// `GET /v1/campaigns/{campaign}/uplift`.
    fn campaign_uplift(
        &self,
        url: &str,
        merchant: Id,
        campaign: Id,
    ) -> impl Future<Output = Result<UpliftResponse, ApiError>> + Send;
    /// `GET /v1/shifts`.
    fn shifts(
        &self,
        url: &str,
        merchant: Id,
        before: Option<u64>,
        limit: u32,
    ) -> impl Future<Output = Result<ShiftsResponse, ApiError>> + Send;
    /// `GET /v1/shifts/{shift}`.
    fn shift(
        &self,
        url: &str,
        merchant: Id,
        shift: Id,
    ) -> impl Future<Output = Result<ShiftResponse, ApiError>> + Send;
    /// `POST /v1/shifts`.
    fn open_shift(
        &self,
        url: &str,
        merchant: Id,
        request: &OpenShiftRequest,
    ) -> impl Future<Output = Result<ShiftResponse, ApiError>> + Send;
    /// `POST /v1/shifts/{shift}/close`.
    fn close_shift(
        &self,
        url: &str,
        merchant: Id,
        shift: Id,
    ) -> impl Future<Output = Result<ShiftResponse, ApiError>> + Send;
    /// `GET /v1/bills`.
    fn bills(
        &self,
        url: &str,
        merchant: Id,
        before: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<BillsResponse, ApiError>> + Send;
    /// `GET /v1/bills/{date}`.
    fn bill(
        &self,
        url: &str,
        merchant: Id,
        date: &str,
    ) -> impl Future<Output = Result<BillResponse, ApiError>> + Send;
    /// `GET /v1/bills/{date}/{file}`.
    fn bill_file(
        &self,
        url: &str,
        merchant: Id,
        date: &str,
        file: &str,
    ) -> impl Future<Output = Result<Vec<u8>, ApiError>> + Send;
    /// `GET /v1/sound-boxes`.
    fn sound_boxes(
        &self,
        url: &str,
        merchant: Id,
    ) -> impl Future<Output = Result<SoundBoxesResponse, ApiError>> + Send;
    /// `POST /v1/sound-boxes/codes`.
    fn offer_sound_box(
        &self,
        url: &str,
        merchant: Id,
    ) -> impl Future<Output = Result<SoundCodeResponse, ApiError>> + Send;
    /// `POST /v1/sound-boxes/{box}/off`.
    fn turn_off_sound_box(
        &self,
        url: &str,
        merchant: Id,
        sound_box: Id,
    ) -> impl Future<Output = Result<SoundBoxesResponse, ApiError>> + Send;
    /// `GET /v1/till/label.pdf`.
    fn label_sheet(
        &self,
        url: &str,
        merchant: Id,
        label: Id,
        paper: &str,
    ) -> impl Future<Output = Result<Vec<u8>, ApiError>> + Send;
    /// `GET /v1/merchant/export`.
    fn shop_export(
        &self,
        url: &str,
        merchant: Id,
    ) -> impl Future<Output = Result<ExportAnswer, ApiError>> + Send;
    /// `GET /v1/merchant/neutrality`.
    fn merchant_neutrality(
        &self,
        url: &str,
        merchant: Id,
    ) -> impl Future<Output = Result<MerchantNeutralityResponse, ApiError>> + Send;
    /// `POST /v1/neutrality/{entry}/appeal`.
    fn appeal(
        &self,
        url: &str,
        merchant: Id,
        entry: u64,
        request: &AppealRequest,
    ) -> impl Future<Output = Result<NeutralityEntryResponse, ApiError>> + Send;
}
