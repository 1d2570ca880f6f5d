//! `state` and `unlock` while the wallet does not open.

use crate::host::{PASSPHRASE, TestHost};
use bridge::OpenRefused;
use serde_json::{Value, json};

#[tokio::test]
async fn each_reason_for_being_locked_reaches_the_screen() {
    for (refusal, lock) in [
        (OpenRefused::PassphraseNeeded { new: true }, "passphrase_new"),
        (OpenRefused::PassphraseNeeded { new: false }, "passphrase"),
        (OpenRefused::PassphraseWrong, "passphrase"),
        (OpenRefused::InUse, "in_use"),
        (OpenRefused::KeyringSilent, "keyring_silent"),
        (OpenRefused::Damaged, "damaged"),
        (OpenRefused::FolderUnusable, "folder_unusable"),
    ] {
        let host = TestHost::refusing(refusal);
        let state = host.ok("state", json!({})).await;
        assert_eq!(state["stage"], "locked");
        assert_eq!(state["lock"], lock);
        assert_eq!(host.refused("home", json!({})).await["code"], "locked");
    }
}

#[tokio::test]
async fn the_right_passphrase_opens_and_a_wrong_one_does_not() {
    let host = TestHost::refusing(OpenRefused::PassphraseNeeded { new: false });
    let unlock = |passphrase: Value| json!({ "passphrase": passphrase });
    let error = host.refused("unlock", unlock(json!("open barley"))).await;
    assert_eq!(error["code"], "passphrase_wrong");
    assert!(!error.to_string().contains("barley"));
    let state = host.ok("unlock", unlock(json!(""))).await;
    assert_eq!(state["lock"], "passphrase", "an empty passphrase is none");
    let state = host.ok("unlock", unlock(json!(PASSPHRASE))).await;
    assert_eq!(state["stage"], "new");
    assert!(state["lock"].is_null());
}

#[tokio::test]
async fn a_wallet_that_another_program_let_go_of_opens_at_the_next_try() {
    let host = TestHost::refusing(OpenRefused::InUse);
    let again = json!({ "passphrase": null });
    assert_eq!(host.ok("unlock", again.clone()).await["lock"], "in_use");
    *host.refusal.lock().unwrap() = None;
    assert_eq!(host.ok("unlock", again).await["stage"], "new");
}

#[tokio::test]
async fn the_wallet_is_opened_once_however_many_ask_at_once() {
    let host = TestHost::new();
    let asks = (0..8).map(|_| host.ok("state", json!({})));
    futures_util::future::join_all(asks).await;
    host.ok("unlock", json!({ "passphrase": null })).await;
    assert_eq!(*host.tries.lock().unwrap(), 1);
}
