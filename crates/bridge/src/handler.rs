//! One file for each command: it asks the wallet and converts the answer, and decides nothing.

pub(crate) mod abandon_enrolment;
pub(crate) mod change_settings;
pub(crate) mod check_amount;
pub(crate) mod confirm_enrolment;
pub(crate) mod confirm_payment;
pub(crate) mod coupons;
pub(crate) mod decode_frame;
pub(crate) mod decode_picture;
pub(crate) mod drop_payment;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod offered_coupons;
pub(crate) mod payer_code;
pub(crate) mod payment;
pub(crate) mod prepare_payment;
pub(crate) mod read_code;
pub(crate) mod receipt;
pub(crate) mod receive;
pub(crate) mod resume_payment;
pub(crate) mod set_pin;
pub(crate) mod start_enrolment;
pub(crate) mod state;
pub(crate) mod take_coupon;
pub(crate) mod unlock;
