//! A person opens a shop and takes a cashier in, who takes money by order code and by payer code,
//! and gives it back.

use serde_json::Value;
use std::path::Path;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

/// Returns a text of what was printed.
fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

/// Shows a payer code, waiting where the last one was made a moment ago.
fn digits(payer: &Terminal) -> String {
    for _ in 0..40 {
        let shown = payer.try_run(&["--json", "payer-code"]);
        if shown.code == 0 {
            return text(&shown.json, "digits");
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    panic!("no code in twenty seconds");
}

/// The receipt: the same text and bytes each time, and what went back on it.
fn receipt_in_every_form(till: &Terminal, shop: &str, payment: &str, folder: &Path) {
    let ask = |more: &[&str]| {
        till.run(&[["--json", "till", "receipt", shop, payment].as_slice(), more].concat()).json
    };
    let told = ask(&[]);
    let lines = text(&told, "text");
    for part in ["Lin Noodles", "Hangzhou", "CNY 3.00", "Refund", "-1.00", "CNY 2.00", payment] {
        assert!(lines.contains(part), "{part} in {lines}");
    }
    assert!(text(&told, "link").contains("/r/"));
    let (pdf, bytes) = (folder.join("receipt.pdf"), folder.join("receipt.bin"));
    ask(&["--pdf", pdf.to_str().expect("UTF-8"), "--language", "zh"]);
    assert!(std::fs::read(&pdf).expect("a file").starts_with(b"%PDF-1.7"));
    let to_printer = ["--escpos", bytes.to_str().expect("UTF-8"), "--paper", "58mm"];
    ask(&to_printer);
    let printed = std::fs::read(&bytes).expect("a file");
    assert!(printed.starts_with(&[0x1B, 0x40]) && printed.ends_with(&[0x1D, 0x56, 0x42, 0x00]));
    ask(&to_printer);
    assert_eq!(std::fs::read(&bytes).expect("a file"), printed, "printed again, the same bytes");
}

#[test]
fn a_shop_is_opened_by_a_person_and_run_with_a_cashier() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let (lin, mei, omar) =
        (Terminal::new("271828"), Terminal::new("161803"), Terminal::new("314159"));
    for (terminal, handle) in
        [(&lin, "lin@demo.example"), (&mei, "mei@demo.example"), (&omar, "omar@demo.example")]
    {
        terminal.enrol(&operator, &operator.url(), handle);
    }

    // Opened, and nothing can be taken before the operator has approved it.
    let details = ["--city", "Hangzhou", "--address", "3 Lake Road", "--category", "5812"];
    let open = [&["--json", "shop", "open", "--name", "Lin Noodles"], details.as_slice()].concat();
    let opened = lin.run(&open).json;
    let shop = text(&opened, "merchant");
    assert_eq!((&opened["state"], &opened["role"]), (&"pending".into(), &"owner".into()));
    lin.refused(&["till", "charge", &shop, "--amount", "5"], "merchant_pending");
    operator.command(&["merchant", "approve", &shop]);

    // The cashier joins by the link, once, and sees no balance and no staff.
    let link = text(&lin.run(&["--json", "shop", "invite", &shop]).json, "link");
    let joined = mei.run(&["--json", "shop", "join", &link]).json;
    assert_eq!((&joined["role"], &joined["balance"]), (&"cashier".into(), &Value::Null));
    omar.refused(&["shop", "join", &link], "invitation_used");
    mei.refused(&["shop", "staff", &shop], "staff_role_insufficient");
    omar.refused(&["till", "charge", &shop, "--amount", "5"], "merchant_unknown");

    // By order code: the cashier's program ends meanwhile, and asks again.
    let before = omar.balance_minor();
    let charge = ["--json", "till", "charge", &shop, "--amount", "12.50", "--note", "two bowls"];
    let order = mei.run(&charge).json;
    assert_eq!(order["state"], "open");
    omar.run(&["pay", "--code", &text(&order, "code"), "--yes"]);
    let paid = mei.run(&["--json", "till", "orders", &shop]).json[0].clone();
    assert_eq!((&paid["state"], &paid["charge"]), (&"paid".into(), &order["charge"]));
    assert_eq!(mei.run(&["--json", "till", "orders", &shop]).json, Value::Array(Vec::new()));

    // By payer code, and a code works once.
    let shown = digits(&omar);
    let by_code = ["--json", "till", "charge", &shop, "--amount", "3", "--payer-code", &shown];
    let charged = mei.run(&by_code).json;
    assert_eq!(charged["state"], "paid");
    let again = mei.run(&by_code).json;
    assert_eq!(again["error"]["code"], "payer_code_used");
    assert_eq!(omar.balance_minor(), before - 1_550);

    // Given back by the cashier, up to a limit; the owner sees it all and takes the rest out.
    let payment = text(&charged, "payment");
    let refund = ["--json", "till", "refund", &shop, &payment, "--amount", "1"];
    let preview = mei.run(&[&refund, ["--preview"].as_slice()].concat()).json;
    assert_eq!((&preview["cash"]["minor"], &preview["left"]["minor"]), (&100.into(), &200.into()));
    mei.run(&refund);
    assert_eq!(omar.balance_minor(), before - 1_450);
    receipt_in_every_form(&mei, &shop, &payment, folder.path());
    let seen = lin.run(&["--json", "till", "payments", &shop]).json;
    let kinds: Vec<_> = seen.as_array().expect("payments").iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["refund", "payer_code", "order"]);
    assert_eq!(lin.run(&["--json", "shop", "list"]).json[0]["balance"]["minor"], 1_450);
    let mine = lin.balance_minor();
    let wrong = lin.with_pin("000000", &["shop", "withdraw", &shop, "--amount", "14.50"]);
    assert!(wrong.stderr.contains("error[pin_wrong]"), "{}", wrong.stderr);
    lin.run(&["shop", "withdraw", &shop, "--amount", "14.50"]);
    assert_eq!(lin.balance_minor(), mine + 1_450);
    mei.refused(&["shop", "withdraw", &shop, "--amount", "1"], "staff_role_insufficient");

    // Who is removed has no till any more, at once.
    let staff = lin.run(&["--json", "shop", "staff", &shop]).json;
    let cashier = text(&staff[1], "staff");
    lin.run(&["shop", "remove", &shop, &cashier]);
    mei.refused(&["till", "charge", &shop, "--amount", "5"], "merchant_unknown");
    let me = text(&staff[0], "staff");
    lin.refused(&["shop", "remove", &shop, &me], "staff_last_owner");
    operator.audit();
}
