//! Checks a payment PIN: the try is counted and committed before it is compared, so that no crash
//! and no parallel request gives a free one.

use super::{Service, Shared};
use crate::problem::Fault;
use crate::{clock, pin, trace};
use bank::command::{PinCheck, SignedBy, TryPin};
use bank::id::PersonId;
use bank::{Command, CommandKey, Key, Receipt};
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard, SemaphorePermit};
use wire::{ErrorCode, Id, Secret};

/// One person uses a PIN at a time: several requests with the right PIN at once must not count as
/// several tries. Persons share a fixed number of turns, so that nothing grows.
pub struct Turns(Vec<Mutex<()>>);

const TURNS: u16 = 1024;

impl Default for Turns {
    fn default() -> Self {
        Self((0..TURNS).map(|_| Mutex::default()).collect())
    }
}

impl Turns {
    /// Waits for a person's turn; it lasts until the guard is dropped, after the command that the
    /// PIN was for.
    pub async fn of(&self, person: PersonId) -> MutexGuard<'_, ()> {
        let place = usize::try_from(person.0 % u128::from(TURNS)).unwrap_or_default();
        self.0[place].lock().await
    }
}

/// What came of the PIN that a command was asked for with. It is kept until the command is decided,
/// because the person's turn lasts as long.
pub struct ShownPin<'a> {
    /// Whether it is right.
    pub check: PinCheck,
    /// The signature that the command still has to count; a try has counted it otherwise.
    pub nonce: Option<SignedBy>,
    _turn: Option<MutexGuard<'a, ()>>,
}

impl Service {
    /// Looks at the PIN that a person's command was asked for with. Of a command that was answered
    /// before nothing is looked at: its answer is told again, whatever PIN comes with it. One
    /// without a key is looked at each time.
    ///
    /// # Errors
    /// `pin_malformed`, and as [`Self::check_pin`].
    pub async fn show_pin(
        self: &Arc<Self>,
        key: impl Into<Option<CommandKey>>,
        (person, signed_by): (PersonId, SignedBy),
        pin: Option<Secret>,
    ) -> Result<ShownPin<'_>, Fault> {
        let none = ShownPin { check: PinCheck::Missing, nonce: Some(signed_by), _turn: None };
        let (key, Some(pin)) = (key.into(), pin) else { return Ok(none) };
        let turn = self.pin_turns.of(person).await;
        if let Some(key) = key {
            let answered =
                self.read(move |it| Ok(it.reader.record(&Key::Answered(key))?.is_some()));
            if answered.await? {
                return Ok(none);
            }
        }
        if pin.expose().len() != 6 {
            return Err(ErrorCode::PinMalformed.into());
        }
        self.check_pin(person, Some(signed_by), pin).await?;
        Ok(ShownPin { check: PinCheck::Right, nonce: None, _turn: Some(turn) })
    }

    /// Returns when the PIN is right. The caller holds the person's turn.
    ///
    /// # Errors
    /// `pin_not_set`, `pin_locked`, or `pin_wrong` with the tries that are left.
    pub async fn check_pin(
        self: &Arc<Self>,
        person: PersonId,
        nonce: Option<SignedBy>,
        given: Secret,
    ) -> Result<(), Fault> {
        // Before a try is counted: who is refused here has lost nothing.
        let _place = self.pin_place()?;
        let command = Command::TryPin(TryPin { person });
        let receipt = self.decide(None, nonce, clock::now(), command).await?;
        let Receipt::PinTried { verifier, tries_left } = receipt else {
            return Err(Fault::internal("a PIN try was answered with another receipt"));
        };
        let key = self.keys.pepper.clone();
        let right =
            self.hash_pin(move || pin::compare(&key, &given, Id(person.0), &verifier)).await?;
        if right {
            Ok(())
        } else {
            metrics::counter!("tongbao_rejections_total", "code" => ErrorCode::PinWrong.word())
                .increment(1);
            Err(Fault::from(ErrorCode::PinWrong).tries_left(Some(tries_left)))
        }
    }

    /// Returns the verifier of a new PIN.
    ///
    /// # Errors
    /// An internal error when the system gives no salt.
    pub async fn make_pin(
        self: &Arc<Self>,
        person: PersonId,
        pin: Secret,
    ) -> Result<String, Fault> {
        let _place = self.pin_place()?;
        let key = self.keys.pepper.clone();
        self.hash_pin(move || pin::make(&key, &pin, Id(person.0))).await
    }

    /// Takes a place among those who wait for a comparison; the lane is short, so that it does not
    /// fill with requests that would be served too late.
    fn pin_place(&self) -> Result<SemaphorePermit<'_>, Fault> {
        self.pin_queue.try_acquire().map_err(|_| {
            metrics::counter!("tongbao_requests_refused_total", "reason" => "pin").increment(1);
            Fault::from(ErrorCode::Overloaded).retry_after_s(1)
        })
    }

    /// Runs argon2id beside the async threads, a few at a time: each takes 19 MiB.
    async fn hash_pin<T: Send + 'static>(
        self: &Shared,
        job: impl FnOnce() -> Result<T, pin::VerifierError> + Send + 'static,
    ) -> Result<T, Fault> {
        let compare = async {
            let _permit = self.pin_checks.acquire().await.map_err(Fault::internal)?;
            tokio::task::spawn_blocking(job).await.map_err(Fault::internal)
        };
        match trace::step("pin", compare).await {
            Ok(result) => result.map_err(Fault::internal),
            Err(fault) => Err(fault),
        }
    }
}
