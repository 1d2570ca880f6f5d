//! The clock of a sandbox: a merchant's program moves it, and what would be due by then happens
//! now; wallets go on with it, and it outlives the process.

use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tests::operator_process::{OperatorProcess, free_port, tongbaod, tongbaod_done};
use tests::receiver::Receiver;
use tests::terminal::Terminal;
use tests::till::Till;

const DAY_S: u64 = 86_400;

/// The demo town as a sandbox.
fn sandbox(folder: &Path) -> OperatorProcess {
    tongbaod_done(&["init-demo", "--data", &folder.display().to_string()]);
    let mut operator = OperatorProcess::at(folder, free_port());
    operator.set("TONGBAOD_SANDBOX", "true");
    operator.start();
    operator
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn real_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}

/// Waits for something that the operator does by itself.
fn wait_for<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what} in time");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn an_order_expires_a_pin_opens_and_a_bill_is_made_when_the_clock_is_moved() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = sandbox(folder.path());
    let (till, mut lin) = (Till::of_demo(&operator, 0), Terminal::new("271828"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let told = lin.run(&["balance"]).stdout;
    assert!(told.contains("Sandbox: this is play money."), "{told}");
    let label = operator.demo_label_text(0);
    let pay = ["--json", "pay", "--code", &label, "--amount", "2.00", "--yes"];
    let paid = lin.run(&pay);

    // An order that is good for an hour, and a clock that goes on by two.
    let order = till.open_order("5.00", 3_600);
    let before = till.ask("GET", "/v1/sandbox/clock", None).expect("the clock");
    assert_eq!(before["ahead_ms"], 0);
    let moved = till.move_clock("advance_s", 7_200).expect("moved");
    assert_eq!(moved["ahead_ms"], 7_200_000);
    assert!(number(&moved["now_ms"]) >= number(&before["now_ms"]) + 7_200_000);
    wait_for("the order closes", || (till.order(&order)["state"] == "closed").then_some(()));
    let code = order["code"].as_str().expect("a code");
    lin.refused(&["--json", "pay", "--code", code, "--yes"], "order_expired");
    // The wallet learns the time from what it is answered, and pays and is charged by it.
    lin.run(&pay);
    let shown = lin.run(&["--json", "payer-code"]).json;
    till.charge(shown["digits"].as_str().expect("digits"), "1.00").expect("charged");

    // A PIN that is locked, and opens when its time is over.
    lin.pin = "271829".to_owned();
    let dear = ["--json", "pay", "--code", &label, "--amount", "200.00", "--yes"];
    for code in ["pin_wrong", "pin_wrong", "pin_wrong", "pin_wrong", "pin_wrong", "pin_locked"] {
        lin.refused(&dear, code);
    }
    till.move_clock("advance_s", DAY_S).expect("moved");
    lin.pin = "271828".to_owned();
    lin.run(&dear);

    // The day of the payment is over: its bill is there.
    till.move_clock("advance_s", DAY_S).expect("moved");
    let paid_at = number(&paid.json["payment"]["at_ms"]);
    let bill = wait_for("the bill of the day", || {
        let bills = till.ask("GET", "/v1/bills", None).expect("bills");
        let of_day = |bill: &&Value| {
            (number(&bill["from_ms"])..number(&bill["until_ms"])).contains(&paid_at)
        };
        bills["bills"].as_array().expect("a list").iter().find(of_day).cloned()
    });
    assert!(number(&bill["payments"]["count"]) >= 1, "{bill}");
    operator.audit();
}

#[test]
fn a_webhook_is_tried_again_when_the_clock_is_moved_and_signed_by_the_real_one() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = sandbox(folder.path());
    let (till, receiver) = (Till::of_demo(&operator, 0), Receiver::start());
    let webhook = tests::device::new_id();
    let body = json!({ "webhook": webhook, "url": receiver.url });
    till.ask("POST", "/v1/webhooks", Some(body)).expect("a webhook");
    till.close_order(&till.open_order("1.00", 600));
    let path = format!("/v1/webhooks/{webhook}/deliveries");
    let until_failed = |tries: u64| {
        wait_for("the failure", || {
            let told = till.ask("GET", &path, None).expect("deliveries");
            (told["deliveries"][0]["tries"] == tries).then_some(())
        });
    };
    // Sent at once, after a second, after five; then half a minute later, which the clock skips.
    for _ in 0..3 {
        receiver.next().answer(500);
    }
    until_failed(3);
    till.move_clock("advance_s", 3_600).expect("moved");
    receiver.next().answer(500);
    until_failed(4);
    // And now two minutes later.
    let failed = Instant::now();
    till.move_clock("advance_s", 3_600).expect("moved");
    let again = receiver.next();
    assert!(failed.elapsed() < Duration::from_secs(90), "{:?}", failed.elapsed());
    // A receiver compares it with a clock that nobody moved.
    assert!(again.sent_at_s.abs_diff(real_s()) < 60, "{}", again.sent_at_s);
    again.answer(204);
    operator.audit();
}

