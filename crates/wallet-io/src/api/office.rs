//! A shop's figures, bills, sound boxes, label sheets and appeals over HTTP.

use super::send::Call;
use super::{HttpApi, export};
use reqwest::Method;
use wallet::port::{ApiError, ExportAnswer, OfficeApi};
use wire::Id;
use wire::bill::{BillResponse, BillsResponse, FiguresResponse};
use wire::campaign::UpliftResponse;
use wire::neutrality::{AppealRequest, MerchantNeutralityResponse, NeutralityEntryResponse};
use wire::shift::{OpenShiftRequest, ShiftResponse, ShiftsResponse};
use wire::sound_box::{SoundBoxesResponse, SoundCodeResponse};
use wire::taker::TakersResponse;

/// Asks for something of a shop.
fn get(merchant: Id, path: impl Into<String>) -> Call {
    Call::get(path.into()).for_merchant(merchant)
}

impl OfficeApi for HttpApi {
    async fn figures(
        &self,
        url: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<FiguresResponse, ApiError> {
        let path = format!("/v1/figures?from={from_ms}&until={until_ms}");
        self.ask(url, &get(merchant, path)).await
    }

    async fn takers(
        &self,
        url: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<TakersResponse, ApiError> {
        let path = format!("/v1/figures/takers?from={from_ms}&until={until_ms}");
        self.ask(url, &get(merchant, path)).await
    }

    async fn campaign_uplift(
        &self,
        url: &str,
        merchant: Id,
        campaign: Id,
    ) -> Result<UpliftResponse, ApiError> {
        self.ask(url, &get(merchant, format!("/v1/campaigns/{campaign}/uplift"))).await
    }

    async fn shifts(
        &self,
        url: &str,
        merchant: Id,
        before: Option<u64>,
        limit: u32,
    ) -> Result<ShiftsResponse, ApiError> {
        let before = before.map(|before| format!("before={before}&")).unwrap_or_default();
        self.ask(url, &get(merchant, format!("/v1/shifts?{before}limit={limit}"))).await
    }

    async fn shift(&self, url: &str, merchant: Id, shift: Id) -> Result<ShiftResponse, ApiError> {
        self.ask(url, &get(merchant, format!("/v1/shifts/{shift}"))).await
    }

    async fn open_shift(
        &self,
        url: &str,
        merchant: Id,
        request: &OpenShiftRequest,
    ) -> Result<ShiftResponse, ApiError> {
        let call = Call::with(Method::POST, "/v1/shifts".to_owned(), request)?;
        self.ask(url, &call.for_merchant(merchant)).await
    }

    async fn close_shift(
        &self,
        url: &str,
        merchant: Id,
        shift: Id,
    ) -> Result<ShiftResponse, ApiError> {
        let call = Call::post(format!("/v1/shifts/{shift}/close")).for_merchant(merchant);
        self.ask(url, &call).await
    }

    async fn bills(
        &self,
        url: &str,
        merchant: Id,
        before: Option<&str>,
        limit: u32,
    ) -> Result<BillsResponse, ApiError> {
        let before = before.map(|before| format!("before={before}&")).unwrap_or_default();
        self.ask(url, &get(merchant, format!("/v1/bills?{before}limit={limit}"))).await
    }

    async fn bill(&self, url: &str, merchant: Id, date: &str) -> Result<BillResponse, ApiError> {
        self.ask(url, &get(merchant, format!("/v1/bills/{date}"))).await
    }

    async fn bill_file(
        &self,
        url: &str,
        merchant: Id,
        date: &str,
        file: &str,
    ) -> Result<Vec<u8>, ApiError> {
        self.file(url, &get(merchant, format!("/v1/bills/{date}/{file}"))).await
    }

    async fn shop_export(&self, url: &str, merchant: Id) -> Result<ExportAnswer, ApiError> {
        export::read(self.file(url, &get(merchant, "/v1/merchant/export")).await?)
    }

    async fn sound_boxes(&self, url: &str, merchant: Id) -> Result<SoundBoxesResponse, ApiError> {
        self.ask(url, &get(merchant, "/v1/sound-boxes")).await
    }

    async fn offer_sound_box(
        &self,
        url: &str,
        merchant: Id,
    ) -> Result<SoundCodeResponse, ApiError> {
        self.ask(url, &Call::post("/v1/sound-boxes/codes").for_merchant(merchant)).await
    }

    async fn turn_off_sound_box(
        &self,
        url: &str,
        merchant: Id,
        sound_box: Id,
    ) -> Result<SoundBoxesResponse, ApiError> {
        let call = Call::post(format!("/v1/sound-boxes/{sound_box}/off")).for_merchant(merchant);
        self.ask(url, &call).await
    }

    async fn label_sheet(
        &self,
        url: &str,
        merchant: Id,
        label: Id,
        paper: &str,
    ) -> Result<Vec<u8>, ApiError> {
        let path = format!("/v1/till/label.pdf?label={label}&paper={paper}");
        self.file(url, &get(merchant, path)).await
    }

    async fn merchant_neutrality(
        &self,
        url: &str,
        merchant: Id,
    ) -> Result<MerchantNeutralityResponse, ApiError> {
        self.ask(url, &get(merchant, "/v1/merchant/neutrality")).await
    }

    async fn appeal(
        &self,
        url: &str,
        merchant: Id,
        entry: u64,
        request: &AppealRequest,
    ) -> Result<NeutralityEntryResponse, ApiError> {
        let path = format!("/v1/neutrality/{entry}/appeal");
        let call = Call::with(Method::POST, path, request)?.for_merchant(merchant);
        self.ask(url, &call).await
    }
}
