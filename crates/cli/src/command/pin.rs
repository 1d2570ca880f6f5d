//! `tongbao pin set`: sets the payment PIN, or changes it.

use crate::failure::Failure;
use crate::{output, prompt};
use serde_json::json;
use wallet::Standing;
use wallet_io::DeviceWallet;

pub async fn set(wallet: &DeviceWallet, is_json: bool) -> Result<(), Failure> {
    let has_pin = matches!(wallet.standing(), Standing::Enrolled(profile) if profile.has_pin);
    let current = match prompt::from_environment("TONGBAO_CURRENT_PIN") {
        None if has_pin && prompt::is_terminal() => Some(prompt::secret("Current PIN")?),
        given => given,
    };
    let pin = match prompt::from_environment("TONGBAO_PIN") {
        Some(pin) => pin,
        None => {
            let pin = prompt::secret("New PIN, six digits")?;
            if prompt::secret("The same again")? != pin {
                let sentence = "The two PINs differ.";
                return Err(Failure::new("pin_differs", sentence, "Try again."));
            }
            pin
        }
    };
    wallet.set_pin(pin, current).await?;
    output::either(is_json, &json!({ "has_pin": true }), || "The PIN is set.".to_owned())
}
