//! A person with the wallet in a terminal: `tongbao` as a process, with a home of its own.

use crate::operator_process::OperatorProcess;
use crate::program::program;
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A wallet's home, and the program that uses it.
pub struct Terminal {
    home: TempDir,
    /// The payment PIN that is typed.
    pub pin: String,
}

/// How a command of the wallet ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// What it printed, read as JSON; `Null` when it was none.
    pub json: Value,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

fn ended(output: &std::process::Output) -> Ended {
    Ended {
        code: output.status.code().unwrap_or(-1),
        json: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Terminal {
    /// A new wallet with an empty home and a PIN in mind.
    pub fn new(pin: &str) -> Self {
        Self { home: TempDir::new().expect("a temporary folder"), pin: pin.to_owned() }
    }

    /// Returns the wallet's home.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// Prepares `tongbao ARGUMENTS`.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("tongbao"));
        command
            .args(arguments)
            .env("TONGBAO_HOME", self.home.path())
            .env("TONGBAO_KEYRING", "off")
            .env("TONGBAO_PASSPHRASE", "a passphrase for tests")
            .env("TONGBAO_PIN", &self.pin)
            .stdin(Stdio::null());
        command
    }

    /// Runs `tongbao ARGUMENTS`, whatever its end.
    pub fn try_run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().expect("tongbao starts");
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let json = serde_json::from_str(&stdout).unwrap_or(Value::Null);
        Ended { code: output.status.code().unwrap_or(-1), json, stdout, stderr }
    }

    /// Runs `tongbao ARGUMENTS`, which must succeed.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let ended = self.try_run(arguments);
        assert_eq!(ended.code, 0, "tongbao {arguments:?}: {}{}", ended.stdout, ended.stderr);
        ended
    }

    /// Runs `tongbao ARGUMENTS`, which must be refused with this code.
    pub fn refused(&self, arguments: &[&str], code: &str) -> Ended {
        let ended = self.try_run(arguments);
        assert_ne!(ended.code, 0, "tongbao {arguments:?} succeeded: {}", ended.stdout);
        let named = ended.stderr.contains(&format!("[{code}]"))
            || ended.stderr.contains(&format!("\"{code}\""));
        assert!(named, "tongbao {arguments:?}: not {code}, but {}", ended.stderr);
        ended
    }

    /// Runs with the number of a card in mind.
    pub fn with_card(&self, number: &str, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).env("TONGBAO_CARD_NUMBER", number).output();
        ended(&output.expect("tongbao starts"))
    }

    /// Runs with another PIN than the right one.
    pub fn with_pin(&self, pin: &str, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).env("TONGBAO_PIN", pin).output();
        ended(&output.expect("tongbao starts"))
    }

    /// Writes a file into the wallet's home folder and returns its path.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.home.path().join(name);
        let mut file = std::fs::File::create(&path).expect("a new file");
        file.write_all(bytes).expect("written");
        path.display().to_string()
    }
}

/// What a person does with a wallet, in the words of the journeys.
impl Terminal {
    /// Enrols with a handle of the demo town and sets the PIN.
    pub fn enrol(&self, operator: &OperatorProcess, url: &str, handle: &str) {
        self.enrol_another(operator, url, handle);
        self.run(&["pin", "set"]);
    }

    /// Enrols another device of somebody who has a PIN.
    pub fn enrol_another(&self, operator: &OperatorProcess, url: &str, handle: &str) {
        let seen = operator.codes().len();
        self.run(&["enrol", "--operator", url, "--handle", handle]);
        let code = operator.code_after(seen);
        self.run(&["enrol", "--code", &code]);
    }

    /// Returns what there is to spend, in minor units.
    pub fn balance_minor(&self) -> i64 {
        let ended = self.run(&["--json", "balance"]);
        let minor = ended.json.pointer("/balance/minor").and_then(Value::as_i64);
        minor.unwrap_or_else(|| panic!("no balance in {}", ended.stdout))
    }

    /// Returns the text of the one code in a picture.
    pub fn scan(&self, picture: &str) -> String {
        let ended = self.run(&["scan", picture]);
        let text = ended.json["text"].as_str();
        text.unwrap_or_else(|| panic!("no code in {picture}: {}", ended.stdout)).to_owned()
    }

    /// Returns the payments, newest first.
    pub fn history(&self) -> Vec<Value> {
        let ended = self.run(&["--json", "history"]);
        let payments = ended.json["payments"].as_array();
        payments.unwrap_or_else(|| panic!("no history in {}", ended.stdout)).clone()
    }
}
