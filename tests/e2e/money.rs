//! There is not enough money: refused, and nothing moves.

use tests::operator_process::{OperatorProcess, tongbaod_done};
use tests::terminal::Terminal;
use tests::till::Till;

#[test]
fn more_than_there_is_cannot_be_paid_and_the_last_fen_can() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    let (before, shop_before) = (lin.balance_minor(), till.balance_minor());
    let histories = (lin.history(), till.payments());
    let digits = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);

    let above = digits(before + 1);
    let pay = ["--json", "pay", "--code", &label, "--amount", &above, "--yes"];
    lin.refused(&pay, "insufficient_funds");
    assert_eq!((lin.balance_minor(), till.balance_minor()), (before, shop_before));
    assert_eq!((lin.history(), till.payments()), histories, "a refusal is in no history");

    let all = digits(before);
    lin.run(&["--json", "pay", "--code", &label, "--amount", &all, "--yes"]);
    assert_eq!((lin.balance_minor(), till.balance_minor()), (0, shop_before + before));
    assert_eq!(lin.history()[0]["payment"], till.payments()[0]["payment"]);
    operator.audit();
}

#[test]
fn money_paid_in_at_the_desk_while_serving_is_there_at_once() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let data = operator.data();
    tongbaod_done(&[
        "account",
        "top-up",
        "--data",
        &data,
        "--handle",
        "lin@demo.example",
        "--amount",
        "50.00",
    ]);
    assert_eq!(lin.balance_minor(), before + 5_000);
    assert_eq!(lin.history()[0]["kind"], "top_up");
    operator.audit();
}
