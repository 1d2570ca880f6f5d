//! One connection: its settings, its prepared statements, and statements sent together.

use crate::column::Value;
use crate::error::Failure;
use crate::runtime::{self, Waiting};
use crate::target::Target;
use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::{SinkExt as _, StreamExt as _, pin_mut};
use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, Client, NoTls, Row, Statement};

/// For how long anything that is asked of the server may take on the whole: longer than the server
/// itself lets it wait for others, so that the server's own reason is told where it has one.
pub(crate) const ANSWER_MAX: Duration = Duration::from_secs(45);

/// What the server does on its own when a node, a network or a statement stands still.
///
/// A node that freezes inside of a batch holds the head of the journal: its session is ended, and
/// the others, which wait for longer than that, go on; see also [`crate::frozen`].
const TIMEOUTS: &[&str] = &[
    "SET idle_in_transaction_session_timeout = '5s'",
    "SET lock_timeout = '8s'",
    "SET statement_timeout = '30s'",
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET tcp_user_timeout = 15000",
];

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Batches: short transactions under the lock of the head.
    Batches,
    /// What a batch reads while the one before it is committed.
    Ahead,
    /// Single statements.
    Reading,
    /// One long transaction that sees one state.
    Snapshot,
    /// Waiting to be told, or changing the schema.
    Patience,
}

impl Purpose {
    fn settings(self) -> Vec<&'static str> {
        // Plans are made once: every statement finds rows by their keys, whatever is in the tables.
        let planned = "SET plan_cache_mode = force_generic_plan";
        // An array of a thousand keys is planned as one of a few: never by reading a whole table.
        let by_key = "SET enable_seqscan = off";
        // At least the disk of this server, and of the standbys that it waits for.
        let durable = "SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')";
        match self {
            Self::Batches => {
                let mut settings = TIMEOUTS.to_vec();
                settings.extend([planned, by_key, durable, "SET jit = off"]);
                settings
            }
            Self::Ahead => {
                let mut settings = TIMEOUTS.to_vec();
                settings.extend([planned, by_key, "SET jit = off"]);
                settings.push("SET default_transaction_read_only = on");
                settings
            }
            Self::Reading => {
                let mut settings = TIMEOUTS.to_vec();
                settings.push("SET default_transaction_read_only = on");
                settings
            }
            Self::Snapshot => vec![
                "SET idle_in_transaction_session_timeout = 0",
                "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ],
            Self::Patience => vec!["SET statement_timeout = 0"],
        }
    }
}

/// One statement with its values.
pub(crate) struct Ask {
    sql: &'static str,
    what: What,
}

enum What {
    /// Prepared the first time, with values.
    Values(Vec<Value>),
    /// Sent as it is, unprepared.
    Plain,
    /// Prepared the first time, and followed by rows.
    Rows(Bytes),
}

/// What a statement gave.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) rows: Vec<Row>,
    /// How many rows were written.
    pub(crate) changed: u64,
}

impl Ask {
    /// A statement that is prepared the first time.
    pub(crate) fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self { sql, what: What::Values(values) }
    }

    /// A `COPY … FROM STDIN` with its rows.
    pub(crate) fn copy(sql: &'static str, rows: Bytes) -> Self {
        Self { sql, what: What::Rows(rows) }
    }

    /// A statement such as `BEGIN`.
    pub(crate) fn plain(sql: &'static str) -> Self {
        Self { sql, what: What::Plain }
    }
}

/// What is said of statements: each has its own answer.
pub(crate) type Answers = Vec<Result<Answer, Failure>>;

/// For how many batches plans are kept: they are made for the sizes that tables have then, and
/// those of a young bank grow fast.
const PLANS_KEPT_FOR: u32 = 128;

/// One connection.
pub(crate) struct Session {
    client: Client,
    batches: AtomicU32,
    statements: Mutex<HashMap<&'static str, Statement>>,
    warned: Arc<AtomicBool>,
    _counted: Counted,
}

/// How many sessions this process has.
static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Returns how many connections to PostgreSQL this process has open.
pub fn connections() -> usize {
    OPEN.load(Ordering::Relaxed)
}

/// One of [`OPEN`], until it is dropped.
struct Counted;

