//! The network: every message can be lost, repeated, delayed and overtaken, in both directions, and
//! goes to any node.

use super::clockwork::WORLD;
use super::node::{Cluster, Door, NODES};
use std::future::Future;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;
use wallet::port::ApiError;
use wire::{ErrorCode, Problem};

/// How long whoever asks waits for an answer, in milliseconds.
const PATIENCE_MS: u64 = 10_000;

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Fine,
    Unreachable,
    RequestLost,
    AnswerLost,
    /// Comes in after whoever asked gave up.
    Delayed,
    /// Comes in twice, and the first answer counts.
    Doubled,
    /// Done, but something in between answers.
    Garbled,
}

type Reply<T> = Arc<Mutex<Option<oneshot::Sender<Result<T, ApiError>>>>>;

/// Sends a request and waits for its answer. `handle` serves it at a node, as often as it comes in.
///
/// # Errors
/// As [`ApiError`] tells.
pub async fn ask<T, F>(
    cluster: &Arc<Cluster>,
    handle: impl Fn(Door) -> F + Send + Sync + 'static,
) -> Result<T, ApiError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Box<Problem>>> + Send + 'static,
{
    let sim = &cluster.sim;
    let fate = fate(cluster);
    if fate != Fate::Fine {
        cluster.oracle.count("network faults", 1);
    }
    let (sender, receiver) = oneshot::channel();
    let reply: Reply<T> = Arc::new(Mutex::new(Some(sender)));
    let handle = Arc::new(handle);
    let there_ms = sim.between(1, 60);
    match fate {
        Fate::Unreachable => {
            sim.sleep(there_ms).await;
            return Err(ApiError::Unreachable);
        }
        Fate::RequestLost => {}
        Fate::Fine | Fate::AnswerLost | Fate::Garbled => {
            deliver(cluster, &handle, &reply, there_ms, fate);
        }
        Fate::Delayed => {
            let late_ms = sim.between(PATIENCE_MS, 20 * PATIENCE_MS);
            deliver(cluster, &handle, &reply, late_ms, fate);
        }
        Fate::Doubled => {
            deliver(cluster, &handle, &reply, there_ms, fate);
            deliver(cluster, &handle, &reply, sim.between(1, PATIENCE_MS), fate);
        }
    }
    let (clock, impatient) = (sim.clone(), Arc::clone(&reply));
    sim.spawn(WORLD, async move {
        clock.sleep(PATIENCE_MS).await;
        send(&impatient, Err(ApiError::AnswerLost));
    });
    receiver.await.unwrap_or(Err(ApiError::AnswerLost))
}

fn fate(cluster: &Cluster) -> Fate {
    if cluster.is_calm() {
        return Fate::Fine;
    }
    match cluster.sim.below(100) {
        0 | 1 => Fate::Unreachable,
        2..=4 => Fate::RequestLost,
        5..=9 => Fate::AnswerLost,
        10..=12 => Fate::Delayed,
        13..=15 => Fate::Doubled,
        16 => Fate::Garbled,
        _ => Fate::Fine,
    }
}

fn send<T>(reply: &Reply<T>, answer: Result<T, ApiError>) {
    if let Some(sender) = reply.lock().expect("one thread").take() {
        // Whoever asked may be gone.
        let _ = sender.send(answer);
    }
}

/// Brings a request to a node, and its answer back.
fn deliver<T, F, H>(
    cluster: &Arc<Cluster>,
    handle: &Arc<H>,
    reply: &Reply<T>,
    there_ms: u64,
    fate: Fate,
) where
    T: Send + 'static,
    F: Future<Output = Result<T, Box<Problem>>> + Send + 'static,
    H: Fn(Door) -> F + Send + Sync + 'static,
{
    let (cluster, handle, reply) = (Arc::clone(cluster), Arc::clone(handle), Arc::clone(reply));
    let sim = cluster.sim.clone();
    sim.clone().spawn(WORLD, async move {
        sim.sleep(there_ms).await;
        let node = usize::try_from(sim.below(NODES as u64)).expect("a node");
        let Some(owner) = cluster.owner(node) else {
            // Of two that are under way, one without a connection says nothing of the other.
            if fate != Fate::Doubled {
                send(&reply, Err(ApiError::Unreachable));
            }
            return;
        };
        let door = Door { cluster: Arc::clone(&cluster), node };
        let (sender, receiver) = oneshot::channel();
        sim.spawn(owner, async move {
            let _ = sender.send(handle(door).await);
        });
        // A node that ends takes its connections with it.
        let served = receiver.await;
        sim.sleep(sim.between(1, 60)).await;
        match (fate, served) {
            (Fate::AnswerLost, _) => {}
            (Fate::Garbled, _) => {
                send(&reply, Err(ApiError::AnswerMalformed("a gateway's".to_owned())));
            }
            (_, Ok(Ok(answer))) => send(&reply, Ok(answer)),
            (_, Ok(Err(problem))) => send(&reply, Err(ApiError::Refused(problem))),
            (_, Err(_)) => send(&reply, Err(ApiError::AnswerLost)),
        }
    });
}

/// Asks again and again until the answer is definite: a program of a shop or of the desk, which
/// knows its own identifiers. Returns nothing when it gives up.
pub async fn until_definite<T, F>(
    cluster: &Arc<Cluster>,
    handle: impl Fn(Door) -> F + Clone + Send + Sync + 'static,
) -> Option<Result<T, ErrorCode>>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Box<Problem>>> + Send + 'static,
{
    for_a_while(cluster, 12, handle).await
}

/// Like [`until_definite`], so many times at most.
pub async fn for_a_while<T, F>(
    cluster: &Arc<Cluster>,
    tries: u32,
    handle: impl Fn(Door) -> F + Clone + Send + Sync + 'static,
) -> Option<Result<T, ErrorCode>>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Box<Problem>>> + Send + 'static,
{
    for _ in 0..tries {
        match ask(cluster, handle.clone()).await {
            Ok(answer) => return Some(Ok(answer)),
            Err(ApiError::Refused(problem)) if problem.status < 500 && problem.status != 429 => {
                return Some(Err(problem.code));
            }
            Err(_) => cluster.sim.sleep(cluster.sim.between(200, 4_000)).await,
        }
    }
    None
}
