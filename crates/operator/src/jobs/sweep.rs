//! The sweeper: ends orders, holds, coupons, batches of coupons and envelopes whose time is over,
//! on one node at a time.
//!
//! What is due is read from the store, so what became due while no node ran is ended when one runs
//! again. The bank looks at each record and the time once more: a sweep that comes twice, or from a
//! clock that is ahead, ends nothing that goes on. A batch's window never changes, so one that is
//! over stays over; ending it gives back to its funder what nobody used.

use super::turn::Turn;
use crate::clock::sandbox::Ticks;
use crate::service::{ReadError, Service, Shared};
use crate::{clock, random};
use bank::command::{ChangeStock, ExpireHold, ExpireOrder, LapseCoupon, ReturnEnvelope};
use bank::id::PaymentId;
use bank::record::Stock;
use bank::store::StoreError;
use bank::{Command, Envelope, Rejection, TimeMs};
use promotion::{Change, State, calendar};
use std::time::Duration;
use tokio::task::JoinSet;

/// The job's name in its lease.
const JOB: &str = "sweep";
/// How often is looked for what is due.
const EVERY: Duration = Duration::from_secs(2);
/// For how long the job is taken: a node that dies keeps others waiting no longer.
const LEASE_MS: u64 = 8_000;
/// How many are ended at once.
const PAGE: u32 = 100;

/// The job, as one node does it.
pub struct Sweep(Turn);

impl Sweep {
    /// Returns the job for a node that has just started.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new() -> Result<Self, random::RandomError> {
        Ok(Self(Turn::new(JOB, LEASE_MS, random::bits()?)))
    }

    /// Sweeps every few seconds, until it is told to stop; then gives the job up.
    pub async fn run(self, service: Shared, mut stop: tokio::sync::watch::Receiver<bool>) {
        let Self(mut turn) = self;
        let mut ticks = Ticks::new(EVERY);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = stop.changed() => break,
            }
            if turn.has(&service).await {
                sweep(&service).await;
            }
        }
        turn.give_up(&service).await;
    }
}

fn envelope(command: Command) -> Envelope {
    Envelope { key: None, nonce: None, at: clock::now(), command }
}

/// Ends all that is due, a page at a time; what cannot be ended now is left to the next time.
async fn sweep(service: &Shared) {
    loop {
        let Ok(due) = service.read(|service| due(service, clock::now())).await else { return };
        let is_all = due.len() < PAGE as usize;
        let mut ending = JoinSet::new();
        for command in due {
            let teller = service.teller.clone();
            ending.spawn(async move { teller.decide(envelope(command)).await });
        }
        let mut ended = 0_u64;
        let mut is_stuck = false;
        while let Some(done) = ending.join_next().await {
            match done {
                Ok(Ok(Ok(_))) => ended += 1,
                // Somebody at the desk has ended the batch in the meantime.
                Ok(Ok(Err(refusal))) if refusal.rejection == Rejection::StockStateDiffers => {}
                Ok(Ok(Err(refusal))) => {
                    is_stuck = true;
                    tracing::error!(rejection = ?refusal.rejection, "what is due cannot be ended");
                }
                Ok(Err(_)) | Err(_) => is_stuck = true,
            }
        }
        metrics::counter!("tongbao_swept_total").increment(ended);
        if is_all || is_stuck {
            return;
        }
    }
}

/// Returns what ends all that is due; coupons before their batches, whose windows end no earlier.
fn due(service: &Service, now: TimeMs) -> Result<Vec<Command>, ReadError> {
    let orders = service.reader.orders_due(now, PAGE)?;
    let holds = service.reader.holds_due(now, PAGE)?;
    let coupons = service.reader.coupons_due(now, PAGE)?;
    let orders = orders.into_iter().map(|order| Command::ExpireOrder(ExpireOrder { order }));
    let holds = holds.into_iter().map(|hold| Command::ExpireHold(ExpireHold { hold }));
    let coupons = coupons.into_iter().map(|coupon| Command::LapseCoupon(LapseCoupon { coupon }));
    let sent_at = TimeMs(now.0.saturating_sub(promotion::envelope::OPEN_MS));
    let envelopes = service.reader.envelopes_due(sent_at, PAGE)?.into_iter();
    let envelopes = envelopes.map(|id| Command::ReturnEnvelope(ReturnEnvelope { envelope: id }));
    let all = orders.chain(holds).chain(coupons).chain(envelopes);
    Ok(all.chain(batches_due(service, now)?).collect())
}

/// Returns what ends the batches whose window is over. Drafts stay: nothing of them is out.
fn batches_due(service: &Service, now: TimeMs) -> Result<Vec<Command>, StoreError> {
    let is_due = |stock: &Stock| {
        matches!(stock.state, State::Active | State::Paused)
            && stock.rules.window.until <= calendar::TimeMs(now.0)
    };
    let stocks = service.reader.stocks()?.into_iter().filter(is_due).take(PAGE as usize);
    let end = |stock: Stock| {
        let movement = random::bits().map_err(|error| StoreError(error.to_string()))?;
        let movement = PaymentId(movement);
        Ok(Command::ChangeStock(ChangeStock { stock: stock.id, change: Change::End, movement }))
    };
    stocks.map(end).collect()
}
