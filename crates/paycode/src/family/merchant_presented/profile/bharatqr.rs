//! BharatQR, India: three templates of one identifier, which here the number tells apart.

use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::template::Template;

/// The payee's UPI address.
const ADDRESS_TEMPLATE: u8 = 26;
/// The transaction of a dynamic code.
const TRANSACTION_TEMPLATE: u8 = 27;

fn template(code: &MerchantPresented, id: u8) -> Option<&Template> {
    let account = code.accounts().iter().find(|account| account.id == id)?;
    account.template.as_ref().filter(|template| template.is_of("A000000524"))
}

/// Returns the payee's UPI address and the transaction.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let address = template(code, ADDRESS_TEMPLATE);
    let transaction = template(code, TRANSACTION_TEMPLATE);
    Fields::default()
        .maybe("payee_account", address.and_then(|template| template.get(1)))
        .maybe("minimum_amount", address.and_then(|template| template.get(2)))
        .maybe("transaction_reference", transaction.and_then(|template| template.get(1)))
        .maybe("transaction_url", transaction.and_then(|template| template.get(2)))
}
