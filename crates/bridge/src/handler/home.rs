//! The balance and what happened last, from the operator or as last known.

use crate::door::wallet;
use crate::view::HomeView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn home<H: Host>(host: &H, _: Nothing) -> Result<HomeView, UiError> {
    Ok(wallet(host).await?.home().await?.into())
}
