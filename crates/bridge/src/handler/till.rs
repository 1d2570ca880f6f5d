//! A shop's till: the shop, and what is under way there.

use crate::door::wallet;
use crate::view::{ChargeView, MerchantView, TillView};
use crate::{Host, MerchantRequest, UiError};
use wallet::merchant::Merchants;
use wire::{ErrorCode, Problem};

pub(crate) async fn till<H: Host>(host: &H, request: MerchantRequest) -> Result<TillView, UiError> {
    let merchant = request.id()?;
    let wallet = wallet(host).await?;
    let Merchants { merchants, online } = wallet.merchants().await?;
    let found = merchants.into_iter().find(|one| one.merchant == merchant);
    let unknown = || UiError::from(Problem::new(ErrorCode::MerchantUnknown));
    let merchant_view = MerchantView::of(found.ok_or_else(unknown)?);
    let charges = wallet.charges(merchant).into_iter().map(ChargeView::kept).collect();
    Ok(TillView { merchant: merchant_view, online, charges })
}
