//! Coupons from the desk to the shop: five phones with one coupon, a coupon on what takes none, two
//! operators with one budget.

use serde_json::Value;
use tests::operator_process::{OperatorProcess, free_port, tongbaod, tongbaod_done};
use tests::terminal::{Ended, Terminal};

const WELCOME: &str = "10 off from 50";

/// A town with one person, who has so many phones.
fn town(folder: &std::path::Path, phones: usize) -> (OperatorProcess, Vec<Terminal>) {
    let operator = OperatorProcess::demo(folder);
    let phones: Vec<Terminal> = (0..phones).map(|_| Terminal::new("271828")).collect();
    for (number, phone) in phones.iter().enumerate() {
        let seen = operator.codes().len();
        phone.run(&["enrol", "--operator", &operator.url(), "--handle", "lin@demo.example"]);
        phone.run(&["enrol", "--code", &operator.code_after(seen)]);
        // The PIN is the person's, not the phone's.
        if number == 0 {
            phone.run(&["pin", "set"]);
        }
    }
    (operator, phones)
}

/// Takes a coupon of one of the demo's batches; returns it.
fn take(phone: &Terminal, title: &str) -> String {
    let offered = phone.run(&["--json", "coupon", "offered"]).json;
    let mut offered = offered.as_array().expect("batches").iter();
    let stock = offered.find(|one| one["title"] == title).expect("the batch");
    let taken = phone.run(&["--json", "coupon", "take", stock["stock"].as_str().expect("an id")]);
    taken.json["coupon"].as_str().expect("a coupon").to_owned()
}

/// Returns what was paid, in minor units.
fn paid(ended: &Ended) -> i64 {
    let minor = ended.json.pointer("/payment/amount/minor").and_then(Value::as_i64);
    minor.unwrap_or_else(|| panic!("no amount in {}", ended.stdout))
}

#[test]
fn scenario_03_of_five_orders_at_once_with_one_coupon_one_is_discounted() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, phones) = town(folder.path(), 5);
    let before = phones[0].balance_minor();
    let coupon = take(&phones[0], WELCOME);
    let code = operator.demo_label_text(0);
    let pay = ["--json", "pay", "--code", &code, "--amount", "60.00", "--yes"];
    let with_coupon = [&pay[..], &["--coupon", &coupon]].concat();
    let ends: Vec<_> = std::thread::scope(|scope| {
        let pays = phones.iter().map(|phone| scope.spawn(|| phone.try_run(&with_coupon)));
        let pays: Vec<_> = pays.collect();
        pays.into_iter().map(|pay| pay.join().expect("it ends")).collect()
    });
    let discounted: Vec<_> = ends.iter().filter(|end| end.code == 0).collect();
    assert_eq!(discounted.len(), 1, "one coupon, one discount");
    assert_eq!(paid(discounted[0]), 5_000);
    for end in ends.iter().filter(|end| end.code != 0) {
        assert!(end.stderr.contains("\"coupon_"), "{}", end.stderr);
    }
    // The other four pay the whole price.
    let others = phones.iter().zip(&ends).filter(|(_, end)| end.code != 0);
    for (phone, _) in others {
        assert_eq!(paid(&phone.run(&pay)), 6_000);
    }
    assert_eq!(phones[0].balance_minor(), before - 5_000 - 4 * 6_000);
    operator.audit();
}

#[test]
fn scenario_07_a_coupon_is_never_used_between_people_also_when_one_of_them_owns_a_shop() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (operator, phones) = town(folder.path(), 1);
    let [lin] = phones.as_slice() else { panic!("one phone") };
    // Whoever owns a shop is paid as a person here, by the personal code.
    let owner = Terminal::new("314159");
    owner.enrol(&operator, &operator.url(), "mei@demo.example");
    let receive = owner.run(&["--json", "receive", "--amount", "60.00"]).json;
    let receive = receive["text"].as_str().expect("a code").to_owned();
    let before = (lin.balance_minor(), owner.balance_minor());
    let coupon = take(lin, WELCOME);
    let pay = ["--json", "pay", "--code", &receive, "--yes"];
    lin.refused(&[&pay[..], &["--coupon", &coupon]].concat(), "coupons_not_taken");
    assert_eq!((lin.balance_minor(), owner.balance_minor()), before, "nothing moved");
    // Left to itself the wallet uses none.
    assert_eq!(paid(&lin.run(&pay)), 6_000);
    let held = lin.run(&["--json", "coupon", "list"]).json;
    assert_eq!(held.pointer("/0/state").and_then(Value::as_str), Some("held"));
    operator.audit();
}

