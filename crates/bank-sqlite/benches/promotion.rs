//! What coupons, draws and budgets cost a payment on a file with `synchronous=FULL`: beside plain
//! payments in the same run.

#[path = "promotion/windows.rs"]
mod windows;

use bank_sqlite::{SqliteReader, SqliteStore};
use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("promotion");
    // Left over where an earlier run was stopped.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let path = folder.join("bank.sqlite");
    windows::measure(&mut SqliteStore::open(&path).expect("makes the file"), "SQLite");
    let report = bank::audit::audit(&SqliteReader::open(&path).expect("opens")).expect("audits");
    assert!(report.is_clean(), "{:?}", report.findings.first());
    windows::line(&format!("audit clean: {} payments", report.payments));
    std::fs::remove_dir_all(&folder).expect("cleans up");
}
