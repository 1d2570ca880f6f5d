//! KHQR, Cambodia: the account stands in place of an identifier, and the number of the template
//! tells a person from a merchant.

use super::known::Known;
use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::template::Template;

const INDIVIDUAL_TEMPLATE: u8 = 29;
const MERCHANT_TEMPLATE: u8 = 30;
/// When a code was made and when it ends.
const TIME_TEMPLATE: u8 = 99;
const EXPIRY_ID: u8 = 1;

/// Returns whether a root ID is one of the scheme's accounts.
pub(super) const fn is_account(id: u8) -> bool {
    matches!(id, INDIVIDUAL_TEMPLATE | MERCHANT_TEMPLATE)
}

/// Returns whether the code is Cambodian and names an account of the scheme: where other schemes
/// have an identifier, it has `name@bank`, so that only country and number tell.
pub(super) fn is_khqr(code: &MerchantPresented) -> bool {
    code.country() == Some("KH") && found(code).is_some()
}

fn times(code: &MerchantPresented) -> Option<Template> {
    code.unreserved().find(|(id, _)| *id == TIME_TEMPLATE).map(|(_, template)| template)
}

/// Returns whether the code ends by itself.
pub(super) fn expires(code: &MerchantPresented) -> bool {
    times(code).is_some_and(|times| times.get(EXPIRY_ID).is_some())
}

/// Returns the account, its kind and the code's times.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let times = times(code).unwrap_or_default();
    account(code).maybe("created_ms", times.get(0)).maybe("expires_ms", times.get(EXPIRY_ID))
}

fn found(code: &MerchantPresented) -> Option<(u8, &Template)> {
    let mut accounts = code.accounts().iter().filter(|account| is_account(account.id));
    accounts.find_map(|account| {
        let template = account.template.as_ref()?;
        (template.guid().is_some() && !Known::knows(template)).then_some((account.id, template))
    })
}

fn account(code: &MerchantPresented) -> Fields {
    let Some((id, template)) = found(code) else {
        return Fields::default();
    };
    let is_merchant = id == MERCHANT_TEMPLATE;
    Fields::default()
        .text("scheme", "KHQR")
        .maybe("payee_account", template.guid())
        .text("khqr_kind", if is_merchant { "merchant" } else { "individual" })
        .maybe("merchant_id", template.get(1).filter(|_| is_merchant))
        .maybe("account_information", template.get(1).filter(|_| !is_merchant))
        .maybe("acquiring_bank", template.get(2))
}
