//! A shop's people look at its figures and bills, save what the operator signed, and appeal a
//! limit, each by their role.

use serde_json::Value;
use tests::billing::a_day_goes_by;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

/// Returns a text of what was printed.
fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

#[test]
fn a_shops_people_read_its_books_and_its_owner_appeals() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let (lin, mei, omar) =
        (Terminal::new("271828"), Terminal::new("161803"), Terminal::new("314159"));
    for (terminal, handle) in
        [(&lin, "lin@demo.example"), (&mei, "mei@demo.example"), (&omar, "omar@demo.example")]
    {
        terminal.enrol(&operator, &operator.url(), handle);
    }
    let details = ["--city", "Hangzhou", "--address", "3 Lake Road", "--category", "5812"];
    let open = [&["--json", "shop", "open", "--name", "Lin Noodles"], details.as_slice()].concat();
    let opened = lin.run(&open).json;
    let shop = text(&opened, "merchant");
    assert_eq!(opened["labels"], Value::Array(Vec::new()), "no label before it takes money");
    operator.command(&["merchant", "approve", &shop]);
    let label = lin.run(&["--json", "shop", "list"]).json[0]["labels"][0].clone();
    let label = label.as_str().expect("a label");
    omar.run(&["pay", "--code", label, "--amount", "12.50", "--yes"]);
    let invited = lin.run(&["--json", "shop", "invite", &shop, "--role", "auditor"]).json;
    mei.run(&["shop", "join", &text(&invited, "link")]);

    // Figures of today and of the month, by who may see them.
    let today = mei.run(&["--json", "shop", "figures", &shop]).json;
    assert_eq!(
        (&today["payments"]["price"]["minor"], &today["payments"]["count"]),
        (&1_250.into(), &1.into())
    );
    let month = lin.run(&["--json", "shop", "figures", &shop, "--month"]).json;
    assert_eq!(month["net"]["amount"]["minor"], 1_250);
    omar.refused(&["shop", "figures", &shop], "merchant_unknown");
    let backwards = ["shop", "figures", &shop, "--from", "2026-01-02", "--until", "2026-01-01"];
    lin.refused(&backwards, "days_malformed");

    // The bill of the day, and its files, are those that the operator signed.
    assert_eq!(lin.run(&["--json", "shop", "bills", &shop]).json["bills"], Value::Array(vec![]));
    operator.stop();
    a_day_goes_by(folder.path());
    operator.start();
    let bills = mei.run(&["--json", "shop", "bills", &shop]).json;
    let day = text(&bills["bills"][0], "date");
    assert_eq!(bills["bills"][0]["closing"]["amount"]["minor"], 1_250);
    let place = |name: &str| folder.path().join(format!("{day}-{name}")).display().to_string();
    // The whole shop as one file: for its owner, sealed, with the payment in it.
    let export = place("shop.jsonl");
    let saved = lin.run(&["--json", "shop", "export", &shop, "--save", &export]).json;
    assert_eq!(saved["payments"], 1, "{saved}");
    mei.refused(&["shop", "export", &shop, "--save", &export], "staff_role_insufficient");
    let first = std::fs::read_to_string(&export).expect("is written");
    assert!(first.starts_with("{\"form\":\"tongbao merchant export v1\""), "{first}");
    for file in ["trade.csv", "bill.note"] {
        mei.run(&["shop", "bill", &shop, &day, file, "--save", &place(file)]);
    }
    mei.run(&["bill", "verify", &place("trade.csv")]);
    lin.refused(&["shop", "bill", &shop, "2001-01-01", "trade.csv"], "bill_unknown");

    // A limit is told to all the staff; an owner appeals it, and is answered.
    let why = ["--reason", "fraud_suspected", "--text", "Three stolen cards."];
    let limit = [&["merchant", "limit", "--merchant", &shop], why.as_slice()].concat();
    operator.command(&limit);
    let told = mei.run(&["--json", "shop", "limits", &shop]).json;
    assert_eq!(text(&told[0], "reason"), "fraud_suspected");
    let entry = told[0]["entry"].to_string();
    let appeal = ["shop", "appeal", &shop, &entry, "--text", "It was a tour group."];
    mei.refused(&appeal, "staff_role_insufficient");
    lin.run(&[appeal.as_slice(), &["--evidence", &place("trade.csv")]].concat());
    let made = lin.run(&["--json", "shop", "limits", &shop]).json[0]["appeal"].clone();
    assert_eq!(text(&made, "evidence").len(), 64);
    let number = (told[0]["entry"].as_u64().expect("a number") + 1).to_string();
    let grant = ["merchant", "answer", "--appeal", &number, "--grant", "--text", "You were right."];
    operator.command(&grant);
    let seen = lin.run(&["--json", "shop", "limits", &shop]).json[0].clone();
    assert_eq!(text(&seen["appeal"]["answer"], "action"), "granted");
    assert_eq!(text(&seen["ended"], "text"), "You were right.");
    omar.run(&["pay", "--code", label, "--amount", "1", "--yes"]);
    operator.audit();
}
