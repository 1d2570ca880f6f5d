//! `tongbao shop uplifts`: what campaigns brought to a shop.

use super::books::{NetView, net, signed};
use crate::failure::Failure;
use crate::output;
use paycode::printable;
use serde::Serialize;
use wallet::campaign::{Uplift, UpliftDifference, UpliftGroup};
use wallet_io::DeviceWallet;
use wire::Id;
use wire::campaign::UpliftVerdict;

#[derive(Debug, Serialize)]
struct GroupView {
    people: u64,
    buyers: u64,
    taken: NetView,
    mean: Option<NetView>,
}

#[derive(Debug, Serialize)]
struct DifferenceView {
    mean: NetView,
    low: NetView,
    high: NetView,
}

#[derive(Debug, Serialize)]
struct UpliftView {
    campaign: Id,
    title: String,
    from_ms: u64,
    until_ms: u64,
    is_over: bool,
    hold_out_basis_points: u16,
    may_win: GroupView,
    held_out: GroupView,
    difference: Option<DifferenceView>,
    verdict: UpliftVerdict,
}

/// Prints what each campaign brought.
pub(super) async fn uplifts(
    wallet: &DeviceWallet,
    merchant: Id,
    is_json: bool,
) -> Result<(), Failure> {
    let uplifts = wallet.uplifts(merchant).await?;
    let lines: Vec<String> = uplifts.iter().flat_map(told).collect();
    let views: Vec<UpliftView> = uplifts.into_iter().map(view).collect();
    output::either(is_json, &views, || {
        if lines.is_empty() { "No campaign here yet.".to_owned() } else { lines.join("\n") }
    })
}

fn told(uplift: &Uplift) -> Vec<String> {
    let (from, until) = (output::moment(uplift.from_ms), output::moment(uplift.until_ms));
    let moves = if uplift.is_over { "" } else { "; it still runs, and the figures move" };
    let mut lines = vec![
        format!("{}  {from} to {until}{moves}", printable(&uplift.title)),
        group("may win ", &uplift.may_win),
        group("held out", &uplift.held_out),
    ];
    lines.extend(uplift.difference.map(|UpliftDifference { mean, low, high }| {
        let [mean, low, high] = [mean, low, high].map(signed);
        format!("  difference  {mean} a person; with 95 % confidence {low} to {high}")
    }));
    let verdict = match uplift.verdict {
        UpliftVerdict::More => "Who may win spent more; chance alone rarely does this.",
        UpliftVerdict::Less => "Who may win spent less; chance alone rarely does this.",
        UpliftVerdict::NoneTold => "No effect can be told: chance alone makes such differences.",
        UpliftVerdict::TooFew => "There are too few people to tell anything.",
        UpliftVerdict::NoGroup => "It holds nobody out, so what it brought cannot be told.",
    };
    lines.push(format!("  {verdict}"));
    lines
}

fn group(name: &str, group: &UpliftGroup) -> String {
    let UpliftGroup { people, buyers, taken, mean } = *group;
    let mean = mean.map(|mean| format!(", {} a person", signed(mean))).unwrap_or_default();
    format!("  {name}  {people} people, {buyers} of them bought, {}{mean}", signed(taken))
}

fn view(uplift: Uplift) -> UpliftView {
    let Uplift { campaign, title, from_ms, until_ms, is_over, hold_out_basis_points, .. } = uplift;
    let group = |UpliftGroup { people, buyers, taken, mean }| GroupView {
        people,
        buyers,
        taken: net(taken),
        mean: mean.map(net),
    };
    let difference = |UpliftDifference { mean, low, high }| DifferenceView {
        mean: net(mean),
        low: net(low),
        high: net(high),
    };
    UpliftView {
        campaign,
        title: printable(&title),
        from_ms,
        until_ms,
        is_over,
        hold_out_basis_points,
        may_win: group(uplift.may_win),
        held_out: group(uplift.held_out),
        difference: uplift.difference.map(difference),
        verdict: uplift.verdict,
    }
}
