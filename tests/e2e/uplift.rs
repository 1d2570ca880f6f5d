//! A campaign that holds people out, in a sandbox: who is held out is told so and finds it right,
//! and the figures are those of what everybody paid.

use serde_json::Value;
use std::path::PathBuf;
use tests::operator_process::{OperatorProcess, free_port, tongbaod_done};
use tests::terminal::Terminal;
use tests::till::Till;

const DAY_S: u64 = 86_400;

/// People with money and no device: they count, and buy nothing.
const ABSENT: usize = 20;

fn desk(operator: &OperatorProcess, arguments: &[&str]) -> Value {
    let text = operator.command(&[&["--json"], arguments].concat());
    serde_json::from_str(&text).expect("JSON")
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a number")
}

/// Starts a campaign of which half of all people are held out, and in which everybody else wins.
fn started(operator: &OperatorProcess) -> String {
    let terms = "title = \"Half\"\nbudget = \"100.00\"\nfirst_day = \"FIRST\"\nyears = 1\n\
                 cap = \"1.00\"\none_in = 1\nhold_out_percent = \"50\"\n\
                 [[prize]]\ntickets = 1\namount = \"1.00\"\n";
    let day_s = DAY_S * 1000;
    let tomorrow = i32::try_from(tests::device::now_ms() / day_s + 1).expect("a day");
    let date = promotion::calendar::LocalDay(tomorrow).date().expect("a date").to_string();
    let file = PathBuf::from(operator.data()).join("terms.toml");
    std::fs::write(&file, terms.replace("FIRST", &date)).expect("written");
    let opened = desk(operator, &["campaign", "open", &file.display().to_string()]);
    let id = opened["campaign"].as_str().expect("an identifier").to_owned();
    desk(operator, &["campaign", "start", "--campaign", &id]);
    id
}

#[test]
fn who_is_held_out_is_told_so_and_the_figures_are_what_everybody_paid() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    tongbaod_done(&["init-demo", "--data", &folder.path().display().to_string()]);
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    operator.set("TONGBAOD_SANDBOX", "true");
    operator.start();
    for n in 0..ABSENT {
        let (handle, name) = (format!("absent{n}@demo.example"), format!("Absent {n}"));
        desk(&operator, &["account", "open", "--handle", &handle, "--name", &name]);
    }
    let campaign = started(&operator);
    let till = Till::of_demo(&operator, 0);
    // The campaign begins tomorrow: only who was here before is compared.
    till.move_clock("advance_s", DAY_S).expect("moved");
    let label = operator.demo_label_text(0);
    let (mut spent, mut buyers) = ([0, 0], [0, 0]);
    for (at, handle) in
        ["lin@demo.example", "mei@demo.example", "omar@demo.example"].iter().enumerate()
    {
        let wallet = Terminal::new("271828");
        wallet.enrol(&operator, &operator.url(), handle);
        let amount = format!("{}.00", 10 + at);
        let pay = ["--json", "pay", "--code", &label, "--amount", &amount, "--yes"];
        let paid = wallet.run(&pay).json["payment"].clone();
        let is_held_out = paid["draw"]["reason"] == "held_out";
        assert!(is_held_out || paid["draw"]["draw"]["won_minor"] == 100, "{paid}");
        spent[usize::from(is_held_out)] += number(&paid["amount"]["minor"]);
        buyers[usize::from(is_held_out)] += 1;
        // The wallet says so, and works it out from the receipt by itself.
        let listed = wallet.run(&["--json", "campaign", "list"]).json[0].clone();
        assert_eq!(listed["is_held_out"], is_held_out, "{listed}");
        let payment = paid["payment"].as_str().expect("an identifier");
        let checked = wallet.run(&["--json", "draw", "check", payment]).json;
        let expected = if is_held_out { "holds" } else { "waiting" };
        assert_eq!(checked["verdict"], expected, "{checked}");
    }
    let figures = desk(&operator, &["campaign", "uplift", "--campaign", &campaign]);
    for (at, group) in ["may_win", "held_out"].iter().enumerate() {
        assert_eq!(number(&figures[group]["taken_minor"]), spent[at], "{figures}");
        assert_eq!(number(&figures[group]["buyers"]), buyers[at], "{figures}");
    }
    let people = |group: &str| number(&figures[group]["people"]);
    // Ada too, who has made payments and buys nothing now.
    assert_eq!(people("may_win") + people("held_out"), i64::try_from(ABSENT + 4).expect("few"));
    assert_eq!(figures["is_over"], false);
    let path = format!("/v1/campaigns/{campaign}/uplift");
    let told = till.ask("GET", &path, None).expect("figures");
    assert_eq!((&told["may_win"], &told["verdict"]), (&figures["may_win"], &figures["verdict"]));
    // Another shop, which took nothing: everybody spent alike, so that nothing can be told.
    let other = Till::of_demo(&operator, 1).ask("GET", &path, None).expect("figures");
    assert_eq!(
        (number(&other["may_win"]["taken_minor"]), &other["verdict"]),
        (0, &"none_told".into())
    );
    asked_by_its_staff(&operator, &campaign);
    let words = operator.command(&[
        "campaign",
        "uplift",
        "--campaign",
        "Half",
        "--merchant",
        &Till::of_demo(&operator, 1).name,
    ]);
    assert!(words.contains("No effect can be told"), "{words}");
    operator.audit();
}

/// A shop that somebody opens now, to which nobody came: its people are told so, others nothing.
fn asked_by_its_staff(operator: &OperatorProcess, campaign: &str) {
    let (owner, stranger) = (Terminal::new("161803"), Terminal::new("314159"));
    owner.enrol(operator, &operator.url(), "absent0@demo.example");
    stranger.enrol(operator, &operator.url(), "absent1@demo.example");
    let details = ["--city", "Hangzhou", "--address", "3 Lake Road", "--category", "5812"];
    let open = [&["--json", "shop", "open", "--name", "Absent Tea"], details.as_slice()].concat();
    let shop = owner.run(&open).json["merchant"].as_str().expect("an identifier").to_owned();
    operator.command(&["merchant", "approve", &shop]);
    let told = owner.run(&["--json", "shop", "uplifts", &shop]).json;
    let half = told.as_array().expect("a list").iter().find(|one| one["campaign"] == campaign);
    let half = half.expect("the campaign of all shops");
    assert_eq!(
        (&half["verdict"], &half["may_win"]["buyers"]),
        (&"none_told".into(), &0.into()),
        "{half}"
    );
    stranger.refused(&["shop", "uplifts", &shop], "merchant_unknown");
}
