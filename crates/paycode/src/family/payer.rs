//! Tongbao's payer codes: what a payer shows to a till. A wallet that scans one says what it is;
//! its digits are never told.

use super::Family;
use crate::describe::{Fields, Value};
use crate::error::CodeError;
use crate::payer_code::PayerCode;

impl Family for PayerCode {
    const WORD: &'static str = "tongbao-payer";

    /// Eighteen digits may be anybody's: only those with a prefix of ours and the right check digit
    /// are taken, and the others left as they are.
    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        Self::parse(text).map(Ok)
    }

    fn fields(&self) -> Fields {
        Fields::default()
            .text("scheme", "Tongbao")
            .text("kind", "payer")
            .value("prefix", Some(Value::Text(format!("{:02}", self.prefix()))))
    }
}
