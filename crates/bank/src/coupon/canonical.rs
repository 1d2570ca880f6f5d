//! The one byte form of a batch's title and rules: what the journal's hash of them is made of.
//!
//! Title and currency; kind (1 amount off: off, threshold; 2 share off: hundredths of a percent,
//! cap, threshold; 3 price: price, most; 4 random value: least, most, threshold); scope (1 order,
//! 2 item) and goods, merchants (0 all, 1 only, 2 except, and a list); window; days to wait, days,
//! days of the week, hours; whether it stacks; funding (0 nobody, 1 the operator, 2 a merchant);
//! how many a person gets; the text `card` where it needs one; then 1 for a batch that is not listed,
//! and nothing for one that is, as before there were others. Limits are not among them: they change.

use crate::canonical::Bytes;
use promotion::coupon::{Funder, Funding, Goods, Kind, Limits, Merchants, Rules, Scope, Validity};

/// Returns the SHA-256 of a batch's title and rules, without its limits, and of whether it is
/// listed.
pub fn rules_hash(title: &str, of: &Rules, is_listed: bool) -> [u8; 32] {
    listing(rules(Bytes::default().text(title), of), is_listed).sha256()
}

/// Returns the bytes of whether a batch is listed, which stand at the end.
pub(crate) fn listing(bytes: Bytes, is_listed: bool) -> Bytes {
    if is_listed { bytes } else { bytes.tag(1) }
}

pub(crate) fn rules(bytes: Bytes, rules: &Rules) -> Bytes {
    let Rules {
        currency,
        kind,
        scope,
        merchants,
        window,
        validity,
        stackable,
        funding,
        per_person_max,
        needs_card,
        limits: _,
    } = rules;
    let bytes = kind_bytes(bytes.currency(*currency), kind);
    let bytes = match scope {
        Scope::Order(of) => goods(bytes.tag(1), of),
        Scope::Item(of) => goods(bytes.tag(2), of),
    };
    let bytes = match merchants {
        Merchants::All => bytes.tag(0),
        Merchants::Only(listed) => list(bytes.tag(1), listed, |bytes, id| bytes.id(id.0)),
        Merchants::Except(listed) => list(bytes.tag(2), listed, |bytes, id| bytes.id(id.0)),
    };
    let bytes = bytes.number(window.from.0).number(window.until.0);
    let bytes = validity_bytes(bytes, validity).tag(u8::from(*stackable));
    let bytes = match funding {
        Funding::Unfunded => bytes.tag(0),
        Funding::Funded(Funder::Operator) => bytes.tag(1),
        Funding::Funded(Funder::Merchant(merchant)) => bytes.tag(2).id(merchant.0),
    };
    let bytes = bytes.tag(*per_person_max);
    // Rules without keep the bytes that they had before there were any with.
    if *needs_card { bytes.text("card") } else { bytes }
}

/// Returns the bytes of limits: money, pieces, and both of a day.
pub(crate) fn limits(bytes: Bytes, limits: &Limits) -> Bytes {
    let Limits { money_minor, pieces, money_a_day_minor, pieces_a_day } = *limits;
    bytes
        .number(money_minor)
        .number(pieces)
        .optional_number(money_a_day_minor)
        .optional_number(pieces_a_day)
}

fn kind_bytes(bytes: Bytes, kind: &Kind) -> Bytes {
    match kind {
        Kind::AmountOff(kind) => bytes.tag(1).number(kind.off_minor).number(kind.threshold_minor),
        Kind::PercentOff(kind) => bytes
            .tag(2)
            .number(u64::from(kind.basis_points))
            .number(kind.cap_minor)
            .number(kind.threshold_minor),
        Kind::FixedPrice(kind) => {
            bytes.tag(3).number(kind.price_minor).number(kind.saves_max_minor)
        }
        Kind::RandomValue(kind) => bytes
            .tag(4)
            .number(kind.least_minor)
            .number(kind.most_minor)
            .number(kind.threshold_minor),
    }
}

fn goods(bytes: Bytes, goods: &Goods) -> Bytes {
    match goods {
        Goods::All => bytes.tag(0),
        Goods::Only(tags) => list(bytes.tag(1), tags, |bytes, tag| bytes.text(tag.as_str())),
        Goods::Except(tags) => list(bytes.tag(2), tags, |bytes, tag| bytes.text(tag.as_str())),
    }
}

fn validity_bytes(bytes: Bytes, validity: &Validity) -> Bytes {
    let Validity { wait_days, days, weekdays, hours } = validity;
    let bytes = bytes.tag(*wait_days).optional_number(days.map(u64::from)).tag(weekdays.bits());
    list(bytes, hours, |bytes, hours| {
        bytes.number(u64::from(hours.from_min)).number(u64::from(hours.until_min))
    })
}

fn list<T>(
    bytes: Bytes,
    listed: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    one: impl Fn(Bytes, T) -> Bytes,
) -> Bytes {
    let listed = listed.into_iter();
    let count = listed.len() as u64;
    listed.fold(bytes.number(count), one)
}
