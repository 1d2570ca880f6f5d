//! A person pays another by receive code, read from the picture that the payee's wallet drew.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

#[test]
fn a_receive_code_with_amount_and_note_is_paid_and_both_sides_see_it() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let (lin, mei) = (Terminal::new("271828"), Terminal::new("161803"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    let (lin_before, mei_before) = (lin.balance_minor(), mei.balance_minor());

    let picture = mei.file("receive.png", b"");
    mei.run(&["receive", "--amount", "20.00", "--note", "晚饭 dinner", "--out", &picture]);
    lin.run(&["--json", "pay", "--image", &picture, "--yes"]);

    assert_eq!(lin.balance_minor(), lin_before - 2_000);
    assert_eq!(mei.balance_minor(), mei_before + 2_000);
    let (sent, received) = (&lin.history()[0], &mei.history()[0]);
    assert_eq!(sent["payment"], received["payment"]);
    assert_eq!((&sent["direction"], &received["direction"]), (&"out".into(), &"in".into()));
    assert_eq!(received["counterparty"], "Lin", "the payee sees who paid");
    assert_eq!(received["note"], "晚饭 dinner");
    operator.audit();
}

#[test]
fn nobody_pays_their_own_code() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let own = lin.run(&["--json", "receive", "--amount", "1.00"]);
    let code = own.json["text"].as_str().expect("a code").to_owned();
    lin.refused(&["--json", "pay", "--code", &code, "--yes"], "payee_is_payer");
    assert_eq!(lin.balance_minor(), before);
    operator.audit();
}
