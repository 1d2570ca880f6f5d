//! Makes shops' bills of days that have ended, on one node at a time. What was missed while no node
//! ran is made by the next that does: which bills are there says which are not.

use super::turn::Turn;
use crate::bill::BillError;
use crate::bill::make::{Maker, first_not_due};
use crate::clock::sandbox::Ticks;
use crate::service::Shared;
use crate::{clock, random};
use promotion::calendar::LocalDay;
use std::time::Duration;

/// The job's name in its lease.
const JOB: &str = "bills";

/// How often is looked for a day that has ended.
const EVERY: Duration = Duration::from_secs(30);

/// For how long the job is taken: longer than it takes to be asked for again.
const LEASE_MS: u64 = 120_000;

/// Makes bills for as long as the operator runs.
pub async fn run(service: Shared) {
    let Ok(node) = random::bits() else { return };
    let mut turn = Turn::new(JOB, LEASE_MS, node);
    let mut ticks = Ticks::new(EVERY);
    let mut done: Option<LocalDay> = None;
    loop {
        ticks.tick().await;
        let due = first_not_due(service.config.time_zone, clock::now());
        if done == Some(due) || !turn.has(&service).await {
            continue;
        }
        let shared = Shared::clone(&service);
        let made = tokio::task::spawn_blocking(move || make(&shared));
        match made.await {
            Ok(Ok(_)) => done = Some(due),
            Ok(Err(error)) => tracing::error!(%error, "not all bills were made"),
            Err(error) => tracing::error!(%error, "the bills' job failed"),
        }
    }
}

fn make(service: &Shared) -> Result<u64, BillError> {
    let (books, teller, zone) = (service.books(), &service.teller, service.config.time_zone);
    let made = Maker { books, teller, zone }.all(clock::now())?;
    metrics::counter!("tongbao_bills_made_total").increment(made);
    Ok(made)
}
