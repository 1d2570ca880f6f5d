//! Pix, Brazil: beside the account a code may name a recurring mandate.

use crate::describe::Fields;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::merchant_presented::template::Template;

/// Where a charge or mandate lies: an address without its scheme.
const URL_ID: u8 = 25;

/// Returns the address of a recurring mandate: the same identifier once more, in 80 to 99.
pub(super) fn fields(code: &MerchantPresented, template: &Template) -> Fields {
    let url = template.guid().and_then(|guid| recurrence_url(code, guid));
    Fields::default().maybe("recurrence_url", url)
}

fn recurrence_url(code: &MerchantPresented, guid: &str) -> Option<String> {
    let (_, template) = code.unreserved().find(|(_, template)| template.is_of(guid))?;
    template.get(URL_ID).map(str::to_owned)
}

/// Returns whether the code stands for one charge or mandate, whose amount lies elsewhere.
pub(super) fn is_charge(code: &MerchantPresented) -> bool {
    let mut templates = code.accounts().iter().filter_map(|account| account.template.as_ref());
    templates.any(|template| template.is_of("br.gov.bcb.pix") && template.get(URL_ID).is_some())
        || recurrence_url(code, "br.gov.bcb.pix").is_some()
}
