//! Bad input gets a clear error with a stable code, and nothing is lost or moved.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

#[test]
fn bad_codes_and_amounts_are_refused_by_name() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let label = operator.demo_label_text(0);
    let mut broken = label.clone();
    let last = if broken.ends_with('0') { '1' } else { '0' };
    broken.pop();
    broken.push(last);

    let parsed = lin.try_run(&["code", "parse", &broken]);
    assert_eq!(parsed.json["valid"], false, "{}", parsed.stdout);
    assert_ne!(parsed.code, 0);
    lin.refused(&["--json", "pay", "--code", &broken, "--amount", "1.00", "--yes"], "crc_wrong");
    for (amount, code) in [
        ("0", "amount_zero"),
        ("0.00", "amount_zero"),
        ("-1", "amount_malformed"),
        ("1e3", "amount_malformed"),
        ("1,50", "amount_malformed"),
        ("0.001", "amount_malformed"),
        ("999999999999.99", "amount_too_large"),
    ] {
        let amount = format!("--amount={amount}");
        lin.refused(&["--json", "pay", "--code", &label, &amount, "--yes"], code);
    }
    let text = "https://example.org/menu";
    lin.refused(&["--json", "pay", "--code", text, "--amount", "1.00", "--yes"], "not_payable");
    assert_eq!(lin.balance_minor(), before);
    operator.audit();
}

#[test]
fn a_label_that_the_operator_does_not_know_is_refused() {
    let (here, there) = (
        tempfile::TempDir::new().expect("a temporary folder"),
        tempfile::TempDir::new().expect("a temporary folder"),
    );
    let operator = OperatorProcess::demo(here.path());
    let stranger = OperatorProcess::demo(there.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    // Same operator name, but a label that only the other town's bank has.
    let label = stranger.demo_label_text(0);
    lin.refused(&["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"], "payee_unknown");
    assert_eq!(lin.balance_minor(), before);
}

#[test]
fn a_file_that_is_no_picture_is_called_so() {
    let lin = Terminal::new("271828");
    let file = lin.file("notes.txt", b"not a picture");
    lin.refused(&["--json", "scan", &file], "not_a_picture");
    let ended = lin.try_run(&["code", "parse", "hello"]);
    assert_eq!(ended.json["family"], "text", "{}", ended.stdout);
}
