//! Cards through real processes: bound with the sandbox issuer's code, a gift taken once, and an
//! issuer that is down.

use tests::issuer_process::IssuerProcess;
use tests::operator_process::{OperatorProcess, free_port, tongbaod_done};
use tests::terminal::Terminal;

const GIFT: &str = "20 off for your first card";
const LINS: &str = "9000 0000 0000 1017";
const MEIS: &str = "9000000000002015";

/// A town that binds cards, its issuer, and the wallets of Lin and Mei.
fn town(folder: &std::path::Path) -> (OperatorProcess, IssuerProcess, [Terminal; 2]) {
    let (data, port) = (folder.join("operator"), free_port());
    let (data_text, address) = (data.display().to_string(), format!("127.0.0.1:{port}"));
    tongbaod_done(&["init-demo", "--data", &data_text, "--issuer", &address]);
    let secret = data.join("keys/issuer.secret");
    let issuer = IssuerProcess::start(&folder.join("issuer"), port, &secret);
    let mut operator = OperatorProcess::at(&data, free_port());
    operator.start();
    let wallets = ["lin", "mei"].map(|name| {
        let (wallet, seen) = (Terminal::new("271828"), operator.codes().len());
        let handle = format!("{name}@demo.example");
        wallet.run(&["enrol", "--operator", &operator.url(), "--handle", &handle]);
        wallet.run(&["enrol", "--code", &operator.code_after(seen)]);
        wallet
    });
    (operator, issuer, wallets)
}

/// Has a code sent; returns the binding.
fn begin(wallet: &Terminal, number: &str, holder: &str) -> String {
    let sent = wallet.with_card(number, &["--json", "card", "bind", "--holder", holder]);
    assert_eq!(sent.code, 0, "{}", sent.stderr);
    sent.json["binding"].as_str().expect("a binding").to_owned()
}

fn bind(wallet: &Terminal, issuer: &IssuerProcess, number: &str, holder: &str) -> String {
    let seen = issuer.codes().len();
    let binding = begin(wallet, number, holder);
    let code = issuer.code_after(seen);
    let bound = wallet.run(&["--json", "card", "confirm", &binding, "--code", &code]);
    bound.json["card"].as_str().expect("a card").to_owned()
}

fn gift(wallet: &Terminal) -> String {
    let offered = wallet.run(&["--json", "coupon", "offered"]).json;
    let mut offered = offered.as_array().expect("batches").iter();
    let gift = offered.find(|one| one["title"] == GIFT).expect("the gift is offered");
    assert_eq!(gift["needs_card"], true);
    gift["stock"].as_str().expect("an id").to_owned()
}

#[test]
fn a_card_is_bound_and_its_gift_is_taken_once_whoever_binds_it() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, issuer, [lin, mei]) = town(folder.path());
    let stock = gift(&lin);
    lin.refused(&["coupon", "take", &stock], "card_needed");

    let seen = issuer.codes().len();
    let binding = begin(&lin, LINS, "Lin");
    let code = issuer.code_after(seen);
    let wrong = format!("{:06}", (code.parse::<u32>().expect("digits") + 1) % 1_000_000);
    lin.refused(&["card", "confirm", &binding, "--code", &wrong], "code_wrong");
    lin.run(&["card", "confirm", &binding, "--code", &code]);
    let listed = lin.run(&["card", "list"]).stdout;
    assert!(listed.contains("Harbour Bank") && listed.contains("1017"), "{listed}");

    lin.run(&["coupon", "take", &stock]);
    lin.refused(&["coupon", "take", &stock], "coupon_person_used");
    // The same card in other hands: whoever holds the phone may bind it, and gets no gift.
    let lins = bind(&mei, &issuer, LINS, "Lin");
    mei.refused(&["coupon", "take", &stock], "card_gift_taken");
    mei.run(&["card", "unbind", &lins]);
    bind(&mei, &issuer, MEIS, "Mei");
    mei.run(&["coupon", "take", &stock]);

    let label = operator.demo_label_text(0);
    mei.run(&["pin", "set"]);
    let paid = mei.run(&["--json", "pay", "--code", &label, "--amount", "50.00", "--yes"]);
    assert_eq!(paid.json.pointer("/payment/amount/minor"), Some(&3000.into()));
    operator.audit();
    let logs = operator.log_text();
    for number in [LINS, MEIS, &LINS.replace(' ', "")] {
        assert!(!logs.contains(number), "the operator's log repeats a number");
    }
}

#[test]
fn an_issuer_that_is_down_is_told_plainly_and_nothing_is_lost() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, mut issuer, [lin, _]) = town(folder.path());
    let seen = issuer.codes().len();
    let binding = begin(&lin, LINS, "Lin");
    let code = issuer.code_after(seen);
    issuer.kill();
    lin.refused(&["card", "confirm", &binding, "--code", &code], "issuer_unavailable");
    let refused = lin.with_card(MEIS, &["card", "bind", "--holder", "Lin"]);
    assert!(refused.stderr.contains("issuer_unavailable"), "{}", refused.stderr);
    issuer.start_again();
    // What was sent before it died is good after it: its data file had it.
    lin.run(&["card", "confirm", &binding, "--code", &code]);
    lin.run(&["coupon", "take", &gift(&lin)]);
    operator.audit();
}
