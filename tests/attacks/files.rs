//! The database as a file: bits that flip, a foreign file, a file that two processes have.

use serde_json::Value;
use std::path::Path;
use tests::operator_process::{OperatorProcess, tongbaod, tongbaod_done};

/// Returns what an audit says, or nothing where it refuses.
fn audited(data: &Path) -> Option<Value> {
    let output = tongbaod(&["audit", "--json", "--data", &data.display().to_string()]);
    output.status.success().then(|| serde_json::from_slice(&output.stdout).expect("JSON"))
}

/// Returns all accounts' money as the desk lists it, or nothing where that is refused.
fn listed(data: &Path) -> Option<Value> {
    let output = tongbaod(&["merchant", "list", "--json", "--data", &data.display().to_string()]);
    output.status.success().then(|| serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn a70_a_flipped_bit_in_any_page_is_refused_or_changes_no_money() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let data = folder.path();
    tongbaod_done(&["init-demo", "--data", &data.display().to_string()]);
    let file = data.join("bank.sqlite");
    let sound = std::fs::read(&file).expect("the file");
    let (audit, list) = (audited(data).expect("clean"), listed(data).expect("a list"));
    let sum = |list: &Value| -> i64 {
        let shops = list.as_array().expect("merchants").iter();
        shops.map(|shop| shop["balance_minor"].as_i64().expect("a number")).sum()
    };
    let pages = sound.len() / 4096;
    assert!(pages > 20, "{pages} pages");
    let (mut tried, mut refused) = (0, 0);
    for page in 0..pages {
        let used: Vec<usize> =
            (page * 4096..(page + 1) * 4096).filter(|at| sound[*at] != 0).collect();
        // The head of the page, its middle and its last cell, where there is something to break.
        for (n, at) in [0, used.len() / 2, used.len() * 9 / 10].into_iter().enumerate() {
            let Some(at) = used.get(at) else { continue };
            let mut broken = sound.clone();
            broken[*at] ^= 1 << ((page + n) % 8);
            std::fs::write(&file, &broken).expect("written");
            for suffix in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(data.join(format!("bank.sqlite{suffix}")));
            }
            tried += 1;
            match audited(data) {
                None => refused += 1,
                Some(told) => {
                    assert_eq!(told, audit, "page {page}: what is not refused is as it was");
                    if let Some(told) = listed(data) {
                        assert_eq!(sum(&told), sum(&list), "page {page}");
                    }
                }
            }
        }
    }
    // What is left are texts and numbers that are nobody's money, such as a name.
    assert!(refused * 3 > tried * 2, "{refused} of {tried} flipped bits are found");
}

#[test]
fn a70_a_database_that_was_cut_short_or_replaced_is_refused() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let data = folder.path();
    tongbaod_done(&["init-demo", "--data", &data.display().to_string()]);
    let file = data.join("bank.sqlite");
    let sound = std::fs::read(&file).expect("the file");
    let text = b"SQLite format 3\0 but nothing else".to_vec();
    for broken in [sound[..sound.len() / 2].to_vec(), sound[..4096].to_vec(), text] {
        std::fs::write(&file, &broken).expect("written");
        let output = tongbaod(&["audit", "--data", &data.display().to_string()]);
        assert!(!output.status.success(), "{} bytes", broken.len());
        assert_eq!(std::fs::read(&file).expect("the file"), broken, "nothing was repaired");
    }
}

#[test]
fn a70_a_copy_of_the_file_alone_while_it_is_served_is_whole_or_refused() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = tests::terminal::Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let label = operator.demo_label_text(0);
    let other = tempfile::TempDir::new().expect("a temporary folder");
    let copy = other.path();
    tongbaod_done(&["init-demo", "--data", &copy.display().to_string()]);
    for round in 1..=3 {
        lin.run(&["--json", "pay", "--code", &label, "--amount", "1.00", "--yes"]);
        // Without its log, as one who does not know better copies it.
        std::fs::copy(folder.path().join("bank.sqlite"), copy.join("bank.sqlite")).expect("copied");
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(copy.join(format!("bank.sqlite{suffix}")));
        }
        if let Some(told) = audited(copy) {
            assert_eq!(told["clean"], true, "round {round}: an older whole state: {told}");
        }
    }
    operator.audit();
}
