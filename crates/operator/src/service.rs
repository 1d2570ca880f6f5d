//! What every handler stands on: the configuration, the teller, the reader and the limits.

pub mod campaign;
pub mod card;
pub mod card_top_up;
pub mod coupon;
pub mod device;
pub mod envelope;
pub mod export;
pub mod goods;
pub mod merchant;
pub mod merchant_names;
pub mod neutrality;
pub mod payment;
pub mod pin;
pub mod program;
pub mod shift;
pub mod slip;
pub mod sound_box;
pub mod view;

use crate::campaigns::Campaigns;
use crate::code::CodeSender;
use crate::config::Config;
use crate::heads::{Heads, Signer};
use crate::issuer::CardIssuer;
use crate::keys::Keys;
use crate::limit::Limits;
use crate::live::Live;
use crate::payer_codes::PayerCodes;
use crate::problem::Fault;
use crate::request::hold::Seats;
use crate::sound_box::Turns;
use crate::teller::Teller;
use crate::trace::{self, Traces};
use crate::{clock, epoch, random};
use bank::command::SignedBy;
use bank::id::{AccountId, DeviceId, PersonId};
use bank::record::{Device, Merchant, Payment, Person, Record};
use bank::setting::Values;
use bank::store::{Reader, StoreError};
use bank::{Command, CommandKey, Envelope, Key, Receipt, TimeMs};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Semaphore};
use wire::{ErrorCode, Id};

/// Questions about health and metrics that are answered at the same moment.
const QUESTIONS_MAX: usize = 8;

/// Files of bills that are made again at the same moment: each reads a whole day.
const DOWNLOADS_MAX: usize = 4;

/// The state of a running operator.
pub struct Service {
    /// The configuration.
    pub config: Config,
    /// The only door for writes.
    pub teller: Teller,
    /// Committed data.
    pub reader: Arc<dyn Reader>,
    /// The keys outside the database.
    pub keys: Keys,
    /// How one-time codes leave.
    pub codes: CodeSender,
    /// Who confirms cards, where cards are bound.
    pub issuer: Option<Arc<dyn CardIssuer>>,
    /// Who shows which payer code.
    pub payer_codes: PayerCodes,
    /// The campaigns.
    pub campaigns: Campaigns,
    /// How often one may ask.
    pub limits: Limits,
    /// How often heads are made.
    pub heads: Heads,
    /// Who listens to events.
    pub live: Live,
    /// Which stream of a sound box is its newest.
    pub sound_turns: Arc<Turns>,
    /// The way to who watches.
    pub traces: Traces,
    /// The hosts that a signature may name.
    pub authorities: Vec<String>,
    /// Requests served at the same moment.
    pub requests: Arc<Semaphore>,
    /// Of these, the ones that only read.
    pub reads: Arc<Semaphore>,
    /// Of these, the ones of each person and merchant.
    pub seats: Arc<Seats>,
    /// Questions for the operator: health and metrics.
    pub questions: Arc<Semaphore>,
    /// Files of bills that are made again at the same moment.
    pub downloads: Arc<Semaphore>,
    /// PIN comparisons at the same moment.
    pub pin_checks: Semaphore,
    /// Requests that have or wait for a PIN comparison.
    pub pin_queue: Semaphore,
    /// Whether the operator was told to stop.
    pub is_stopping: AtomicBool,
    /// When the store was asked last whether it answers, and what it said.
    pub health: Mutex<Option<(Instant, bool)>>,
    /// Who uses a PIN at the moment, see [`pin`].
    pub pin_turns: pin::Turns,
    /// What was signed before this moment counts no more.
    pub epoch: TimeMs,
    devices: moka::sync::Cache<u128, KnownDevice>,
}

/// What a signature is checked with. The bank checks again whether the device still counts.
#[derive(Clone, Copy)]
pub struct KnownDevice {
    /// For whom it signs.
    pub person: PersonId,
    /// Its public key.
    pub public_key: [u8; 65],
}

/// A handle on the state, as handlers get it.
pub type Shared = Arc<Service>;

/// The parts that a service is put together from.
pub struct Parts {
    /// The configuration.
    pub config: Config,
    /// The only door for writes.
    pub teller: Teller,
    /// Committed data.
    pub reader: Arc<dyn Reader>,
    /// The keys outside the database.
    pub keys: Keys,
    /// How one-time codes leave.
    pub codes: CodeSender,
    /// Who confirms cards.
    pub issuer: Option<Arc<dyn CardIssuer>>,
    /// The way to who watches.
    pub traces: Traces,
    /// Where the service listens.
    pub address: SocketAddr,
}

impl Service {
    /// Puts a service together.
    pub fn new(parts: Parts) -> Self {
        let Parts { config, teller, reader, keys, codes, issuer, traces, address } = parts;
        let limits = Limits::new(&config.limit);
        let epoch = epoch::read(&config.data);
        let permits = |count: u32| Semaphore::new(usize::try_from(count).unwrap_or(1));
        Self {
            authorities: authorities(&config.public_url, address),
            requests: Arc::new(permits(config.limit.concurrency)),
            reads: Arc::new(permits(config.limit.reads)),
            seats: Seats::new(config.limit.requests_per_account),
            questions: Arc::new(Semaphore::new(QUESTIONS_MAX)),
            downloads: Arc::new(Semaphore::new(DOWNLOADS_MAX)),
            pin_checks: permits(config.limit.pin_checks),
            pin_queue: permits(config.limit.pin_checks + config.limit.pin_queue),
            is_stopping: AtomicBool::new(false),
            health: Mutex::new(None),
            pin_turns: pin::Turns::default(),
            campaigns: Campaigns::default(),
            heads: Heads::default(),
            live: Live::new(config.limit.listeners),
            sound_turns: Arc::default(),
            payer_codes: PayerCodes::new(&keys).not_before(epoch),
            epoch,
            devices: moka::sync::Cache::builder()
                .max_capacity(100_000)
                .time_to_live(Duration::from_secs(300))
                .build(),
            config,
            teller,
            reader,
            keys,
            codes,
            issuer,
            traces,
            limits,
        }
    }

