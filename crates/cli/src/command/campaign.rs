//! `tongbao campaign`: what campaigns promise, and how this wallet's person stands in them.

use crate::failure::Failure;
use crate::output;
use money::Amount;
use paycode::printable;
use promotion::calendar::LocalDay;
use promotion::campaign::{EventKind, Reward, Terms};
use serde::Serialize;
use wallet::campaign::SeenCampaign;
use wallet_io::DeviceWallet;
use wire::campaign::CampaignState;
use wire::{Id, Money};

#[derive(Debug, Serialize)]
struct CampaignView {
    campaign: Id,
    title: String,
    state: CampaignState,
    from_day: String,
    until_day: String,
    commitment: String,
    has_drawn_today: bool,
    is_held_out: bool,
    hold_out_basis_points: u16,
    won: Money,
}

/// Lists them.
pub async fn list(wallet: &DeviceWallet, is_json: bool) -> Result<(), Failure> {
    let (seen, _) = wallet.campaigns().await?;
    let text = if seen.is_empty() {
        "No campaigns.".to_owned()
    } else {
        seen.iter().map(lines).collect::<Vec<_>>().join("\n")
    };
    let views: Vec<CampaignView> = seen.into_iter().map(view).collect();
    output::either(is_json, &views, || text)
}

fn view(seen: SeenCampaign) -> CampaignView {
    let SeenCampaign { campaign, title, state, terms, commitment, .. } = seen;
    CampaignView {
        campaign,
        title: printable(&title),
        state,
        from_day: day(terms.period.first),
        until_day: day(terms.period.last),
        commitment,
        has_drawn_today: seen.has_drawn_today,
        is_held_out: seen.is_held_out,
        hold_out_basis_points: terms.hold_out_basis_points,
        won: seen.won.into(),
    }
}

fn lines(seen: &SeenCampaign) -> String {
    let SeenCampaign { campaign, title, state, terms, .. } = seen;
    let state = match state {
        CampaignState::Active => "runs",
        CampaignState::Paused => "rests",
        CampaignState::Ended => "over",
    };
    let days = format!("{} to {}", day(terms.period.first), day(terms.period.last));
    let today = match (seen.is_held_out, seen.has_drawn_today) {
        (true, _) => "none, you are in the comparison group",
        (false, true) => "had",
        (false, false) => "open",
    };
    let mut lines = vec![
        format!("{campaign}  {}  {state}  {days}", printable(title)),
        format!("  from {} on, up to {}", amount(terms, terms.least_minor), cap(terms)),
    ];
    lines.extend(terms.odds.prizes.iter().map(|prize| {
        let reward = match prize.reward {
            Reward::Fixed { minor } => amount(terms, minor),
            Reward::Share { basis_points } => {
                format!("{}.{:02} % of it", basis_points / 100, basis_points % 100)
            }
        };
        format!("  {} of {} win {reward}", prize.tickets, terms.odds.one_in)
    }));
    lines.extend(terms.events.iter().map(|event| {
        let what = match event.kind {
            EventKind::Double => "twice the prize".to_owned(),
            EventKind::Waive { cap_minor } => {
                format!("the whole payment, up to {}", amount(terms, cap_minor))
            }
        };
        format!("  {} to {}: {what}", day(event.first), day(event.last))
    }));
    if terms.hold_out_basis_points > 0 {
        let (whole, rest) = (terms.hold_out_basis_points / 100, terms.hold_out_basis_points % 100);
        lines.push(format!("  {whole}.{rest:02} % of people are a comparison group without draws"));
    }
    lines.push(format!("  today's draw: {today}; won so far: {}", seen.won));
    lines.push(format!("  committed to {}", seen.commitment));
    lines.join("\n")
}

fn cap(terms: &Terms) -> String {
    amount(terms, terms.cap_minor)
}

fn amount(terms: &Terms, minor: u64) -> String {
    Amount::new(minor, terms.currency).map_or_else(|_| minor.to_string(), |it| it.to_string())
}

/// Writes a day as 2026-11-28.
pub(super) fn day(day: LocalDay) -> String {
    day.date().map_or_else(|_| day.0.to_string(), |date| date.to_string())
}
