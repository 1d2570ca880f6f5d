//! A wallet opens for one program, and neither damage nor loss ever makes a new one of it.

use super::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use wallet::state::Settings;

fn passphrase() -> Option<Secret> {
    Some(Secret::new("a passphrase for tests"))
}

/// Opens with a passphrase alone, whatever keyring this machine has.
fn open_here(home: &Path, passphrase: Option<Secret>) -> Result<DeviceWallet, OpenError> {
    let is_empty = fs::read_dir(home).is_ok_and(|folder| folder.count() == 0);
    if let (true, Some(passphrase)) = (is_empty, &passphrase) {
        crate::key::write_passphrase_file(home, passphrase);
    }
    open_blocking(home, passphrase.as_ref())
}

fn error(opened: Result<DeviceWallet, OpenError>) -> OpenError {
    opened.err().expect("does not open")
}

fn made() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().to_owned();
    let wallet = open_here(&home, passphrase()).expect("opens");
    let settings = Settings { language: Some("zh".to_owned()), theme: None };
    wallet.change_settings(settings).expect("saved");
    (folder, home)
}

#[test]
fn what_was_saved_is_there_again() {
    let (_folder, home) = made();
    let wallet = open_here(&home, passphrase()).expect("opens");
    assert_eq!(wallet.settings().language.as_deref(), Some("zh"));
}

#[test]
fn a_wallet_opens_for_one_program_and_with_its_passphrase_only() {
    let (_folder, home) = made();
    let wallet = open_here(&home, passphrase()).expect("opens");
    assert_eq!(error(open_here(&home, passphrase())), OpenError::InUse);
    drop(wallet);
    let wrong = Some(Secret::new("another passphrase"));
    assert_eq!(error(open_here(&home, wrong)), OpenError::PassphraseWrong);
    assert_eq!(error(open_here(&home, None)), OpenError::PassphraseNeeded { new: false });
    assert!(open_here(&home, passphrase()).is_ok());
}

#[test]
fn a_lost_or_damaged_file_is_told_and_nothing_is_written() {
    for file in [KeyFile::FILE, SealedStore::FILE, DeviceKey::FILE] {
        for damage in [None, Some(&b"damaged"[..])] {
            let (_folder, home) = made();
            let path = home.join(file);
            match damage {
                None => fs::remove_file(&path).expect("removed"),
                Some(content) => fs::write(&path, content).expect("written"),
            }
            let error = error(open_here(&home, passphrase()));
            assert!(matches!(error, OpenError::Damaged(_)), "{file} {damage:?}: {error:?}");
            assert_eq!(fs::read(&path).ok().as_deref(), damage, "{file} was touched");
        }
    }
}

#[test]
fn a_start_that_was_interrupted_goes_on() {
    for lost in [&[DeviceKey::FILE][..], &[DeviceKey::FILE, SealedStore::FILE]] {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open_here(folder.path(), passphrase()).expect("opens"));
        for file in lost {
            fs::remove_file(folder.path().join(file)).expect("removed");
        }
        assert!(open_here(folder.path(), passphrase()).is_ok(), "{lost:?}");
    }
}
