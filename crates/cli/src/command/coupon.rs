//! `tongbao coupon`: the coupons of this wallet, those that can be taken, the batch behind a link,
//! and taking one.

use crate::arguments::Coupon;
use crate::failure::Failure;
use crate::output::{self, moment};
use money::Amount;
use paycode::printable;
use promotion::combination::{Unused, Verdict};
use promotion::coupon::{Goods, Kind, Merchants, Refusal, Rules, Scope, Tag};
use serde::Serialize;
use std::collections::BTreeSet;
use wallet::coupon::{Discount, HeldCoupon, SeenStock, StockFacts};
use wallet_io::DeviceWallet;
use wire::coupon::{CouponState, LEFT_MAX};
use wire::{ErrorCode, Id};

#[derive(Debug, Serialize)]
struct CouponView {
    coupon: Id,
    stock: Id,
    title: String,
    worth: String,
    state: CouponState,
    from_ms: u64,
    until_ms: u64,
    payment: Option<Id>,
}

#[derive(Debug, Serialize)]
struct StockView {
    stock: Id,
    title: String,
    worth: String,
    until_ms: u64,
    needs_card: bool,
}

#[derive(Debug, Serialize)]
struct SeenView {
    #[serde(flatten)]
    stock: StockView,
    shops: Option<String>,
    left: Option<u64>,
    received: u32,
    refusal: Option<ErrorCode>,
}

/// Does what is asked.
pub async fn run(wallet: &DeviceWallet, asked: Coupon, is_json: bool) -> Result<(), Failure> {
    match asked {
        Coupon::List => {
            let held = wallet.coupons().await?.held;
            let views: Vec<CouponView> = held.iter().map(view).collect();
            output::either(is_json, &views, || listed(views.iter().map(line), "No coupons."))
        }
        Coupon::Offered => {
            let offered = wallet.offered_coupons().await?;
            let views: Vec<StockView> = offered.iter().map(stock_view).collect();
            let line = |one: &StockView| {
                let needs = if one.needs_card { "  (needs a bound card)" } else { "" };
                format!("{}  {}  {}{needs}", one.stock, one.title, one.worth)
            };
            output::either(is_json, &views, || {
                listed(views.iter().map(line), "Nothing is offered now.")
            })
        }
        Coupon::Show { code } => {
            let seen = seen_view(wallet.seen_stock(&code).await?);
            output::either(is_json, &seen, || seen_text(&seen))
        }
        Coupon::Take { code } => {
            let stock = wallet.seen_stock(&code).await?.stock.stock;
            let view = view(&wallet.take_coupon(stock).await?);
            output::either(is_json, &view, || format!("Taken: {}", line(&view)))
        }
    }
}

fn seen_view(seen: SeenStock) -> SeenView {
    let SeenStock { stock, left, received, refusal } = seen;
    let shops = match &stock.rules.merchants {
        Merchants::All => None,
        Merchants::Only(_) => Some("only at "),
        Merchants::Except(_) => Some("not at "),
    };
    let names = || printable(&stock.merchant_names.join(", "));
    SeenView {
        stock: stock_view(&stock),
        shops: shops.map(|which| format!("{which}{}", names())),
        left: (left < LEFT_MAX).then_some(left),
        received,
        refusal,
    }
}

fn seen_text(seen: &SeenView) -> String {
    let SeenView { stock, shops, left, received, refusal } = seen;
    let shops = shops.as_deref().unwrap_or("at every shop");
    let left = left.map_or_else(|| "many left".to_owned(), |left| format!("{left} left"));
    let can = refusal.map_or("It can be taken now.", ErrorCode::sentence);
    format!(
        "{}  {}\n{shops}, until {}\n{left}, {received} received by you\n{can}",
        stock.title,
        stock.worth,
        moment(stock.until_ms)
    )
}

fn listed(lines: impl Iterator<Item = String>, none: &str) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { none.to_owned() } else { lines.join("\n") }
}

