//! Looks at how the server is set up, before money is trusted to it.

use crate::error::{Failure, OpenError};
use crate::session::{Purpose, Session};
use crate::target::Target;
use std::sync::Arc;

/// What is asked of a server beyond being durable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// Whether a synchronous standby must be configured, so that an acknowledged payment is on two
    /// machines.
    pub synchronous_standby: bool,
}

/// How the server is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerReport {
    /// Its version, as it says.
    pub version: String,
    /// What is better changed, in sentences.
    pub warnings: Vec<String>,
}

/// Checks that the server keeps what it acknowledges.
///
/// # Errors
/// When it cannot be reached, `fsync` or `full_page_writes` is off, or a required standby is not
/// configured.
pub(crate) fn check(
    session: &Arc<Session>,
    requirements: Requirements,
) -> Result<ServerReport, OpenError> {
    let fsync = setting(session, "fsync")?;
    let full_pages = setting(session, "full_page_writes")?;
    let commit = setting(session, "synchronous_commit")?;
    let standbys = setting(session, "synchronous_standby_names")?;
    let version = setting(session, "server_version")?.unwrap_or_default();
    for (name, value) in [("fsync", &fsync), ("full_page_writes", &full_pages)] {
        if value.as_deref() == Some("off") {
            return Err(OpenError::NotDurable(format!(
                "{name} is off: a crash would take acknowledged payments; set {name} = on"
            )));
        }
    }
    if requirements.synchronous_standby && standbys.as_deref().is_none_or(str::is_empty) {
        return Err(OpenError::NotDurable(
            "synchronous_standby_names is empty, and require_synchronous_standby asks for a second \
             machine: name one, or take the key out"
                .to_owned(),
        ));
    }
    let mut warnings = Vec::new();
    // Sessions that write set it to `on` for themselves; with a named standby that waits for its
    // disk. `remote_apply` waits for more, and is left.
    if let Some(value @ ("off" | "local" | "remote_write")) = commit.as_deref() {
        warnings.push(format!(
            "synchronous_commit is {value} on the server: batches set it to on for themselves, \
             other programs on this database may lose what they wrote"
        ));
    }
    Ok(ServerReport { version, warnings })
}

/// Connects and checks.
pub(crate) fn check_target(
    target: &Target,
    requirements: Requirements,
) -> Result<ServerReport, OpenError> {
    check(&Session::open(target, Purpose::Reading)?, requirements)
}

/// Returns a setting as the server has it for new sessions; none where it knows no such setting.
fn setting(session: &Arc<Session>, name: &'static str) -> Result<Option<String>, Failure> {
    let sql = "SELECT current_setting($1, true)";
    let rows = session.rows(sql, vec![Box::new(name)])?;
    Ok(rows.first().and_then(|row| row.try_get(0).ok().flatten()))
}