#[test]
fn scenario_08_a_budget_is_not_changed_by_whoever_saw_an_older_one() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let data = operator.data();
    let budget = || {
        let stocks = tongbaod_done(&["--data", &data, "--json", "coupon", "list"]);
        let stocks: Value = serde_json::from_str(&stocks).expect("JSON");
        let mut stocks = stocks.as_array().expect("batches").iter();
        let stock = stocks.find(|one| one["title"] == WELCOME).expect("the batch");
        stock["budget_minor"].as_i64().expect("a budget")
    };
    let seen = budget();
    let digits = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let (was, one, other) = (digits(seen), digits(seen + 1_000), digits(seen + 3_000));
    let change = |to: &str| {
        let stock = ["--data", &data, "coupon", "budget", "--stock", WELCOME];
        tongbaod(&[&stock[..], &["--was", &was, "--budget", to]].concat())
    };
    let (first, second) = std::thread::scope(|scope| {
        let (first, second) = (scope.spawn(|| change(&one)), scope.spawn(|| change(&other)));
        (first.join().expect("it ends"), second.join().expect("it ends"))
    });
    let [won, lost] = if first.status.success() { [first, second] } else { [second, first] };
    assert!(won.status.success(), "{}", String::from_utf8_lossy(&won.stderr));
    assert!(!lost.status.success(), "two changes of one value cannot both be right");
    let stderr = String::from_utf8_lossy(&lost.stderr).into_owned();
    assert!(stderr.contains("stock_budget_stale"), "{stderr}");
    assert!([seen + 1_000, seen + 3_000].contains(&budget()));
    operator.audit();
}

#[test]
fn a_batch_that_is_not_listed_is_taken_by_link_once_by_each_until_it_is_gone() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    // Links name the address that the desk knows, so it has to be the one that is served.
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    let (data, address) = (operator.data(), operator.address().to_string());
    tongbaod_done(&["init-demo", "--data", &data, "--listen", &address]);
    operator.start();
    let desk = |arguments: &[&str]| -> Value {
        let output = tongbaod_done(&[&["--data", &data, "--json", "coupon"], arguments].concat());
        serde_json::from_str(&output).expect("JSON")
    };
    let open = ["open", "--title", "For the guests", "--off", "5.00", "--from", "20.00"];
    let until = in_a_month();
    let rest = ["--funder", "operator", "--until-date", &until, "--pieces", "1", "--unlisted"];
    let opened = desk(&[&open[..], &rest].concat());
    let stock = opened["stock"].as_str().expect("an identifier").to_owned();
    desk(&["start", "--stock", &stock]);
    let link =
        desk(&["link", "--stock", "For the guests"])["link"].as_str().expect("a link").to_owned();
    assert!(link.ends_with(&format!("/c/{stock}")), "{link}");

    let (lin, mei) = (Terminal::new("271828"), Terminal::new("314159"));
    for (wallet, name) in [(&lin, "lin"), (&mei, "mei")] {
        wallet.enrol(&operator, &operator.url(), &format!("{name}@demo.example"));
        let offered = wallet.run(&["--json", "coupon", "offered"]).json.to_string();
        assert!(!offered.contains(&stock) && offered.contains(WELCOME), "{offered}");
    }
    let seen = lin.run(&["--json", "coupon", "show", &link]).json;
    assert_eq!((&seen["title"], &seen["left"]), (&"For the guests".into(), &1.into()));
    let taken = lin.run(&["--json", "coupon", "take", &link]).json;
    assert_eq!(taken["stock"], stock.as_str());
    lin.refused(&["--json", "coupon", "take", &link], "coupon_person_used");
    let held = lin.run(&["--json", "coupon", "list"]).json;
    assert_eq!(held.as_array().map(Vec::len), Some(1), "once");

    let seen = mei.run(&["--json", "coupon", "show", &stock.to_lowercase()]).json;
    assert_eq!((&seen["left"], &seen["refusal"]), (&0.into(), &"coupons_gone".into()));
    mei.refused(&["--json", "coupon", "take", &link], "coupons_gone");
    let listed = desk(&["list"]);
    let mut stocks = listed.as_array().expect("batches").iter();
    let batch = stocks.find(|one| one["stock"] == stock.as_str()).expect("the batch");
    assert_eq!((&batch["pieces"], &batch["listed"]), (&1.into(), &false.into()));

    let code = operator.demo_label_text(0);
    let ended = lin.run(&["--json", "pay", "--code", &code, "--amount", "20.00", "--yes"]);
    assert_eq!(paid(&ended), 1_500, "it is used like any other");
    let elsewhere = link.replace(&operator.url(), "https://pay.example");
    mei.refused(&["--json", "coupon", "take", &elsewhere], "foreign_operator");
    operator.audit();
}

/// A last day that is in the window of any run.
fn in_a_month() -> String {
    const MONTH_MS: u64 = 30 * 86_400_000;
    let then = bank::TimeMs(operator::clock::now().0 + MONTH_MS);
    operator::clock::text::to_text(then)[..10].to_owned()
}
