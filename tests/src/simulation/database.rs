//! A database as nodes see it: what was committed survives, what was not never was, and a commit
//! may be done although its answer is lost. A batch that read what another one changed meanwhile
//! loses its race, as on PostgreSQL, and may be run again.
//!
//! The records that a node keeps between batches are kept by the bank's own [`Kept`].

use super::bug::Bug;
use bank::batch;
use bank::id::{CampaignId, CardId, CardTopUpId, PersonId, TimeMs};
use bank::journal::ChainHead;
use bank::kept::Kept;
use bank::memory::MemoryStore;
use bank::record::{CouponState, HoldState, OrderState, Record};
use bank::store::{Batch, Reader as _, Store, StoreError, Writes};
use bank::{Envelope, Key, Outcome};
use std::sync::{Arc, Mutex};

/// The database that all nodes share.
#[derive(Clone)]
pub struct Database {
    /// What was committed.
    pub contents: MemoryStore,
    commits: Arc<Mutex<u64>>,
    bug: Option<Bug>,
}

/// What one node keeps of it between batches.
pub struct Cache {
    kept: Kept,
    seen_commits: u64,
    /// Whether a batch began and was not committed since.
    is_uncertain: bool,
}

impl Default for Cache {
    fn default() -> Self {
        Self { kept: Kept::new(64), seen_commits: 0, is_uncertain: false }
    }
}

/// A moment of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Begin,
    Read,
    Head,
    Write,
    /// Before the commit.
    Commit,
    /// After it, before its answer.
    Committed,
}

impl Step {
    pub const ALL: [Self; 6] =
        [Self::Begin, Self::Read, Self::Head, Self::Write, Self::Commit, Self::Committed];
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The node ends.
    Crash,
    /// The connection ends; before the commit, the store may know that nothing was done.
    Failure { may_run_again: bool },
}

/// Another node's batch that runs whole at one moment of this one.
pub struct Rival<'a> {
    pub at: Step,
    pub cache: &'a mut Cache,
    pub envelopes: Vec<Envelope>,
    pub outcomes: Option<Result<Vec<Outcome>, StoreError>>,
}

/// One node's connection for one batch.
pub struct Session<'a> {
    database: Database,
    cache: &'a mut Cache,
    fault: Option<(Step, Fault)>,
    pub rival: Option<Rival<'a>>,
    may_run_again: bool,
    /// Whether the node ended in the middle.
    pub has_crashed: bool,
}

impl Database {
    pub fn new(bug: Option<Bug>) -> Self {
        Self { contents: MemoryStore::default(), commits: Arc::default(), bug }
    }

    pub fn session<'a>(
        &self,
        cache: &'a mut Cache,
        fault: Option<(Step, Fault)>,
        rival: Option<Rival<'a>>,
    ) -> Session<'a> {
        let (may_run_again, has_crashed) = (false, false);
        Session { database: self.clone(), cache, fault, rival, may_run_again, has_crashed }
    }

    fn commits(&self) -> u64 {
        *self.commits.lock().expect("one thread")
    }

    fn commit(&self, mut writes: Writes) -> Result<(), StoreError> {
        let number = {
            let mut commits = self.commits.lock().expect("one thread");
            *commits += 1;
            *commits
        };
        if let Some(bug) = self.bug {
            plant(bug, number, &mut writes);
        }
        let mut contents = self.contents.clone();
        let mut batch = contents.begin()?;
        batch.write(&writes)?;
        batch.commit()
    }
}

/// Spoils what is written.
fn plant(bug: Bug, number: u64, writes: &mut Writes) {
    let records = &mut writes.records;
    match bug {
        Bug::HalfCommit if number.is_multiple_of(7) => records.truncate(records.len().div_ceil(2)),
        Bug::LostBatch if number.is_multiple_of(23) => *writes = Writes::default(),
        Bug::ForgottenKey => records.retain(|record| !matches!(record, Record::Answered(_))),
        Bug::PinTryUncounted => records.retain(
            |record| !matches!(record, Record::Person(person) if (1..5).contains(&person.pin.tries)),
        ),
        Bug::PayerCodeNotUsedUp => {
            records.retain(|record| !matches!(record, Record::TakenPayerCode(_)));
        }
        Bug::OrderStaysOpen => records.retain(|record| {
            !matches!(record, Record::Order(order) if matches!(order.state, OrderState::Paid { .. }))
        }),
        Bug::ReturnsForgotten => {
            records.retain(|record| !matches!(record, Record::Returned(_)));
        }
        Bug::HoldStaysPending => records.retain(
            |record| !matches!(record, Record::Hold(hold) if hold.state != HoldState::Pending),
        ),
        Bug::CouponNotUsedUp => records.retain(|record| {
            let Record::Coupon(coupon) = record else { return true };
            !matches!(coupon.state, CouponState::Used(_))
        }),
        Bug::DrawForgotten => records.retain(|record| !matches!(record, Record::Entrant(_))),
        Bug::ClaimForgotten => records.retain(|record| !matches!(record, Record::Claim(_))),
        Bug::LeaseForgotten => records.retain(|record| !matches!(record, Record::Lease(_))),
        Bug::EventLost if number.is_multiple_of(11) => writes.events.clear(),
        _ => {}
    }
}

