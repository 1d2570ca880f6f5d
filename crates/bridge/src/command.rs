//! The one list of commands. What is not on it does not exist; what is on it without a handler
//! does not compile.

use crate::request::*;
use crate::view::*;
use crate::{Host, RawRequest, UiError, handler};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Hands the list to another macro: `json` commands are `name(Request) -> View`, `raw` commands
/// take bytes (a camera's frame, a picture file).
macro_rules! with_commands {
    ($then:ident) => {
        $then! {
            json {
                state(Nothing) -> StateView;
                unlock(UnlockRequest) -> StateView;
                start_enrolment(StartEnrolmentRequest) -> StateView;
                confirm_enrolment(ConfirmEnrolmentRequest) -> StateView;
                abandon_enrolment(Nothing) -> StateView;
                set_pin(SetPinRequest) -> StateView;
                change_settings(SettingsView) -> StateView;
                home(Nothing) -> HomeView;
                history(HistoryRequest) -> HistoryView;
                payment(PaymentRequest) -> PaymentDetailView;
                receipt(PaymentRequest) -> ReceiptView;
                read_code(ReadCodeRequest) -> ReadingView;
                check_amount(CheckAmountRequest) -> AmountView;
                coupons(Nothing) -> CouponsView;
                offered_coupons(Nothing) -> OfferedView;
                seen_stock(SeenStockRequest) -> SeenStockView;
                take_coupon(TakeCouponRequest) -> CouponView;
                campaigns(Nothing) -> CampaignsView;
                check_draw(PaymentRequest) -> DrawCheckView;
                cards(Nothing) -> CardsView;
                bind_card(BindCardRequest) -> CardCodeView;
                confirm_card(ConfirmCardRequest) -> CardView;
                unbind_card(UnbindCardRequest) -> CardsView;
                devices(Nothing) -> DevicesView;
                revoke_device(RevokeDeviceRequest) -> DevicesView;
                card_top_ups(Nothing) -> CardTopUpsView;
                card_top_up(CardTopUpRequest) -> CardTopUpView;
                top_up(TopUpRequest) -> CardTopUpView;
                envelopes(Nothing) -> EnvelopesView;
                envelope(EnvelopeRequest) -> EnvelopeView;
                check_envelope(CheckEnvelopeRequest) -> EnvelopeCheckView;
                prepare_envelope(PrepareEnvelopeRequest) -> EnvelopeConfirmView;
                confirm_envelope(ConfirmEnvelopeRequest) -> EnvelopeView;
                claim_envelope(ClaimEnvelopeRequest) -> EnvelopeView;
                prepare_payment(PreparePaymentRequest) -> ConfirmView;
                confirm_payment(ConfirmPaymentRequest) -> PayEndView;
                resume_payment(PaymentRequest) -> PayEndView;
                drop_payment(PaymentRequest) -> HomeView;
                receive(ReceiveRequest) -> ReceiveView;
                payer_code(PayerCodeRequest) -> PayerCodeView;
                merchants(Nothing) -> MerchantsView;
                shop_fee(Nothing) -> ShopFeeView;
                open_merchant(OpenMerchantRequest) -> MerchantView;
                withdraw(WithdrawRequest) -> PaymentView;
                staff(MerchantRequest) -> StaffView;
                invite_staff(InviteStaffRequest) -> InvitationView;
                join_merchant(JoinMerchantRequest) -> MerchantView;
                change_role(ChangeRoleRequest) -> StaffView;
                remove_staff(RemoveStaffRequest) -> StaffView;
                till(MerchantRequest) -> TillView;
                open_order(OpenOrderRequest) -> ChargeView;
                charge_payer_code(ChargePayerCodeRequest) -> ChargeView;
                charge(ChargeRequest) -> ChargeView;
                close_charge(ChargeRequest) -> ChargeView;
                reverse_charge(ChargeRequest) -> ChargeView;
                takings(TakingsRequest) -> HistoryView;
                figures(FiguresRequest) -> FiguresView;
                uplifts(MerchantRequest) -> UpliftsView;
                takers(FiguresRequest) -> TakersView;
                takers_file(TakersFileRequest) -> FileView;
                shifts(ShiftsRequest) -> ShiftsView;
                shift(ShiftRequest) -> ShiftView;
                open_shift(MerchantRequest) -> ShiftView;
                close_shift(ShiftRequest) -> ShiftView;
                shift_file(ShiftFileRequest) -> FileView;
                bills(BillsRequest) -> BillsView;
                bill_file(BillFileRequest) -> FileView;
                sound_boxes(MerchantRequest) -> SoundBoxesView;
                offer_sound_box(MerchantRequest) -> SoundOfferView;
                turn_off_sound_box(SoundBoxRequest) -> SoundBoxesView;
                label_sheet(LabelSheetRequest) -> FileView;
                export_shop(MerchantRequest) -> FileView;
                matters(MerchantRequest) -> MattersView;
                appeal(AppealRequest) -> MattersView;
                refunds(TakenRequest) -> RefundsView;
                preview_refund(PreviewRefundRequest) -> RefundPreviewView;
                refund(RefundRequest) -> PaymentView;
                slip(SlipRequest) -> SlipView;
                slip_file(SlipFileRequest) -> FileView;
                catalogue(MerchantRequest) -> CatalogueView;
                save_item(SaveItemRequest) -> CatalogueView;
                remove_item(RemoveItemRequest) -> CatalogueView;
                import_catalogue(ImportCatalogueRequest) -> ImportView;
                export_catalogue(MerchantRequest) -> ExportView;
                add_up(AddUpRequest) -> BasketView;
            }
            raw {
                DecodeFrame decode_frame -> ScanView;
                DecodePicture decode_picture -> ScanView;
            }
        }
    };
}
#[cfg(test)]
pub(crate) use with_commands;

