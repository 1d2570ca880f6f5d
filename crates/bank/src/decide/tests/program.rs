//! The ladders of keys and webhooks of merchants' programs.

use super::*;
use crate::command::{Command, WebhookChange};
use crate::contract::town::program as town_program;
use crate::id::{ApiKeyId, WebhookId};
use crate::record::{ApiKey, KeyScopes, Webhook, WebhookEvents};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![OPEN_KEY.to_vec(), REVOKE.to_vec(), OPEN.to_vec(), ROTATE.to_vec(), NOTE.to_vec()]
}

fn key(n: u32) -> Record {
    Record::ApiKey(ApiKey {
        id: ApiKeyId(1),
        merchant: town::merchant(n),
        name: "Till".to_owned(),
        scopes: KeyScopes(1),
        secret_hash: [1; 32],
        opened_at: town::AT,
        state: State::Active,
    })
}

fn webhook(secret: u32, version: u64, state: State) -> Record {
    Record::Webhook(Webhook {
        id: WebhookId(1),
        merchant: town::merchant(0),
        url: "https://shop.example".to_owned(),
        events: WebhookEvents(1),
        secret,
        changed_at: town::AT,
        opened_at: town::AT,
        opened_after: 0,
        state,
        version,
        progress: String::new(),
    })
}

const OPEN_KEY: [Rung; 4] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::MerchantClosed, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::ApiKey(ApiKeyId(1)))),
    (Rejection::ApiKeyMalformed, |scene| match &mut scene.envelope.command {
        Command::OpenApiKey(open) => open.scopes = KeyScopes(1),
        other => panic!("another command: {other:?}"),
    }),
];

#[test]
fn opening_a_key_climbs_its_ladder() {
    let mut scene = Scene::new(town_program::open_key(1, 0));
    let Command::OpenApiKey(open) = &mut scene.envelope.command else { panic!("opens a key") };
    open.scopes = KeyScopes(0);
    scene.envelope.key = None;
    scene.put(key(0));
    scene.climb(&OPEN_KEY);
}

#[test]
fn a_keys_name_is_one_line() {
    for (name, is_fine) in [("林 till", true), (" ", false), ("a\nb", false)] {
        let mut scene = Scene::new(town_program::open_key(1, 0));
        scene.put(merchant(State::Active));
        let Command::OpenApiKey(open) = &mut scene.envelope.command else { panic!("opens") };
        open.name = name.to_owned();
        assert_eq!(scene.ask().is_ok(), is_fine, "{name:?}");
    }
}

const REVOKE: [Rung; 1] = [(Rejection::ApiKeyUnknown, |scene| {
    scene.put(key(1));
    assert_eq!(scene.ask(), Err(Rejection::ApiKeyUnknown.into()), "it is another's");
    scene.put(key(0));
})];

#[test]
fn revoking_a_key_climbs_its_ladder() {
    Scene::new(town_program::revoke_key(1, 0)).climb(&REVOKE);
}

const OPEN: [Rung; 4] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::MerchantClosed, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::Webhook(WebhookId(1)))),
    (Rejection::WebhookMalformed, |scene| match &mut scene.envelope.command {
        Command::OpenWebhook(open) => open.url = "https://shop.example".to_owned(),
        other => panic!("another command: {other:?}"),
    }),
];

#[test]
fn opening_a_webhook_climbs_its_ladder() {
    let mut scene = Scene::new(town_program::open_webhook(1, 0));
    let Command::OpenWebhook(open) = &mut scene.envelope.command else { panic!("opens") };
    open.url = "https://shop.example/\r\nx: y".to_owned();
    scene.envelope.key = None;
    scene.put(webhook(0, 0, State::Active));
    scene.climb(&OPEN);
}

const ROTATE: [Rung; 2] = [
    (Rejection::WebhookUnknown, |scene| {
        scene.put(webhook(4, 0, State::Closed));
        assert_eq!(scene.ask(), Err(Rejection::WebhookUnknown.into()), "it was closed");
        scene.put(webhook(4, 0, State::Active));
    }),
    (Rejection::WebhookStale, |scene| scene.put(webhook(2, 0, State::Active))),
];

#[test]
fn rotating_a_secret_climbs_its_ladder() {
    let rotate = WebhookChange::Rotate { was: 2 };
    Scene::new(town_program::change_webhook(1, 0, rotate)).climb(&ROTATE);
}

const NOTE: [Rung; 2] = [
    (Rejection::WebhookUnknown, |scene| scene.put(webhook(0, 4, State::Active))),
    (Rejection::WebhookStale, |scene| scene.put(webhook(0, 2, State::Active))),
];

#[test]
fn noting_progress_climbs_its_ladder() {
    Scene::new(town_program::note_webhook(1, 2, "far")).climb(&NOTE);
}
