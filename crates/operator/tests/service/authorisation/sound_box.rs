//! A sound box's token at every route: it opens the box's events, and is worth elsewhere what a
//! forged key is.

use super::caller::Caller;
use super::table::ROWS;
use super::{Cast, head, word};
use crate::sound_boxes::pair;
use crate::support::client::client;
use operator::random;

const EVENTS: &str = "/v1/sound-boxes/events";

#[tokio::test]
async fn attack_sound_a_boxs_token_opens_its_events_and_nothing_else() {
    let cast = Cast::new().await;
    let token = pair(&cast.place, 0, random::id().expect("random")).await;
    let forged = Caller::ALL.iter().position(|one| *one == Caller::ForgedKey).expect("a column");
    let mut differences = Vec::new();
    for row in ROWS.iter().filter(|row| !row.is_admin) {
        let path = cast.path(row.path);
        let body = cast.body(row, Caller::ForgedKey).await;
        let request = client().request(row.method.parse().expect("a method"), cast.url(&path));
        let request = request.bearer_auth(&token);
        let request = if let Some(body) = &body { request.json(body) } else { request };
        let got = word(&head(request).await);
        let expected = if row.path == EVENTS { "ok" } else { row.expected[forged] };
        if got != expected {
            differences.push(format!("{} {}: {got}, not {expected}", row.method, row.path));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    cast.place.audit();
}
