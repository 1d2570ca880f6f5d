//! The wallets of the simulated town run no shops: its shops have tills of their own.

use super::device::Device;
use wallet::port::{ApiError, ExportAnswer, MerchantApi, OfficeApi, TillApi};
use wire::Id;
use wire::bill::{BillResponse, BillsResponse, FiguresResponse};
use wire::campaign::UpliftResponse;
use wire::merchant::{MerchantResponse, MerchantsResponse, OpenMerchantRequest, WithdrawRequest};
use wire::neutrality::{AppealRequest, MerchantNeutralityResponse, NeutralityEntryResponse};
use wire::order::{OpenOrderRequest, OrderResponse, ReverseOrderRequest, ReverseOrderResponse};
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse};
use wire::payment::{PaymentResponse, PaymentsResponse};
use wire::refund::{RefundPreviewRequest, RefundPreviewResponse, RefundRequest, RefundsResponse};
use wire::shift::{OpenShiftRequest, ShiftResponse, ShiftsResponse};
use wire::slip::SlipResponse;
use wire::sound_box::{SoundBoxesResponse, SoundCodeResponse};
use wire::staff::{
    ChangeRoleRequest, InvitationResponse, InviteRequest, JoinRequest, StaffResponse,
};
use wire::taker::TakersResponse;

/// Answers a request of a shop's staff as a network does that leads nowhere.
macro_rules! unreachable_requests {
    ($($name:ident($($request:ty),*) -> $answer:ty;)*) => {
        $(async fn $name(&self, _: &str $(, _: $request)*) -> Result<$answer, ApiError> {
            Err(ApiError::Unreachable)
        })*
    };
}

impl MerchantApi for Device {
    unreachable_requests! {
        merchants() -> MerchantsResponse;
        open_merchant(&OpenMerchantRequest) -> MerchantResponse;
        withdraw(Id, &WithdrawRequest) -> PaymentResponse;
        staff(Id) -> StaffResponse;
        invite_staff(Id, &InviteRequest) -> InvitationResponse;
        join_merchant(&JoinRequest) -> MerchantResponse;
        change_role(Id, Id, &ChangeRoleRequest) -> StaffResponse;
        remove_staff(Id, Id) -> StaffResponse;
    }
}

impl TillApi for Device {
    unreachable_requests! {
        open_order(Id, &OpenOrderRequest) -> OrderResponse;
        order(Id, Id) -> OrderResponse;
        close_order(Id, Id) -> OrderResponse;
        reverse_order(Id, Id, &ReverseOrderRequest) -> ReverseOrderResponse;
        charge_payer_code(Id, &ChargePayerCodeRequest) -> ChargePayerCodeResponse;
        refund(Id, &RefundRequest) -> PaymentResponse;
        preview_refund(Id, &RefundPreviewRequest) -> RefundPreviewResponse;
        refunds(Id, Id) -> RefundsResponse;
        slip(Id, Id) -> SlipResponse;
        takings(Id, Option<u64>, u32) -> PaymentsResponse;
    }
}

impl OfficeApi for Device {
    unreachable_requests! {
        figures(Id, u64, u64) -> FiguresResponse;
        campaign_uplift(Id, Id) -> UpliftResponse;
        shop_export(Id) -> ExportAnswer;
        takers(Id, u64, u64) -> TakersResponse;
        shifts(Id, Option<u64>, u32) -> ShiftsResponse;
        shift(Id, Id) -> ShiftResponse;
        open_shift(Id, &OpenShiftRequest) -> ShiftResponse;
        close_shift(Id, Id) -> ShiftResponse;
        bills(Id, Option<&str>, u32) -> BillsResponse;
        bill(Id, &str) -> BillResponse;
        bill_file(Id, &str, &str) -> Vec<u8>;
        sound_boxes(Id) -> SoundBoxesResponse;
        offer_sound_box(Id) -> SoundCodeResponse;
        turn_off_sound_box(Id, Id) -> SoundBoxesResponse;
        label_sheet(Id, Id, &str) -> Vec<u8>;
        merchant_neutrality(Id) -> MerchantNeutralityResponse;
        appeal(Id, u64, &AppealRequest) -> NeutralityEntryResponse;
    }
}
