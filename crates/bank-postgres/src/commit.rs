//! A commit that is under way, and what its answers say became of it.

use crate::error::Failure;
use crate::runtime::Waiting;
use crate::session::{Answer, Answers, Session};
use crate::store::{PostgresStore, Stamp};
use bank::Key;
use bank::store::StoreError;
use std::sync::Arc;

/// A batch that was sent with its commit and is not answered yet.
pub(crate) struct Committing {
    pub(crate) session: Arc<Session>,
    pub(crate) answers: Waiting<Answers>,
    /// How the batch leaves the head.
    pub(crate) stamp: Stamp,
    /// What the batch writes, in order. Those of the kinds that are remembered are so already.
    pub(crate) keys: Vec<Key>,
    /// The place of the answer that fails when somebody else had the turn before.
    pub(crate) turn: Option<usize>,
}

/// What became of a batch, as far as the answers say.
enum End {
    Committed,
    /// Nothing was done.
    Nothing(Failure),
    /// Nothing was done: it was decided on a head that is not the head any more.
    Overtaken,
    Unknown(Failure),
}

/// A batch that failed and is not told yet.
#[derive(Clone, Debug)]
pub(crate) struct Failed {
    pub(crate) error: StoreError,
    /// Whether it may be run again.
    pub(crate) again: bool,
}

impl Committing {
    /// Returns whether the batch writes what is under a key.
    pub(crate) fn writes(&self, key: &Key) -> bool {
        self.keys.binary_search(key).is_ok()
    }

    fn end(self) -> End {
        match self.answers.wait() {
            Ok(answers) => end(answers, self.turn, &self.session),
            Err(failure) => End::Unknown(failure),
        }
    }
}

fn end(mut answers: Vec<Result<Answer, Failure>>, turn: Option<usize>, session: &Session) -> End {
    let Some(committed) = answers.pop() else {
        return End::Unknown(Failure::connection("the commit was not answered"));
    };
    for (place, answer) in answers.into_iter().enumerate() {
        // The server had not come to the commit: it made a rollback of it.
        match answer {
            Ok(_) => {}
            Err(failure) if turn == Some(place) && failure.is_overtaken() => {
                return End::Overtaken;
            }
            Err(failure) if failure.code.is_some() => return End::Nothing(failure),
            Err(failure) => return End::Unknown(failure),
        }
    }
    match committed {
        Ok(_) if session.take_warning() => End::Unknown(Failure::connection(
            "the server warned while it committed: a standby may not have the batch",
        )),
        Ok(_) => End::Committed,
        Err(failure) if failure.is_lost_race() => End::Nothing(failure),
        Err(failure) => End::Unknown(failure),
    }
}

impl PostgresStore {
    /// Waits for the commit that is under way. A failure stays until it is told: who decided on
    /// that batch must not go on.
    pub(crate) fn conclude(&mut self) -> Result<(), StoreError> {
        if let Some(committing) = self.committing.take() {
            let (session, stamp) = (Arc::clone(&committing.session), committing.stamp);
            match committing.end() {
                End::Committed => self.seen = Some(stamp),
                failed => self.failed = Some(self.after(failed, &session)),
            }
        }
        match &self.failed {
            None => Ok(()),
            Some(failed) => Err(failed.error.clone()),
        }
    }

    /// Puts the store in order after a batch that was not committed, or perhaps not.
    fn after(&mut self, end: End, session: &Arc<Session>) -> Failed {
        let mut again = false;
        let error = match end {
            End::Nothing(failure) => {
                again = self.nothing_done(&failure, session);
                failure.into()
            }
            End::Overtaken => {
                again = true;
                self.roll_back(session);
                StoreError("another node has written meanwhile".to_owned())
            }
            End::Unknown(failure) => {
                self.disconnect();
                let StoreError(reason) = failure.into();
                StoreError(format!("whether the batch was committed is unknown: {reason}"))
            }
            End::Committed => StoreError("committed".to_owned()),
        };
        // What that batch would have written is remembered already.
        self.forget();
        Failed { error, again }
    }
}
