//! The bytes of rows about campaigns; the layout is in the module above.

use super::JournalEntry;
use crate::canonical::Bytes;
use promotion::State;
use promotion::calendar::LocalDay;
use promotion::campaign::Draw;
use promotion::coupon::Funder;

pub(super) fn content(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::CampaignOpened {
            campaign,
            account,
            title,
            commitment,
            anchor,
            funder,
            budget_minor,
        } => {
            let bytes = bytes.tag(90).id(campaign.0).id(account.0).text(title);
            let bytes = bytes.fixed(commitment).fixed(anchor);
            let bytes = match funder {
                Funder::Operator => bytes.tag(1),
                Funder::Merchant(merchant) => bytes.tag(2).id(merchant.0),
            };
            bytes.number(*budget_minor)
        }
        JournalEntry::CampaignChanged { campaign, state } => {
            bytes.tag(91).id(campaign.0).tag(match state {
                State::Draft => 0,
                State::Active => 1,
                State::Paused => 2,
                State::Ended => 3,
            })
        }
        JournalEntry::CampaignLimited { campaign, budget_minor } => {
            bytes.tag(92).id(campaign.0).number(*budget_minor)
        }
        JournalEntry::Drawn { payment, account, draw } => {
            drawn(bytes.tag(93).id(payment.0).id(account.0), draw)
        }
        JournalEntry::NotDrawn { payment, campaign, account, reason } => bytes
            .tag(94)
            .id(payment.0)
            .id(account.0)
            .id(campaign.0)
            .text(reason.code())
            .number(reason.number()),
        JournalEntry::SeedShown { campaign, day, seed } => {
            day_bytes(bytes.tag(95).id(campaign.0), *day).fixed(seed)
        }
        _ => bytes,
    }
}

fn drawn(bytes: Bytes, draw: &Draw) -> Bytes {
    let Draw { campaign, day, evidence, paid, ticket, prize, won } = draw;
    day_bytes(bytes.id(campaign.0), *day)
        .fixed(evidence)
        .amount(*paid)
        .number(*ticket)
        .optional_number(prize.map(u64::from))
        .amount(*won)
}

fn day_bytes(bytes: Bytes, day: LocalDay) -> Bytes {
    bytes.fixed(&day.0.to_be_bytes())
}
