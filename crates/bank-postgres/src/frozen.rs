//! Ends the sessions of nodes that stand still in the middle of what they send.
//!
//! The server itself ends a session that is idle inside a transaction. One whose client stopped
//! between a `COPY` and its rows, or in the middle of a message, is not idle for it: it would hold
//! the head of the journal for as long as that client's machine keeps the connection.

use crate::session::Session;
use std::sync::Arc;

/// Sessions of other nodes that have begun to write, and for longer than the server lets a session
/// be idle have been waiting for nothing but their client. Who reads one state for long has written
/// nothing, and who waits for a standby does not wait for a client.
const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
    AND application_name = current_setting('application_name')
    AND backend_xid IS NOT NULL AND wait_event_type = 'Client'
    AND greatest(query_start, state_change) < clock_timestamp() - interval '5 s'";

/// Ends them; returns whether there were any. Asked only after the lock of the head was waited for
/// in vain. An engine that knows no such view refuses, and then nothing has changed.
pub(crate) fn end(session: &Arc<Session>) -> bool {
    let Ok(ended) = session.rows(END, Vec::new()) else { return false };
    ended.iter().any(|row| row.try_get(0).unwrap_or(false))
}
