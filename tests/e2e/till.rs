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

#[test]
fn scenario_13_a_cashier_without_the_owners_rights_sees_sale_and_refund_at_once() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    operator.kill();
    // Links say where the operator is; this one is on another port than a demo's usual one.
    operator.set("TONGBAOD_PUBLIC_URL", &operator.url());
    operator.start();
    let (mei, omar) = (Terminal::new("161803"), Terminal::new("314159"));
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    omar.enrol(&operator, &operator.url(), "omar@demo.example");
    let shop =
        operator.demo_facts()["merchants"][1]["merchant"].as_str().expect("an id").to_owned();
    let invite = ["--json", "merchant", "invite", &shop, "--role", "cashier"];
    let invited: serde_json::Value =
        serde_json::from_str(&operator.command(&invite)).expect("JSON");
    mei.run(&["shop", "join", invited["link"].as_str().expect("a link")]);
    let newest = || mei.run(&["--json", "till", "payments", &shop]).json[0].clone();

    let order = mei.run(&["--json", "till", "charge", &shop, "--amount", "7.20"]).json;
    omar.run(&["pay", "--code", order["code"].as_str().expect("a code"), "--yes"]);
    let sale = newest();
    assert_eq!((&sale["kind"], &sale["amount"]["minor"]), (&"order".into(), &720.into()));
    let payment = sale["payment"].as_str().expect("an id");
    mei.run(&["till", "refund", &shop, payment, "--amount", "0.20"]);
    let refund = newest();
    assert_eq!((&refund["kind"], &refund["amount"]["minor"]), (&"refund".into(), &20.into()));
    mei.refused(&["shop", "staff", &shop], "staff_role_insufficient");
}
