//! Cards through real processes: bound with the sandbox issuer's code, a gift taken once, and an
//! issuer that is down.

use std::thread;
use std::time::{Duration, Instant};
use tests::issuer_process::IssuerProcess;
use tests::operator_process::{OperatorProcess, free_port, tongbaod_done};
use tests::terminal::Terminal;

const GIFT: &str = "20 off for your first card";
const LINS: &str = "9000 0000 0000 1017";
const MEIS: &str = "9000000000002015";
/// Pays, and says so too late for anybody who waits.
const SLOW: &str = "9000000000009036";

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

/// What the issuer's data file says: how many charges it made, and how much of a card it took.
fn charged(issuers_data: &std::path::Path, number: &str) -> (usize, u64) {
    let text = std::fs::read_to_string(issuers_data.join("issuer.json")).expect("its data file");
    let book: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let made = book["charges"].as_object().map_or(0, serde_json::Map::len);
    (made, book["cards"][number]["charged_minor"].as_u64().unwrap_or_default())
}

/// The issuer is killed after it charged the card and before it said so. The operator asks again
/// once it is back: one charge, one credit.
#[test]
fn an_issuer_killed_between_charge_and_answer_charges_once_and_the_money_comes_once() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, mut issuer, [lin, _]) = town(folder.path());
    let issuers_data = folder.path().join("issuer");
    lin.run(&["pin", "set"]);
    let card = bind(&lin, &issuer, SLOW, "Test Slow");
    let before = lin.balance_minor();
    let ask = ["--json", "top-up", "--amount", "25.00", "--card", &card];
    let asked = thread::scope(|scope| {
        let asking = scope.spawn(|| lin.run(&ask).json);
        let end = Instant::now() + Duration::from_secs(20);
        while charged(&issuers_data, SLOW) != (1, 2_500) {
            assert!(Instant::now() < end, "the issuer was not asked");
            thread::sleep(Duration::from_millis(20));
        }
        issuer.kill();
        asking.join().expect("no panic")
    });
    assert_eq!(asked["state"], "waiting", "nobody knows yet: {asked}");
    assert_eq!(lin.balance_minor(), before);
    issuer.start_again();
    let end = Instant::now() + Duration::from_secs(40);
    let told = loop {
        let listed = lin.run(&["--json", "top-up"]).json;
        if listed["top_ups"][0]["state"] != "waiting" {
            break listed["top_ups"][0].clone();
        }
        assert!(Instant::now() < end, "nobody asked the issuer again");
        thread::sleep(Duration::from_millis(200));
    };
    assert_eq!((&told["state"], &told["top_up"]), (&"paid".into(), &asked["top_up"]));
    assert_eq!(lin.balance_minor(), before + 2_500);
    assert_eq!(charged(&issuers_data, SLOW), (1, 2_500), "one charge");
    let history = lin.history();
    let topped = history.iter().filter(|one| one["kind"] == "card_top_up").count();
    assert_eq!(topped, 1, "one credit");
    operator.audit();
}
