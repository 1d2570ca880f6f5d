//! Signed heads of the journal: the tree is grown behind the rows, and the operator signs what the
//! journal was at the end of each day, when a receipt needs it, and when told to.
//!
//! Any node may do it at any time: what is kept follows from the journal alone, and the first head
//! of a size is the one that stays.

use crate::campaigns;
use crate::clock;
use crate::clock::sandbox::Ticks;
use crate::keys::OperatorKeys;
use crate::problem::Fault;
use crate::service::Shared;
use crate::teller::{Teller, TellerError};
use bank::TimeMs;
use bank::head::SignedHead;
use bank::store::{Reader, StoreError};
use bank::tree::{self, Tree};
use proof::{Head, HeadError, NoteError, head};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How often the tree grows, and the end of a day is looked for.
const EVERY: Duration = Duration::from_secs(60);

/// The shortest time between two heads that are made because they are asked for.
const APART: Duration = Duration::from_secs(1);

/// How many hashes of the tree are kept in one transaction; each stands for 256 rows or more.
const NODES_AT_ONCE: usize = 64;

/// Why no head is made.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The teller.
    #[error(transparent)]
    Teller(#[from] TellerError),
    /// The operator's name or key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The last head is not one that this operator's keys signed.
    #[error("the last head cannot be believed: {0}; see `tongbaod audit`")]
    Head(#[from] HeadError),
    /// The journal is not what was signed before: nothing more is signed.
    #[error("the journal's first {0} rows are not those that were signed; see `tongbaod audit`")]
    Rewritten(u64),
    /// There is nothing to sign.
    #[error("the journal is empty")]
    Empty,
}

/// What a head is made with.
#[derive(Clone, Copy)]
pub struct Signer<'a> {
    /// Committed data.
    pub reader: &'a dyn Reader,
    /// The door for writes.
    pub teller: &'a Teller,
    /// The operator's name inside codes.
    pub operator: &'a str,
    /// The keys.
    pub keys: &'a OperatorKeys,
}

impl Signer<'_> {
    /// Lets the tree grow as far as the journal goes; blocks.
    ///
    /// # Errors
    /// See [`SignError`].
    pub fn grow(self) -> Result<(), SignError> {
        loop {
            let nodes = tree::grow(self.reader, NODES_AT_ONCE)?;
            if nodes.is_empty() {
                return Ok(());
            }
            self.teller.upkeep_blocking(Box::new(move |store| store.keep_tree(&nodes)))?;
        }
    }

    /// Signs the journal as it is now, unless its newest head says the same; blocks.
    ///
    /// # Errors
    /// See [`SignError`]; above all when the journal was changed before the newest head.
    pub fn sign(self, now: TimeMs) -> Result<SignedHead, SignError> {
        self.grow()?;
        let chain = self.reader.chain_head()?;
        let last = self.reader.heads(None, 1)?.pop();
        if let Some(last) = last {
            self.check(&last)?;
            if last.size == chain.sequence {
                return Ok(last);
            }
        }
        if chain.sequence == 0 {
            return Err(SignError::Empty);
        }
        let root = proof::tree::root(chain.sequence, &Tree(self.reader))?;
        let head = Head { size: chain.sequence, root, chain: chain.hash, at_ms: now.0 };
        let note = head.sign(&head::origin(self.operator), &self.keys.signing)?;
        let signed = SignedHead { size: head.size, at: now, note };
        let kept = signed.clone();
        self.teller.upkeep_blocking(Box::new(move |store| store.keep_head(&kept)))?;
        // Another node may have been quicker.
        Ok(self.reader.head(signed.size)?.unwrap_or(signed))
    }

    /// Checks that the journal still begins with what the head says.
    fn check(self, last: &SignedHead) -> Result<(), SignError> {
        let origin = head::origin(self.operator);
        let head = Head::verify(&last.note, &origin, &self.keys.public())?;
        let before = head.size.saturating_sub(1);
        let chain = self.reader.row_hashes(before, 1)?.pop();
        let fits = head.size == last.size
            && chain == Some(head.chain)
            && proof::tree::root(head.size, &Tree(self.reader))? == head.root;
        if fits { Ok(()) } else { Err(SignError::Rewritten(last.size)) }
    }
}

/// When this node made a head last because it was asked for.
#[derive(Default)]
pub struct Heads {
    made: Mutex<Option<Instant>>,
}

impl Heads {
    /// Returns the newest head, which covers a row; makes it if there is none yet, for everybody
    /// who waits for one at the same time.
    ///
    /// # Errors
    /// An internal error when the store fails or the journal was rewritten.
    pub async fn over(service: &Shared, sequence: u64) -> Result<SignedHead, Fault> {
        if let Some(head) = newest(service).await?.filter(|head| head.size >= sequence) {
            return Ok(head);
        }
        let mut made = service.heads.made.lock().await;
        if let Some(head) = newest(service).await?.filter(|head| head.size >= sequence) {
            return Ok(head);
        }
        if let Some(made) = *made {
            tokio::time::sleep_until(made + APART).await;
        }
        let head = sign(service).await?;
        *made = Some(Instant::now());
        Ok(head)
    }
}

async fn newest(service: &Shared) -> Result<Option<SignedHead>, Fault> {
    service.read(|service| Ok(service.reader.heads(None, 1)?.pop())).await
}

async fn sign(service: &Shared) -> Result<SignedHead, Fault> {
    let shared = Shared::clone(service);
    let signed = tokio::task::spawn_blocking(move || shared.signer().sign(clock::now()));
    match signed.await {
        Ok(Ok(head)) => Ok(head),
        Ok(Err(SignError::Store(error))) => Err(Fault::unreadable(error)),
        Ok(Err(error)) => Err(Fault::internal(error)),
        Err(error) => Err(Fault::internal(error)),
    }
}

/// Grows the tree each minute, and signs a head when a day has ended since the last one, for as
/// long as the operator runs: what was missed while no node ran is made good by the next.
pub async fn run(service: Shared) {
    let mut ticks = Ticks::new(EVERY);
    loop {
        ticks.tick().await;
        let shared = Shared::clone(&service);
        let kept = tokio::task::spawn_blocking(move || keep_up(&shared));
        if let Ok(Err(error)) = kept.await {
            tracing::error!(%error, "the journal's head was not signed");
        }
    }
}

/// Grows the tree, signs the head of a day that has ended, and shows the day's seeds; blocks.
///
/// # Errors
/// See [`SignError`].
pub fn keep_up(service: &Shared) -> Result<(), SignError> {
    let signer = service.signer();
    signer.grow()?;
    let now = clock::now();
    let last = signer.reader.heads(None, 1)?.pop();
    let day_began = service.config.time_zone.day_began_at(now);
    if last.is_none_or(|last| last.at < day_began) && signer.reader.chain_head()?.sequence > 0 {
        signer.sign(now)?;
    }
    // Only behind the head of a day are its seeds shown.
    campaigns::show_seeds(service)?;
    Ok(())
}
