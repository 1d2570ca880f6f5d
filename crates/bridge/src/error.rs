//! What the UI is told when a command is refused: a stable code, a sentence and an advice.

use scan::decode::ScanError;
use serde::Serialize;
use ts_rs::TS;
use wallet::WalletError;
use wire::{ErrorCode, Problem};

/// Why a command was refused. `code` is stable and is what the UI translates; `message` and
/// `advice` are English fall-backs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UiError {
    /// The stable code.
    pub code: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// How many tries are left, for codes and PINs.
    pub tries_left: Option<u8>,
    /// When it makes sense to try again, in seconds.
    pub retry_after_s: Option<u64>,
}

impl UiError {
    /// Makes an error of the bridge's or the host's own.
    pub fn new(code: &str, message: &str, advice: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: message.to_owned(),
            advice: advice.to_owned(),
            tries_left: None,
            retry_after_s: None,
        }
    }

    /// The command is not on the list.
    pub fn command_unknown() -> Self {
        Self::new("command_unknown", "There is no such command.", "Update the app.")
    }

    /// The request is not what the command takes.
    pub fn request_malformed() -> Self {
        Self::from(Problem::new(ErrorCode::RequestMalformed))
    }

    /// The wallet has to be opened first.
    pub(crate) fn locked() -> Self {
        Self::new("locked", "The wallet is locked.", "Unlock it first.")
    }

    /// The passphrase does not open the wallet.
    pub(crate) fn passphrase_wrong() -> Self {
        Self::new("passphrase_wrong", "The passphrase is not right.", "Try again.")
    }

    /// Something failed that should not be able to.
    pub(crate) fn internal() -> Self {
        Self::new("bridge_failed", "Something went wrong in the app.", "Start the app again.")
    }
}

impl From<WalletError> for UiError {
    fn from(error: WalletError) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.sentence(),
            advice: error.advice(),
            tries_left: error.tries_left(),
            retry_after_s: error.retry_after_s(),
        }
    }
}

impl From<Problem> for UiError {
    fn from(problem: Problem) -> Self {
        let Problem {
            r#type: _,
            title,
            status: _,
            code,
            advice,
            detail: _,
            retry_after_s,
            tries_left,
            request_id: _,
        } = problem;
        Self { code: code.word().to_owned(), message: title, advice, tries_left, retry_after_s }
    }
}

impl From<ScanError> for UiError {
    fn from(error: ScanError) -> Self {
        let (message, advice) = match error {
            ScanError::FrameSize => (
                "The camera's picture does not have the size that it states.",
                "Try again, or choose a picture file.",
            ),
            ScanError::NotAPicture => (
                "This file is no picture that can be read.",
                "Choose a PNG, JPEG, WebP, GIF or BMP file.",
            ),
            ScanError::TooLarge => ("This picture is too large.", "Choose a smaller one."),
            ScanError::Busy => (
                "The scanner is still busy with earlier pictures.",
                "Wait a moment, then try again.",
            ),
        };
        Self::new(error.code(), message, advice)
    }
}
