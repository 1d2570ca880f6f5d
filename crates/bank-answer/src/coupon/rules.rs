//! The stored form of a batch's rules, with whether the batch is listed.

use crate::StoredId;
use money::Currency;
use promotion::calendar::{Hours, TimeMs, Weekdays};
use promotion::coupon::{
    AmountOff, FixedPrice, Funder, Funding, Goods, Kind, Limits, Merchants, PercentOff,
    RandomValue, Rules, Scope, Tag, Validity, Window,
};
use promotion::id::MerchantId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a batch promises, without its limits.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredRules {
    currency: String,
    kind: StoredKind,
    scope: StoredScope,
    merchants: StoredMerchants,
    from_ms: u64,
    until_ms: u64,
    wait_days: u8,
    days: Option<u8>,
    /// A bit for each, Monday's the lowest.
    weekdays: u8,
    hours: Vec<StoredHours>,
    stackable: bool,
    funding: StoredFunding,
    per_person_max: u8,
    /// Absent from texts that were written before there were such batches.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unlisted: bool,
    /// Absent where it is not so, and in rules from before it could be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    needs_card: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum StoredKind {
    AmountOff { threshold_minor: u64, off_minor: u64 },
    PercentOff { threshold_minor: u64, basis_points: u16, cap_minor: u64 },
    FixedPrice { price_minor: u64, saves_max_minor: u64 },
    RandomValue { threshold_minor: u64, least_minor: u64, most_minor: u64 },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredScope {
    Order(StoredGoods),
    Item(StoredGoods),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredGoods {
    All,
    Only(Vec<String>),
    Except(Vec<String>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredMerchants {
    All,
    Only(Vec<StoredId>),
    Except(Vec<StoredId>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredHours {
    from_min: u16,
    until_min: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredFunding {
    Unfunded,
    Operator,
    Merchant(StoredId),
}

impl StoredRules {
    pub(super) fn from_rules(rules: &Rules, is_listed: bool) -> Self {
        let Rules {
            currency,
            kind,
            scope,
            merchants,
            window: Window { from, until },
            validity: Validity { wait_days, days, weekdays, hours },
            stackable,
            funding,
            per_person_max,
            needs_card,
            limits: _,
        } = rules;
        let hours = hours.iter().map(|Hours { from_min, until_min }| StoredHours {
            from_min: *from_min,
            until_min: *until_min,
        });
        Self {
            currency: currency.code().to_owned(),
            kind: StoredKind::from_kind(*kind),
            scope: match scope {
                Scope::Order(goods) => StoredScope::Order(StoredGoods::from_goods(goods)),
                Scope::Item(goods) => StoredScope::Item(StoredGoods::from_goods(goods)),
            },
            merchants: StoredMerchants::from_merchants(merchants),
            from_ms: from.0,
            until_ms: until.0,
            wait_days: *wait_days,
            days: *days,
            weekdays: weekdays.bits(),
            hours: hours.collect(),
            stackable: *stackable,
            funding: match funding {
                Funding::Unfunded => StoredFunding::Unfunded,
                Funding::Funded(Funder::Operator) => StoredFunding::Operator,
                Funding::Funded(Funder::Merchant(id)) => StoredFunding::Merchant(StoredId(id.0)),
            },
            per_person_max: *per_person_max,
            unlisted: !is_listed,
            needs_card: *needs_card,
        }
    }

    /// Returns the rules, and whether the batch is listed; none where a part is unknown here.
    pub(super) fn into_rules(self, limits: Limits) -> Option<(Rules, bool)> {
        let weekdays = Weekdays::from_bits(self.weekdays);
        if weekdays.bits() != self.weekdays {
            return None;
        }
        let hours = self.hours.into_iter();
        let hours = hours.map(|StoredHours { from_min, until_min }| Hours { from_min, until_min });
        let rules = Rules {
            currency: Currency::from_code(&self.currency).ok()?,
            kind: self.kind.into_kind(),
            scope: match self.scope {
                StoredScope::Order(goods) => Scope::Order(goods.into_goods()?),
                StoredScope::Item(goods) => Scope::Item(goods.into_goods()?),
            },
            merchants: self.merchants.into_merchants(),
            window: Window { from: TimeMs(self.from_ms), until: TimeMs(self.until_ms) },
            validity: Validity {
                wait_days: self.wait_days,
                days: self.days,
                weekdays,
                hours: hours.collect(),
            },
            stackable: self.stackable,
            funding: match self.funding {
                StoredFunding::Unfunded => Funding::Unfunded,
                StoredFunding::Operator => Funding::Funded(Funder::Operator),
                StoredFunding::Merchant(id) => Funding::Funded(Funder::Merchant(MerchantId(id.0))),
            },
            per_person_max: self.per_person_max,
            needs_card: self.needs_card,
            limits,
        };
        Some((rules, !self.unlisted))
    }
}

impl StoredKind {
    fn from_kind(kind: Kind) -> Self {
        match kind {
            Kind::AmountOff(AmountOff { threshold_minor, off_minor }) => {
                Self::AmountOff { threshold_minor, off_minor }
            }
            Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor }) => {
                Self::PercentOff { threshold_minor, basis_points, cap_minor }
            }
            Kind::FixedPrice(FixedPrice { price_minor, saves_max_minor }) => {
                Self::FixedPrice { price_minor, saves_max_minor }
            }
            Kind::RandomValue(RandomValue { threshold_minor, least_minor, most_minor }) => {
                Self::RandomValue { threshold_minor, least_minor, most_minor }
            }
        }
    }

    fn into_kind(self) -> Kind {
        match self {
            Self::AmountOff { threshold_minor, off_minor } => {
                Kind::AmountOff(AmountOff { threshold_minor, off_minor })
            }
            Self::PercentOff { threshold_minor, basis_points, cap_minor } => {
                Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor })
            }
            Self::FixedPrice { price_minor, saves_max_minor } => {
                Kind::FixedPrice(FixedPrice { price_minor, saves_max_minor })
            }
            Self::RandomValue { threshold_minor, least_minor, most_minor } => {
                Kind::RandomValue(RandomValue { threshold_minor, least_minor, most_minor })
            }
        }
    }
}

impl StoredGoods {
    fn from_goods(goods: &Goods) -> Self {
        let texts = |tags: &BTreeSet<Tag>| tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        match goods {
            Goods::All => Self::All,
            Goods::Only(tags) => Self::Only(texts(tags)),
            Goods::Except(tags) => Self::Except(texts(tags)),
        }
    }

    fn into_goods(self) -> Option<Goods> {
        let tags = |texts: Vec<String>| -> Option<BTreeSet<Tag>> {
            texts.iter().map(|text| Tag::new(text).ok()).collect()
        };
        Some(match self {
            Self::All => Goods::All,
            Self::Only(texts) => Goods::Only(tags(texts)?),
            Self::Except(texts) => Goods::Except(tags(texts)?),
        })
    }
}

impl StoredMerchants {
    pub(crate) fn from_merchants(merchants: &Merchants) -> Self {
        let ids = |listed: &BTreeSet<MerchantId>| listed.iter().map(|id| StoredId(id.0)).collect();
        match merchants {
            Merchants::All => Self::All,
            Merchants::Only(listed) => Self::Only(ids(listed)),
            Merchants::Except(listed) => Self::Except(ids(listed)),
        }
    }

    pub(crate) fn into_merchants(self) -> Merchants {
        let listed = |ids: Vec<StoredId>| ids.into_iter().map(|id| MerchantId(id.0)).collect();
        match self {
            Self::All => Merchants::All,
            Self::Only(ids) => Merchants::Only(listed(ids)),
            Self::Except(ids) => Merchants::Except(listed(ids)),
        }
    }
}
