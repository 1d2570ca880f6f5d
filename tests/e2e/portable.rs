//! A shop goes to another operator, and its printed label pays there.

use serde_json::Value;
use std::path::Path;
use tests::operator_process::{OperatorProcess, tongbaod, tongbaod_done};
use tests::terminal::Terminal;

const SHOP: &str = "Night Tea 夜茶";

/// Runs a command on a data folder that must succeed; returns what it printed as JSON.
fn done(data: &Path, arguments: &[&str]) -> Value {
    let data = data.display().to_string();
    let text = tongbaod_done(&[&["--data", &data, "--json"], arguments].concat());
    serde_json::from_str(&text).expect("JSON")
}

/// Runs an import that must be refused with this code.
fn refused(data: &Path, file: &str, key: &str, code: &str) {
    let data = data.display().to_string();
    let import = ["--data", &data, "merchant", "import", file, "--operator-key", key];
    let output = tongbaod(&import);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.starts_with(&format!("tongbaod: {code}: ")), "{stderr}");
}

#[test]
fn scenario_20_an_exported_shop_is_paid_by_its_printed_label_at_a_second_operator() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let data = first.display().to_string();
    tongbaod_done(&[
        "init",
        "--data",
        &data,
        "--operator",
        "harbour.example",
        "--name",
        "Harbour Pay",
        "--currency",
        "CNY",
        "--country",
        "CN",
        "--smtp-host",
        "mail.example",
        "--smtp-from",
        "Harbour <codes@harbour.example>",
    ]);
    let made = done(&first, &["merchant", "create", "--name", SHOP, "--city", "Suzhou"]);
    let printed = made["code"].as_str().expect("a code").to_owned();
    let keys = tongbaod_done(&["key", "list", "--data", &data]);
    let key = keys.split_whitespace().find(|word| word.starts_with("harbour.example/journal+"));
    let key = key.expect("the operator's name and key").to_owned();

    let operator = OperatorProcess::demo(&second);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let pay = ["--json", "pay", "--code", &printed, "--amount", "3.50", "--yes"];
    lin.refused(&pay, "foreign_operator");

    let file = folder.path().join("shop.jsonl").display().to_string();
    done(&first, &["merchant", "export", "--merchant", SHOP, "--out", &file]);
    let import = ["merchant", "import", &file, "--operator-key", &key];
    let opened = done(&second, &import);
    assert_eq!((&opened["is_new"], &opened["labels"]), (&Value::Bool(true), &1.into()));
    let again = done(&second, &import);
    assert_eq!((&again["is_new"], &again["labels_opened"]), (&Value::Bool(false), &0.into()));

    let before = lin.balance_minor();
    let paid = lin.run(&pay).json;
    assert_eq!(lin.balance_minor(), before - 350, "{paid}");
    assert_eq!(lin.history()[0]["counterparty"], SHOP);
    operator.audit();
}

#[test]
fn attack_portable_an_export_that_was_changed_cut_or_sealed_by_another_opens_nothing() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    for data in [&first, &second] {
        tongbaod_done(&["init-demo", "--data", &data.display().to_string()]);
    }
    let data = first.display().to_string();
    let name = |text: &str| {
        let mut words = text.split_whitespace();
        words.rfind(|word| word.contains("/journal+")).expect("a key").to_owned()
    };
    let key = name(&tongbaod_done(&["key", "list", "--data", &data]));
    let other = name(&tongbaod_done(&["key", "list", "--data", &second.display().to_string()]));
    done(&first, &["merchant", "create", "--name", SHOP, "--city", "Suzhou"]);
    let file = folder.path().join("shop.jsonl");
    let path = file.display().to_string();
    done(&first, &["merchant", "export", "--merchant", SHOP, "--out", &path]);
    let whole = std::fs::read(&file).expect("reads");
    refused(&second, &path, &other, "export_broken");
    let (first_line, _) = whole.split_at(whole.iter().position(|b| *b == b'\n').expect("a line"));
    for place in (0..first_line.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        std::fs::write(&file, &changed).expect("writes");
        refused(&second, &path, &key, "export_broken");
    }
    for cut in [whole.len() - 1, first_line.len() + 1, 0] {
        std::fs::write(&file, &whole[..cut]).expect("writes");
        refused(&second, &path, &key, "export_broken");
    }
    std::fs::write(&file, [whole.as_slice(), b"{}\n"].concat()).expect("writes");
    refused(&second, &path, &key, "export_broken");
    let shops = done(&second, &["merchant", "list"]);
    let shops = shops.as_array().expect("shops");
    assert!(shops.iter().all(|shop| shop["name"] != SHOP), "{shops:?}");
}
