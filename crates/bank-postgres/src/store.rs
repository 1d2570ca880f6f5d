//! The writer: one connection, one transaction a batch, all nodes' batches one after the other.

use crate::batch::PostgresBatch;
use crate::column::signed;
use crate::commit::{Committing, Failed};
use crate::error::{Failure, OpenError};
use crate::frozen;
use crate::migration;
use crate::server::{self, Requirements, ServerReport};
use crate::session::{Ask, Purpose, Session};
use crate::table::{device, tree};
use crate::target::Target;
use bank::head::SignedHead;
use bank::journal::ChainHead;
use bank::kept::Kept;
use bank::store::{Batch, Store, StoreError, Upkeep};
use bank::tree::TreeNode;
use bank::{Record, TimeMs};
use std::fmt;
use std::sync::Arc;

/// The bank's store on a PostgreSQL database, for writing.
///
/// Any number of them, in any number of processes, may write to one database: their batches take
/// turns at the head of the journal.
pub struct PostgresStore {
    target: Target,
    session: Option<Arc<Session>>,
    /// Where batches read while the one before them is committed.
    ahead: Option<Arc<Session>>,
    /// The batch whose commit is under way.
    pub(crate) committing: Option<Committing>,
    /// What became of the last one, until it is told.
    pub(crate) failed: Option<Failed>,
    pub(crate) kept: Kept,
    /// The head as it was when what is kept was last exact; with a commit that is under way, what
    /// is kept is as that will leave it.
    pub(crate) seen: Option<Stamp>,
    /// Whether the last batch found that nobody else had written.
    pub(crate) alone: bool,
    /// Whether the last batch failed with nothing done, so that it may be run again.
    pub(crate) again: bool,
}

/// A state of the database: no two batches leave the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) head: ChainHead,
    pub(crate) batch: i64,
}

impl PostgresStore {
    /// Connects to a database that has been migrated.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(target: &Target) -> Result<Self, OpenError> {
        let mut store = Self {
            target: target.clone(),
            session: None,
            ahead: None,
            committing: None,
            failed: None,
            kept: Kept::default(),
            seen: None,
            alone: false,
            again: false,
        };
        let session = store.connected()?;
        migration::check(&session)?;
        Ok(store)
    }

    /// Looks at how the server is set up: what `serve` asks before money is trusted to it.
    ///
    /// # Errors
    /// [`OpenError::NotDurable`], or that the server does not answer.
    pub fn check_server(
        target: &Target,
        requirements: Requirements,
    ) -> Result<ServerReport, OpenError> {
        server::check_target(target, requirements)
    }

    /// Returns the connection, a new one where it has ended.
    fn connected(&mut self) -> Result<Arc<Session>, Failure> {
        match self.session.take().filter(|session| !session.is_closed()) {
            Some(session) => {
                self.session = Some(Arc::clone(&session));
                Ok(session)
            }
            None => {
                self.forget();
                let session = Session::open(&self.target, Purpose::Batches)?;
                self.session = Some(Arc::clone(&session));
                Ok(session)
            }
        }
    }

    /// Returns the connection for what is read while a commit is under way.
    pub(crate) fn reading_ahead(&mut self) -> Result<Arc<Session>, Failure> {
        match self.ahead.take().filter(|session| !session.is_closed()) {
            Some(session) => Ok(Arc::clone(self.ahead.insert(session))),
            None => {
                let session = Session::open(&self.target, Purpose::Ahead)?;
                Ok(Arc::clone(self.ahead.insert(session)))
            }
        }
    }

    /// Gives up the connection for what is read while a commit is under way.
    pub(crate) fn stop_reading_ahead(&mut self) {
        self.ahead = None;
    }

    /// Remembers a record that was read, unless it may be older than what is remembered.
    pub(crate) fn keep_read(&mut self, record: Record) {
        let is_old = |committing: &Committing| committing.writes(&record.key());
        if Kept::keeps(&record) && !self.committing.as_ref().is_some_and(is_old) {
            self.kept.keep(record);
        }
    }

    /// Ends a transaction of which nothing was done; returns whether it may be run again.
    pub(crate) fn nothing_done(&mut self, failure: &Failure, session: &Arc<Session>) -> bool {
        let disconnected = failure.is_disconnection() || session.is_closed();
        if disconnected {
            self.disconnect();
        } else {
            self.roll_back(session);
        }
        let set_free = !disconnected && failure.is_lock_kept() && frozen::end(session);
        disconnected || set_free || failure.is_lost_race()
    }

    /// Ends the transaction. Waited for: it must not reach the server behind the beginning of the
    /// next one.
    pub(crate) fn roll_back(&mut self, session: &Arc<Session>) {
        if session.ask_whole(vec![Ask::plain("ROLLBACK")]).is_err() {
            self.disconnect();
        }
    }

    /// Forgets all that was remembered.
    pub(crate) fn forget(&mut self) {
        self.kept.forget();
        self.seen = None;
        self.alone = false;
    }

    /// Gives the connection up: what it was told last is not known.
    pub(crate) fn disconnect(&mut self) {
        self.session = None;
        self.ahead = None;
        self.forget();
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").field("target", &self.target).finish_non_exhaustive()
    }
}

impl Store for PostgresStore {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        self.again = false;
        // With other nodes about, what is decided ahead is decided again too often.
        if !self.alone || self.failed.is_some() {
            self.conclude()?;
        }
        let session = self.connected()?;
        Ok(Box::new(PostgresBatch::new(self, session)))
    }

    fn may_run_again(&self) -> bool {
        self.again
    }

    fn is_committing(&self) -> bool {
        self.committing.is_some()
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        let settled = self.conclude();
        self.again = self.failed.take().is_some_and(|failed| failed.again);
        settled
    }
}

impl Upkeep for PostgresStore {
    fn forget_nonces(&mut self, expired_before: TimeMs) -> Result<u64, StoreError> {
        let session = self.connected()?;
        let forget = Ask::new(device::FORGET_NONCES, vec![Box::new(signed(expired_before.0)?)]);
        let answers = session.ask_whole(vec![forget])?;
        Ok(answers.first().map_or(0, |answer| answer.changed))
    }

    fn keep_tree(&mut self, nodes: &[TreeNode]) -> Result<(), StoreError> {
        let asks: Result<Vec<Ask>, StoreError> = nodes.iter().map(tree::keep_node).collect();
        self.connected()?.ask_whole(asks?)?;
        Ok(())
    }

    fn keep_head(&mut self, head: &SignedHead) -> Result<(), StoreError> {
        self.connected()?.ask_whole(vec![tree::keep_head(head)?])?;
        Ok(())
    }
}
