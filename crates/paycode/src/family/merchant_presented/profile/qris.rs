//! QRIS, Indonesia: one template an acquirer, and the national identifier in a template of its own.

use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::template::Template;

/// What the numbers of all Indonesian merchants begin with.
const PAN_PREFIX: &str = "9360";

/// Returns the merchant's number of an acquirer's template.
pub(super) fn merchant_pan(template: &Template) -> Option<&str> {
    template.get(1).filter(|pan| pan.starts_with(PAN_PREFIX))
}

/// Returns number and size of the merchant at the first acquirer, and the national identifier.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let templates = || code.accounts().iter().filter_map(|account| account.template.as_ref());
    let acquirer = templates().find(|template| merchant_pan(template).is_some());
    let national = templates().find(|template| template.is_of("id.co.qris.www"));
    Fields::default()
        .maybe("merchant_pan", acquirer.and_then(merchant_pan))
        .maybe("merchant_criteria", acquirer.and_then(|template| template.get(3)))
        .maybe("nmid", national.and_then(|template| template.get(2)))
}
