//! Looks every few seconds at what no request tells: how long the journal is, how old its newest
//! head, how late the sweeper, how many top-ups by card wait for the issuer's word, and how many
//! appeals have waited for too long. Every node looks for
//! itself; it changes nothing.

use crate::clock;
use crate::clock::sandbox::Ticks;
use crate::measure;
use crate::service::card_top_up::IN_DOUBT_AFTER_MS;
use crate::service::{ReadError, Service, Shared, neutrality};
use bank::record::Record;
use bank::store::Reader;
use bank::{Key, TimeMs};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(10);

/// How many top-ups are read at once.
const TOP_UPS_AT_ONCE: u32 = 500;

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
    observe_card_top_ups(reader.as_ref(), now)?;
    let open = neutrality::open_appeals(reader.as_ref())?;
    let overdue = open.iter().filter(|kept| kept.entry.is_overdue(now.0)).count();
    measure::set("tongbao_appeals_overdue", overdue as u64);
    Ok(())
}

/// Counts the top-ups of which the issuer has not said what became of them, and of these the ones
/// in doubt.
fn observe_card_top_ups(reader: &dyn Reader, now: TimeMs) -> Result<(), ReadError> {
    let (mut after, mut waiting, mut in_doubt) = (None, 0, 0);
    loop {
        let page = reader.card_top_ups_asked(after, TOP_UPS_AT_ONCE)?;
        let Some(last) = page.last() else { break };
        after = Some((last.asked_at, last.id));
        waiting += page.len() as u64;
        let is_old = |asked_at: TimeMs| asked_at.plus_ms(IN_DOUBT_AFTER_MS) <= now;
        in_doubt += page.iter().filter(|top_up| is_old(top_up.asked_at)).count() as u64;
    }
    measure::set("tongbao_card_top_ups_waiting", waiting);
    measure::set("tongbao_card_top_ups_in_doubt", in_doubt);
    Ok(())
}

fn since_s(moment: TimeMs, now: TimeMs) -> u64 {
    now.0.saturating_sub(moment.0) / 1000
}
