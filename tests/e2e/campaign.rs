//! Campaigns from the desk to the shop: a rush for a budget, a waived payment refunded, three years
//! from a leap day, and a day that a stranger repeats.

mod rush;

use promotion::calendar::{DAY_MS, Date, LocalDay};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tests::clock::FakeClock;
use tests::device::{http, now_ms};
use tests::operator_process::{OperatorProcess, free_port, tongbaod_done};
use tests::terminal::Terminal;
use tests::till::Till;

/// Returns a clock that can be set, or says why a test is not run.
fn fake_clock() -> Option<FakeClock> {
    FakeClock::new().inspect_err(|why| eprintln!("NOT RUN: {why}")).ok()
}

/// Returns the operator's day: its zone is UTC.
fn today() -> LocalDay {
    LocalDay(i32::try_from(now_ms() / DAY_MS).expect("a day"))
}

fn date(day: LocalDay) -> String {
    day.date().expect("a date").to_string()
}

/// Returns how far ahead of this machine's clock so many seconds into a day are.
fn ahead_s(day: LocalDay, seconds: i64) -> i32 {
    let now_s = i64::try_from(now_ms() / 1000).expect("a time");
    i32::try_from(i64::from(day.0) * 86_400 + seconds - now_s).expect("some years")
}

fn desk(operator: &OperatorProcess, arguments: &[&str]) -> Value {
    let text = operator.command(&[&["--json"], arguments].concat());
    serde_json::from_str(&text).expect("JSON")
}

/// Writes and starts a campaign over 100.00 by these terms; returns its identifier.
fn started(operator: &OperatorProcess, terms: &str) -> String {
    let file = PathBuf::from(operator.data()).join("terms.toml");
    let text = format!("title = \"Pay and win\"\nbudget = \"100.00\"\n{terms}");
    std::fs::write(&file, text).expect("written");
    let opened = desk(operator, &["campaign", "open", &file.display().to_string()]);
    let id = opened["campaign"].as_str().expect("an identifier").to_owned();
    desk(operator, &["campaign", "start", "--campaign", &id]);
    id
}

/// A demo town whose operator is not started yet, so that it knows a campaign from its start on.
fn town(folder: &Path) -> OperatorProcess {
    tongbaod_done(&["init-demo", "--data", &folder.display().to_string()]);
    OperatorProcess::at(folder, free_port())
}

/// Returns what anybody is told; nothing where there is nothing.
fn published(operator: &OperatorProcess, path: &str) -> Option<Value> {
    let url = format!("{}{path}", operator.url());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let answer = http().get(url).send().await.expect("an answer");
        match answer.status().as_u16() {
            200 => Some(answer.json().await.expect("JSON")),
            404 => None,
            other => panic!("{path}: {other}"),
        }
    })
}

