//! The payment PIN: set, or changed with the current one.

use crate::WalletError;
use crate::port::{ApiError, OperatorApi as _, Ports};
use crate::wallet::Wallet;
use wire::pin::SetPinRequest;
use wire::{ErrorCode, Secret};

impl<P: Ports> Wallet<P> {
    /// Sets the first PIN, or changes it with the current one.
    ///
    /// # Errors
    /// `NotEnrolled`, what the operator refuses (`pin_malformed`, `pin_wrong`, `pin_locked`, …),
    /// and what the network does: `AnswerLost` when it may be set or not.
    pub async fn set_pin(&self, pin: Secret, current: Option<Secret>) -> Result<(), WalletError> {
        let url = self.profile()?.operator_url;
        let request = SetPinRequest { pin: pin.clone(), current_pin: current };
        match self.ports.api().set_pin(&url, &request).await {
            Ok(()) => {}
            Err(ApiError::AnswerLost) => self.set_pin_again(&url, &request).await?,
            Err(error) => return Err(error.into()),
        }
        self.change(|state| {
            if let Some(profile) = &mut state.profile {
                profile.has_pin = true;
            }
        })
    }

    /// Tries a second time after a lost answer. When the first try did it, the new PIN is the
    /// current one by now, which is what the last question finds out.
    async fn set_pin_again(&self, url: &str, request: &SetPinRequest) -> Result<(), WalletError> {
        let error = match self.ports.api().set_pin(url, request).await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        let may_be_set = matches!(&error, ApiError::Refused(problem)
            if matches!(problem.code, ErrorCode::PinWrong | ErrorCode::PinMissing));
        if !may_be_set {
            return Err(error.into());
        }
        let pin = &request.pin;
        let same = SetPinRequest { pin: pin.clone(), current_pin: Some(pin.clone()) };
        self.ports.api().set_pin(url, &same).await.map_err(|_| error.into())
    }
}