macro_rules! declare {
    (
        json { $($name:ident($request:ident) -> $view:ident;)* }
        raw { $($variant:ident $raw:ident -> $raw_view:ident;)* }
    ) => {
        /// The names of the JSON commands, in the order of the list.
        pub const COMMANDS: &[&str] = &[$(stringify!($name),)*];

        /// Runs a JSON command by its name.
        ///
        /// # Errors
        /// What the handler says; `command_unknown` and `request_malformed` before it is asked.
        pub async fn dispatch<H: Host>(
            host: &H,
            name: &str,
            request: Value,
        ) -> Result<Value, UiError> {
            match name {
                $(stringify!($name) => {
                    let request: $request = read(request)?;
                    let view: $view = handler::$name::$name(host, request).await?;
                    write(&view)
                })*
                _ => Err(UiError::command_unknown()),
            }
        }

        /// A command that takes raw bytes. A host matches on it without a wildcard.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum RawCommand {
            $(#[doc = concat!("`", stringify!($raw), "`")] $variant,)*
        }

        impl RawCommand {
            /// Every raw command, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the command with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|command| command.name() == name)
            }

            /// Returns the command's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($raw),)* }
            }
        }

        /// Runs a raw command.
        ///
        /// # Errors
        /// What the handler says.
        pub async fn dispatch_raw<H: Host>(
            host: &H,
            command: RawCommand,
            request: RawRequest,
        ) -> Result<Value, UiError> {
            match command {
                $(RawCommand::$variant => {
                    let view: $raw_view = handler::$raw::$raw(host, request).await?;
                    write(&view)
                })*
            }
        }
    };
}
with_commands!(declare);

fn read<R: DeserializeOwned>(request: Value) -> Result<R, UiError> {
    // A list would be taken for the fields in their order.
    if !request.is_object() {
        return Err(UiError::request_malformed());
    }
    // What exactly was wrong could quote a secret, so it is not told.
    serde_json::from_value(request).map_err(|_| UiError::request_malformed())
}

fn write<V: Serialize>(view: &V) -> Result<Value, UiError> {
    serde_json::to_value(view).map_err(|_| UiError::internal())
}
