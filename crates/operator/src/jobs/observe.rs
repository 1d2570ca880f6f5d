//! Looks every few seconds at what no request tells: how long the journal is, how old its newest
//! head, how late the sweeper, and how many appeals have waited for too long. Every node looks for
//! itself; it changes nothing.

use crate::clock;
use crate::clock::sandbox::Ticks;
use crate::measure;
use crate::service::{ReadError, Service, Shared, neutrality};
use bank::record::Record;
use bank::{Key, TimeMs};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(10);

/// Looks for as long as the operator runs.
pub async fn run(service: Shared) {
    let mut ticks = Ticks::new(EVERY);
    loop {
        ticks.tick().await;
        // A store that does not answer is counted and told where it is needed.
        let _ = service.read(observe).await;
    }
}

fn observe(service: &Service) -> Result<(), ReadError> {
    let (reader, now) = (&service.reader, clock::now());
    let rows = reader.chain_head()?.sequence;
    measure::set("tongbao_journal_rows", rows);
    let head = reader.heads(None, 1)?.pop().filter(|head| head.size < rows);
    measure::set("tongbao_head_age_seconds", head.map_or(0, |head| since_s(head.at, now)));
    let order = reader.orders_due(now, 1)?.pop().map(Key::Order);
    let hold = reader.holds_due(now, 1)?.pop().map(Key::Hold);
    let mut lag_s = 0;
    for key in order.into_iter().chain(hold) {
        let due = match reader.record(&key)? {
            Some(Record::Order(order)) => order.expires_at,
            Some(Record::Hold(hold)) => hold.expires_at,
            // Ended since.
            _ => now,
        };
        lag_s = lag_s.max(since_s(due, now));
    }
    measure::set("tongbao_sweeper_lag_seconds", lag_s);
    let open = neutrality::open_appeals(reader.as_ref())?;
    let overdue = open.iter().filter(|kept| kept.entry.is_overdue(now.0)).count();
    measure::set("tongbao_appeals_overdue", overdue as u64);
    Ok(())
}

fn since_s(moment: TimeMs, now: TimeMs) -> u64 {
    now.0.saturating_sub(moment.0) / 1000
}
