//! The matrix itself: one row a route, one column a kind of caller.

use serde_json::Value;
use std::path::Path;

/// A route and what each caller is answered: `ok`, or a code.
pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Whether it is health or metrics: on the admin listener when there is one.
    pub(super) is_admin: bool,
    pub(super) expected: &'static [&'static str; 8],
}

impl Row {
    /// Whether the address names something that belongs to one payer or one merchant.
    pub(super) fn is_private_thing(&self) -> bool {
        // A claim is let in by its secret, whoever it is.
        self.path.ends_with("/{envelope}")
            || ["{payment}", "{enrolment}", "{order}"].iter().any(|part| self.path.contains(part))
    }

    /// Whether the merchant on the other side may see the payer's thing too.
    pub(super) fn is_of_both(&self) -> bool {
        self.path.ends_with("/receipt")
    }

    /// Whether that is a payer's.
    pub(super) fn is_of_payer(&self) -> bool {
        !self.path.contains("{order}") && !self.path.starts_with("/v1/till/")
    }
}

const fn row(
    method: &'static str,
    path: &'static str,
    expected: &'static [&'static str; 8],
) -> Row {
    Row { method, path, is_admin: false, expected }
}

const fn admin(path: &'static str) -> Row {
    Row { method: "GET", path, is_admin: true, expected: OPEN }
}

/// Everybody, whatever they show.
const OPEN: &[&str; 8] = &["ok"; 8];
/// Devices that are enrolled; all see the same or their own.
const DEVICES: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "ok",
    "ok",
    "signature_missing",
    "signature_missing",
];
/// The device of who sent the envelope.
const ITS_SENDER: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "ok",
    "envelope_unknown",
    "signature_missing",
    "signature_missing",
];
/// Tills; each sees its own.
const TILLS: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "ok",
];
/// Tills, where the operator is no sandbox.
const NO_SANDBOX: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "sandbox_off",
    "sandbox_off",
];
/// The till that opened the order.
const ITS_TILL: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "order_unknown",
];

/// The till that was paid.
const ITS_SLIP: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "payment_unknown",
];
/// Tills, of a day that has no bill.
const UNBILLED: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "bill_unknown",
    "bill_unknown",
];
/// Tills, of a shift that there is not.
const NO_SHIFT: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "shift_unknown",
    "shift_unknown",
];
/// The till of the sound box.
const ITS_BOX: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "sound_box_unknown",
];
/// Tills, of which the other one has as many sound boxes as it may.
const FULL: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "sound_boxes_too_many",
];
/// The till whose key of a program it is.
const ITS_KEY: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "key_unknown",
];
/// The till whose webhook it is.
const ITS_WEBHOOK: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "ok",
    "webhook_unknown",
];

/// Tills, which have to say what they mean.
const UNNAMED: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "request_malformed",
    "request_malformed",
];
/// The till whose order it is, which nobody paid.
const UNPAID: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "payment_unknown",
    "order_unknown",
];

/// Tills, about whom there is no such entry.
const APPEAL: &[&str; 8] = &[
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "till_key_invalid",
    "neutrality_entry_unknown",
    "neutrality_entry_unknown",
];

/// Devices that are enrolled, where no cards are bound.
const NO_CARDS: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "cards_not_offered",
    "cards_not_offered",
    "signature_missing",
    "signature_missing",
];
/// Devices that are enrolled, and of which nobody has bound the card.
const NO_CARD: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "card_unknown",
    "card_unknown",
    "signature_missing",
    "signature_missing",
];

/// Devices that are enrolled, and whose persons have no such other device.
const NO_OTHER_DEVICE: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "device_not_found",
    "device_not_found",
    "signature_missing",
    "signature_missing",
];

/// Devices that are enrolled, and whose persons asked for no such top-up.
const NO_TOP_UP: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "card_top_up_unknown",
    "card_top_up_unknown",
    "signature_missing",
    "signature_missing",
];

/// Devices that are enrolled, and whose persons work for no such merchant.
const NO_SHOP: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "merchant_unknown",
    "merchant_unknown",
    "signature_missing",
    "signature_missing",
];
/// Devices that are enrolled, and whom nobody invited.
const UNINVITED: &[&str; 8] = &[
    "signature_missing",
    "device_unknown",
    "signature_missing",
    "device_revoked",
    "invitation_unknown",
    "invitation_unknown",
    "signature_missing",
    "signature_missing",
];

