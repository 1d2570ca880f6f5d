//! The operator is away: the last known balance and history with their time, the own receive code,
//! and a payment that says so and moves nothing.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

#[test]
fn without_a_network_the_wallet_shows_what_it_knew() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    lin.run(&["pay", "--code", &label, "--amount", "1.23", "--yes"]);
    let (balance, history) = (lin.balance_minor(), lin.history());

    operator.kill();
    let away = lin.run(&["--json", "balance"]);
    assert_eq!(away.json["online"], false, "{}", away.stdout);
    assert_eq!(away.json["balance"]["minor"], balance);
    assert!(away.json["as_of_ms"].as_u64().is_some_and(|ms| ms > 0), "{}", away.stdout);
    assert_eq!(lin.history()[0]["payment"], history[0]["payment"]);
    lin.run(&["--json", "receive"]);
    lin.refused(&["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"], "offline");

    operator.start();
    assert_eq!(lin.balance_minor(), balance, "nothing moved while it was away");
}
