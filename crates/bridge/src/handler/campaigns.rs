//! The campaigns that the operator has published.

use crate::door::wallet;
use crate::view::{CampaignView, CampaignsView};
use crate::{Host, Nothing, UiError};

pub(crate) async fn campaigns<H: Host>(host: &H, _: Nothing) -> Result<CampaignsView, UiError> {
    let (campaigns, as_of_ms) = wallet(host).await?.campaigns().await?;
    let campaigns = campaigns.into_iter().map(CampaignView::of).collect();
    Ok(CampaignsView { campaigns, as_of_ms })
}
