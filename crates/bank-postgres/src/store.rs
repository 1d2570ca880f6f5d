//! The writer: one connection, one transaction a batch, all nodes' batches one after the other.

use crate::batch::PostgresBatch;
use crate::column::signed;
use crate::error::{Failure, OpenError};
use crate::migration;
use crate::server::{self, Requirements, ServerReport};
use crate::session::{Ask, Purpose, Session};
use crate::table::{device, tree};
use crate::target::Target;
use bank::TimeMs;
use bank::head::SignedHead;
use bank::journal::ChainHead;
use bank::kept::Kept;
use bank::store::{Batch, Store, StoreError, Upkeep};
use bank::tree::TreeNode;
use std::fmt;
use std::sync::Arc;

/// The bank's store on a PostgreSQL database, for writing.
///
/// Any number of them, in any number of processes, may write to one database: their batches take
/// turns at the head of the journal.
pub struct PostgresStore {
    target: Target,
    session: Option<Arc<Session>>,
    pub(crate) kept: Kept,
    /// The head as it was when what is kept was last exact.
    pub(crate) seen: Option<Stamp>,
    /// Whether the last batch found that nobody else had written.
    pub(crate) alone: bool,
    /// Whether the last batch failed with nothing done, so that it may be run again.
    pub(crate) again: bool,
    /// How many batches this connection has begun.
    pub(crate) begun: u32,
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
            kept: Kept::default(),
            seen: None,
            alone: false,
            again: false,
            begun: 0,
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
                self.begun = 0;
                self.session = Some(Arc::clone(&session));
                Ok(session)
            }
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
        let session = self.connected()?;
        Ok(Box::new(PostgresBatch::new(self, session)))
    }

    fn may_run_again(&self) -> bool {
        self.again
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
