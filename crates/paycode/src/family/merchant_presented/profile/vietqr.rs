//! VietQR, Vietnam: bank and account stand one level deeper than in other profiles.

use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::template::Template;

/// The object that holds bank and account as a template.
const BENEFICIARY_ID: u8 = 1;

fn beneficiary(code: &MerchantPresented, template: &Template) -> Option<Template> {
    let is_napas = template.is_of("A000000727");
    Template::read(template.get(BENEFICIARY_ID).filter(|_| is_napas)?, code.length_unit())
}

/// Returns the account or card that is paid.
pub(super) fn account(code: &MerchantPresented, template: &Template) -> Option<String> {
    beneficiary(code, template)?.get(1).map(str::to_owned)
}

/// Returns bank and account; nothing where the template inside is broken.
pub(super) fn fields(code: &MerchantPresented, template: &Template) -> Fields {
    let beneficiary = beneficiary(code, template).unwrap_or_default();
    Fields::default()
        .maybe("bank_bin", beneficiary.get(0))
        .maybe("payee_account", beneficiary.get(1))
}
