//! What the page of a batch says: what a coupon is worth, where, until when, and whether there are
//! any left.

use crate::page::Language;
use money::Amount;
use promotion::calendar::{TimeMs, Zone};
use promotion::coupon::{Kind, Rules};
use wire::ErrorCode;
use wire::coupon::{LEFT_MAX, Listed, SeenStockResponse, StockResponse, StockState};

/// Returns what a coupon does to a price, and from which price on.
pub fn worth(language: Language, rules: &Rules) -> String {
    let amount = |minor| {
        Amount::new(minor, rules.currency).map_or_else(|_| minor.to_string(), |it| it.to_string())
    };
    let (english, chinese) = match rules.kind {
        Kind::AmountOff(kind) => {
            let off = amount(kind.off_minor);
            (format!("{off} off"), format!("减 {off}"))
        }
        Kind::PercentOff(kind) => {
            let (whole, rest) = (kind.basis_points / 100, kind.basis_points % 100);
            let cap = amount(kind.cap_minor);
            let share = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") };
            (format!("{share} % off, up to {cap}"), format!("减 {share}%，最多 {cap}"))
        }
        Kind::FixedPrice(kind) => {
            let price = amount(kind.price_minor);
            (format!("for {price}"), format!("特价 {price}"))
        }
        Kind::RandomValue(kind) => {
            let (least, most) = (amount(kind.least_minor), amount(kind.most_minor));
            (
                format!("{least} to {most} off, drawn when it is taken"),
                format!("随机减 {least} 至 {most}，领取时揭晓"),
            )
        }
    };
    let worth = language.of(english.as_str(), chinese.as_str());
    match rules.kind.threshold_minor() {
        0 => worth.to_owned(),
        minor => {
            let least = amount(minor);
            match language {
                Language::English => format!("{worth}, from {least} on"),
                Language::Chinese => format!("{worth}，满 {least} 可用"),
            }
        }
    }
}

/// Returns at which shops it is taken.
pub fn place(language: Language, stock: &StockResponse) -> String {
    let names = || stock.merchant_names.join(language.of(", ", "、"));
    match (&stock.merchants, language) {
        (Listed::All, _) => language.of("at every shop", "所有商户").to_owned(),
        (Listed::Only(_), Language::English) => format!("only at {}", names()),
        (Listed::Only(_), Language::Chinese) => format!("仅限 {}", names()),
        (Listed::Except(_), Language::English) => format!("everywhere but at {}", names()),
        (Listed::Except(_), Language::Chinese) => format!("{} 除外", names()),
    }
}

/// Returns the last day in the operator's zone, as ISO 8601 writes it.
pub fn until(rules: &Rules, zone: Zone) -> String {
    let last = TimeMs(rules.window.until.0.saturating_sub(1));
    zone.local(last).day.date().map_or_else(|_| String::new(), |date| date.to_string())
}

/// Returns whether a coupon can be taken now.
pub fn state(language: Language, seen: &SeenStockResponse) -> String {
    let (english, chinese) = match seen.refusal {
        None if seen.left < LEFT_MAX => {
            let left = seen.left;
            return match language {
                Language::English => format!("It can be taken now: {left} left."),
                Language::Chinese => format!("现在可以领取，还剩 {left} 张。"),
            };
        }
        None => ("It can be taken now.", "现在可以领取。"),
        Some(ErrorCode::CouponTooEarly) => ("It is not given out yet.", "尚未开始发放。"),
        Some(ErrorCode::CouponsGone) => ("All are taken.", "已全部领完。"),
        Some(ErrorCode::CouponsGoneToday) => {
            ("All of today's are taken; come back tomorrow.", "今日已领完，请明天再来。")
        }
        Some(_) if seen.stock.state == StockState::Paused => {
            ("It is not given out at the moment.", "暂停发放。")
        }
        Some(_) => ("It is over.", "活动已结束。"),
    };
    language.of(english, chinese).to_owned()
}
