//! Backups of an SQLite file while payments run, put back elsewhere, and life goes on there.

use crate::load::{Load, OPENING_MINOR, PEOPLE, devices, held};
use std::path::{Path, PathBuf};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town;

fn backups(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_holds_all_that_was_acknowledged_before_it_and_is_a_beginning() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    town::found(folder.path(), &operator.url());
    let currency = money::Currency::from_code("CNY").expect("a currency");
    let devices = devices(&operator.url());
    let people = town::settle(&mut town::store(folder.path()), devices, currency, OPENING_MINOR);
    let mut load = Load::new(people);
    operator.start();
    load.begin(&operator.url());

    let kept = folder.path().join("backups");
    let path = kept.display().to_string();
    let mut before = Vec::new();
    for _ in 0..3 {
        load.wait_for(100).await;
        before = load.acknowledged();
        operator.command(&["backup", &path, "--keep", "2"]);
        // Backups are named by the second.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    }
    load.wait_for(100).await;
    load.end().await;
    assert_eq!(backups(&kept).len(), 2, "the oldest went");
    let after = load.acknowledged();
    operator.kill();

    // The machine burned: configuration and keys were kept in another place.
    let elsewhere = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::create_dir(elsewhere.path().join("keys")).expect("a folder");
    for file in std::fs::read_dir(folder.path().join("keys")).expect("the keys") {
        let file = file.expect("a key");
        let to = elsewhere.path().join("keys").join(file.file_name());
        std::fs::copy(file.path(), to).expect("a copy");
    }
    let config = folder.path().join("operator.toml");
    std::fs::copy(config, elsewhere.path().join("operator.toml")).expect("a copy");
    let mut restored = OperatorProcess::at(elsewhere.path(), operator.address().port());
    let newest = backups(&kept).pop().expect("a backup").display().to_string();
    let said = restored.command(&["restore", &newest]);
    assert!(said.contains("audit clean"), "{said}");
    let database = elsewhere.path().join("bank.sqlite");
    let reader = bank_sqlite::SqliteReader::open(&database).expect("a reader");
    assert_eq!(held(&reader, &before), before.len(), "acknowledged before the backup, and lost");
    assert!(held(&reader, &after) < after.len(), "the load went on after the backup");

    restored.start();
    load.begin(&restored.url());
    load.wait_for(100).await;
    load.end().await;
    restored.stop();
    let audit = restored.audit();
    assert!(audit.contains("payments"), "{audit}");
    let whole = OPENING_MINOR * u64::try_from(PEOPLE).expect("few");
    assert_eq!(sum_minor(&reader), i64::try_from(whole).expect("small"), "no money came or went");
}

/// Returns what all people have together.
fn sum_minor(reader: &dyn bank::store::Reader) -> i64 {
    let accounts = reader.accounts(None, 1000).expect("readable");
    accounts.iter().map(|account| account.balance.minor()).filter(|minor| *minor > 0).sum()
}
