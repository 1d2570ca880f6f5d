//! Files that are not what they should be.

use crate::File;
use bank_sqlite::{OpenError, SqliteReader, SqliteStore};
use rusqlite::Connection;
use std::fs;

#[test]
fn a_foreign_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    let text = "not a database at all, only a text that is long enough\n".repeat(100);
    fs::write(&path, &text).expect("writes");
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::NotABank)));
    assert!(matches!(SqliteReader::open(&path), Err(OpenError::NotABank)));
    assert_eq!(fs::read_to_string(&path).expect("reads"), text);
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.sqlite");
    let other = Connection::open(&path).expect("opens");
    other.execute_batch("CREATE TABLE photos (id INTEGER)").expect("is SQL");
    other.close().expect("closes");
    let before = fs::read(&path).expect("reads");
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::NotABank)));
    assert!(matches!(SqliteReader::open(&path), Err(OpenError::NotABank)));
    assert_eq!(fs::read(&path).expect("reads"), before);
}

#[test]
fn a_file_of_a_newer_program_is_refused() {
    let file = File::new();
    let connection = Connection::open(file.path()).expect("opens");
    connection.pragma_update(None, "user_version", 999).expect("updates");
    drop(connection);
    let refused = |error| matches!(error, OpenError::Newer { found: 999, .. });
    assert!(SqliteStore::open(&file.path()).is_err_and(refused));
    assert!(SqliteReader::open(&file.path()).is_err_and(refused));
}

#[test]
fn a_reader_makes_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bank.sqlite");
    assert!(matches!(SqliteReader::open(&path), Err(OpenError::Unreadable(_))));
    assert!(!path.exists());
}

#[test]
fn a_damaged_file_is_an_error_and_no_panic() {
    let file = File::new();
    let mut bytes = fs::read(file.path()).expect("reads");
    for byte in bytes.iter_mut().skip(100) {
        *byte = 0xA5;
    }
    fs::write(file.path(), &bytes).expect("writes");
    let damaged = |error| matches!(error, OpenError::Damaged(_));
    assert!(SqliteStore::open(&file.path()).is_err_and(damaged));
    assert!(SqliteReader::open(&file.path()).is_err_and(damaged));
}

#[cfg(unix)]
#[test]
fn the_file_and_its_log_are_for_their_owner_only() {
    use bank::contract::{Subject as _, done, town};
    use std::os::unix::fs::PermissionsExt as _;
    let file = File::new();
    let _store = file.store();
    done(&file, &[town::open_desk()]);
    for entry in fs::read_dir(file.folder.path()).expect("lists") {
        let entry = entry.expect("lists");
        let mode = entry.metadata().expect("is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.path());
    }
}

#[test]
fn money_is_kept_in_integer_columns_only() {
    let file = File::new();
    let connection = Connection::open(file.path()).expect("opens");
    let sql = "SELECT t.name || '.' || c.name, c.type FROM pragma_table_list t
        JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(sql).expect("prepares");
    let columns = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("reads");
    let columns: Vec<(String, String)> = columns.map(|row| row.expect("reads")).collect();
    assert!(columns.len() > 60);
    for (name, kind) in columns {
        assert!(matches!(kind.as_str(), "BLOB" | "INTEGER" | "TEXT"), "{name} is {kind}");
        assert!(!name.ends_with("_minor") || kind == "INTEGER", "{name} is {kind}");
    }
}
