//! Events on their way: in vain, again, in the end; and addresses that take nothing.

use super::*;
use crate::webhooks::event::EventKind;
use bank::id::{MerchantId, WebhookId};
use bank::record::State;

const ALL: WebhookEvents = WebhookEvents(15);

fn event(id: u128) -> EventId {
    EventId { kind: EventKind::Payment, id }
}

fn found(sequences: std::ops::Range<u64>) -> Vec<Found> {
    let merchant = MerchantId(1);
    let found = sequences.map(|sequence| Found {
        sequence,
        at: TimeMs(5),
        merchant,
        event: event(sequence.into()),
    });
    found.collect()
}

const FAILED: Sent = Sent::Failed(DeliveryFailure::Refused, Some(500));

#[test]
fn what_is_found_twice_waits_once_and_what_is_not_asked_for_does_not_wait() {
    let mut progress = Progress::default();
    progress.take_in(&found(3..6), 9, ALL, TimeMs(10));
    assert_eq!((progress.after, progress.waiting.len()), (9, 3));
    progress.take_in(&found(3..6), 9, ALL, TimeMs(10));
    assert_eq!(progress.waiting.len(), 3);
    // Told anew from row 0 on, while they still wait.
    progress.after = 0;
    progress.take_in(&found(3..6), 9, ALL, TimeMs(10));
    assert_eq!((progress.after, progress.waiting.len()), (9, 3));
    progress.take_in(&found(12..14), 20, WebhookEvents(2), TimeMs(10));
    assert_eq!((progress.after, progress.waiting.len()), (20, 3));
}

#[test]
fn with_a_hundred_waiting_no_further_row_is_passed_and_nothing_is_lost() {
    let mut progress = Progress::default();
    let all = found(1..151);
    progress.take_in(&all, 160, ALL, TimeMs(10));
    assert_eq!((progress.after, progress.waiting.len()), (100, WAITING_MAX));
    let first = event(1).to_string();
    progress.note(&first, Sent::Delivered(200), TimeMs(11), 0);
    progress.take_in(&all, 160, ALL, TimeMs(12));
    assert_eq!((progress.after, progress.waiting.len()), (101, WAITING_MAX));
    while let Some(waiting) = progress.due(TimeMs(99), 1).pop() {
        progress.note(&waiting.event, Sent::Delivered(200), TimeMs(99), 0);
        progress.take_in(&all, 160, ALL, TimeMs(99));
    }
    assert_eq!((progress.after, progress.waiting.len()), (160, 0));
    assert_eq!(progress.told.len(), TOLD_MAX);
    assert_eq!(progress.told.last().map(|told| told.event.clone()), Some(event(150).to_string()));
}

#[test]
fn an_address_that_takes_nothing_is_tried_with_one_event_and_paused_after_three_days() {
    let mut progress = Progress::default();
    progress.take_in(&found(1..20), 20, ALL, TimeMs(0));
    assert_eq!(progress.due(TimeMs(0), 4).len(), 4);
    let mut now = TimeMs(0);
    let mut tries = 0;
    while progress.paused.is_none() {
        let due = progress.due(now, 4);
        match due.as_slice() {
            [] => now = TimeMs(progress.next_at_ms().expect("something waits")),
            [one] => progress.note(&one.event, FAILED, now, 7),
            _ => progress.note(&due[0].event, FAILED, now, 7),
        }
        tries += 1;
        assert!(tries < 2000, "it ends");
    }
    let paused = progress.paused.expect("it is paused");
    assert_eq!(paused.reason, PauseReason::Failing);
    assert!(paused.since_ms >= retry::GIVE_UP_MS);
    assert_eq!((progress.due(TimeMs(u64::MAX), 4).len(), progress.next_at_ms()), (0, None));
    assert_eq!(progress.waiting.len(), 19, "nothing is lost");
    progress.resume(now);
    assert_eq!(progress.due(now, 4).len(), 1, "with one it is tried");
    let event = progress.due(now, 4)[0].event.clone();
    progress.note(&event, FAILED, now, 7);
    assert_eq!(progress.paused, None, "it has three days again");
}

#[test]
fn an_address_that_says_it_is_gone_is_paused_at_once() {
    let mut progress = Progress::default();
    progress.take_in(&found(1..2), 2, ALL, TimeMs(0));
    let gone = Sent::Failed(DeliveryFailure::Refused, Some(410));
    progress.note(&event(1).to_string(), gone, TimeMs(5), 0);
    assert_eq!(progress.paused.map(|paused| paused.reason), Some(PauseReason::Gone));
}

#[test]
fn what_is_kept_reads_back_and_what_cannot_be_read_is_told_again() {
    let mut progress = Progress::default();
    progress.take_in(&found(1..4), 9, ALL, TimeMs(3));
    progress.note(&event(1).to_string(), Sent::Delivered(204), TimeMs(4), 0);
    progress.note(&event(2).to_string(), FAILED, TimeMs(4), 0);
    let mut webhook = Webhook {
        id: WebhookId(1),
        merchant: MerchantId(1),
        url: "https://shop.example".to_owned(),
        events: ALL,
        secret: 0,
        changed_at: TimeMs(0),
        opened_at: TimeMs(0),
        opened_after: 77,
        state: State::Active,
        version: 1,
        progress: progress.text(),
    };
    assert_eq!(Progress::of(&webhook), progress);
    webhook.progress = "no JSON".to_owned();
    assert_eq!(Progress::of(&webhook), Progress { after: 77, ..Progress::default() });
}
