//! Starts and stops an operator: the parts put together in one place.

use crate::clock::sandbox::{self, SandboxError};
use crate::code::{CodeSender, SenderError};
use crate::config::{Config, LimitConfig};
use crate::database::Database;
use crate::issuer::{CardIssuer, ConnectError, HttpIssuer};
use crate::jobs::card_top_ups::CardTopUps;
use crate::jobs::sweep::Sweep;
use crate::keys::{KeyError, Keys};
use crate::lock::Lock;
use crate::random::RandomError;
use crate::server::gate::Gate;
use crate::service::{Parts, Service, Shared};
use crate::teller::queue::Bounds;
use crate::teller::{Teller, TellerThread};
use crate::trace::{Reporter, TraceError, Traces};
use crate::webhooks::{self, send};
use crate::{campaigns, clock, heads, jobs, live, lock, measure, routes, server};
use bank::store::{Reader, StoreError};
use bank_postgres::Listener;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// Why an operator does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A key file.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The mail relay.
    #[error(transparent)]
    Sender(#[from] SenderError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The way to the collector of traces.
    #[error(transparent)]
    Trace(#[from] TraceError),
    /// The way to the issuer of cards.
    #[error(transparent)]
    Issuer(#[from] ConnectError),
    /// The way to webhooks.
    #[error(transparent)]
    Webhooks(#[from] send::SenderError),
    /// The clock of a sandbox.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// A listener, or the data folder's lock.
    #[error("cannot start: {0}")]
    Listen(#[from] io::Error),
}

/// A running operator.
pub struct Running {
    /// Where wallets are served.
    pub address: SocketAddr,
    /// Where health and metrics are served, when that is elsewhere.
    pub admin_address: Option<SocketAddr>,
    service: Shared,
    thread: TellerThread,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    jobs: Vec<JoinHandle<()>>,
    /// What gives its job up when the operator stops.
    leased: Vec<JoinHandle<()>>,
    reporter: Option<Reporter>,
    lock: Lock,
    /// Tells of other nodes' batches for as long as it is held.
    others: Option<Listener>,
}

/// Opens the database for a teller and for reading.
///
/// # Errors
/// When the database cannot be opened, or the system gives no thread.
pub fn open_teller(
    database: &Database,
    limit: &LimitConfig,
    committed: Arc<Notify>,
) -> Result<(Teller, TellerThread, Arc<dyn Reader>), StoreError> {
    let places = |count: u32| usize::try_from(count).unwrap_or(1);
    let bounds = Bounds {
        all: places(limit.queue),
        each: places(limit.queue_per_account),
        target: Duration::from_millis(limit.queue_target_ms.into()),
    };
    let (teller, thread) = Teller::start(database.opener(), bounds, committed)?;
    Ok((teller, thread, database.reader()?))
}

/// Starts an operator on a listener. Needs a tokio runtime with timers and several threads.
///
/// # Errors
/// When a key file, the relay's configuration, the database or the admin listener cannot be used.
pub async fn serve(config: Config, listener: TcpListener) -> Result<Running, StartError> {
    measure::start();
    let lock = lock::shared(&config.data)?;
    let address = listener.local_addr()?;
    let admin = match config.admin_listen {
        Some(admin) => Some(TcpListener::bind(admin).await?),
        None => None,
    };
    let admin_address = admin.as_ref().map(TcpListener::local_addr).transpose()?;
    let keys = Keys::load(&config.keys)?;
    let codes = CodeSender::new(&config.code)?;
    let issuer = config.issuer.as_ref().map(HttpIssuer::new).transpose()?;
    let issuer = issuer.map(|issuer| Arc::new(issuer) as Arc<dyn CardIssuer>);
    let sender = send::Sender::new(config.webhook_loopback)?;
    let (traces, reporter) = Traces::start(&config.trace, &config.operator)?;
    let committed = Arc::new(Notify::new());
    let database = config.store();
    for warning in database.check()? {
        tracing::warn!(%warning, "the database's server");
        metrics::counter!("tongbao_store_warnings_total").increment(1);
    }
    let (teller, thread, reader) = open_teller(&database, &config.limit, Arc::clone(&committed))?;
    sandbox::hear(config.sandbox, reader.as_ref())?;
    if config.sandbox {
        tracing::warn!("a sandbox: its money is play money, and programs move its clock");
    }
    let others = database.listen(Arc::clone(&committed))?;
    let cursor = reader.last_event()?;
    let gate = Arc::new(Gate::new(&config));
    let parts = Parts { config, teller, reader, keys, codes, issuer, traces, address };
    let service = Arc::new(Service::new(parts));

    let known = Arc::clone(&service);
    let loaded = tokio::task::spawn_blocking(move || {
        known.payer_codes.load(known.reader.as_ref())?;
        known.payer_codes.roll(clock::now());
        known.campaigns.refresh(known.reader.as_ref(), &known.config.keys)?;
        Ok::<(), StoreError>(())
    });
    loaded.await.map_err(io::Error::other)??;

    let (stop, stopping) = watch::channel(false);
    let public = routes::router(Arc::clone(&service), admin.is_none());
    let mut servers = vec![tokio::spawn(server::accept(listener, public, gate, stopping.clone()))];
    if let Some(admin) = admin {
        let router = routes::admin_router(Arc::clone(&service));
        let gate = Arc::new(Gate::for_few(&service.config));
        servers.push(tokio::spawn(server::accept(admin, router, gate, stopping)));
    }
    let leased = leased(&service, sender, &stop).map_err(io::Error::other)?;
    let jobs = everywhere(&service, committed, cursor);
    Ok(Running {
        address,
        admin_address,
        service,
        thread,
        stop,
        servers,
        jobs,
        leased,
        reporter,
        lock,
        others,
    })
}

/// Begins the jobs that every node does.
fn everywhere(service: &Shared, committed: Arc<Notify>, cursor: u64) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(live::dispatch(Arc::clone(service), committed, cursor)),
        tokio::spawn(jobs::run(Arc::clone(service))),
        tokio::spawn(jobs::roll_payer_codes(Arc::clone(service))),
        tokio::spawn(heads::run(Arc::clone(service))),
        tokio::spawn(campaigns::run(Arc::clone(service))),
        tokio::spawn(jobs::observe::run(Arc::clone(service))),
        tokio::spawn(jobs::bills::run(Arc::clone(service))),
        tokio::spawn(jobs::sandbox::run(Arc::clone(service))),
    ]
}

/// Begins the jobs that one node does at a time.
fn leased(
    service: &Shared,
    sender: send::Sender,
    stop: &watch::Sender<bool>,
) -> Result<Vec<JoinHandle<()>>, RandomError> {
    let (sweep, top_ups, telling) = (Sweep::new()?, CardTopUps::new()?, webhooks::claim()?);
    let telling = webhooks::run(Arc::clone(service), telling, sender, stop.subscribe());
    Ok(vec![
        tokio::spawn(sweep.run(Arc::clone(service), stop.subscribe())),
        tokio::spawn(top_ups.run(Arc::clone(service), stop.subscribe())),
        tokio::spawn(telling),
    ])
}

impl Running {
    /// Stops in good order: not ready any more, then no new connections, open requests
    /// answered, accepted commands done.
    pub async fn stop(self) {
        let Self { service, thread, stop, servers, jobs, leased, reporter, lock, others, .. } =
            self;
        service.is_stopping.store(true, Ordering::Relaxed);
        // Long enough for a load balancer to see it and to send nobody here any more.
        tokio::time::sleep(Duration::from_secs(service.config.timeout.drain_s.into())).await;
        let _ = stop.send(true);
        service.live.close();
        for server in servers {
            let _ = server.await;
        }
        for job in jobs {
            job.abort();
        }
        for job in leased {
            let _ = job.await;
        }
        let _ = tokio::task::spawn_blocking(move || thread.stop()).await;
        if let Some(reporter) = reporter {
            reporter.stop().await;
        }
        drop(others);
        drop(lock);
    }
}
