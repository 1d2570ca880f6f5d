//! Gives up an enrolment that waits for its code.

use crate::WalletError;
use crate::port::Ports;
use crate::wallet::Wallet;

impl<P: Ports> Wallet<P> {
    /// Forgets the enrolment that waits for its code; without one nothing happens.
    ///
    /// # Errors
    /// `Store` when it cannot be saved.
    pub fn abandon_enrolment(&self) -> Result<(), WalletError> {
        self.change(|state| state.pending = None)
    }
}
