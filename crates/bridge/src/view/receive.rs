//! One's own receive code, drawn.

use super::AmountView;
use serde::Serialize;
use ts_rs::TS;

/// A receive code, as text and as a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReceiveView {
    /// The code's text.
    pub text: String,
    /// The code as an SVG picture with its quiet zone.
    pub svg: String,
    /// The registered name.
    pub name: String,
    /// The amount that it asks for.
    pub amount: Option<AmountView>,
    /// What it is for.
    pub note: Option<String>,
}
