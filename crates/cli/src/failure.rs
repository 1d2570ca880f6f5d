//! Why a command failed, as it is told: `error[CODE]: sentence (advice)`, or the same as JSON.

use scan::decode::ScanError;
use scan::draw::DrawError;
use serde::Serialize;
use std::io::{self, Write as _};
use wallet::WalletError;
use wallet_io::OpenError;
use wire::Problem;

/// Why a command failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// What is wrong, in one sentence.
    pub sentence: String,
    /// What to do about it.
    pub advice: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tries_left: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u64>,
}

impl Failure {
    pub fn new(code: &str, sentence: impl Into<String>, advice: &str) -> Self {
        Self {
            code: code.to_owned(),
            sentence: sentence.into(),
            advice: advice.to_owned(),
            tries_left: None,
            retry_after_s: None,
        }
    }

    /// A file or a stream could not be read or written.
    pub fn io(what: &str, error: &io::Error) -> Self {
        let advice = "Check the file and its permissions.";
        Self::new("file_unusable", format!("{what}: {error}."), advice)
    }

    /// Prints to standard error.
    pub fn print(&self, is_json: bool) {
        let text = match is_json {
            true => serde_json::to_string(self).unwrap_or_default(),
            false => self.text(),
        };
        // There is nowhere left to say that this failed.
        let _ = writeln!(io::stderr(), "{text}");
    }

    fn text(&self) -> String {
        let Self { code, sentence, advice, tries_left, retry_after_s } = self;
        let tries = tries_left.map(|left| format!(" Tries left: {left}."));
        let wait = retry_after_s.map(|wait_s| format!(" Wait {wait_s} s."));
        let (tries, wait) = (tries.unwrap_or_default(), wait.unwrap_or_default());
        format!("error[{code}]: {sentence} ({advice}{tries}{wait})")
    }
}

impl From<WalletError> for Failure {
    fn from(error: WalletError) -> Self {
        Self {
            tries_left: error.tries_left(),
            retry_after_s: error.retry_after_s(),
            ..Self::new(error.code(), error.sentence(), &error.advice())
        }
    }
}

impl From<Box<Problem>> for Failure {
    fn from(problem: Box<Problem>) -> Self {
        WalletError::Api(problem).into()
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let advice = match error {
            OpenError::PassphraseNeeded { .. } => "Set TONGBAO_PASSPHRASE.",
            _ => error.advice(),
        };
        Self::new(error.code(), error.to_string(), advice)
    }
}

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        Self::new(error.code(), format!("The picture was not scanned: {error}."), "Use another.")
    }
}

impl From<DrawError> for Failure {
    fn from(error: DrawError) -> Self {
        Self::new(error.code(), format!("The code was not drawn: {error}."), "Shorten the note.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::ErrorCode;

    #[test]
    fn a_failure_names_its_code_sentence_and_advice() {
        let problem = Problem { tries_left: Some(2), ..Problem::new(ErrorCode::PinWrong) };
        let failure = Failure::from(Box::new(problem));
        assert_eq!(
            failure.text(),
            "error[pin_wrong]: The PIN is not right. (Try again; after five wrong tries the PIN \
             is locked. Tries left: 2.)"
        );
        let json = serde_json::to_value(&failure).expect("serialises");
        assert_eq!(json["code"], "pin_wrong");
        assert_eq!(json["tries_left"], 2);
        assert_eq!(json.get("retry_after_s"), None);
    }
}