fn view(held: &HeldCoupon) -> CouponView {
    let HeldCoupon { coupon, received_at_ms: _, state, payment, stock } = held;
    CouponView {
        coupon: Id(coupon.id.0),
        stock: stock.stock,
        title: printable(&stock.title),
        worth: worth(&stock.rules, coupon.value_minor),
        state: *state,
        from_ms: coupon.from.0,
        until_ms: coupon.until.0,
        payment: *payment,
    }
}

fn stock_view(facts: &StockFacts) -> StockView {
    let StockFacts { stock, title, rules, .. } = facts;
    StockView {
        stock: *stock,
        title: printable(title),
        worth: worth(rules, None),
        until_ms: rules.window.until.0,
        needs_card: rules.needs_card,
    }
}

fn line(view: &CouponView) -> String {
    let state = match view.state {
        CouponState::Held => format!("until {}", moment(view.until_ms)),
        CouponState::Used => "used".to_owned(),
        CouponState::Lapsed => "lapsed".to_owned(),
    };
    format!("{}  {}  {}  {state}", view.coupon, view.title, view.worth)
}

fn worth(rules: &Rules, value_minor: Option<u64>) -> String {
    let amount = |minor| {
        Amount::new(minor, rules.currency).map_or_else(|_| minor.to_string(), |it| it.to_string())
    };
    let worth = match (rules.kind, value_minor) {
        (Kind::AmountOff(kind), _) => format!("{} off", amount(kind.off_minor)),
        (Kind::PercentOff(kind), _) => {
            let (whole, rest) = (kind.basis_points / 100, kind.basis_points % 100);
            format!("{whole}.{rest:02} % off, up to {}", amount(kind.cap_minor))
        }
        (Kind::FixedPrice(kind), _) => format!("for {}", amount(kind.price_minor)),
        (Kind::RandomValue(_), Some(minor)) => format!("{} off", amount(minor)),
        (Kind::RandomValue(kind), None) => {
            format!("{} to {} off", amount(kind.least_minor), amount(kind.most_minor))
        }
    };
    let worth = match rules.kind.threshold_minor() {
        0 => worth,
        minor => format!("{worth} from {} on", amount(minor)),
    };
    format!("{worth}{}", goods(&rules.scope))
}

/// Returns for which goods a coupon is; nothing for the whole of any order.
fn goods(scope: &Scope) -> String {
    let listed = |tags: &BTreeSet<Tag>| {
        let tags: Vec<&str> = tags.iter().map(Tag::as_str).collect();
        tags.join(", ")
    };
    let one = if matches!(scope, Scope::Item(_)) { " one piece" } else { "" };
    match scope.goods() {
        Goods::All if one.is_empty() => String::new(),
        Goods::All => format!(", for{one}"),
        Goods::Only(tags) => format!(", for{one} of {}", listed(tags)),
        Goods::Except(tags) => format!(", for{one} of all but {}", listed(tags)),
    }
}

/// Returns what each coupon saves of a payment, and why each other one does not.
pub fn explained(discount: &Discount) -> String {
    let ends = discount.offers.iter().map(|end| {
        let title = printable(&end.title);
        match &end.verdict {
            Verdict::Used { saving, .. } => match &end.item {
                Some(item) => format!("  -{saving}  {title} (on {})", printable(item)),
                None => format!("  -{saving}  {title}"),
            },
            Verdict::Unused(why) => format!("  not used: {title} ({})", reason(why, discount)),
        }
    });
    let ends: Vec<String> = ends.collect();
    format!("{} without coupons\n{}", discount.total, ends.join("\n"))
}

fn reason(why: &Unused, discount: &Discount) -> String {
    match why {
        Unused::Refused(Refusal::ThresholdShort { short_minor }) => {
            let short = Amount::new(*short_minor, discount.total.currency());
            short.map_or_else(|_| "below its threshold".to_owned(), |it| format!("{it} short"))
        }
        Unused::Refused(Refusal::TooEarly { from }) => format!("from {} on", moment(from.0)),
        other => other.code().replace('_', " "),
    }
}
