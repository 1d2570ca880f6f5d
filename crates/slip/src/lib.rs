//! The receipt that a shop hands out: one model, as text, as PDF for a roll of 80 mm, and as the
//! bytes of a receipt printer. Plain functions: the same slip is the same bytes.
//!
//! It is not the operator's signed receipt (`wire::receipt`), which proves a payment.

mod drawing;
mod escpos;
mod layout;
mod model;
mod report;
pub mod testing;
mod text;
mod told;
mod width;
mod words;

pub use ::pdf::{PdfError, fonts};
pub use drawing::{drawing, pdf};
pub use escpos::{Charset, Paper, Printer, escpos};
pub use model::{Discount, Funder, Line, Refund, Slip};
pub use report::{Party, Report, Shift, Sums, Taker, Tips};
pub use text::text;
pub use words::Language;

#[cfg(test)]
mod tests;