impl<'a> Session<'a> {
    fn step(&mut self, step: Step) -> Result<(), StoreError> {
        if let Some(rival) = &mut self.rival
            && rival.at == step
            && rival.outcomes.is_none()
        {
            let mut session = self.database.session(rival.cache, None, None);
            rival.outcomes = Some(batch::run(&mut session, &rival.envelopes));
        }
        match self.fault {
            Some((at, fault)) if at == step => {
                self.fault = None;
                Err(self.fail(step, fault))
            }
            _ => Ok(()),
        }
    }

    fn fail(&mut self, step: Step, fault: Fault) -> StoreError {
        match fault {
            Fault::Crash => self.has_crashed = true,
            // Whether a commit was done whose answer is lost, nobody knows.
            Fault::Failure { may_run_again } => {
                self.may_run_again = may_run_again && !matches!(step, Step::Committed);
            }
        }
        StoreError(format!("{fault:?} at {step:?}"))
    }

    fn has(&self, bug: Bug) -> bool {
        self.database.bug == Some(bug)
    }
}

impl<'a> Store for Session<'a> {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        self.may_run_again = false;
        self.step(Step::Begin)?;
        let began_at = self.database.commits();
        let is_alone = self.cache.seen_commits == began_at || self.has(Bug::StaleCache);
        // What was kept is not so any more when somebody else wrote, or a batch came to nothing.
        if self.cache.is_uncertain || !is_alone {
            self.cache.kept.forget();
        }
        self.cache.is_uncertain = true;
        self.cache.seen_commits = began_at;
        Ok(Box::new(Transaction { session: self, began_at, writes: Writes::default() }))
    }

    fn may_run_again(&self) -> bool {
        self.may_run_again
    }
}

struct Transaction<'s, 'a> {
    session: &'s mut Session<'a>,
    began_at: u64,
    writes: Writes,
}

impl Batch for Transaction<'_, '_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        self.session.step(Step::Read)?;
        let mut records = Vec::with_capacity(keys.len());
        for key in keys {
            if matches!(key, Key::Nonce(..)) && self.session.has(Bug::NonceUnchecked) {
                records.push(None);
                continue;
            }
            if let Some(kept) = self.session.cache.kept.find(key) {
                records.push(Some(kept.clone()));
                continue;
            }
            let record = self.session.database.contents.record(key)?;
            if let Some(record) = &record {
                self.session.cache.kept.keep(record.clone());
            }
            records.push(record);
        }
        Ok(records)
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        self.session.step(Step::Read)?;
        let campaigns = self.session.database.contents.campaigns()?;
        Ok(campaigns.into_iter().map(|campaign| campaign.id).collect())
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        self.session.step(Step::Read)?;
        let cards = self.session.database.contents.cards_of(person)?;
        Ok(cards.into_iter().map(|card| card.id).collect())
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        self.session.step(Step::Read)?;
        let top_ups = self.session.database.contents.card_top_ups_of(person, since)?;
        Ok(top_ups.into_iter().map(|top_up| top_up.id).collect())
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.session.step(Step::Head)?;
        self.session.database.contents.chain_head()
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        self.session.step(Step::Write)?;
        self.writes = writes.clone();
        for record in &writes.records {
            self.session.cache.kept.keep(record.clone());
        }
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let Self { session, began_at, writes } = *self;
        let is_early = session.has(Bug::AnswerBeforeCommit);
        if is_early && session.fault == Some((Step::Commit, Fault::Crash)) {
            session.has_crashed = true;
            return Ok(());
        }
        session.step(Step::Commit)?;
        if session.database.commits() != began_at && !session.has(Bug::RaceUnnoticed) {
            session.may_run_again = true;
            return Err(StoreError("another batch was quicker".to_owned()));
        }
        session.database.commit(writes)?;
        session.cache.is_uncertain = false;
        session.cache.seen_commits = session.database.commits();
        session.step(Step::Committed)
    }
}
