//! The operator's desk: gives commands to the bank through a teller of its own, on the same
//! database that a server may be using.

use super::{CommandError, campaign, coupon, merchant};
use crate::clock::sandbox;
use crate::config::Config;
use crate::keys::Keys;
use crate::lock::Lock;
use crate::teller::{Teller, TellerThread};
use crate::{clock, code, lock, open_teller, problem};
use bank::command::OpenDesk;
use bank::id::AccountId;
use bank::record::{self, Record};
use bank::store::Reader;
use bank::{Command, CommandKey, Envelope, Key, Outcome, Receipt, Rejection, Scope};
use money::Currency;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// An open desk.
pub struct Desk {
    /// The configuration.
    pub config: Config,
    /// The keys.
    pub keys: Keys,
    /// Committed data.
    pub reader: Arc<dyn Reader>,
    teller: Teller,
    thread: TellerThread,
    lock: Lock,
}

/// Returns the account of the desk in a currency: the same at every operator, so that it is found
/// without a search.
pub fn desk_account(currency: Currency) -> AccountId {
    AccountId::of_desk(currency)
}

impl Desk {
    /// Opens the desk of a data folder that `init` has set up.
    pub fn open(data: &Path) -> Result<Self, CommandError> {
        let config = Config::load(data)?;
        let keys = Keys::load(&config.keys)?;
        if !config.store().is_there()? {
            let place = config.store();
            let message = format!("{place}: there is no database; `tongbaod init` makes one");
            return Err(CommandError::new("not_set_up", message));
        }
        Self::with(config, keys)
    }

    /// Opens the desk, and the database with its desk account where there is none yet.
    pub fn set_up(config: Config, keys: Keys) -> Result<Self, CommandError> {
        config.store().migrate()?;
        let desk = Self::with(config, keys)?;
        let account = desk_account(desk.config.currency);
        let currency = desk.config.currency;
        desk.decide(None, Command::OpenDesk(OpenDesk { account, currency }))?;
        Ok(desk)
    }

    fn with(config: Config, keys: Keys) -> Result<Self, CommandError> {
        let lock = lock::shared(&config.data)
            .map_err(|error| CommandError::new("in_use", error.to_string()))?;
        let (teller, thread, reader) =
            open_teller(&config.store(), &config.limit, Arc::new(Notify::new()))?;
        if let Err(error) = sandbox::hear(config.sandbox, reader.as_ref()) {
            thread.stop();
            return Err(CommandError::new("sandbox", error.to_string()));
        }
        Ok(Self { config, keys, reader, teller, thread, lock })
    }

    /// Gives a command, under a key of its own where it must have one effect only.
    pub fn decide(
        &self,
        key: Option<CommandKey>,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        self.ask(key, command)?.map_err(|refusal| Self::refused(refusal.rejection))
    }

    /// Gives a command whose refusal the caller puts into words.
    pub fn ask(&self, key: Option<CommandKey>, command: Command) -> Result<Outcome, CommandError> {
        let envelope = Envelope { key, nonce: None, at: clock::now(), command };
        Ok(self.teller.decide_blocking(envelope)?)
    }

    /// Returns a refusal in the words of the wire, or of the desk where it is about coupons.
    pub fn refused(rejection: Rejection) -> CommandError {
        let own = coupon::refused(rejection)
            .or_else(|| campaign::refused(rejection))
            .or_else(|| merchant::refused(rejection));
        if let Some((code, sentence)) = own {
            return CommandError::new(code, sentence);
        }
        let code = problem::code(rejection);
        CommandError::new(code.word(), code.sentence())
    }

    /// Gives a command in the operator's name.
    pub fn order(&self, id: u128, command: Command) -> Result<Receipt, CommandError> {
        self.decide(Some(CommandKey { scope: Scope::Operator, id }), command)
    }

    /// Finds a person by a handle as people write it.
    pub fn person(&self, handle: &str) -> Result<record::Person, CommandError> {
        let unknown = || CommandError::new("handle_unknown", "nobody here has this handle");
        let handle = code::handle::Handle::parse(handle)
            .map_err(|code| CommandError::new(code.word(), code.sentence()))?;
        let key = Key::Handle(handle.text().to_owned());
        let Some(Record::Handle(found)) = self.reader.record(&key)? else {
            return Err(unknown());
        };
        match self.reader.record(&Key::Person(found.person))? {
            Some(Record::Person(person)) => Ok(person),
            _ => Err(unknown()),
        }
    }

    /// Finds a merchant by its identifier or its name.
    pub fn merchant(
        &self,
        text: &str,
    ) -> Result<(record::Merchant, Vec<record::Label>), CommandError> {
        let id = text.parse::<wire::Id>().ok();
        let mut found = self.reader.merchants()?.into_iter().filter(|(merchant, _)| {
            merchant.name == text || id.is_some_and(|id| id.0 == merchant.id.0)
        });
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(CommandError::new("merchant_unknown", "no merchant is called so")),
            (Some(_), Some(_)) => Err(CommandError::new(
                "merchant_ambiguous",
                "several merchants are called so; give the identifier",
            )),
        }
    }

    /// Reads what an account holds.
    pub fn balance(&self, account: AccountId) -> Result<money::Balance, CommandError> {
        self.account(account).map(|account| account.balance)
    }

    /// Reads an account.
    pub fn account(&self, account: AccountId) -> Result<record::Account, CommandError> {
        match self.reader.record(&Key::Account(account))? {
            Some(Record::Account(account)) => Ok(account),
            _ => Err(CommandError::new("internal", "an owner without an account")),
        }
    }

    /// Returns the door for writes.
    pub fn teller(&self) -> &Teller {
        &self.teller
    }

    /// Closes the desk when all is done.
    pub fn close(self) {
        self.thread.stop();
        drop(self.lock);
    }
}
