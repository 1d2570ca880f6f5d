//! The text of an entry, spelled out once, and logs that were tampered with.

use super::*;
use crate::key::SigningKey;
use crate::{HeadError, NoteError};

fn entry(chain: &Chain, previous: Hash, action: Action, about: Option<u64>) -> Entry {
    let reason = match action {
        Action::Limited => Some(Reason::FraudSuspected),
        Action::Removed => Some(Reason::FraudProven),
        Action::Lifted => Some(Reason::ReasonGone),
        Action::Appealed | Action::Upheld | Action::Granted => None,
    };
    Entry {
        number: chain.number() + 1,
        previous,
        at_ms: 1_798_761_600_000,
        merchant: 1,
        name: "Lucky Noodles".to_owned(),
        action,
        reason,
        about,
        evidence: (action == Action::Appealed).then_some([7; 32]),
        answer_by_ms: (action == Action::Appealed).then_some(9),
        text: "Three stolen cards in an hour.".to_owned(),
    }
}

fn log(steps: &[(Action, Option<u64>)]) -> Vec<(Entry, Hash)> {
    let (mut chain, mut log, mut previous) = (Chain::default(), Vec::new(), Hash::default());
    for (action, about) in steps {
        let entry = entry(&chain, previous, *action, *about);
        previous = entry.hash();
        chain.push(&entry, &previous).expect("it follows");
        log.push((entry, previous));
    }
    log
}

fn read(log: &[(Entry, Hash)]) -> Result<Chain, Break> {
    let mut chain = Chain::default();
    log.iter().try_for_each(|(entry, hash)| chain.push(entry, hash))?;
    Ok(chain)
}

const LIVED_IN: [(Action, Option<u64>); 7] = [
    (Action::Limited, None),
    (Action::Appealed, Some(1)),
    (Action::Granted, Some(2)),
    (Action::Limited, None),
    (Action::Removed, Some(4)),
    (Action::Appealed, Some(5)),
    (Action::Upheld, Some(6)),
];

#[test]
fn an_entry_is_a_text_that_anybody_can_hash() {
    let entry = entry(&Chain::default(), [0; 32], Action::Limited, None);
    let zeros = "0".repeat(64);
    let text = format!(
        "tongbao neutrality v1\nnumber 1\nprevious {zeros}\nat 1798761600000\nmerchant \
         00000000000000000000000001\nname Lucky Noodles\naction limited\nreason fraud_suspected\n\
         about -\nevidence -\nanswer_by -\ntext Three stolen cards in an hour.\n"
    );
    assert_eq!(entry.statement(), text);
    assert_eq!(identifier(u128::MAX), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
}

#[test]
fn an_honest_log_is_read_to_its_end() {
    let log = log(&LIVED_IN);
    let chain = read(&log).expect("honest");
    assert_eq!((chain.number(), chain.held_back(), chain.open_appeals().count()), (7, 1, 0));
    let open = read(&log[..6]).expect("honest");
    assert_eq!(open.open_appeals().collect::<Vec<_>>(), [(6, 9)]);
    for (place, (_, hash)) in log.iter().enumerate() {
        let end = End { number: place as u64 + 1, hash: *hash, at_ms: 1 };
        assert_eq!(chain.continues(&end), Ok(()));
        let other = End { hash: [1; 32], ..end };
        assert_eq!(chain.continues(&other).expect_err("another").fault, Fault::EndDiffers);
    }
    let beyond = End { number: 8, hash: [0; 32], at_ms: 1 };
    assert!(chain.continues(&beyond).is_err(), "the log was cut");
    assert_eq!(chain.continues(&End { number: 0, hash: [0; 32], at_ms: 1 }), Ok(()));
}

#[test]
fn attack_neutrality_a_changed_missing_or_moved_entry_is_found() {
    let honest = log(&LIVED_IN);
    for place in 0..honest.len() {
        let mut gone = honest.clone();
        gone.remove(place);
        assert_eq!(read(&gone).is_ok(), place == honest.len() - 1, "{place} is missing");
        if place > 0 {
            let mut moved = honest.clone();
            moved.swap(place - 1, place);
            assert_eq!(read(&moved).expect_err("moved").fault, Fault::OutOfPlace);
        }
        let changes: [fn(&mut Entry); 8] = [
            |entry| entry.at_ms += 1,
            |entry| entry.merchant += 1,
            |entry| entry.name.push('x'),
            |entry| entry.text.push('x'),
            |entry| entry.evidence = Some([9; 32]),
            |entry| entry.answer_by_ms = Some(10),
            |entry| entry.about = Some(3),
            |entry| entry.reason = Some(Reason::Law),
        ];
        for change in changes {
            let mut changed = honest.clone();
            change(&mut changed[place].0);
            assert_eq!(read(&changed).expect_err("changed").number, place as u64 + 1);
        }
    }
}

#[test]
fn attack_neutrality_an_entry_that_cannot_follow_is_found() {
    let cases: [&[(Action, Option<u64>)]; 8] = [
        &[(Action::Lifted, None)],
        &[(Action::Limited, None), (Action::Limited, None)],
        &[(Action::Limited, None), (Action::Removed, None)],
        &[(Action::Limited, None), (Action::Lifted, Some(2))],
        &[(Action::Limited, None), (Action::Appealed, Some(1)), (Action::Appealed, Some(1))],
        &[(Action::Limited, None), (Action::Upheld, Some(1))],
        &[(Action::Appealed, Some(1))],
        &[(Action::Removed, None), (Action::Removed, Some(1))],
    ];
    for steps in cases {
        let (mut chain, mut previous) = (Chain::default(), Hash::default());
        let results = steps.iter().map(|(action, about)| {
            let entry = entry(&chain, previous, *action, *about);
            previous = entry.hash();
            chain.push(&entry, &previous)
        });
        let last = results.last().expect("steps").expect_err("impossible");
        assert_eq!(last.fault, Fault::Impossible, "{steps:?}");
    }
}

#[test]
fn a_suspicion_removes_nobody_and_no_other_wallet_is_a_reason() {
    assert!(Reason::FraudSuspected.may(Action::Limited));
    assert!(!Reason::FraudSuspected.may(Action::Removed));
    assert!(!Reason::Law.may(Action::Lifted) && Reason::Mistake.may(Action::Lifted));
    for reason in Reason::ALL {
        assert_eq!(Reason::from_word(reason.word()), Some(*reason));
        assert!(
            !["exclusiv", "compet", "other_wallet"].iter().any(|it| reason.word().contains(it))
        );
        assert!(Action::ALL.iter().any(|action| reason.may(*action)), "{reason:?} is of use");
    }
}

#[test]
fn a_signed_end_is_believed_by_its_key_under_its_own_name_alone() {
    let key = SigningKey::from_seed(&[1; 32]).expect("a key");
    let (end, name) = (End { number: 3, hash: [5; 32], at_ms: 9 }, origin("harbour.example"));
    let note = end.sign(&name, &key).expect("signs");
    assert_eq!(End::verify(&note, &name, &[key.public()]), Ok(end));
    let journal = crate::head::origin("harbour.example");
    let renamed = note.replace(&name, &journal);
    let passed = End::verify(&renamed, &journal, &[key.public()]);
    assert!(matches!(passed, Err(HeadError::Note(_))), "signed for the log alone: {passed:?}");
    let longer = note.replacen("\n3\n", "\n4\n", 1);
    let forged = End::verify(&longer, &name, &[key.public()]);
    assert_eq!(forged, Err(NoteError::SignatureWrong.into()));
}
