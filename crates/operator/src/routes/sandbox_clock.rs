//! The clock of a sandbox, which merchants' programs move.

pub mod advance;
pub mod read;

use crate::clock::{self, sandbox};
use crate::service::Service;
use wire::ErrorCode;
use wire::sandbox::ClockResponse;

/// Refuses where the operator is no sandbox.
fn check(service: &Service) -> Result<(), ErrorCode> {
    if service.config.sandbox { Ok(()) } else { Err(ErrorCode::SandboxOff) }
}

fn response() -> ClockResponse {
    // One reading of how far it is ahead, so that both numbers fit each other.
    let ahead_ms = sandbox::ahead_ms();
    ClockResponse { now_ms: clock::real().plus_ms(ahead_ms).0, ahead_ms }
}