impl Counted {
    fn one() -> Self {
        OPEN.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Session {
    /// Connects and waits for it.
    pub(crate) fn open(target: &Target, purpose: Purpose) -> Result<Arc<Self>, Failure> {
        let target = target.clone();
        let open = async move { Self::connect(&target, purpose, None).await };
        runtime::wait(ANSWER_MAX, open)?.map(Arc::new)
    }

    /// Connects; who gives `notified` hears of every notification, and the end of the connection by
    /// the end of the channel.
    pub(crate) async fn connect(
        target: &Target,
        purpose: Purpose,
        notified: Option<mpsc::Sender<()>>,
    ) -> Result<Self, Failure> {
        let warned = Arc::new(AtomicBool::new(false));
        let client = match &target.tls {
            Some(tls) => {
                let (client, connection) = target.config.connect(tls.clone()).await?;
                drive(connection, Arc::clone(&warned), notified);
                client
            }
            None => {
                let (client, connection) = target.config.connect(NoTls).await?;
                drive(connection, Arc::clone(&warned), notified);
                client
            }
        };
        let settings = purpose.settings().into_iter().map(|sql| client.batch_execute(sql));
        for done in join_all(settings).await {
            done?;
        }
        warned.store(false, Ordering::Relaxed);
        let (batches, statements) = (AtomicU32::new(0), Mutex::default());
        Ok(Self { client, batches, statements, warned, _counted: Counted::one() })
    }

    /// Returns whether the connection has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Returns whether the server has warned of something since the last time it was asked.
    pub(crate) fn take_warning(&self) -> bool {
        self.warned.swap(false, Ordering::AcqRel)
    }

    /// Returns what is to be sent before a batch: now and then, that plans are made anew.
    pub(crate) fn prelude(&self) -> Vec<Ask> {
        let batches = self.batches.fetch_add(1, Ordering::Relaxed);
        let due = batches % PLANS_KEPT_FOR == PLANS_KEPT_FOR - 1;
        due.then(|| Ask::plain("DISCARD PLANS")).into_iter().collect()
    }

    /// Sends statements together, and does not wait until all are answered. A statement that fails
    /// lets those after it fail too, where they are in a transaction.
    pub(crate) fn start(self: &Arc<Self>, asks: Vec<Ask>) -> Result<Waiting<Answers>, Failure> {
        let session = Arc::clone(self);
        runtime::start(ANSWER_MAX, async move { session.ask_all(asks).await })
    }

    /// Sends statements together and blocks until all are answered: one round trip. The first
    /// failure is the answer where there is one.
    pub(crate) fn ask_whole(self: &Arc<Self>, asks: Vec<Ask>) -> Result<Vec<Answer>, Failure> {
        self.start(asks)?.wait()?.into_iter().collect()
    }

    /// Sends one statement and returns its rows.
    pub(crate) fn rows(
        self: &Arc<Self>,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, Failure> {
        let mut answers = self.ask_whole(vec![Ask::new(sql, values)])?;
        Ok(answers.pop().unwrap_or_default().rows)
    }

    /// Sends statements together.
    pub(crate) async fn ask_all(&self, asks: Vec<Ask>) -> Answers {
        let mut prepared = Vec::with_capacity(asks.len());
        for ask in &asks {
            prepared.push(match ask.what {
                What::Plain => Ok(None),
                _ => self.statement(ask.sql).await.map(Some),
            });
        }
        let each = asks.into_iter().zip(prepared).map(|(ask, statement)| async move {
            match (statement?, ask.what) {
                (Some(statement), What::Values(values)) => self.answer(&statement, values).await,
                (Some(statement), What::Rows(rows)) => self.copy(&statement, rows).await,
                _ => Ok(self.client.batch_execute(ask.sql).await.map(|()| Answer::default())?),
            }
        });
        // In their order: each is sent when it is asked the first time, and that is from left to
        // right. Kept together by twenty-five, because larger sets are asked in another order.
        let mut answers = Vec::new();
        let mut waiting: Vec<_> = each.collect();
        while !waiting.is_empty() {
            let some: Vec<_> = waiting.drain(..waiting.len().min(25)).collect();
            answers.extend(join_all(some).await);
        }
        answers
    }

    async fn answer(&self, statement: &Statement, values: Vec<Value>) -> Result<Answer, Failure> {
        let values = values.iter().map(|value| &**value as &(dyn ToSql + Sync));
        let stream = self.client.query_raw(statement, values.collect::<Vec<_>>()).await?;
        pin_mut!(stream);
        let mut rows = Vec::new();
        while let Some(row) = stream.next().await {
            rows.push(row?);
        }
        Ok(Answer { rows, changed: stream.rows_affected().unwrap_or(0) })
    }

    /// Sends rows; what is asked after this is sent behind them.
    async fn copy(&self, statement: &Statement, rows: Bytes) -> Result<Answer, Failure> {
        let sink = self.client.copy_in(statement).await?;
        pin_mut!(sink);
        sink.send(rows).await?;
        Ok(Answer { rows: Vec::new(), changed: sink.finish().await? })
    }

    async fn statement(&self, sql: &'static str) -> Result<Statement, Failure> {
        let known = |statements: &HashMap<_, Statement>| statements.get(sql).cloned();
        if let Some(known) = known(&self.statements.lock().unwrap_or_else(PoisonError::into_inner))
        {
            return Ok(known);
        }
        let statement = self.client.prepare(sql).await?;
        let mut statements = self.statements.lock().unwrap_or_else(PoisonError::into_inner);
        statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Moves what the client and the server say, in the background, until the connection ends.
fn drive<S, T>(
    mut connection: tokio_postgres::Connection<S, T>,
    warned: Arc<AtomicBool>,
    notified: Option<mpsc::Sender<()>>,
) where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    T: tokio_postgres::tls::TlsStream + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            match (message, &notified) {
                (AsyncMessage::Notice(notice), _) if notice.severity() == "WARNING" => {
                    warned.store(true, Ordering::Release);
                }
                // Being told once or many times is the same: a full channel is fine.
                (AsyncMessage::Notification(_), Some(notified)) => drop(notified.try_send(())),
                _ => {}
            }
        }
    });
}
