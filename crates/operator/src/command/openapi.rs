//! `tongbaod openapi`: the description of the HTTP API, as it is served.

use super::{CommandError, print};

pub(super) fn run() -> Result<(), CommandError> {
    let text = crate::routes::description()
        .to_pretty_json()
        .map_err(|error| CommandError::new("internal", error.to_string()))?;
    print::line(&text);
    Ok(())
}
