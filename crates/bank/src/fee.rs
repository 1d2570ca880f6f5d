//! What the operator takes of what customers pay to a merchant: a part of the money itself, moved
//! out of the merchant's account in the same decision as the payment, and given back in step with
//! it. The payer pays the price and nothing on top; between people nothing is taken.

mod give_back;
mod take;
mod terms;

pub(crate) use give_back::{give_back, of_payment};
pub(crate) use take::take;
pub use terms::{FEE_RATE_MAX_BP, FeeTerms, returned_until};
