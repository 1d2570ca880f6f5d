//! Opens the wallet of the chosen folder, asking for its passphrase where it needs one.

use crate::failure::Failure;
use crate::prompt;
use std::path::PathBuf;
use wallet_io::{DeviceWallet, HomeFolder, OpenError, open};
use wire::Secret;

/// Opens the wallet.
pub async fn wallet(home: Option<PathBuf>) -> Result<DeviceWallet, Failure> {
    let home = home.map(HomeFolder::new).or_else(HomeFolder::usual).ok_or_else(|| {
        let sentence = "This system has no usual folder for the wallet.";
        Failure::new("home_missing", sentence, "Name one with --home.")
    })?;
    let passphrase = prompt::from_environment("TONGBAO_PASSPHRASE");
    match open(home.path(), passphrase).await {
        Err(OpenError::PassphraseNeeded { new }) if prompt::is_terminal() => {
            let passphrase = ask_passphrase(new)?;
            Ok(open(home.path(), Some(passphrase)).await?)
        }
        opened => Ok(opened?),
    }
}

fn ask_passphrase(is_new: bool) -> Result<Secret, Failure> {
    if !is_new {
        return prompt::secret("Passphrase of the wallet");
    }
    let chosen = prompt::secret("Choose a passphrase for the wallet")?;
    if prompt::secret("The same again")? == chosen {
        Ok(chosen)
    } else {
        let sentence = "The two passphrases differ.";
        Err(Failure::new("passphrase_differs", sentence, "Try again."))
    }
}
