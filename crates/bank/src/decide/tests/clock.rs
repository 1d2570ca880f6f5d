//! The ladder of a move of a sandbox's clock.

use super::*;
use crate::clock::{ADVANCE_MAX_MS, AHEAD_MAX_MS};
use crate::command::{AdvanceClock, ClockMove, Command};
use crate::record::Setting;
use crate::setting::SettingKey;

pub(super) fn ladder() -> Vec<Rung> {
    ADVANCE.to_vec()
}

fn advance(scene: &mut Scene) -> &mut AdvanceClock {
    match &mut scene.envelope.command {
        Command::AdvanceClock(advance) => advance,
        other => panic!("a move of the clock, not {other:?}"),
    }
}

fn ahead(value: u64) -> Record {
    let key = SettingKey::ClockAhead;
    Record::Setting(Setting { key, before: 0, value, from: None, sequence: 1 })
}

const ADVANCE: [Rung; 2] = [
    (Rejection::SandboxClockBack, |scene| {
        advance(scene).to = ClockMove::To(town::AT.plus_ms(9_999));
        assert_eq!(scene.ask(), Err(Rejection::SandboxClockBack.into()), "nor a moment back");
        advance(scene).to = ClockMove::By(ADVANCE_MAX_MS + 1);
    }),
    (Rejection::SandboxClockTooFar, |scene| {
        scene.put(ahead(AHEAD_MAX_MS));
        advance(scene).to = ClockMove::By(1);
        assert_eq!(scene.ask(), Err(Rejection::SandboxClockTooFar.into()), "nor beyond all");
        scene.put(ahead(AHEAD_MAX_MS - 1));
    }),
];

#[test]
fn moving_the_clock_climbs_its_ladder() {
    let to = ClockMove::To(crate::id::TimeMs(0));
    let mut scene = Scene::new(Envelope { key: None, ..town::advance_clock(1, to) });
    scene.put(ahead(10_000));
    scene.climb(&ADVANCE);
}
