//! Who took what in a shop, as a till prints it at the close.

use super::books::{NetView, SumsView, net, span, sums};
use super::id;
use crate::arguments::Figures as Asked;
use crate::failure::Failure;
use crate::output;
use money::Amount;
use serde::Serialize;
use wallet::merchant::{Taker, Takers, Tips};
use wallet_io::DeviceWallet;
use wire::staff::StaffRole;
use wire::taker::TakerKind;

/// Columns of the printed form.
const COLUMNS: usize = 48;

#[derive(Debug, Serialize)]
struct TipsView {
    count: u64,
    minor: u64,
    back_minor: u64,
}

#[derive(Debug, Serialize)]
struct TakerView {
    kind: TakerKind,
    name: Option<String>,
    role: Option<StaffRole>,
    payments: SumsView,
    refunds: SumsView,
    reversals: SumsView,
    tips: TipsView,
    net: NetView,
    first_number: Option<u64>,
    last_number: Option<u64>,
}

#[derive(Debug, Serialize)]
struct TakersView {
    from: String,
    until: String,
    as_of_ms: u64,
    is_whole: bool,
    takers: Vec<TakerView>,
    payments: SumsView,
    refunds: SumsView,
    reversals: SumsView,
    tips: TipsView,
    net: NetView,
}

/// Prints who took what.
pub(super) async fn takers(
    wallet: &DeviceWallet,
    asked: Asked,
    is_json: bool,
) -> Result<(), Failure> {
    let merchant = id(&asked.shop)?;
    let told = wallet.takers(merchant, span(asked)?).await?;
    let report = told.report(&wallet.merchant(merchant).await?);
    output::either(is_json, &view(told), || report.text(slip::Language::English, COLUMNS))
}

fn view(told: Takers) -> TakersView {
    let Takers { from, until, as_of_ms, zone: _, is_whole, takers, .. } = told;
    TakersView {
        from: from.to_string(),
        until: until.to_string(),
        as_of_ms,
        is_whole,
        takers: takers.into_iter().map(taker).collect(),
        payments: sums(told.payments),
        refunds: sums(told.refunds),
        reversals: sums(told.reversals),
        tips: tips(told.tips),
        net: net(told.net),
    }
}

fn taker(told: Taker) -> TakerView {
    let Taker {
        kind,
        name,
        role,
        payments,
        refunds,
        reversals,
        tips: of_tips,
        net: change,
        numbers,
    } = told;
    TakerView {
        kind,
        name,
        role,
        payments: sums(payments),
        refunds: sums(refunds),
        reversals: sums(reversals),
        tips: tips(of_tips),
        net: net(change),
        first_number: numbers.map(|(first, _)| first),
        last_number: numbers.map(|(_, last)| last),
    }
}

fn tips(told: Option<Tips>) -> TipsView {
    let minor = |of: fn(&Tips) -> Amount| told.as_ref().map_or(0, |tips| of(tips).minor());
    TipsView {
        count: told.map_or(0, |tips| tips.count),
        minor: minor(|tips| tips.given),
        back_minor: minor(|tips| tips.back),
    }
}
