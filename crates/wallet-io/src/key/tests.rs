//! Keys come back, wrong ones are told from damaged files, and a real keyring keeps its word.

use super::*;
use crate::sealed::{Purpose, WrappingKey, seal};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use std::fs;
use std::path::Path;
use std::process::Command;
use wallet::port::KeyVault as _;
use wire::Secret;
use zeroize::Zeroizing;

#[test]
fn a_device_key_signs_and_is_the_same_after_a_restart() {
    let home = tempfile::tempdir().expect("a folder");
    let wrapping: WrappingKey = Zeroizing::new([5; 32]);
    assert!(DeviceKey::open(home.path(), &wrapping).expect("looked for").is_none());
    let made = DeviceKey::create(home.path(), &wrapping).expect("made");
    let opened = DeviceKey::open(home.path(), &wrapping).expect("opened").expect("there");
    assert_eq!(made.public_key(), opened.public_key());
    let public = opened.public_key().expect("a key");
    let verifying = VerifyingKey::from_sec1_bytes(&public).expect("a point of the curve");
    let signature = opened.sign(b"an order").expect("signed");
    assert_eq!(made.sign(b"an order").expect("signed"), signature, "RFC 6979: no new evidence");
    let signature = Signature::from_slice(&signature).expect("r and s");
    assert!(verifying.verify(b"an order", &signature).is_ok());
    assert!(verifying.verify(b"another", &signature).is_err());

    let stranger: WrappingKey = Zeroizing::new([6; 32]);
    assert!(DeviceKey::open(home.path(), &stranger).is_err());
    fs::write(home.path().join(DeviceKey::FILE), seal(&wrapping, Purpose::State, &[1; 32]))
        .expect("written");
    assert!(DeviceKey::open(home.path(), &wrapping).is_err(), "a state is no key");
}

#[test]
fn a_passphrase_opens_what_it_made_and_nothing_else_does() {
    let home = tempfile::tempdir().expect("a folder");
    let (right, wrong) = (Secret::new("correct horse"), Secret::new("battery staple"));
    let source = |stretching| file::Source::Passphrase(stretching);
    let stretching = passphrase::Stretching::new();
    let key = stretching.key(&right).expect("a key");
    KeyFile::new(source(stretching), &key).write(home.path()).expect("written");

    let unlocked = unlock(home.path(), Some(&right)).expect("opens");
    assert_eq!((unlocked.key, unlocked.is_new), (key, false));
    let refused = |passphrase: Option<&Secret>| unlock(home.path(), passphrase).err();
    assert_eq!(refused(Some(&wrong)), Some(UnlockError::PassphraseWrong));
    assert_eq!(refused(None), Some(UnlockError::PassphraseNeeded));
    assert_eq!(refused(Some(&Secret::new(""))), Some(UnlockError::PassphraseNeeded));

    let path = home.path().join(KeyFile::FILE);
    let text = fs::read_to_string(&path).expect("read");
    for bent in [
        String::new(),
        text.replace("\"version\":1", "\"version\":2"),
        text.replace("65536", "4294967295"),
        text.replace("passphrase", "riddle"),
    ] {
        assert_ne!(bent, text);
        fs::write(&path, bent).expect("written");
        assert!(matches!(refused(Some(&right)), Some(UnlockError::File(_))));
    }
}

/// Runs this test program once more, with the one test that needs a keyring, inside a session bus
/// with a keyring daemon of its own.
fn with_keyring(folder: &Path) -> Option<bool> {
    let found = |program: &str| {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&paths).any(|path| path.join(program).is_file())
    };
    if !found("dbus-run-session") || !found("gnome-keyring-daemon") {
        return None;
    }
    let (home, run) = (folder.join("home"), folder.join("home/run"));
    crate::atomic_file::make_folder(&run).expect("made");
    let script = "printf test | gnome-keyring-daemon --unlock --components=secrets --daemonize \
                  >/dev/null; exec \"$0\" --exact key::tests::a_keyring_keeps_a_key --ignored";
    let ended = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(std::env::current_exe().expect("a running test has a path"))
        .env("HOME", &home)
        .env("XDG_DATA_HOME", home.join(".local/share"))
        .env("XDG_RUNTIME_DIR", &run)
        .env_remove("TONGBAO_KEYRING")
        .env("TONGBAO_TEST_FOLDER", folder)
        .output()
        .expect("the session starts");
    let stdout = String::from_utf8_lossy(&ended.stdout).into_owned();
    if !ended.status.success() {
        std::io::Write::write_all(&mut std::io::stderr(), stdout.as_bytes()).expect("told");
    }
    Some(ended.status.success() && stdout.contains("1 passed"))
}

#[test]
#[cfg(target_os = "linux")]
fn the_secret_service_keeps_a_key() {
    let folder = tempfile::tempdir().expect("a folder");
    match with_keyring(folder.path()) {
        Some(kept) => assert!(kept, "the keyring did not keep the key"),
        None => {
            let told = b"skipped: dbus-run-session and gnome-keyring-daemon are not installed\n";
            std::io::Write::write_all(&mut std::io::stderr(), told).expect("told");
        }
    }
}

#[test]
#[ignore = "run by the_secret_service_keeps_a_key, inside a session with a keyring"]
fn a_keyring_keeps_a_key() {
    let folder = std::env::var_os("TONGBAO_TEST_FOLDER").expect("run by another test");
    let home = Path::new(&folder).join("wallet");
    crate::atomic_file::make_folder(&home).expect("made");
    let made = unlock(&home, None).expect("made without a passphrase");
    let opened = unlock(&home, None).expect("opened");
    assert_eq!((made.is_new, opened.is_new), (true, false));
    assert_eq!(made.key, opened.key);
    let text = fs::read_to_string(home.join(KeyFile::FILE)).expect("read");
    assert!(text.contains("\"keyring\""), "{text}");
    let bent = text.replacen("\"entry\":\"", "\"entry\":\"x", 1);
    fs::write(home.join(KeyFile::FILE), bent).expect("written");
    let lost = unlock(&home, None).err();
    assert!(matches!(lost, Some(UnlockError::KeyringSilent(_))), "{lost:?}");
}