    /// Gives the teller a command and returns its receipt.
    ///
    /// # Errors
    /// The bank's refusal, or that the teller is overloaded or failed.
    pub async fn decide(
        &self,
        key: Option<CommandKey>,
        nonce: Option<SignedBy>,
        at: TimeMs,
        command: Command,
    ) -> Result<Receipt, Fault> {
        let envelope = Envelope { key, nonce, at, command };
        match self.teller.decide(envelope).await {
            Ok(Ok(receipt)) => {
                if let Receipt::DeviceRevoked(device) = receipt {
                    self.live.end(device);
                }
                Ok(receipt)
            }
            Ok(Err(refusal)) => {
                if let Some(SignedBy { device, .. }) = nonce
                    && refusal.rejection == bank::Rejection::DeviceRevoked
                {
                    self.devices.invalidate(&device.0);
                }
                Err(Fault::refused(&refusal, clock::now()))
            }
            Err(error) => Err(Fault::of_teller(&error)),
        }
    }

    /// Reads committed data on a thread that may block.
    ///
    /// # Errors
    /// What the job returns, or `store_unavailable` when the store fails.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce(&Self) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, Fault> {
        let service = Arc::clone(self);
        let reading = tokio::task::spawn_blocking(move || {
            let started = Instant::now();
            let result = job(&service);
            metrics::histogram!("tongbao_read_seconds").record(started.elapsed());
            result
        });
        match trace::step("read", reading).await {
            Ok(Ok(result)) => Ok(result),
            Ok(Err(ReadError::Refused(code))) => Err(code.into()),
            Ok(Err(ReadError::Store(error))) => Err(Fault::unreadable(error)),
            Err(error) => Err(Fault::internal(error)),
        }
    }

    /// Returns the key of a device, from memory or from the store.
    ///
    /// # Errors
    /// `device_unknown`.
    pub async fn device(self: &Arc<Self>, id: Id) -> Result<KnownDevice, Fault> {
        if let Some(device) = self.devices.get(&id.0) {
            return Ok(device);
        }
        let device = self.read(move |service| service.read_device(id)).await?;
        self.devices.insert(id.0, device);
        Ok(device)
    }

    fn read_device(&self, id: Id) -> Result<KnownDevice, ReadError> {
        match self.reader.record(&Key::Device(DeviceId(id.0)))? {
            Some(Record::Device(Device { person, public_key, .. })) => {
                Ok(KnownDevice { person, public_key })
            }
            _ => Err(ErrorCode::DeviceUnknown.into()),
        }
    }

    /// Reads a person.
    ///
    /// # Errors
    /// `device_unknown`: nobody signs for a person who is not there.
    pub fn person(&self, id: PersonId) -> Result<Person, ReadError> {
        match self.reader.record(&Key::Person(id))? {
            Some(Record::Person(person)) => Ok(person),
            _ => Err(ErrorCode::DeviceUnknown.into()),
        }
    }

    /// Reads a merchant.
    ///
    /// # Errors
    /// `payee_unknown`.
    pub fn merchant(&self, id: bank::id::MerchantId) -> Result<Merchant, ReadError> {
        match self.reader.record(&Key::Merchant(id))? {
            Some(Record::Merchant(merchant)) => Ok(merchant),
            _ => Err(ErrorCode::PayeeUnknown.into()),
        }
    }

    /// Reads a payment of an account.
    ///
    /// # Errors
    /// `payment_unknown`, also for a payment of others.
    pub fn payment(
        &self,
        id: bank::id::PaymentId,
        account: AccountId,
    ) -> Result<Payment, ReadError> {
        match self.reader.record(&Key::Payment(id))? {
            Some(Record::Payment(payment))
                if payment.debit == account || payment.credit == account =>
            {
                Ok(Arc::unwrap_or_clone(payment))
            }
            _ => Err(ErrorCode::PaymentUnknown.into()),
        }
    }

    /// Returns the limits that hold at a moment. The bank reads them again where it decides.
    ///
    /// # Errors
    /// When the store fails.
    pub fn values(&self, at: TimeMs) -> Result<Values, StoreError> {
        Ok(self.config.values().with(&self.reader.settings()?, at))
    }

    /// Returns what signs heads.
    pub fn signer(&self) -> Signer<'_> {
        Signer {
            reader: self.reader.as_ref(),
            teller: &self.teller,
            operator: &self.config.operator,
            keys: &self.keys.operator,
        }
    }

    /// Returns a new identifier.
    ///
    /// # Errors
    /// An internal error when the system gives no randomness.
    pub fn new_id(&self) -> Result<u128, Fault> {
        random::bits().map_err(Fault::internal)
    }
}

/// Why something cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not there, or not for this caller.
    #[error("{0:?}")]
    Refused(ErrorCode),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ErrorCode> for ReadError {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code)
    }
}

/// The hosts under which this operator may be spoken to: the public one and where it listens.
fn authorities(public_url: &str, address: SocketAddr) -> Vec<String> {
    let public = public_url.split_once("://").map_or(public_url, |(_, authority)| authority);
    let mut authorities = vec![public.to_ascii_lowercase(), address.to_string()];
    if address.ip().is_loopback() {
        authorities.push(format!("localhost:{}", address.port()));
    }
    authorities
}
