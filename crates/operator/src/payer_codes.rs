//! Who shows which payer code now: a table of the aliases of all devices, rolled forward with the
//! time, and a count of the codes that nobody shows, for each till.
//!
//! Nothing of a device is stored for it: its secret is made of the operator's key and its name.
//! What it costs: one HMAC for each device and step of five seconds, and 8 bytes for each device
//! and step that is taken. Whether a code was used is the bank's to say.

mod guesses;
mod table;
#[cfg(test)]
mod tests;

use crate::keys::Keys;
use bank::TimeMs;
use bank::command::ShownCode;
use bank::id::{DeviceId, MerchantId};
use bank::record::{Label, State};
use bank::store::{Reader, StoreError};
use guesses::Guesses;
use paycode::{PayerCode, PayerSecret, PayerStep, PayerTerms, STEP_MS};
use ring::{digest, hmac};
use std::sync::{Mutex, MutexGuard, PoisonError};
use table::Table;

/// Devices that are read at once.
const PAGE: u32 = 10_000;

/// For how long after its enrolment a device may be unknown here: longer than all devices are
/// loaded anew, and than the clocks of two nodes differ.
const RECENT_MS: u64 = 5 * 60_000;

/// Who shows which payer code.
pub struct PayerCodes {
    key: hmac::Key,
    not_before: TimeMs,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    table: Table,
    guesses: Guesses,
}

/// The till has to wait: too many of its codes were shown by nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// How long, in seconds.
    pub retry_after_s: u64,
}

impl PayerCodes {
    /// Returns a table with nobody in it.
    pub fn new(keys: &Keys) -> Self {
        Self { key: keys.payer.clone(), not_before: TimeMs(0), inner: Mutex::default() }
    }

    /// Takes no code that was made before a moment.
    #[must_use]
    pub fn not_before(self, not_before: TimeMs) -> Self {
        Self { not_before, ..self }
    }

    /// Returns the secret of a device.
    pub fn secret(&self, device: DeviceId) -> PayerSecret {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(b"tongbao-payer-secret-1");
        context.update(&device.0.to_be_bytes());
        let mut secret = [0; 32];
        secret.copy_from_slice(context.sign().as_ref());
        PayerSecret::new(secret)
    }

    /// Takes a device in, as soon as it is enrolled.
    pub fn add(&self, device: DeviceId) {
        let secret = self.secret(device);
        self.lock().table.add(device, secret);
    }

    /// Takes in all devices of the store, and those out that were removed: what other processes
    /// enrolled or removed is known after this.
    ///
    /// # Errors
    /// When the store fails.
    pub fn load(&self, reader: &dyn Reader) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = reader.devices(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            for device in &page {
                match device.state {
                    State::Active => self.add(device.id),
                    State::Closed | State::Limited | State::Pending => {
                        self.lock().table.remove(device.id)
                    }
                }
            }
        }
    }

    /// Takes in the devices that were enrolled a short while ago: one that another node enrolled is
    /// known after this, before the next [`Self::load`].
    ///
    /// # Errors
    /// When the store fails.
    pub fn load_recent(&self, reader: &dyn Reader, now: TimeMs) -> Result<(), StoreError> {
        let since = TimeMs(now.0.saturating_sub(RECENT_MS));
        for device in reader.devices_since(since, PAGE)? {
            if device.state == State::Active {
                self.add(device.id);
            }
        }
        Ok(())
    }

    /// Returns whether a device that is known here shows a code now. Nothing is counted, and who
    /// asks must not tell the till.
    pub fn is_shown(&self, labels: &[Label], code: &PayerCode, now: TimeMs) -> bool {
        shown(&mut self.lock(), labels, code, now).is_some()
    }

    /// Makes the aliases of the steps that are taken at a moment, and of the next one, so that a
    /// look-up finds them made.
    pub fn roll(&self, now: TimeMs) {
        let (from, to) = PayerStep::at(now.0).accepted().into_inner();
        let (_, ahead) = PayerStep::at(now.0.saturating_add(STEP_MS)).accepted().into_inner();
        for step in from..=ahead.max(to) {
            // One at a time, so that a till that asks in between waits for one step at most.
            self.lock().table.make(step);
        }
        self.lock().table.forget_outside(from..=ahead);
    }

    /// Finds who shows a code now, for the till of a merchant with these labels. A code that nobody
    /// shows, or not for this merchant, counts against the till.
    ///
    /// # Errors
    /// [`Locked`] when too many did before.
    pub fn find(
        &self,
        merchant: MerchantId,
        labels: &[Label],
        code: &PayerCode,
        now: TimeMs,
    ) -> Result<Option<ShownCode>, Locked> {
        // Under one lock, so that no number of requests at once gets more tries.
        let mut inner = self.lock();
        inner.guesses.check(merchant, now)?;
        let is_new = |shown: &ShownCode| shown.step.saturating_mul(STEP_MS) >= self.not_before.0;
        let shown = shown(&mut inner, labels, code, now).filter(is_new);
        if shown.is_none() {
            inner.guesses.count(merchant, now);
        }
        Ok(shown)
    }

    /// Forgets tills that guessed long ago.
    pub fn forget_quiet(&self, now: TimeMs) {
        self.lock().guesses.forget_quiet(now);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // What a panic left behind is at worst a step that is made again.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds who shows a code now, for the till of a merchant with these labels.
fn shown(inner: &mut Inner, labels: &[Label], code: &PayerCode, now: TimeMs) -> Option<ShownCode> {
    let active = labels.iter().filter(|label| label.state == State::Active);
    let labels: Vec<u128> = active.map(|label| label.id.0).collect();
    inner.table.find(code, PayerStep::at(now.0)).find_map(|(device, secret, step)| {
        let terms = code.terms_of(secret, step, PayerTerms::all(&labels))?;
        let PayerTerms { cap_minor, only: _, revealed } = terms;
        Some(ShownCode { device, step: step.0, cap_minor, revealed })
    })
}

/// Returns the hash that stands for the digits in a command.
pub fn code_hash(code: &PayerCode) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, code.expose().as_bytes()).as_ref());
    hash
}
