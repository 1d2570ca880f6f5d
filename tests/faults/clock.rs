//! The operator's clock is set ahead and back while payers pay.

use bank::id::OrderId;
use serde_json::Value;
use std::time::{Duration, Instant};
use tests::clock::FakeClock;
use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::on_each_store;
use tests::operator_process::{OperatorProcess, free_port, tongbaod_done};
use tests::terminal::Terminal;
use tests::till::Till;

/// Returns a clock that can be set, or says why a test is not run.
fn fake_clock() -> Option<FakeClock> {
    FakeClock::new().inspect_err(|why| eprintln!("NOT RUN: {why}")).ok()
}

on_each_store!(a28_payments_go_on_while_the_clock_is_set_back_and_forth);

async fn a28_payments_go_on_while_the_clock_is_set_back_and_forth(ground: &Ground) {
    let Some(clock) = fake_clock() else { return };
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 8, OPENING_MINOR);
    operator.start_by(clock.tongbaod(), &[]);
    let load = Load::start(people, &[operator.url()]);
    // As far as wallets' clocks may be from the operator's.
    for ahead_s in [-5, -200, -100, 0, -200] {
        load.until_paid(30).await;
        clock.set(ahead_s);
    }
    load.until_paid(30).await;
    load.stop().await.check(ground);
    ground.audit();
}

/// Shows a payer code, waiting where the last one was made a moment ago.
fn show(wallet: &Terminal) -> String {
    let begun = Instant::now();
    loop {
        let ended = wallet.try_run(&["--json", "payer-code"]);
        if ended.code == 0 {
            return ended.json["digits"].as_str().expect("digits").to_owned();
        }
        assert!(ended.stderr.contains("payer_code_too_soon"), "{}", ended.stderr);
        assert!(begun.elapsed() < Duration::from_secs(30), "no code");
        std::thread::sleep(Duration::from_millis(500));
    }
}

fn order_id(order: &Value) -> OrderId {
    let id: wire::Id = order["order"].as_str().expect("an id").parse().expect("an identifier");
    OrderId(id.0)
}

#[test]
fn a28_what_was_over_or_used_while_a_clock_was_ahead_stays_so_when_it_is_set_back() {
    let Some(clock) = fake_clock() else { return };
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    tongbaod_done(&["init-demo", "--data", &folder.path().display().to_string()]);
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    operator.start_by(clock.tongbaod(), &[]);
    let ground = Ground::in_folder(folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let until_closed = |order: &Value| runtime.block_on(ground.until_closed(&[order_id(order)]));

    let (till, lin) = (Till::of_demo(&operator, 0), Terminal::new("271828"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    let before = lin.balance_minor();
    let pay = |yuan| lin.run(&["--json", "pay", "--code", &label, "--amount", yuan, "--yes"]);
    let used = show(&lin);
    till.charge(&used, "1.00").expect("charged");
    let order = till.open_order("5.00", 60);

    // Wallets learn the operator's time, whatever it is, from what they are answered.
    clock.set(3_600);
    until_closed(&order);
    pay("2.00");
    clock.set(0);
    pay("4.00");
    let code = order["code"].as_str().expect("a code");
    lin.refused(&["--json", "pay", "--code", code, "--yes"], "order_closed");
    // The code lives for a minute; a slow machine may be later than that.
    let again = till.charge(&used, "1.00").expect_err("used once");
    assert!(["payer_code_used", "payer_code_unknown"].contains(&again.as_str()), "{again}");

    // A node whose clock is an hour ahead takes the job of ending what is due, and dies.
    operator.kill();
    clock.set(3_600);
    let order = till_opens_beside(&ground, &till);
    operator.start_by(clock.tongbaod(), &[]);
    until_closed(&order);
    operator.kill();
    clock.set(0);
    operator.start_by(clock.tongbaod(), &[]);
    until_closed(&till.open_order("6.00", 1));
    pay("8.00");
    assert_eq!(lin.balance_minor(), before - 1_500);
    ground.audit();
}

/// Opens an order while no node runs; its time is over for a node whose clock is ahead.
fn till_opens_beside(ground: &Ground, till: &Till) -> Value {
    let data = ground.data().display().to_string();
    let opened = tongbaod_done(&[
        "order",
        "open",
        "--data",
        &data,
        "--merchant",
        &till.name,
        "--amount",
        "3.00",
        "--json",
    ]);
    serde_json::from_str(&opened).expect("JSON")
}
