//! The demo's coupons: three batches, given out from the start, for whoever opens the wallet; a
//! gift for binding a card where cards are bound; and one for a single item where a shop has an
//! owner, whose till says what is bought.

use super::Demo;
use super::shops::merchant_of;
use crate::clock;
use crate::command::CommandError;
use bank::command::{ChangeStock, OpenStock};
use bank::id::{AccountId, PaymentId, StockId};
use bank::record::Record;
use bank::{Command, Key};
use promotion::calendar::TimeMs;
use promotion::coupon::{
    AmountOff, Funder, Funding, Goods, Kind, Limits, Merchants, PercentOff, RandomValue, Rules,
    Scope, Tag, Validity, WINDOW_DAYS_MAX, Window,
};
use promotion::id::MerchantId;
use promotion::{Change, State};
use std::collections::BTreeSet;

/// One batch: its name here, its title, what it does, where, and who pays.
struct Planned {
    name: &'static str,
    title: &'static str,
    kind: Kind,
    /// The one shop that gives it; everywhere, and paid for by the operator, when absent.
    shop: Option<&'static str>,
    pieces: u64,
    per_person_max: u8,
    /// One item with this tag, in place of the whole order.
    item: Option<&'static str>,
    only: Only,
}

/// Where a batch is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Everywhere,
    /// A gift for binding one.
    WithCards,
    WithOwner,
}

const BATCHES: &[Planned] = &[
    Planned {
        name: "welcome",
        title: "10 off from 50",
        kind: Kind::AmountOff(AmountOff { threshold_minor: 5_000, off_minor: 1_000 }),
        shop: None,
        pieces: 100,
        per_person_max: 2,
        item: None,
        only: Only::Everywhere,
    },
    Planned {
        name: "noodles",
        title: "15 % off noodles",
        kind: Kind::PercentOff(PercentOff {
            threshold_minor: 0,
            basis_points: 1500,
            cap_minor: 2_000,
        }),
        shop: Some("noodle-house"),
        pieces: 100,
        per_person_max: 3,
        item: None,
        only: Only::Everywhere,
    },
    Planned {
        name: "surprise",
        title: "A surprise: 1 to 8 off",
        kind: Kind::RandomValue(RandomValue {
            threshold_minor: 1_500,
            least_minor: 100,
            most_minor: 800,
        }),
        shop: None,
        pieces: 200,
        per_person_max: 3,
        item: None,
        only: Only::Everywhere,
    },
    Planned {
        name: "card gift",
        title: "20 off for your first card",
        kind: Kind::AmountOff(AmountOff { threshold_minor: 4_000, off_minor: 2_000 }),
        shop: None,
        pieces: 50,
        per_person_max: 1,
        item: None,
        only: Only::WithCards,
    },
    Planned {
        name: "drink",
        title: "Half off one drink",
        kind: Kind::PercentOff(PercentOff {
            threshold_minor: 0,
            basis_points: 5_000,
            cap_minor: 500,
        }),
        shop: Some(super::owner::SHOP),
        pieces: 100,
        per_person_max: 2,
        item: Some("drink"),
        only: Only::WithOwner,
    },
];

/// Opens and starts the batches that are not there yet. One that has ended stays so.
pub(super) fn open(demo: &Demo<'_>, has_owner: bool) -> Result<(), CommandError> {
    let has_cards = demo.desk.config.issuer.is_some();
    let possible = BATCHES.iter().filter(|planned| match planned.only {
        Only::Everywhere => true,
        Only::WithCards => has_cards,
        Only::WithOwner => has_owner,
    });
    possible.into_iter().try_for_each(|planned| open_one(demo, planned))
}

fn open_one(demo: &Demo<'_>, planned: &Planned) -> Result<(), CommandError> {
    let id = |what: &str| demo.id(&format!("{what} {}", planned.name));
    let stock = StockId(id("coupons"));
    // The days of a batch are those of the run that opened it: a later one does not ask again.
    let state = match demo.desk.reader.record(&Key::Stock(stock))? {
        Some(Record::Stock(found)) => found.state,
        _ => {
            let open = OpenStock {
                stock,
                account: AccountId(id("coupons' account")),
                title: planned.title.to_owned(),
                rules: rules(demo, planned),
                is_listed: true,
                zone: demo.desk.config.time_zone.zone(),
            };
            demo.desk.order(stock.0, Command::OpenStock(open))?;
            State::Draft
        }
    };
    if state == State::Draft {
        let movement = id("coupons' budget");
        let start = ChangeStock { stock, change: Change::Activate, movement: PaymentId(movement) };
        demo.desk.order(movement, Command::ChangeStock(start))?;
    }
    Ok(())
}

fn rules(demo: &Demo<'_>, planned: &Planned) -> Rules {
    let Planned { kind, shop, pieces, per_person_max, item, only, .. } = planned;
    let zone = demo.desk.config.time_zone.zone();
    let today = zone.local(TimeMs(clock::now().0)).day;
    let days = i32::try_from(WINDOW_DAYS_MAX).unwrap_or(1);
    let (merchants, funding) = match shop {
        Some(slug) => {
            let shop = MerchantId(merchant_of(demo, slug).0);
            (Merchants::Only(BTreeSet::from([shop])), Funding::Unfunded)
        }
        None => (Merchants::All, Funding::Funded(Funder::Operator)),
    };
    Rules {
        currency: demo.desk.config.currency,
        kind: *kind,
        scope: match item.map(Tag::new) {
            Some(Ok(tag)) => Scope::Item(Goods::Only(BTreeSet::from([tag]))),
            _ => Scope::Order(Goods::All),
        },
        merchants,
        window: Window {
            from: zone.begins_at(today),
            until: zone.begins_at(today.plus_days(days)),
        },
        validity: Validity::ALWAYS,
        stackable: true,
        funding,
        per_person_max: *per_person_max,
        needs_card: *only == Only::WithCards,
        limits: Limits {
            money_minor: pieces * kind.most_minor(),
            pieces: *pieces,
            money_a_day_minor: None,
            pieces_a_day: None,
        },
    }
}
