//! Has a printer in the local network print what a file for printers holds.

use crate::UiError;
use printer::{Address, AddressError, PrintError};

/// Sends bytes to the printer at an address, where one is named; returns them.
///
/// # Errors
/// `printer_address_malformed`, `printer_not_local`, `printer_unreachable`, `printer_interrupted`.
pub(super) async fn printed(print_at: Option<String>, bytes: Vec<u8>) -> Result<Vec<u8>, UiError> {
    if let Some(text) = print_at {
        let address: Address = text.parse()?;
        printer::send(&address, &bytes).await?;
    }
    Ok(bytes)
}

impl From<AddressError> for UiError {
    fn from(_: AddressError) -> Self {
        Self::new(
            "printer_address_malformed",
            "This is no address of a printer.",
            "Write it as 192.168.1.50, with its port where that is not 9100.",
        )
    }
}

impl From<PrintError> for UiError {
    fn from(error: PrintError) -> Self {
        let (sentence, advice) = match error {
            PrintError::NotLocal => (
                "This address is not in the local network.",
                "Receipts are sent to printers nearby only: check the address.",
            ),
            PrintError::Unreachable => (
                "No printer answers at this address.",
                "Check that it is on and in the same network as this device.",
            ),
            PrintError::Interrupted => (
                "The printer stopped taking what it was sent.",
                "A part may be printed. Check its paper and cover, then print again.",
            ),
        };
        Self::new(error.code(), sentence, advice)
    }
}
