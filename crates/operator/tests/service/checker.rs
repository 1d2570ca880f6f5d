//! `docs/proof/check.py`, run as a stranger would: what is honest is found so, and what was changed
//! is not.

use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use reqwest::Method;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/proof/check.py");

/// A folder with what a stranger has.
struct Stranger {
    folder: TempDir,
    key: String,
}

impl Stranger {
    async fn of(place: &Place) -> Self {
        let facts = place.nobody(Method::GET, "/v1/operator").await.ok();
        let key = facts["keys"][0]["key"].as_str().expect("a key").to_owned();
        Self { folder: tempfile::tempdir().expect("a folder"), key }
    }

    fn keep(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("writes");
        path
    }

    /// Returns whether the script finds it right.
    fn believes(&self, what: &str, files: &[&Path]) -> bool {
        let output =
            Command::new("python3").arg(SCRIPT).arg(&self.key).arg(what).args(files).output();
        let output = output.expect("python3 runs: scripts/setup.sh installs it");
        let said = String::from_utf8_lossy(&output.stdout);
        let failed = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), !said.contains("BROKEN") && said.contains("ok  "));
        assert!(output.status.success() || said.contains("BROKEN"), "{said}{failed}");
        output.status.success()
    }
}

async fn head(place: &Place) -> String {
    let published = tongbaod(&place.data(), &["head", "publish"]);
    assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
    let latest = place.nobody(Method::GET, "/v1/heads/latest").await.ok();
    latest["note"].as_str().expect("a note").to_owned()
}

fn size(note: &str) -> &str {
    note.lines().nth(1).expect("a size")
}

#[tokio::test]
async fn a_receipt_is_checked_without_this_program() {
    let place = Place::start().await;
    let stranger = Stranger::of(&place).await;
    let lin = place.person("lin").await;
    let mut order = Order::label(place.shops[1].label, 1250);
    order.order.note = Some("Äpfel 苹果".to_owned());
    lin.pay(&order).await.ok();
    let path = format!("/v1/payments/{}/receipt", order.order.payment);
    let payers = lin.get(&path).await.ok();
    let tills = place.till(1, Method::GET, &path, Value::Null).await.ok();
    for receipt in [&payers, &tills] {
        let file = stranger.keep("receipt.json", &receipt.to_string());
        assert!(stranger.believes("receipt", &[&file]));
        let changes: [fn(&mut Value); 4] = [
            |it| it["amount"]["minor"] = 1251.into(),
            |it| it["note"] = "Birnen".into(),
            |it| it["sequence"] = (it["sequence"].as_u64().expect("a number") + 1).into(),
            |it| it["inclusion"]["path"][0] = "00".repeat(32).into(),
        ];
        for change in changes {
            let mut forged = receipt.clone();
            change(&mut forged);
            let file = stranger.keep("forged.json", &forged.to_string());
            assert!(!stranger.believes("receipt", &[&file]), "{forged}");
        }
    }
}

#[tokio::test]
async fn heads_are_checked_without_this_program() {
    let place = Place::start().await;
    let stranger = Stranger::of(&place).await;
    let old = head(&place).await;
    let top_up = ["account", "top-up", "--handle", "lin@demo.example", "--amount", "1.00"];
    assert!(tongbaod(&place.data(), &top_up).status.success());
    let new = head(&place).await;
    let path = format!("/v1/heads/{}/consistency?from={}", size(&new), size(&old));
    let proof = place.nobody(Method::GET, &path).await.ok();
    let [old_file, new_file] =
        [("old.note", &old), ("new.note", &new)].map(|(name, note)| stranger.keep(name, note));
    let proof_file = stranger.keep("proof.json", &proof.to_string());
    assert!(stranger.believes("head", &[&new_file]));
    assert!(stranger.believes("heads", &[&old_file, &new_file, &proof_file]));
    let forged = new.replacen(size(&new), "9", 1);
    assert!(!stranger.believes("head", &[&stranger.keep("forged.note", &forged)]));
    let mut other = proof.clone();
    other["proof"][0] = "11".repeat(32).into();
    let other = stranger.keep("other.json", &other.to_string());
    assert!(!stranger.believes("heads", &[&old_file, &new_file, &other]));
}
