//! What makes two commands about campaigns the same.

use crate::canonical::Bytes;
use crate::command::{ChangeCampaign, LimitCampaign, OpenCampaign, ShowSeed};
use promotion::Change;
use promotion::coupon::Funder;

pub(super) fn open(bytes: Bytes, command: &OpenCampaign) -> Bytes {
    let OpenCampaign { account: _, title, terms, anchor, funder, budget_minor } = command;
    let bytes = bytes.text(title).fixed(&terms.hash()).fixed(anchor).number(*budget_minor);
    match funder {
        Funder::Operator => bytes.tag(1),
        Funder::Merchant(merchant) => bytes.tag(2).id(merchant.0),
    }
}

pub(super) fn change(bytes: Bytes, command: &ChangeCampaign) -> Bytes {
    let ChangeCampaign { campaign, change, movement: _ } = command;
    bytes.id(campaign.0).tag(match change {
        Change::Activate => 1,
        Change::Pause => 2,
        Change::Resume => 3,
        Change::End => 4,
    })
}

pub(super) fn limit(bytes: Bytes, command: &LimitCampaign) -> Bytes {
    let LimitCampaign { campaign, was_minor, budget_minor, movement: _ } = command;
    bytes.id(campaign.0).number(*was_minor).number(*budget_minor)
}

pub(super) fn show_seed(bytes: Bytes, command: &ShowSeed) -> Bytes {
    let ShowSeed { campaign, day, seed } = command;
    bytes.id(campaign.0).number(u64::try_from(day.0).unwrap_or_default()).fixed(seed.expose())
}
