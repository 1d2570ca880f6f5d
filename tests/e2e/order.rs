//! An order code is paid once; the second payer is refused.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

#[test]
fn the_second_payer_of_an_order_is_refused() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let (lin, mei) = (Terminal::new("271828"), Terminal::new("161803"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    let (lin_before, mei_before) = (lin.balance_minor(), mei.balance_minor());
    let (mei_history, taken) = (mei.history(), till.payments().len());

    let order = till.open_order("8.80", 120);
    let code = order["code"].as_str().expect("a code").to_owned();
    assert_eq!(till.order(&order)["state"], "open");
    lin.run(&["--json", "pay", "--code", &code, "--yes"]);
    mei.refused(&["--json", "pay", "--code", &code, "--yes"], "order_paid_by_other");

    let seen = till.order(&order);
    assert_eq!(seen["state"], "paid");
    assert_eq!(seen["payment"], lin.history()[0]["payment"]);
    assert_eq!(lin.balance_minor(), lin_before - 880);
    assert_eq!(mei.balance_minor(), mei_before, "the refused payer keeps the money");
    assert_eq!(mei.history(), mei_history);
    assert_eq!(till.payments().len(), taken + 1, "the shop has one payment more");
    operator.audit();
}

#[test]
fn scenario_16_an_order_that_ran_out_of_time_or_was_closed_is_refused_with_what_to_do() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();

    let short = till.open_order("1.00", 1);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let code = short["code"].as_str().expect("a code");
    let refused = lin.refused(&["--json", "pay", "--code", code, "--yes"], "order_expired");
    let told: serde_json::Value = serde_json::from_str(&refused.stderr).expect("JSON");
    for part in ["sentence", "advice"] {
        assert!(told[part].as_str().is_some_and(|text| text.len() > 10), "{told}");
    }
    let seen = till.order(&short);
    assert_eq!(seen["state"], "closed");
    assert!(seen["expires_at_ms"].as_u64().is_some_and(|at| at > 0), "since when: {seen}");

    let closed = till.open_order("2.00", 60);
    till.close_order(&closed);
    let code = closed["code"].as_str().expect("a code");
    lin.refused(&["--json", "pay", "--code", code, "--yes"], "order_closed");
    assert_eq!(lin.balance_minor(), before);
    operator.audit();
}
