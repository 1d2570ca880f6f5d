//! Coupons in the town that is tampered with: what happened, and the verdicts on their tables.

use super::{Table, Verdict::Found};
use bank::command::{Envelope, Payee};
use bank::contract::town::{self, coupon as town_coupon};
use promotion::Change;
use promotion::calendar::DAY_MS;
use promotion::coupon::{Kind, RandomValue, Rules};

pub(super) const TABLES: &[Table] = &[
    (
        "stocks",
        Found,
        &[
            ("id", Found),
            ("title", Found),
            ("rules", Found),
            ("state", Found),
            ("budget", Found),
            ("account", Found),
            ("opened_at_ms", Found),
        ],
    ),
    (
        "coupons",
        Found,
        &[
            ("id", Found),
            ("stock", Found),
            ("person", Found),
            ("value_minor", Found),
            ("from_ms", Found),
            ("until_ms", Found),
            ("reserved_minor", Found),
            ("received_at_ms", Found),
            ("state", Found),
            ("payment", Found),
        ],
    ),
    ("receivers", Found, &[("stock", Found), ("person", Found), ("count", Found)]),
    (
        "discounts",
        Found,
        &[("payment", Found), ("total_minor", Found), ("currency", Found), ("used", Found)],
    ),
];

/// Returns all that can happen to batches and coupons.
pub(super) fn happened() -> Vec<Envelope> {
    let label = Payee::Label(town::label(0));
    let random = RandomValue { threshold_minor: 50, least_minor: 1, most_minor: 9 };
    let drawn = Rules { kind: Kind::RandomValue(random), ..town_coupon::rules() };
    let mut envelopes: Vec<Envelope> = Vec::new();
    envelopes.extend(town_coupon::given_out(0, town_coupon::rules()));
    envelopes.extend(town_coupon::given_out(1, town_coupon::given_up_by(0)));
    envelopes.extend(town_coupon::given_out(2, drawn));
    envelopes.extend([
        town_coupon::limit_stock(200, 0, town_coupon::limits(20), town_coupon::limits(30)),
        town_coupon::receive(201, 0, 0),
        town_coupon::receive(202, 0, 0),
        town_coupon::receive(203, 1, 0),
        town_coupon::receive(204, 2, 1),
        town_coupon::receive(205, 0, 2),
        town_coupon::pay_less(210, 0, label, (100, 80), &[201, 203]),
        town_coupon::pay_less(211, 0, label, (100, 90), &[202]),
        town::refund(212, 210, 0, 40),
        town_coupon::change_stock(213, 2, Change::Pause),
        town_coupon::lapse(30 * DAY_MS, 205),
    ]);
    envelopes
}

/// Returns what a swindler would write: a text that the column takes.
pub(super) fn changed(column: &str, text: &str) -> String {
    match column {
        "state" if text == "used" => "held".to_owned(),
        "state" => "ended".to_owned(),
        "currency" => "EUR".to_owned(),
        "rules" => text.replace("\"per_person_max\":2", "\"per_person_max\":60"),
        "budget" => text.replace("\"used_minor\":", "\"used_minor\":1"),
        "used" => text.replace("\"is_funded\":true", "\"is_funded\":false"),
        _ => format!("{text}x"),
    }
}
