//! A campaign for tests, with every kind of prize and event.

use super::*;
use crate::calendar::{Date, LocalDay};
use crate::chance::Seed;
use crate::coupon::Merchants;
use crate::coupon::testing::{yuan, zone};
use crate::id::CampaignId;

pub(super) fn date(year: u16, month: u8, day: u8) -> LocalDay {
    Date::new(year, month, day).expect("a date").local_day()
}

pub(super) fn terms() -> Terms {
    let first = Date::new(2028, 2, 29).expect("a date");
    let prize = |tickets, reward| Prize { tickets, reward };
    let double = date(2028, 10, 1);
    Terms {
        id: CampaignId(0x0123_4567_89ab_cdef_0011_2233_4455_6677),
        currency: yuan(),
        zone: zone(),
        period: Period::years(first, 3).expect("in range"),
        least_minor: 200,
        cap_minor: 1_000,
        odds: Odds {
            one_in: 1_000,
            prizes: vec![
                prize(10, Reward::Share { basis_points: 10_000 }),
                prize(90, Reward::Fixed { minor: 188 }),
                prize(400, Reward::Share { basis_points: 250 }),
            ],
        },
        events: vec![
            Event { first: double, last: double.plus_days(6), kind: EventKind::Double },
            Event {
                first: date(2028, 11, 11),
                last: date(2028, 11, 11),
                kind: EventKind::Waive { cap_minor: 5_000 },
            },
        ],
        merchants: Merchants::All,
        hold_out_basis_points: 0,
    }
}

pub(super) fn chain(terms: &Terms) -> SeedChain {
    let mut last = [0; 32];
    (0..).zip(last.iter_mut()).for_each(|(number, byte)| *byte = number);
    SeedChain::new(terms.id, terms.period, Seed::new(last))
}

pub(super) fn published(terms: &Terms) -> Published {
    let anchor = chain(terms).anchor();
    Published { terms: terms.clone(), anchor, commitment: commitment(terms, &anchor) }
}
