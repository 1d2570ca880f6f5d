//! The published example, and the checker that shares no code with us: `docs/draws/check.py`.

use super::super::testing::{chain, date, published, terms};
use super::super::{Draw, EventKind, Published, Reward};
use crate::chance::Seed;
use crate::coupon::testing::cny;
use std::path::PathBuf;
use std::process::Command;

/// One that wins.
const PAYMENT: u128 = 13;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/draws")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a third party holds about one draw, as JSON.
fn example(published: &Published, draw: &Draw, seed: &Seed) -> String {
    let Published { terms, anchor, commitment } = published;
    let prizes = terms.odds.prizes.iter().map(|prize| match prize.reward {
        Reward::Fixed { minor } => format!("[{}, \"fixed\", {minor}]", prize.tickets),
        Reward::Share { basis_points } => {
            format!("[{}, \"share\", {basis_points}]", prize.tickets)
        }
    });
    let events = terms.events.iter().map(|event| {
        let (kind, cap) = match event.kind {
            EventKind::Double => ("double", 0),
            EventKind::Waive { cap_minor } => ("waive", cap_minor),
        };
        format!("[{}, {}, \"{kind}\", {cap}]", event.first.0, event.last.0)
    });
    let list = |items: Vec<String>| items.join(", ");
    format!(
        r#"{{
  "commitment": "{}",
  "anchor": "{}",
  "terms": {{
    "campaign": "{:032x}", "currency": "{}", "ahead_min": {},
    "first_day": {}, "last_day": {}, "least_minor": {}, "cap_minor": {},
    "one_in": {}, "prizes": [{}],
    "events": [{}],
    "merchants": ["all"]
  }},
  "seed": "{}",
  "draw": {{
    "campaign": "{:032x}", "day": {}, "evidence": "{}",
    "currency": "{}", "paid_minor": {}, "ticket": {}, "prize": {}, "won_minor": {}
  }}
}}
"#,
        hex(commitment),
        hex(anchor),
        terms.id.0,
        terms.currency,
        terms.zone.ahead_min(),
        terms.period.first.0,
        terms.period.last.0,
        terms.least_minor,
        terms.cap_minor,
        terms.odds.one_in,
        list(prizes.collect()),
        list(events.collect()),
        hex(seed.expose()),
        draw.campaign.0,
        draw.day.0,
        hex(&draw.evidence),
        draw.paid.currency(),
        draw.paid.minor(),
        draw.ticket,
        draw.prize.map_or_else(|| "null".to_owned(), |prize| prize.to_string()),
        draw.won.minor(),
    )
}

fn drawn(day: crate::calendar::LocalDay, payment: u128) -> (Published, Draw, Seed) {
    let terms = terms();
    let chain = chain(&terms);
    let seed = chain.of(day).expect("a day of the campaign").clone();
    let draw = terms.draw(&seed, day, super::evidence(payment), cny(1_999));
    (published(&terms), draw, seed)
}

/// Whether the checker finds all of these texts right.
fn checks(name: &str, texts: &[String]) -> bool {
    let folder_of_texts = std::env::temp_dir().join(format!("draw-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder_of_texts).expect("a folder is made");
    let files = texts.iter().enumerate().map(|(at, text)| {
        let file = folder_of_texts.join(format!("{at}.json"));
        std::fs::write(&file, text).expect("a file is written");
        file
    });
    let run = Command::new("python3").arg(folder().join("check.py")).args(files).output();
    std::fs::remove_dir_all(&folder_of_texts).expect("it was there");
    run.expect("python3 is installed (scripts/setup.sh)").status.success()
}

/// The committed example keeps every byte form as it is: another result here is another format.
#[test]
fn the_example_is_as_published() {
    let (published, draw, seed) = drawn(date(2028, 10, 3), PAYMENT);
    let known = std::fs::read_to_string(folder().join("example.json")).expect("it is committed");
    assert_eq!(known, example(&published, &draw, &seed));
}

#[test]
fn a_checker_of_its_own_agrees_and_finds_what_was_changed() {
    let days = [date(2028, 2, 29), date(2028, 10, 3), date(2028, 11, 11), date(2031, 2, 28)];
    let texts = days.into_iter().flat_map(|day| (0..30).map(move |payment| drawn(day, payment)));
    let texts: Vec<String> =
        texts.map(|(published, draw, seed)| example(&published, &draw, &seed)).collect();
    assert!(checks("right", &texts), "{texts:?}");
    let (published, draw, seed) = drawn(date(2028, 10, 3), PAYMENT);
    let text = example(&published, &draw, &seed);
    let won = format!("\"won_minor\": {}", draw.won.minor());
    for (name, from, to) in [
        ("won", won.as_str(), "\"won_minor\": 123"),
        ("odds", "[10, \"share\", 10000]", "[11, \"share\", 10000]"),
        ("evidence", &hex(&draw.evidence)[..8], "00000000"),
        ("seed", &hex(seed.expose())[..8], "00000000"),
        ("anchor", &hex(&published.anchor)[..8], "00000000"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{name}");
        assert!(!checks(name, &[changed]), "{name}");
    }
}
