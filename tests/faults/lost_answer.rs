//! The answer to a payment is lost on the way: the wallet asks again and pays once.

use std::net::TcpListener;
use tests::network::Proxy;
use tests::operator_process::{OperatorProcess, free_port};
use tests::terminal::Terminal;

/// Opens the demo town behind a proxy whose address is the operator's public one.
pub(crate) fn town_behind_proxy(folder: &std::path::Path) -> (OperatorProcess, Proxy) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let public_url = format!("http://{}", listener.local_addr().expect("a bound port"));
    let data = folder.display().to_string();
    tests::operator_process::tongbaod_done(&["init-demo", "--data", &data]);
    let path = folder.join("operator.toml");
    let config = std::fs::read_to_string(&path).expect("a configuration");
    let kept: Vec<_> = config.lines().filter(|line| !line.starts_with("public_url")).collect();
    let config = format!("public_url = \"{public_url}\"\n{}\n", kept.join("\n"));
    std::fs::write(&path, config).expect("written");
    let mut operator = OperatorProcess::at(folder, free_port());
    operator.start();
    let proxy = Proxy::on(listener, operator.address());
    (operator, proxy)
}

/// A person with a label to pay, and a network in between that can be told to fail.
struct Scene {
    folder: tempfile::TempDir,
    operator: OperatorProcess,
    proxy: Proxy,
    lin: Terminal,
    label: String,
}

fn scene() -> Scene {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, proxy) = town_behind_proxy(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &format!("http://{}", proxy.address), "lin@demo.example");
    let label = operator.demo_label_text(0);
    Scene { folder, operator, proxy, lin, label }
}

#[test]
fn the_wallet_asks_again_and_pays_once() {
    let Scene { folder: _folder, operator, proxy, lin, label } = scene();
    let (before, payments) = (lin.balance_minor(), lin.history().len());

    proxy.lose_payment_answers(2);
    lin.run(&["--json", "pay", "--code", &label, "--amount", "3.21", "--yes"]);
    proxy.until_lost(2);
    assert_eq!(lin.balance_minor(), before - 321, "paid once");
    assert_eq!(lin.history().len(), payments + 1, "one payment is in the history");
    operator.audit();
}

#[test]
fn scenario_12_a_wallet_killed_between_request_and_answer_finds_out_later_and_pays_once() {
    let Scene { folder: _folder, operator, proxy, lin, label } = scene();
    let before = lin.balance_minor();

    // Every answer is lost, so the wallet is still asking when it is killed.
    proxy.lose_payment_answers(1_000_000);
    let mut paying = lin
        .command(&["--json", "pay", "--code", &label, "--amount", "4.56", "--yes"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("tongbao starts");
    proxy.until_lost(1);
    paying.kill().expect("a running wallet");
    paying.wait().expect("a wallet");
    proxy.lose_payment_answers(0);

    lin.run(&["--json", "resume"]);
    assert_eq!(lin.balance_minor(), before - 456, "paid once, and the wallet knows it");
    let again = lin.run(&["--json", "resume"]);
    assert_eq!(lin.balance_minor(), before - 456, "nothing is left to resume: {}", again.stdout);
    operator.audit();
}