/// The matrix. What each role of a merchant's staff is answered is in `staff/roles.rs`.
pub(super) const ROWS: &[Row] = &[
    row("GET", "/v1/account", DEVICES),
    row("GET", "/v1/bills", TILLS),
    row("GET", "/v1/bills/{date}", UNBILLED),
    row("GET", "/v1/bills/{date}/{file}", UNBILLED),
    row("GET", "/v1/figures", UNNAMED),
    row("GET", "/v1/figures/takers", UNNAMED),
    row("POST", "/v1/shifts", TILLS),
    row("GET", "/v1/shifts", TILLS),
    row("GET", "/v1/shifts/{shift}", NO_SHIFT),
    row("POST", "/v1/shifts/{shift}/close", NO_SHIFT),
    row("GET", "/v1/campaigns", OPEN),
    row("GET", "/v1/campaigns/{campaign}", OPEN),
    row("GET", "/v1/campaigns/{campaign}/uplift", TILLS),
    row("GET", "/v1/campaigns/{campaign}/days/{day}", OPEN),
    row("GET", "/v1/cards", DEVICES),
    row("POST", "/v1/card-bindings", NO_CARDS),
    row("POST", "/v1/card-bindings/{binding}/confirm", NO_CARDS),
    row("POST", "/v1/cards/{card}/unbind", NO_CARD),
    row("GET", "/v1/devices", DEVICES),
    row("POST", "/v1/devices/{device}/revoke", NO_OTHER_DEVICE),
    row("GET", "/v1/card-top-ups", DEVICES),
    row("GET", "/v1/card-top-ups/{top_up}", NO_TOP_UP),
    row("POST", "/v1/card-top-ups", NO_CARDS),
    row("GET", "/v1/entrants", DEVICES),
    row("GET", "/v1/coupons", DEVICES),
    row("GET", "/v1/coupons/offered", DEVICES),
    row("GET", "/v1/coupons/stocks/{stock}", DEVICES),
    row("POST", "/v1/coupons", DEVICES),
    row("GET", "/v1/envelopes", DEVICES),
    row("GET", "/v1/envelopes/{envelope}", ITS_SENDER),
    row("POST", "/v1/envelopes", DEVICES),
    row("POST", "/v1/envelopes/{envelope}/claims", DEVICES),
    // Strangers come in here; a device that was removed does not come back with its old key.
    row(
        "POST",
        "/v1/enrolments",
        &[
            "signature_missing",
            "ok",
            "signature_missing",
            "device_revoked",
            "ok",
            "ok",
            "signature_missing",
            "signature_missing",
        ],
    ),
    row(
        "POST",
        "/v1/enrolments/{enrolment}/confirm",
        &[
            "signature_missing",
            "enrolment_unknown",
            "signature_missing",
            "enrolment_unknown",
            "ok",
            "enrolment_unknown",
            "signature_missing",
            "signature_missing",
        ],
    ),
    row(
        "GET",
        "/v1/events",
        &[
            "signature_missing",
            "device_unknown",
            "till_key_invalid",
            "device_revoked",
            "ok",
            "ok",
            "ok",
            "ok",
        ],
    ),
    row("GET", "/v1/heads", OPEN),
    row("GET", "/v1/heads/latest", OPEN),
    row("GET", "/v1/heads/{size}", OPEN),
    row("GET", "/v1/heads/{size}/consistency", OPEN),
    row("GET", "/v1/neutrality", OPEN),
    row("POST", "/v1/neutrality/{entry}/appeal", APPEAL),
    row("GET", "/v1/merchants", DEVICES),
    row("POST", "/v1/merchants", DEVICES),
    row("GET", "/v1/merchants/{merchant}/staff", NO_SHOP),
    row("POST", "/v1/merchants/{merchant}/invitations", NO_SHOP),
    row("POST", "/v1/merchants/{merchant}/staff/{staff}/role", NO_SHOP),
    row("POST", "/v1/merchants/{merchant}/staff/{staff}/remove", NO_SHOP),
    row("POST", "/v1/merchants/{merchant}/withdrawals", NO_SHOP),
    row("POST", "/v1/staff", UNINVITED),
    row("GET", "/v1/operator", OPEN),
    row("POST", "/v1/orders", TILLS),
    row("GET", "/v1/orders/{order}", ITS_TILL),
    row("GET", "/v1/orders/{order}/code.svg", ITS_TILL),
    row("POST", "/v1/orders/{order}/close", ITS_TILL),
    // It is closed by now: closed it stays.
    row("POST", "/v1/orders/{order}/reverse", ITS_TILL),
    row("GET", "/v1/payees/{kind}/{id}", DEVICES),
    row("GET", "/v1/payer-code", DEVICES),
    row("POST", "/v1/payer-code/payments", TILLS),
    row("GET", "/v1/payments", DEVICES),
    row("POST", "/v1/payments", DEVICES),
    row(
        "GET",
        "/v1/payments/{payment}",
        &[
            "signature_missing",
            "device_unknown",
            "signature_missing",
            "device_revoked",
            "ok",
            "payment_unknown",
            "signature_missing",
            "signature_missing",
        ],
    ),
    row(
        "GET",
        "/v1/payments/{payment}/receipt",
        &[
            "signature_missing",
            "device_unknown",
            "till_key_invalid",
            "device_revoked",
            "ok",
            "payment_unknown",
            "ok",
            "payment_unknown",
        ],
    ),
    row("PUT", "/v1/pin", DEVICES),
    row("GET", "/v1/refunds", UNNAMED),
    row("POST", "/v1/refunds", UNPAID),
    row("POST", "/v1/refunds/preview", UNPAID),
    row("GET", "/v1/sound-boxes", TILLS),
    // With a till's code, which is all that it needs.
    row("POST", "/v1/sound-boxes", OPEN),
    row("POST", "/v1/sound-boxes/{box}/off", ITS_BOX),
    // Of the shop whose boxes were paired above, each place is taken.
    row("POST", "/v1/sound-boxes/codes", FULL),
    row("GET", "/v1/sound-boxes/events", &["sound_box_off"; 8]),
    row("GET", "/v1/keys", TILLS),
    row("POST", "/v1/keys", TILLS),
    row("POST", "/v1/keys/{key}/revoke", ITS_KEY),
    row("GET", "/v1/sandbox/clock", NO_SANDBOX),
    row("POST", "/v1/sandbox/clock", NO_SANDBOX),
    row("GET", "/v1/webhooks", TILLS),
    row("POST", "/v1/webhooks", TILLS),
    row("GET", "/v1/webhooks/{webhook}/deliveries", ITS_WEBHOOK),
    row("POST", "/v1/webhooks/{webhook}/rotate", ITS_WEBHOOK),
    row("POST", "/v1/webhooks/{webhook}/test", ITS_WEBHOOK),
    row("POST", "/v1/webhooks/{webhook}/replay", ITS_WEBHOOK),
    row("POST", "/v1/webhooks/{webhook}/resume", ITS_WEBHOOK),
    // The last of it: closed it stays.
    row("POST", "/v1/webhooks/{webhook}/close", ITS_WEBHOOK),
    row("GET", "/v1/till", TILLS),
    row("GET", "/v1/till/label.pdf", TILLS),
    row("GET", "/v1/till/label.svg", TILLS),
    row("GET", "/v1/till/slips/{payment}", ITS_SLIP),
    row("GET", "/v1/merchant/export", TILLS),
    row("GET", "/v1/merchant/neutrality", TILLS),
    row("GET", "/v1/till/payments", TILLS),
    row("GET", "/v1/openapi.json", OPEN),
    row("GET", "/problems/{code}", OPEN),
    row("GET", "/l/{id}", OPEN),
    row("GET", "/l/label.css", OPEN),
    row("GET", "/l/open.js", OPEN),
    row("GET", "/c/{stock}", OPEN),
    row("GET", "/r/{token}", OPEN),
    row("GET", "/e/{envelope}", OPEN),
    row("GET", "/neutrality", OPEN),
    row("GET", "/s/{invitation}", OPEN),
    row("GET", "/till", OPEN),
    row("GET", "/till/till.js", OPEN),
    row("GET", "/till/figures.js", OPEN),
    row("GET", "/till/uplifts.js", OPEN),
    row("GET", "/till/shifts.js", OPEN),
    row("GET", "/till/labels.js", OPEN),
    row("GET", "/till/boxes.js", OPEN),
    row("GET", "/till/till.css", OPEN),
    row("GET", "/till/coin.svg", OPEN),
    row("GET", "/sound", OPEN),
    row("GET", "/sound/words.js", OPEN),
    row("GET", "/sound/voice.js", OPEN),
    row("GET", "/sound/stream.js", OPEN),
    row("GET", "/sound/sound.js", OPEN),
    row("GET", "/sound/clips.js", OPEN),
    row("GET", "/sound/sound.css", OPEN),
    row("GET", "/sound/en.wav", OPEN),
    row("GET", "/sound/zh.wav", OPEN),
    admin("/healthz"),
    admin("/readyz"),
    admin("/metrics"),
];

/// Method and path of each operation of the API's description.
pub(super) fn described() -> Vec<(String, String)> {
    let text = operator::routes::description().to_json().expect("JSON");
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().expect("operations");
        item.keys().map(move |method| (method.to_uppercase(), path.clone()))
    });
    operations.collect()
}

/// Method and path of each `.route("PATH", get(…))` in the sources: pages, which are not described.
pub(super) fn plain() -> Vec<(String, String)> {
    let mut found = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

fn read(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            for (_, rest) in
                text.match_indices(".route(\"").map(|(at, part)| (at, &text[at + part.len()..]))
            {
                let (route, rest) = rest.split_once('"').expect("a path");
                let method = rest.trim_start_matches([',', ' ', '\n']);
                let method = method.split('(').next().expect("a method").trim();
                found.push((method.to_uppercase(), route.to_owned()));
            }
        }
    }
}
