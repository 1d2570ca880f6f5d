//! The till hears at once that its order was paid.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

#[test]
fn the_till_hears_of_the_payment_while_it_waits() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 1);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");

    let listening = till.listen();
    let order = till.open_order("6.60", 120);
    lin.run(&["pay", "--code", order["code"].as_str().expect("a code"), "--yes"]);
    let heard = listening.next_event();
    assert_eq!(heard["kind"], "received");
    assert_eq!(heard["payment"]["order"], order["order"]);
    assert_eq!(heard["payment"]["amount"]["minor"], 660);
}

#[test]
fn tongbaod_opens_an_order_and_waits_until_it_is_paid() {
    use std::io::{BufRead as _, BufReader};
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let merchant =
        operator.demo_facts()["merchants"][0]["merchant"].as_str().expect("an id").to_owned();
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");

    let data = operator.data();
    let arguments =
        ["order", "open", "--data", &data, "--merchant", &merchant, "--amount", "5.55", "--watch"];
    let mut watching = std::process::Command::new(tests::program::program("tongbaod"))
        .args(arguments)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("tongbaod starts");
    let mut lines = BufReader::new(watching.stdout.take().expect("a pipe")).lines();
    let code = loop {
        let line = lines.next().expect("a code is printed").expect("text");
        if let Some(at) = line.find("000201") {
            break line[at..].trim().to_owned();
        }
    };
    lin.run(&["pay", "--code", &code, "--yes"]);
    let paid = lines.map_while(Result::ok).any(|line| line.to_lowercase().contains("paid"));
    assert!(paid, "the watching command says that the order is paid");
    assert!(watching.wait().expect("it ends by itself").success());
}
