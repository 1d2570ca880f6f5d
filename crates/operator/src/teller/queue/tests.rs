//! The queue under a clock of the test's own.

use super::*;

const TARGET: Duration = Duration::from_millis(500);

fn line(all: usize, each: usize) -> (Line<u32>, Instant) {
    (Line::new(Bounds { all, each, target: TARGET }), Instant::now())
}

fn waiting(since: Instant, source: u128) -> Waiting<u32> {
    Waiting { since, source: Some(source), item: 0 }
}

#[test]
fn no_lane_grows_over_its_bound_and_what_is_taken_makes_room() {
    let (mut line, now) = line(16, 100);
    for _ in 0..4 {
        line.push(Lane::Read, waiting(now, 1)).expect("a quarter for reads");
    }
    assert_eq!(line.push(Lane::Read, waiting(now, 1)), Err(Full::Queue));
    for _ in 0..12 {
        line.push(Lane::Command, waiting(now, 1)).expect("the rest for commands");
    }
    assert_eq!(line.push(Lane::Command, waiting(now, 2)), Err(Full::Queue));
    for _ in 0..UPKEEP_MAX {
        line.push(Lane::Upkeep, waiting(now, 1)).expect("upkeep has places of its own");
    }
    assert_eq!(line.push(Lane::Upkeep, waiting(now, 1)), Err(Full::Queue));
    assert_eq!(line.len(), 16 + UPKEEP_MAX);
    assert_eq!(line.take(8, now).len(), UPKEEP_MAX + 8);
    assert_eq!((line.commands.len(), line.reads.len()), (6, 2), "reads get their quarter");
    line.push(Lane::Command, waiting(now, 2)).expect("there is room again");
    assert_eq!(line.take(100, now).len(), 9);
    assert!(line.shares.is_empty(), "{:?}", line.shares);
}

#[test]
fn one_who_floods_has_a_share_and_the_next_one_is_served() {
    let (mut line, now) = line(1000, 3);
    let accepted = (0..50).filter(|_| line.push(Lane::Command, waiting(now, 1)).is_ok()).count();
    assert_eq!(accepted, 3);
    assert_eq!(line.push(Lane::Command, waiting(now, 1)), Err(Full::Share));
    line.push(Lane::Command, waiting(now, 2)).expect("another one is served");
    let desk = Waiting { since: now, source: None, item: 0 };
    line.push(Lane::Command, desk).expect("the operator too");
}

#[test]
fn when_commands_stay_waiting_the_greedy_are_refused_first_then_everyone() {
    let (mut line, start) = line(1000, 100);
    let at = |ms| start + Duration::from_millis(ms);
    line.push(Lane::Command, waiting(at(0), 1)).expect("the first");
    line.push(Lane::Command, waiting(at(510), 1)).expect("a burst passes");
    line.push(Lane::Command, waiting(at(600), 1)).expect("still within the patience");
    assert_eq!(line.push(Lane::Command, waiting(at(611), 1)), Err(Full::Wait));
    line.push(Lane::Command, waiting(at(611), 2)).expect("who has nothing waiting is taken");
    assert_eq!(line.push(Lane::Read, waiting(at(1001), 3)), Err(Full::Wait));
    assert_eq!(line.push(Lane::Command, waiting(at(1001), 3)), Err(Full::Wait));
    // Nothing waits any more, but the last ones had waited: the first of the next is let in, and
    // its wait decides.
    assert_eq!(line.take(100, at(1100)).len(), 4);
    line.push(Lane::Command, waiting(at(1101), 3)).expect("an empty queue takes anyone");
    assert_eq!(line.push(Lane::Command, waiting(at(1102), 3)), Err(Full::Wait));
    assert_eq!(line.take(100, at(1103)).len(), 1);
    line.push(Lane::Command, waiting(at(1104), 3)).expect("the wait is short again");
    line.push(Lane::Command, waiting(at(1105), 3)).expect("for everyone");
}

#[test]
fn a_closed_queue_gives_out_what_it_has_and_takes_no_more() {
    let queue = Queue::new(Bounds { all: 4, each: 4, target: TARGET });
    queue.push(Lane::Command, None, 1).expect("open");
    queue.close();
    assert_eq!(queue.push(Lane::Command, None, 2), Err(Full::Closed));
    assert_eq!(queue.take(8).map(|taken| taken[0].item), Some(1));
    assert!(queue.take(8).is_none());
    assert_eq!(queue.waiting(), 0);
}
