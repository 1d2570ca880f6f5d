//! The ladder of a change of a setting.

use super::*;
use crate::command::{ChangeSetting, Command};
use crate::id::TimeMs;
use crate::record::Setting;
use crate::setting::SettingKey;

pub(super) fn ladder() -> Vec<Rung> {
    CHANGE.to_vec()
}

fn change(scene: &mut Scene) -> &mut ChangeSetting {
    match &mut scene.envelope.command {
        Command::ChangeSetting(change) => change,
        other => panic!("a change, not {other:?}"),
    }
}

fn known(value: u64) -> Record {
    let key = SettingKey::QuickDayUsesMax;
    Record::Setting(Setting { key, before: 10, value, from: None, sequence: 1 })
}

const CHANGE: [Rung; 4] = [
    (Rejection::SettingWordsMalformed, |scene| {
        change(scene).author = "Ada".to_owned();
        assert_eq!(scene.ask(), Err(Rejection::SettingWordsMalformed.into()), "nor why");
        change(scene).reason = "holidays".to_owned();
    }),
    (Rejection::SettingOutOfRange, |scene| change(scene).value = 100),
    (Rejection::SettingTimeInvalid, |scene| {
        change(scene).from = Some(TimeMs(u64::MAX));
        assert_eq!(scene.ask(), Err(Rejection::SettingTimeInvalid.into()), "too far");
        change(scene).from = Some(town::AT.plus_ms(1));
    }),
    (Rejection::SettingStale, |scene| {
        scene.put(known(11));
        assert_eq!(scene.ask(), Err(Rejection::SettingStale.into()), "nor by now");
        scene.put(known(9));
    }),
];

#[test]
fn the_clock_of_a_sandbox_is_no_limit_to_be_changed() {
    let envelope = town::change_setting(1, SettingKey::ClockAhead, 0, 1);
    let refusal = Scene::new(envelope).ask().expect_err("it has a command of its own");
    assert_eq!(refusal.rejection, Rejection::SettingOutOfRange);
}

#[test]
fn a_rate_above_a_tenth_is_a_slip_of_the_hand() {
    for (value, refusal) in [(1_000, None), (1_001, Some(Rejection::SettingOutOfRange))] {
        let asked = Scene::new(town::change_setting(1, SettingKey::FeeRate, 0, value)).ask();
        assert_eq!(asked.err().map(|refused| refused.rejection), refusal);
    }
}

#[test]
fn changing_a_setting_climbs_its_ladder() {
    let key = SettingKey::QuickDayUsesMax;
    let mut scene = Scene::new(Envelope { key: None, ..town::change_setting(1, key, 9, 101) });
    let change = change(&mut scene);
    (change.author, change.reason) = (String::new(), "two\nlines".to_owned());
    change.from = Some(town::AT);
    scene.climb(&CHANGE);
}
