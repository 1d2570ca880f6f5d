//! The receipt that a shop hands out.

use serde::Serialize;
use ts_rs::TS;

/// A receipt as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SlipView {
    /// The text, in lines of 32 columns.
    pub text: String,
    /// The address of the receipt's page.
    pub link: Option<String>,
}
