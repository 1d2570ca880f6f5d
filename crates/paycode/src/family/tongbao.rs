//! Tongbao's own code: a merchant-presented code with the template `app.tongbao`.
//!
//! Stricter than the standard: what a Tongbao wallet would pay is certain or refused.

mod address;
mod combine;
mod coupon;
mod envelope;
mod fields;
mod invitation;
mod part;
mod read;
mod site;
mod write;

pub use address::{LabelAddress, PageHost};
pub use combine::{CombineError, LABEL_BYTES_MAX, combine};
pub use coupon::CouponAddress;
pub use envelope::EnvelopeAddress;
pub use invitation::InvitationAddress;
pub use part::{Country, OperatorName, PartError, Payee, PayeeId};
pub use site::Site;
pub use write::WriteError;

use super::Family;
use super::merchant_presented::MerchantPresented;
use crate::describe::Fields;
use crate::error::CodeError;
use money::{Amount, Currency};

/// The globally unique identifier of Tongbao's templates.
const GUID: &str = "app.tongbao";

/// The longest note, in characters.
pub const NOTE_CHARACTERS_MAX: usize = 64;
/// The longest name that the standard allows, in characters.
const NAME_CHARACTERS_MAX: usize = 25;
/// The longest city that the standard allows, in characters.
const CITY_CHARACTERS_MAX: usize = 15;
/// The longest purpose (62-08) that the standard allows, in characters.
const PURPOSE_CHARACTERS_MAX: usize = 25;

/// IDs inside the account template.
mod account_id {
    pub const GUID: u8 = 0;
    pub const OPERATOR: u8 = 1;
    pub const PAYEE: u8 = 2;
    pub const EXPIRY: u8 = 3;
}

/// ID of the account template when written; a reader finds it by its GUID.
const ACCOUNT_TEMPLATE: u8 = 26;
/// ID of a long note inside a template of ours; templates are found by their GUID.
const NOTE_ID: u8 = 1;
/// ID of the address of the label's page inside a template of ours.
const PAGE_ID: u8 = 2;
/// ID of the purpose inside the additional data.
const PURPOSE_ID: u8 = 8;
/// What a code says in place of a value that the payer is asked for.
const ASK_PAYER: &str = "***";

/// What a Tongbao code says: whom to pay at which operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TongbaoCode {
    /// The operator that knows the payee.
    pub operator: OperatorName,
    /// Whom to pay.
    pub payee: Payee,
    /// How much; always there for an order. `None`: the payer is asked. Never zero.
    pub amount: Option<Amount>,
    /// In which currency.
    pub currency: Currency,
    /// The payee's name, as stated in the code only: the operator's registered name counts.
    /// 1 to 25 printable characters.
    pub name: String,
    /// The payee's city, as stated in the code only. 1 to 15 printable characters.
    pub city: String,
    /// The payee's country.
    pub country: Country,
    /// What the payment is for: 1 to 64 printable characters.
    pub note: Option<String>,
    /// After this moment the order is void, in Unix seconds; only orders have it.
    pub expires_at_s: Option<u64>,
    /// Where the operator shows a page for this label to those who have no wallet; labels only.
    pub page_host: Option<PageHost>,
}

impl Family for TongbaoCode {
    const WORD: &'static str = "tongbao";

    /// A code of the standard that is broken, or that holds no template of ours, is left to the
    /// standard.
    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let code = MerchantPresented::recognise(text)?.ok()?;
        Self::from_merchant_presented(&code).transpose()
    }

    fn format(&self) -> &'static str {
        MerchantPresented::WORD
    }

    fn fields(&self) -> Fields {
        fields::fields(self)
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
