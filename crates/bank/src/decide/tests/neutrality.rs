//! The ladders of what holds a merchant back, of an appeal, its answer, and of withdrawing a label.

use super::*;
use crate::command::{Command, LimitMerchant, LimitStep};
use crate::contract::town::neutrality::{answer, appeal, close_label, limit};
use crate::record::NeutralityEntry;
use proof::neutrality::{Action, Entry, Reason};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![LIMIT.to_vec(), APPEAL.to_vec(), ANSWER.to_vec(), CLOSE_LABEL.to_vec()]
}

fn kept(number: u64, action: Action, about: Option<u64>, followed: Option<u64>) -> Record {
    let entry = Entry {
        number,
        previous: [0; 32],
        at_ms: town::AT.0,
        merchant: town::merchant(0).0,
        name: "Shop".to_owned(),
        action,
        reason: None,
        about,
        evidence: None,
        answer_by_ms: None,
        text: "so".to_owned(),
    };
    Record::Neutrality(NeutralityEntry { entry, ended_by: followed, appealed_by: followed })
}

fn limiting(scene: &mut Scene) -> &mut LimitMerchant {
    match &mut scene.envelope.command {
        Command::LimitMerchant(limit) => limit,
        other => panic!("another command: {other:?}"),
    }
}

const LIMIT: [Rung; 6] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::NeutralityStale, |scene| {
        scene.put(kept(1, Action::Limited, None, None));
        assert_eq!(scene.ask(), Err(Rejection::NeutralityStale.into()), "it is taken");
        limiting(scene).number = 2;
    }),
    (Rejection::NeutralityTextMalformed, |scene| limiting(scene).text = "so".to_owned()),
    (Rejection::NeutralityReasonUnfit, |scene| limiting(scene).reason = Reason::Law),
    (Rejection::NeutralityEntryUnknown, |scene| limiting(scene).about = Some(1)),
    (Rejection::MerchantStateDiffers, |scene| {
        limiting(scene).about = None;
        assert_eq!(scene.ask(), Err(Rejection::MerchantStateDiffers.into()), "it is closed");
        scene.put(merchant(State::Active));
    }),
];

#[test]
fn limiting_a_merchant_climbs_its_ladder() {
    let mut scene = Scene::new(limit(1, 0));
    scene.envelope.key = None;
    let command = limiting(&mut scene);
    (command.number, command.about, command.reason) = (0, Some(7), Reason::Mistake);
    command.step = LimitStep::Limit;
    command.text = String::new();
    scene.climb(&LIMIT);
}

fn number(scene: &mut Scene, number: u64) {
    match &mut scene.envelope.command {
        Command::AppealLimit(appeal) => appeal.number = number,
        Command::AnswerAppeal(answer) => answer.number = number,
        other => panic!("another command: {other:?}"),
    }
}

fn say(scene: &mut Scene, text: &str) {
    match &mut scene.envelope.command {
        Command::AppealLimit(appeal) => appeal.text = text.to_owned(),
        Command::AnswerAppeal(answer) => answer.text = text.to_owned(),
        other => panic!("another command: {other:?}"),
    }
}

const APPEAL: [Rung; 5] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::NeutralityStale, |scene| number(scene, 1)),
    (Rejection::NeutralityTextMalformed, |scene| say(scene, "so")),
    (Rejection::NeutralityEntryUnknown, |scene| {
        scene.put(kept(7, Action::Lifted, None, None));
        assert_eq!(scene.ask(), Err(Rejection::NeutralityEntryUnknown.into()), "it helps");
        scene.put(kept(7, Action::Limited, None, Some(3)));
    }),
    (Rejection::NeutralityAppealed, |scene| scene.put(kept(7, Action::Limited, None, None))),
];

#[test]
fn appealing_climbs_its_ladder() {
    let mut scene = Scene::new(appeal(0, 0, 7));
    scene.envelope.key = None;
    say(&mut scene, "two\nlines");
    scene.climb(&APPEAL);
}

const ANSWER: [Rung; 4] = [
    (Rejection::NeutralityStale, |scene| number(scene, 1)),
    (Rejection::NeutralityTextMalformed, |scene| say(scene, "so")),
    (Rejection::NeutralityEntryUnknown, |scene| {
        scene.put(kept(7, Action::Limited, None, None));
        assert_eq!(scene.ask(), Err(Rejection::NeutralityEntryUnknown.into()), "no appeal");
        scene.put(kept(7, Action::Appealed, Some(8), Some(9)));
        assert_eq!(scene.ask(), Err(Rejection::NeutralityEntryUnknown.into()), "nobody's");
        scene.put(merchant(State::Limited));
        assert_eq!(scene.ask(), Err(Rejection::NeutralityEntryUnknown.into()), "about nothing");
        scene.put(kept(8, Action::Limited, None, None));
    }),
    (Rejection::AppealAnswered, |scene| scene.put(kept(7, Action::Appealed, Some(8), None))),
];

#[test]
fn answering_an_appeal_climbs_its_ladder() {
    let mut scene = Scene::new(answer(0, 7, true));
    scene.envelope.key = None;
    say(&mut scene, &"x".repeat(281));
    scene.climb(&ANSWER);
}

const CLOSE_LABEL: [Rung; 1] = [(Rejection::LabelUnknown, |scene| scene.put(label(State::Active)))];

#[test]
fn withdrawing_a_label_climbs_its_ladder() {
    Scene::new(close_label(0)).climb(&CLOSE_LABEL);
}