#[test]
fn a_clock_outlives_the_process_never_goes_back_and_is_a_sandboxs_for_good() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = sandbox(folder.path());
    let till = Till::of_demo(&operator, 0);
    let clock = || till.ask("GET", "/v1/sandbox/clock", None).expect("the clock");
    let later = (real_s() + 10 * DAY_S) * 1000;
    let moved = till.move_clock("to_ms", later).expect("moved");
    assert!((later..later + 60_000).contains(&number(&moved["now_ms"])));
    assert_eq!(till.move_clock("to_ms", later - DAY_S * 1000).unwrap_err(), "sandbox_clock_back");
    assert_eq!(till.move_clock("to_ms", real_s() * 1000).unwrap_err(), "sandbox_clock_back");
    let far = till.move_clock("to_ms", later + 32 * DAY_S * 1000);
    assert_eq!(far.unwrap_err(), "sandbox_clock_too_far");
    for (to, number) in [("advance_s", 0), ("advance_s", 31 * DAY_S + 1)] {
        assert_eq!(till.move_clock(to, number).unwrap_err(), "request_malformed", "{number}");
    }
    // The same move again moves nothing.
    let same = json!({ "move": tests::device::new_id(), "advance_s": 60 });
    for _ in 0..2 {
        let ahead = number(&moved["ahead_ms"]) + 60_000;
        let answer = till.ask("POST", "/v1/sandbox/clock", Some(same.clone())).expect("moved");
        assert_eq!(answer["ahead_ms"], ahead);
    }

    operator.kill();
    operator.start();
    assert!(number(&clock()["now_ms"]) >= later + 60_000);
    // A command on the same data works by the same clock.
    let order = operator.command(&[
        "--json",
        "order",
        "open",
        "--merchant",
        &till.name,
        "--amount",
        "3.00",
    ]);
    let order: Value = serde_json::from_str(&order).expect("JSON");
    assert!(number(&till.order(&order)["opened_at_ms"]) >= later);
    operator.audit();

    operator.kill();
    let data = operator.data();
    for command in [vec!["serve", "--listen", "127.0.0.1:0"], vec!["merchant", "list"]] {
        let ended = tongbaod(&[&["--data", data.as_str()], &command[..]].concat());
        let stderr = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && stderr.contains("sandbox = true"), "{stderr}");
    }
}

#[test]
fn an_operator_that_is_no_sandbox_has_no_clock_to_move() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let clock = till.ask("GET", "/v1/sandbox/clock", None);
    assert_eq!(clock.unwrap_err(), "sandbox_off");
    assert_eq!(till.move_clock("advance_s", 60).unwrap_err(), "sandbox_off");
    let facts = till.ask("GET", "/v1/operator", None).expect("facts");
    assert_eq!(facts["sandbox"], false);
    assert!(number(&facts["now_ms"]).abs_diff(real_s() * 1000) < 60_000);
}
