//! A node's sweeper, by the same steps as the operator's: the job is taken for a while and renewed
//! in its second half, and page after page of what is over is ended.

use super::node::Door;
use bank::command::{ExpireHold, ExpireOrder, LapseCoupon, ReturnEnvelope, TakeLease};
use bank::id::{NodeId, TimeMs};
use bank::store::Reader as _;
use bank::{Command, Receipt};
use futures_util::future::join_all;
use promotion::envelope::OPEN_MS;

/// How often is looked for what is due; less often than the operator does, so that a run is short.
const EVERY_MS: u64 = 5_000;
/// For how long the job is taken.
const LEASE_MS: u64 = 20_000;
/// How many are ended at once: few, so that there are several pages.
const PAGE: u32 = 8;

/// Sweeps for as long as the node runs.
pub async fn sweep(door: Door, node: NodeId) {
    let mut until = TimeMs(0);
    loop {
        door.cluster.sim.sleep(EVERY_MS).await;
        let now = door.now();
        if !(now.plus_ms(LEASE_MS / 2) < until && until <= now.plus_ms(LEASE_MS)) {
            match take(&door, node).await {
                Some(taken) => until = taken,
                None => continue,
            }
        }
        while end_a_page(&door).await {}
    }
}

async fn take(door: &Door, node: NodeId) -> Option<TimeMs> {
    let take = TakeLease { job: "sweep".to_owned(), node, for_ms: LEASE_MS };
    match door.decide(None, None, Command::TakeLease(take)).await {
        Ok(Receipt::LeaseTaken(until)) => Some(until),
        _ => None,
    }
}

/// Ends what is due; returns whether there may be more that can be ended now.
async fn end_a_page(door: &Door) -> bool {
    let (contents, now) = (&door.cluster.database.contents, door.now());
    let orders = contents.orders_due(now, PAGE).expect("memory works").into_iter();
    let holds = contents.holds_due(now, PAGE).expect("memory works").into_iter();
    let orders = orders.map(|order| Command::ExpireOrder(ExpireOrder { order }));
    let holds = holds.map(|hold| Command::ExpireHold(ExpireHold { hold }));
    let over = TimeMs(now.0.saturating_sub(OPEN_MS));
    let coupons = contents.coupons_due(now, PAGE).expect("memory works").into_iter();
    let envelopes = contents.envelopes_due(over, PAGE).expect("memory works").into_iter();
    let coupons = coupons.map(|coupon| Command::LapseCoupon(LapseCoupon { coupon }));
    let envelopes = envelopes.map(|envelope| Command::ReturnEnvelope(ReturnEnvelope { envelope }));
    let due: Vec<Command> = orders.chain(holds).chain(coupons).chain(envelopes).collect();
    let is_all = due.len() < PAGE as usize;
    let ending = due.into_iter().map(|command| door.decide(None, None, command));
    let is_stuck = join_all(ending).await.iter().any(Result::is_err);
    // What cannot be ended now is due the next time as well.
    !(is_all || is_stuck)
}
