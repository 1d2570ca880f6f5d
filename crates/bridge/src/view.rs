//! What the UI shows: plain data, ready to be printed, converted from the wallet's types by
//! exhaustive destructuring so that no new field is forgotten.

mod amount;
mod campaign;
mod card;
mod card_top_up;
mod catalogue;
mod confirm;
mod coupon;
mod device;
mod draw;
mod envelope;
mod figures;
mod file;
mod goods;
mod history;
mod hold;
mod home;
mod matter;
mod merchant;
mod payer_code;
mod payment;
mod reading;
mod receipt;
mod receive;
mod scan;
mod shift;
mod shop_fee;
mod slip;
mod sound_box;
mod state;
mod taker;
mod till;
mod uplift;

pub use amount::AmountView;
pub use campaign::{
    AverageView, CampaignState, CampaignView, CampaignsView, DrawToday, EventView, PrizeView,
    RewardView,
};
pub use card::{CardCodeView, CardView, CardsView};
pub use card_top_up::{CardRefusal, CardTopUpState, CardTopUpView, CardTopUpsView};
pub(crate) use catalogue::read_json;
pub use catalogue::{
    BasketLineView, BasketView, CatalogueView, ExportView, FaultView, ImportView, ItemView,
};
pub use confirm::{ConfirmView, PayEndView};
pub use coupon::{
    CouponStanding, CouponView, CouponsView, DiscountView, OfferedView, SeenStockView, StockView,
    UnusedCouponView, UsedCouponView, WorthView,
};
pub use device::{DeviceView, DevicesView};
pub use draw::{DrawCheckView, DrawEnd, DrawVerdict, DrawView, EventKind};
pub use envelope::{
    ClaimView, EnvelopeCheckView, EnvelopeConfirmView, EnvelopeFit, EnvelopeProofView,
    EnvelopeSplit, EnvelopeState, EnvelopeView, EnvelopesView,
};
pub use figures::{BarView, BillView, BillsView, CustomersView, FiguresView, NetView, SumsView};
pub use file::FileView;
pub use goods::GoodsLineView;
pub use history::HistoryView;
pub use hold::HoldView;
pub use home::HomeView;
pub use matter::{AppealView, MatterView, MattersView, SaidView};
pub use merchant::{
    InvitationView, LabelView, MemberView, MerchantState, MerchantView, MerchantsView, StaffRole,
    StaffView,
};
pub use payer_code::{PayerCodeView, QuickPayView};
pub use payment::{Direction, PaymentDetailView, PaymentKind, PaymentView, UnfinishedView};
pub use reading::{FieldView, OfferKind, OfferView, ReadingView};
pub use receipt::ReceiptView;
pub use receive::ReceiveView;
pub use scan::{FoundView, ScanView};
pub use shift::{ShiftClosedView, ShiftFiguresView, ShiftView, ShiftsView, TipsView};
pub use shop_fee::ShopFeeView;
pub use slip::SlipView;
pub use sound_box::{SoundBoxView, SoundBoxesView, SoundOfferView};
pub use state::{
    Language, LockReason, PendingEnrolmentView, ProfileView, SettingsView, Stage, StateView, Theme,
};
pub use taker::{NumbersView, TakerKind, TakerNameView, TakerTipsView, TakerView, TakersView};
pub use till::{
    ChargeStanding, ChargeView, CouponBecomes, RefundPreviewView, RefundedCouponView, RefundsView,
    SavingFunder, SavingView, TillView,
};
pub use uplift::{UpliftDifferenceView, UpliftGroupView, UpliftVerdict, UpliftView, UpliftsView};
