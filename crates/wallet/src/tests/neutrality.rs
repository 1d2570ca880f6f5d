//! A log that an operator publishes, and what it may have done to it.

use crate::neutrality::{LogError, check};
use proof::neutrality::{Action, End, Entry, Fault, Reason, origin};
use proof::{Hash, SigningKey, hex};
use wire::Id;
use wire::neutrality::{NeutralityEntryResponse, NeutralityResponse};

const OPERATOR: &str = "harbour.example";

fn key() -> SigningKey {
    SigningKey::from_seed(&[3; 32]).expect("a key")
}

fn told(entry: &Entry) -> NeutralityEntryResponse {
    NeutralityEntryResponse {
        number: entry.number,
        previous: hex::encode(&entry.previous),
        at_ms: entry.at_ms,
        merchant: Id(entry.merchant),
        name: entry.name.clone(),
        action: entry.action.word().to_owned(),
        reason: entry.reason.map(|reason| reason.word().to_owned()),
        about: entry.about,
        evidence: entry.evidence.map(|hash| hex::encode(&hash)),
        answer_by_ms: entry.answer_by_ms,
        text: entry.text.clone(),
        hash: hex::encode(&entry.hash()),
    }
}

/// Returns a shop's limit and its appeal, as far as `count`, with the signed end.
fn log(count: usize, at_ms: u64) -> NeutralityResponse {
    let steps = [(Action::Limited, Some(Reason::Law), None), (Action::Appealed, None, Some(1))];
    let (mut previous, mut entries): (Hash, Vec<NeutralityEntryResponse>) = Default::default();
    for (number, (action, reason, about)) in (1..).zip(steps).take(count) {
        let is_appeal = action == Action::Appealed;
        let entry = Entry {
            number,
            previous,
            at_ms: 5,
            merchant: 7,
            name: "Lucky Noodles".to_owned(),
            action,
            reason,
            about,
            evidence: is_appeal.then_some([1; 32]),
            answer_by_ms: is_appeal.then_some(100),
            text: "so".to_owned(),
        };
        previous = entry.hash();
        entries.insert(0, told(&entry));
    }
    let end = End { number: count as u64, hash: previous, at_ms };
    let end = end.sign(&origin(OPERATOR), &key()).expect("signs");
    NeutralityResponse { operator: OPERATOR.to_owned(), entries, next_before: None, end }
}

#[test]
fn a_log_is_checked_against_its_end_and_what_was_kept() {
    let keys = [key().public()];
    let early = log(1, 50);
    let report = check(&log(2, 101), OPERATOR, &keys, &[early.end]).expect("honest");
    assert_eq!((report.end.number, report.held_back, report.continued), (2, 1, 1));
    assert_eq!((report.open, report.overdue), (vec![2], vec![2]));
    assert_eq!(check(&log(2, 100), OPERATOR, &keys, &[]).expect("honest").overdue, [0; 0]);
    assert_eq!(check(&log(0, 1), OPERATOR, &keys, &[]).expect("empty").end.number, 0);
}

#[test]
fn attack_neutrality_a_published_log_that_was_cut_or_changed_is_found() {
    let keys = [key().public()];
    let checked = |log: &NeutralityResponse, kept: &[String]| {
        check(log, OPERATOR, &keys, kept).expect_err("found")
    };
    // Cut, and signed again: who kept the end sees it.
    let broken = checked(&log(1, 200), &[log(2, 101).end]);
    assert!(matches!(broken, LogError::Broken(at) if at.fault == Fault::EndDiffers), "{broken}");
    // Cut, with the end of before; or with the last entry left out.
    let mut cut = log(2, 101);
    cut.entries.remove(0);
    assert!(matches!(checked(&cut, &[]), LogError::Broken(_)));
    let mut changed = log(2, 101);
    changed.entries[1].text = "because they also take another wallet".to_owned();
    assert!(matches!(checked(&changed, &[]), LogError::Broken(at) if at.number == 1));
    // Of several lines one could be read as another field.
    let mut lines = log(2, 101);
    lines.entries[0].text = "so\nnumber 9".to_owned();
    assert_eq!(checked(&lines, &[]), LogError::Malformed(2));
    let mut made_up = log(2, 101);
    made_up.entries[1].reason = Some("exclusivity".to_owned());
    assert_eq!(checked(&made_up, &[]), LogError::Malformed(1), "no reason of the list");
    let stranger = [SigningKey::from_seed(&[4; 32]).expect("a key").public()];
    let forged = check(&log(2, 101), OPERATOR, &stranger, &[]).expect_err("another key");
    assert!(matches!(forged, LogError::End(_)));
    let other = check(&log(2, 101), "other.example", &keys, &[]).expect_err("another");
    assert_eq!(other, LogError::OtherOperator);
    let mut nonsense = log(2, 101);
    nonsense.end.push('x');
    assert!(matches!(checked(&nonsense, &[]), LogError::End(_)));
    assert!(matches!(checked(&log(2, 101), &["x".to_owned()]), LogError::Kept(_)));
}
