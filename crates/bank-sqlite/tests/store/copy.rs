//! Backups while payments go on, and putting one back.

use crate::File;
use bank::command::Payee;
use bank::contract::{Subject as _, done, run, town};
use bank_sqlite::{CopyError, SqliteReader, SqliteStore, restore};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn pay(id: u128) -> bank::Envelope {
    town::pay(id, 0, Payee::Label(town::label(0)), 1)
}

#[test]
fn a_backup_taken_during_payments_is_one_whole_state() {
    let file = File::new();
    done(&file, &town::founded(1, 1, 100_000));
    let (backup, restored) =
        (file.folder.path().join("copy.sqlite"), file.folder.path().join("back.sqlite"));
    let stop = AtomicBool::new(false);
    let paid = thread::scope(|scope| {
        let payer = scope.spawn(|| {
            let mut paid = 0;
            while !stop.load(Ordering::Relaxed) {
                assert!(run(&file, &[pay(paid)])[0].is_ok());
                paid += 1;
            }
            paid
        });
        let reader = SqliteReader::open(&file.path()).expect("opens");
        reader.backup(&backup).expect("copies");
        assert!(matches!(reader.backup(&backup), Err(CopyError::Exists(_))));
        stop.store(true, Ordering::Relaxed);
        payer.join().expect("no panic")
    });
    restore(&backup, &restored).expect("restores");
    drop(SqliteStore::open(&restored).expect("opens for writing too"));
    let reader = SqliteReader::open(&restored).expect("opens");
    let report = bank::audit::audit(&reader).expect("audits");
    assert!(report.is_clean(), "{:?}", report.findings);
    assert!(report.payments >= 1 && report.payments <= 1 + u64::try_from(paid).expect("few"));
    let leftovers = fs::read_dir(file.folder.path()).expect("lists").filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.path().to_string_lossy().contains("partial"))
    });
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn restore_overwrites_nothing_and_takes_no_foreign_or_damaged_file() {
    let file = File::new();
    done(&file, &town::founded(1, 1, 500));
    let folder = file.folder.path();
    let backup = folder.join("copy.sqlite");
    SqliteReader::open(&file.path()).expect("opens").backup(&backup).expect("copies");
    assert!(matches!(restore(&backup, &file.path()), Err(CopyError::Exists(_))));
    assert!(matches!(restore(&folder.join("none"), &folder.join("x")), Err(CopyError::Open(_))));
    let foreign = folder.join("foreign");
    fs::write(&foreign, [b'x'; 5000]).expect("writes");
    assert!(matches!(restore(&foreign, &folder.join("x")), Err(CopyError::Open(_))));
    let mut bytes = fs::read(&backup).expect("reads");
    let half = bytes.len() / 2;
    bytes[half..].fill(0xFF);
    let damaged = folder.join("damaged.sqlite");
    fs::write(&damaged, bytes).expect("writes");
    assert!(restore(&damaged, &folder.join("x")).is_err());
    assert!(!folder.join("x").exists() && !folder.join("x.partial").exists());
}

#[test]
fn a_snapshot_does_not_move() {
    let file = File::new();
    done(&file, &town::founded(1, 1, 500));
    let reader = SqliteReader::open(&file.path()).expect("opens");
    let snapshot = reader.snapshot().expect("opens");
    done(&file, &[pay(1)]);
    let payments = |reader: &SqliteReader| bank::audit::audit(reader).expect("audits").payments;
    assert_eq!((payments(&snapshot), payments(&reader)), (1, 2));
}

#[test]
fn an_audit_finds_a_changed_file() {
    let file = File::new();
    done(&file, &town::founded(2, 1, 500));
    done(&file, &[pay(1)]);
    let connection = rusqlite::Connection::open(file.path()).expect("opens");
    let sql = "UPDATE accounts SET balance_minor = balance_minor + 1 WHERE owner = 'person'";
    connection.execute_batch(sql).expect("is SQL");
    let report = bank::audit::audit(file.reader().as_ref()).expect("audits");
    let text: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            format!("account {:032x}: holds 500, the journal adds up to 499", town::account(0).0),
            format!("account {:032x}: holds 501, the journal adds up to 500", town::account(1).0),
            "all accounts of CNY add up to 2, not to zero".to_owned(),
        ]
    );
}
