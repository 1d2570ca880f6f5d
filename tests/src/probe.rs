//! What a load balancer and a supervisor ask: whether a node can serve, and whether it lives.

use crate::device::http_within;
use std::time::{Duration, Instant};

/// How long is waited for a change before a test gives up.
const GIVE_UP: Duration = Duration::from_secs(60);

async fn status(url: &str, path: &str) -> Option<u16> {
    let answer = http_within(Duration::from_secs(30)).get(format!("{url}{path}")).send().await;
    answer.ok().map(|answer| answer.status().as_u16())
}

/// Waits until a node says that it can serve.
///
/// # Panics
/// When it does not.
pub async fn until_ready(url: &str) {
    until_ready_supervised(url, || {}).await;
}

/// Like [`until_ready`], with what a supervisor of something else does again and again meanwhile.
///
/// # Panics
/// When it does not.
pub async fn until_ready_supervised(url: &str, supervise: impl Fn()) {
    let begun = Instant::now();
    while status(url, "/readyz").await != Some(200) {
        assert!(begun.elapsed() < GIVE_UP, "it is not ready again");
        supervise();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until a node says that it cannot serve; that it lives, it must say at any time.
///
/// # Panics
/// When it does not.
pub async fn until_not_ready(url: &str) {
    let begun = Instant::now();
    loop {
        assert_eq!(status(url, "/healthz").await, Some(200), "it lives");
        match status(url, "/readyz").await {
            Some(503) => return,
            Some(200) => assert!(begun.elapsed() < GIVE_UP, "it says that it is ready"),
            other => panic!("{other:?} is no answer to a probe"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
