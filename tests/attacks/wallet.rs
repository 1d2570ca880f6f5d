//! What a wallet in a terminal leaves behind: on its screen, in its log and in its files.

use std::path::Path;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), found);
        } else if let Ok(bytes) = std::fs::read(entry.path()) {
            found.push((entry.path().display().to_string(), bytes));
        }
    }
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|part| part == secret.as_bytes())
}

/// Returns whether a secret stands in a text: six digits in the middle of a number, such as a time
/// of the log, are none.
fn says(text: &str, secret: &str) -> bool {
    if !secret.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.contains(secret);
    }
    let mut numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    numbers.any(|number| number.trim_matches('.') == secret)
}

#[test]
fn says_finds_digits_by_themselves_and_none_inside_a_number() {
    for text in ["the PIN 271828.", "\"pin\":\"271828\"", "pin=271828", "271828"] {
        assert!(says(text, "271828"), "{text}");
    }
    for text in ["12:00:01.271828Z", "1796271828001", "1.271828"] {
        assert!(!says(text, "271828"), "{text}");
    }
}

#[test]
fn a65_a_wallet_at_its_most_talkative_shows_and_keeps_no_pin_code_or_passphrase() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    let mut said = String::new();
    let runs: [&[&str]; 5] = [
        &["--json", "balance"],
        &["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"],
        &["--json", "history"],
        &["payer-code"],
        &["--json", "pay", "--code", &label, "--amount", "99999.00", "--yes"],
    ];
    for arguments in runs {
        let output =
            lin.command(arguments).env("RUST_LOG", "trace").output().expect("tongbao starts");
        said += &String::from_utf8_lossy(&output.stdout);
        said += &String::from_utf8_lossy(&output.stderr);
    }
    let wrong = lin.with_pin("314159", &["pay", "--code", &label, "--amount", "1.00", "--yes"]);
    said += &(wrong.stdout + &wrong.stderr);
    let code = operator.codes().pop().expect("a code");
    let mut kept = Vec::new();
    files(lin.home(), &mut kept);
    assert!(!kept.is_empty());
    for secret in ["271828", "314159", "a passphrase for tests", code.as_str()] {
        assert!(!says(&said, secret), "{secret} is said: {said}");
        for (path, bytes) in &kept {
            assert!(!holds(bytes, secret), "{secret} is in {path}");
        }
    }
    for secret in ["lin@demo.example", "Noodle House"] {
        for (path, bytes) in &kept {
            assert!(!holds(bytes, secret), "{secret} is readable in {path}");
        }
    }
}
