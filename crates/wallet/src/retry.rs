//! How long to keep trying while an answer is missing, and how long to wait between two tries.

use crate::port::ApiError;
use wire::{ErrorCode, Problem};

/// How long one call keeps trying before it says that the end is not known, in milliseconds.
pub(crate) const RETRY_MS: u64 = 20_000;
/// The longest wait between two tries, in milliseconds.
const PAUSE_MAX_MS: u64 = 4_000;

/// Waits that double: 250 ms, 500 ms, … 4 s.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Backoff {
    tries: u32,
}

impl Backoff {
    /// Returns how long to wait now, at least as long as the operator asked for (within reason).
    pub(crate) fn next_ms(&mut self, asked_s: Option<u64>) -> u64 {
        let pause_ms = (250_u64 << self.tries.min(4)).min(PAUSE_MAX_MS);
        self.tries += 1;
        let asked_ms = asked_s.unwrap_or_default().saturating_mul(1000);
        pause_ms.max(asked_ms.min(PAUSE_MAX_MS * 2))
    }
}

/// Returns whether the same request may succeed a moment later.
pub(crate) fn is_passing(error: &ApiError) -> bool {
    match error {
        ApiError::Refused(problem) => is_passing_problem(problem),
        ApiError::Unreachable | ApiError::AnswerLost => true,
        ApiError::AnswerMalformed(_) | ApiError::AddressRefused(_) => false,
    }
}

/// Returns whether a problem says nothing about the request itself.
pub(crate) fn is_passing_problem(problem: &Problem) -> bool {
    let code = problem.code;
    let is_busy = matches!(
        code,
        ErrorCode::RateLimited | ErrorCode::RequestTimeout | ErrorCode::SignatureReplayed
    );
    // A code that could not be sent is the answer, although its status is 502.
    is_busy || (problem.status >= 500 && code != ErrorCode::CodeNotSent)
}

/// Returns whether a refusal is about the PIN of this try, and not about what it was for.
pub(crate) fn is_about_pin<T>(answer: &Result<T, ApiError>) -> bool {
    let Err(ApiError::Refused(problem)) = answer else { return false };
    matches!(
        problem.code,
        ErrorCode::PinWrong
            | ErrorCode::PinMissing
            | ErrorCode::PinLocked
            | ErrorCode::PinNotSet
            | ErrorCode::PinMalformed
    )
}

/// Returns whether an answer says what became of the request, for good.
pub(crate) fn is_definite<T>(answer: &Result<T, ApiError>) -> bool {
    match answer {
        Ok(_) => true,
        Err(ApiError::AnswerMalformed(_)) => false,
        Err(error) => !is_passing(error),
    }
}

/// Returns how long the operator asked to wait, in seconds.
pub(crate) fn asked_s(error: &ApiError) -> Option<u64> {
    match error {
        ApiError::Refused(problem) => problem.retry_after_s,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_their_limit() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..7).map(|_| backoff.next_ms(None)).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 4000, 4000]);
        assert_eq!(Backoff::default().next_ms(Some(3)), 3000);
        assert_eq!(Backoff::default().next_ms(Some(u64::MAX)), 8000);
    }

    #[test]
    fn only_what_says_nothing_about_the_request_is_tried_again() {
        let refused = |code| ApiError::Refused(Box::new(Problem::new(code)));
        for code in [ErrorCode::Overloaded, ErrorCode::RateLimited, ErrorCode::SignatureReplayed] {
            assert!(is_passing(&refused(code)), "{code:?}");
        }
        for code in [ErrorCode::CodeNotSent, ErrorCode::InsufficientFunds, ErrorCode::PinWrong] {
            assert!(!is_passing(&refused(code)), "{code:?}");
        }
    }
}
