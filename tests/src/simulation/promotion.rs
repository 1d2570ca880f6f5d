//! What the town promises: a batch of coupons whose time is over before the town's is, and a
//! campaign, both written and started before anything happens.

use super::clockwork::START_MS;
use bank::command::Drawing;
use bank::contract::town as numbers;
use bank::{Envelope, TimeMs};
use money::Amount;
use promotion::calendar;
use promotion::campaign::{Odds, Period, Prize, Reward, Terms};
use promotion::coupon::{AmountOff, Basket, Goods, Kind, Limits, Rules, Scope, Window};

/// From when on no coupon is good any more.
const COUPONS_UNTIL_MS: u64 = START_MS + 10 * 60_000;
/// What is laid aside for the campaign, in minor units.
const CAMPAIGN_MINOR: u64 = 4_000;

/// What kind of goods no coupon is for.
const DEPOSIT: &str = "deposit";

/// Returns the rules of the coupons: 3.00 off from 15.00 on, deposits not counted, four a person.
fn rules() -> Rules {
    let limits = Limits {
        money_minor: 16 * 300,
        pieces: 18,
        money_a_day_minor: None,
        pieces_a_day: Some(15),
    };
    Rules {
        kind: Kind::AmountOff(AmountOff { threshold_minor: 1_500, off_minor: 300 }),
        scope: Scope::Order(Goods::Except([numbers::goods::tag(DEPOSIT)].into())),
        window: Window {
            from: calendar::TimeMs(START_MS - 60_000),
            until: calendar::TimeMs(COUPONS_UNTIL_MS),
        },
        per_person_max: 4,
        limits,
        ..numbers::coupon::rules()
    }
}

/// Returns what is sold for a price: two drinks for half of it, and a deposit; of odd prices
/// nothing is known.
pub fn goods(price: Amount) -> Option<Basket> {
    let each_minor = price.minor() / 4;
    let deposit_minor = price.minor() - 2 * each_minor;
    let is_known = price.minor().is_multiple_of(2) && each_minor > 0;
    let drinks = || numbers::goods::line("Drink", 2, each_minor, &["drink"]);
    let deposit = || numbers::goods::line("Deposit", 1, deposit_minor, &[DEPOSIT]);
    is_known.then(|| numbers::goods::basket(vec![drinks(), deposit()]))
}

/// Returns the campaign's terms: a third of all draws wins.
pub fn terms() -> Terms {
    let first = numbers::campaign::day_of(TimeMs(START_MS));
    let fixed = Prize { tickets: 1, reward: Reward::Fixed { minor: 300 } };
    let share = Prize { tickets: 1, reward: Reward::Share { basis_points: 5_000 } };
    Terms {
        period: Period { first, last: first.plus_days(9) },
        least_minor: 500,
        cap_minor: 800,
        odds: Odds { one_in: 6, prizes: vec![fixed, share] },
        ..numbers::campaign::terms(0)
    }
}

/// Returns what draws for a payment at a moment.
pub fn drawing(at: TimeMs) -> Drawing {
    numbers::campaign::drawing(&terms(), at)
}

/// Returns the commands that begin both.
pub fn founding() -> Vec<Envelope> {
    let coupons = numbers::coupon::given_out(0, rules());
    let campaign = numbers::campaign::running(0, terms(), CAMPAIGN_MINOR);
    coupons.into_iter().chain(campaign).collect()
}