/// Waits for the draws of a day, whose seed is shown behind the day's signed head.
fn until_shown(operator: &OperatorProcess, path: &str) -> Value {
    let begun = Instant::now();
    loop {
        if let Some(day) = published(operator, path) {
            return day;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{}", operator.log_text());
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Returns what a stranger puts together: a campaign as it is published, and a day's draws.
fn put_together(campaign: &Value, day: &Value) -> Value {
    let mut file = day.clone();
    for name in ["commitment", "anchor", "terms"] {
        file[name] = campaign[name].clone();
    }
    file
}

/// Has the checker that shares no code with the operator repeat a day.
fn checker_agrees(folder: &Path, file: &Value) -> bool {
    let path = folder.join("day.json");
    std::fs::write(&path, file.to_string()).expect("written");
    let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/draws/check.py");
    let run = Command::new("python3").arg(checker).arg(path).output();
    run.expect("python3 is installed (scripts/setup.sh)").status.success()
}

/// Has the checker that shares no code with the operator check a receipt.
fn receipt_is_signed(key: &str, file: &str) -> bool {
    let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/proof/check.py");
    let run = Command::new("python3").arg(checker).args([key, "receipt", file]).output();
    run.expect("python3 is installed (scripts/setup.sh)").status.success()
}

/// Saves and returns the receipt of the payment to a shop that was made last.
fn receipt(wallet: &Terminal) -> (String, Value) {
    let history = wallet.history();
    let paid = |one: &&Value| one["kind"] == "label" || one["kind"] == "order";
    let last = history.iter().find(paid).expect("a payment");
    let payment = last["payment"].as_str().expect("an identifier");
    let file = wallet.home().join(format!("{payment}.json")).display().to_string();
    wallet.run(&["receipt", "save", payment, &file]);
    let text = std::fs::read_to_string(&file).expect("a receipt");
    (file, serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn scenario_06_a_waived_payment_that_is_refunded_leaves_everybody_as_before() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = town(folder.path());
    let first = date(today());
    let last = date(today().plus_days(1));
    started(
        &operator,
        &format!(
            "first_day = \"{first}\"\nlast_day = \"{last}\"\ncap = \"1.00\"\none_in = 1\n\
             [[prize]]\ntickets = 1\namount = \"0.50\"\n\
             [[event]]\nfirst_day = \"{first}\"\nlast_day = \"{last}\"\nwaive_up_to = \"50.00\"\n"
        ),
    );
    operator.start();
    let (lin, till) = (Terminal::new("271828"), Till::of_demo(&operator, 0));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let left = || desk(&operator, &["campaign", "list"])[0]["left_minor"].clone();
    let before = (lin.balance_minor(), till.balance_minor(), left());
    let order = till.open_order("40.00", 120);
    lin.run(&["--json", "pay", "--code", order["code"].as_str().expect("a code"), "--yes"]);
    assert_eq!((lin.balance_minor(), left()), (before.0, json!(6_000)), "the whole is waived");
    assert_eq!(receipt(&lin).1["draw"]["draw"]["won_minor"], 4_000);

    let number = order["order"].as_str().expect("an identifier");
    desk(&operator, &["order", "refund", "--order", number, "--amount", "40.00"]);
    assert_eq!((lin.balance_minor(), till.balance_minor(), left()), before);
    let kinds: Vec<Value> = lin.history()[..4].iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["cash_back_returned", "refund", "cash_back", "order"]);
    // The day's draw stays used up: whoever pays, wins and refunds does not try again.
    let again = till.open_order("40.00", 120);
    lin.run(&["--json", "pay", "--code", again["code"].as_str().expect("a code"), "--yes"]);
    assert_eq!(receipt(&lin).1["draw"]["reason"], "drawn_today");
    operator.audit();
}

#[test]
fn scenario_17_three_years_from_a_leap_day_end_with_28_february_2031() {
    let Some(clock) = fake_clock() else { return };
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = town(folder.path());
    let id = started(
        &operator,
        "first_day = \"2028-02-29\"\nyears = 3\ncap = \"1.00\"\none_in = 1\n\
         [[prize]]\ntickets = 1\namount = \"1.00\"\n",
    );
    operator.start_by(clock.tongbaod(), &[]);
    let day = |year, month, day| Date::new(year, month, day).expect("a date").local_day();
    let (first, last) = (day(2028, 2, 29), day(2031, 2, 28));
    let campaign = published(&operator, &format!("/v1/campaigns/{id}")).expect("a campaign");
    let told = |name: &str| campaign["terms"][name].clone();
    assert_eq!((told("first_day"), told("last_day")), (json!(first.0), json!(last.0)));

    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    let draw = || {
        lin.run(&["--json", "pay", "--code", &label, "--amount", "5.00", "--yes"]);
        receipt(&lin).1["draw"].clone()
    };
    assert_eq!(draw(), Value::Null, "it has not begun");
    // The first minute of the leap day, and the last hour of the last day; then the next day.
    clock.set(ahead_s(first, 1));
    assert_eq!(draw()["draw"]["day"], first.0);
    clock.set(ahead_s(last, 86_400 - 3_600));
    let at_the_end = draw();
    assert_eq!(
        (&at_the_end["draw"]["day"], &at_the_end["draw"]["won_minor"]),
        (&json!(last.0), &json!(100))
    );
    clock.set(ahead_s(last.plus_days(1), 1));
    assert_eq!(draw(), Value::Null, "it is over");
    let left = desk(&operator, &["campaign", "list"])[0]["left_minor"].clone();
    assert_eq!(left, 10_000 - 200);
    operator.audit();
}

/// Shows a payer code, and has a till charge it.
fn charged(wallet: &Terminal, till: &Till, yuan: &str) {
    let shown = wallet.run(&["--json", "payer-code"]);
    let answer = till.charge(shown.json["digits"].as_str().expect("digits"), yuan);
    assert_eq!(answer.expect("charged")["state"], "paid");
}

/// Has a wallet repeat the draw of its payment to a shop that was made last.
fn own_check(wallet: &Terminal) -> Value {
    let history = wallet.history();
    let last = history.iter().find(|one| !one["draw"].is_null()).expect("a payment with a draw");
    wallet.run(&["--json", "draw", "check", last["payment"].as_str().expect("an identifier")]).json
}

#[test]
fn scenario_19_a_stranger_repeats_all_draws_of_a_day_from_what_is_published() {
    let Some(clock) = fake_clock() else { return };
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = town(folder.path());
    let id = started(
        &operator,
        &format!(
            "first_day = \"{}\"\nyears = 1\ncap = \"10.00\"\none_in = 3\n\
             [[prize]]\ntickets = 1\namount = \"1.00\"\n[[prize]]\ntickets = 1\npercent = \"12.5\"\n",
            date(today())
        ),
    );
    operator.start_by(clock.tongbaod(), &[]);
    let (lin, mei) = (Terminal::new("271828"), Terminal::new("161803"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    let label = operator.demo_label_text(0);
    for wallet in [&lin, &mei] {
        assert_eq!(wallet.run(&["--json", "campaign", "list"]).json[0]["campaign"], id.as_str());
    }
    lin.run(&["--json", "pay", "--code", &label, "--amount", "8.80", "--yes"]);
    let (saved, of_lin) = receipt(&lin);
    charged(&mei, &Till::of_demo(&operator, 0), "7.70");
    let day = LocalDay(
        i32::try_from(of_lin["draw"]["day"].as_i64().expect("a day")).expect("a small number"),
    );
    let path = format!("/v1/campaigns/{id}/days/{}", day.0);
    assert_eq!(published(&operator, &path), None, "the day is not over");
    // One signed an order, the other showed a payer code: each wallet knows its own part.
    let checks = |verdict: &str| {
        for wallet in [&lin, &mei] {
            let check = own_check(wallet);
            assert_eq!((&check["verdict"], &check["wrong"]), (&json!(verdict), &Value::Null));
            assert_eq!(check["evidence_is_mine"], true, "{check}");
            assert_eq!(check["commitment_was_kept"], true, "{check}");
        }
    };
    checks("waiting");

    operator.stop();
    clock.set(86_400);
    operator.start_by(clock.tongbaod(), &[]);
    let told = until_shown(&operator, &path);
    let campaign = published(&operator, &format!("/v1/campaigns/{id}")).expect("a campaign");
    let facts = published(&operator, "/v1/operator").expect("the operator");
    checks("holds");
    let audited = desk(&operator, &["campaign", "audit", &date(day)]);
    assert_eq!((&audited[0]["drawn"], &audited[0]["is_seed_shown"]), (&json!(2), &json!(true)));
    assert_eq!(audited[0]["wrong"], json!([]));
    operator.audit();
    operator.stop();

    // From here on nobody asks the operator.
    let draws = told["draws"].as_array().expect("draws");
    assert_eq!(draws.len(), 2);
    assert!(draws.contains(&of_lin["draw"]["draw"]), "{of_lin}");
    let file = put_together(&campaign, &told);
    assert!(checker_agrees(folder.path(), &file), "{file:#}");
    for (name, value) in [("ticket", json!(9)), ("won_minor", json!(101))] {
        let mut forged = file.clone();
        forged["draws"][1][name] = value;
        assert!(!checker_agrees(folder.path(), &forged), "{name} is forged");
    }
    let mut forged = file.clone();
    forged["seed"] = json!("00".repeat(32));
    assert!(!checker_agrees(folder.path(), &forged), "another seed");
    let public = lin.file("campaign.json", campaign.to_string().as_bytes());
    let key = facts["keys"][0]["key"].as_str().expect("a key");
    assert!(receipt_is_signed(key, &saved));
    let mut forged = of_lin;
    // No prize comes to this: 12.5 % of 8.80 would be 110.
    forged["draw"]["draw"]["won_minor"] = json!(111);
    let forged = lin.file("forged.json", forged.to_string().as_bytes());
    assert!(!receipt_is_signed(key, &forged), "a win that is not signed");
    let commitment = campaign["commitment"].as_str().expect("a commitment");
    let stranger = Terminal::new("000000");
    let verify = ["--json", "draw", "verify", &saved, "--campaign", &public, "--operator-key", key];
    let verified = stranger.run(&[&verify[..], &["--commitment", commitment]].concat());
    assert_eq!(verified.json["verdict"], "holds");
    let other = "00".repeat(32);
    stranger.refused(&[&verify[..], &["--commitment", &other]].concat(), "draw_wrong");
}
