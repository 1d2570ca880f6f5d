//! Drops a payment that never left the device.

use crate::WalletError;
use crate::port::Ports;
use crate::state::PaymentStep;
use crate::wallet::Wallet;
use wire::Id;

impl<P: Ports> Wallet<P> {
    /// Forgets a payment that was prepared only. One that was sent is forgotten by
    /// [`Self::resume_payment`] alone, which knows whether it was done.
    ///
    /// # Errors
    /// `payment_unknown`, `PaymentBusy`, `PaymentSent`, `Store`.
    pub fn drop_payment(&self, payment: Id) -> Result<(), WalletError> {
        let _busy = self.begin(payment)?;
        match self.unfinished(payment)?.step {
            PaymentStep::Sent => Err(WalletError::PaymentSent),
            PaymentStep::Prepared => {
                self.change(|state| state.unfinished.retain(|one| one.payment != payment))
            }
        }
    }
}
