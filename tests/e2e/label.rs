//! A label of a shop is paid from its picture.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

#[test]
fn a_label_read_from_a_picture_is_paid_and_the_shop_has_the_money() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let (payer_before, shop_before) = (lin.balance_minor(), till.balance_minor());

    let picture = operator.demo_label_picture(0);
    let paid = lin.run(&["--json", "pay", "--image", &picture, "--amount", "12.50", "--yes"]);
    assert_eq!(paid.json["payment"]["amount"]["minor"], 1250, "{}", paid.stdout);
    assert_eq!(paid.json["payment"]["counterparty"], till.name.as_str());

    assert_eq!(lin.balance_minor(), payer_before - 1250);
    assert_eq!(till.balance_minor(), shop_before + 1250);
    let newest = &lin.history()[0];
    assert_eq!(newest["amount"]["minor"], 1250);
    assert_eq!(newest["direction"], "out");
    let taken = &till.payments()[0];
    assert_eq!(taken["payment"], newest["payment"], "both sides name one payment");
    assert_eq!(taken["direction"], "in");
    assert_eq!(taken["counterparty"], serde_json::Value::Null, "a shop learns no payer's name");
    operator.audit();
}
