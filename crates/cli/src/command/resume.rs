//! `tongbao resume`: finds out how payments ended whose answer was lost.

use crate::failure::Failure;
use crate::output;
use crate::view::{self, UnfinishedView};
use serde::Serialize;
use wallet::{PaymentEnd, WalletError};
use wallet_io::DeviceWallet;
use wire::Problem;
use wire::payment::PaymentResponse;

#[derive(Debug, Serialize)]
#[serde(tag = "end", rename_all = "snake_case")]
enum EndView {
    Paid { payment: Box<PaymentResponse> },
    Refused { problem: Problem },
    Unknown { unfinished: UnfinishedView },
}

/// Fails while the end of any payment is still unknown.
pub async fn run(wallet: &DeviceWallet, is_json: bool) -> Result<(), Failure> {
    let ends = wallet.resume_all().await?;
    if ends.is_empty() && !is_json {
        return output::line("Nothing is unfinished.");
    }
    let mut is_open = false;
    let mut views = Vec::new();
    for end in ends {
        let text = match &end {
            PaymentEnd::Paid(payment) => format!("paid      {}", view::payment_line(payment)),
            PaymentEnd::Refused(problem) => {
                let error = WalletError::Api(problem.clone());
                format!("not paid  {} {}", error.sentence(), error.advice())
            }
            PaymentEnd::Unknown(open) => format!("unknown   {}  {}", open.amount, open.payment),
            // Only a confirmation asks for the PIN.
            PaymentEnd::PinWrong { .. } => continue,
        };
        if !is_json {
            output::line(&text)?;
        }
        views.push(match end {
            PaymentEnd::Paid(payment) => {
                EndView::Paid { payment: Box::new(view::payment(payment)) }
            }
            PaymentEnd::Refused(problem) => EndView::Refused { problem: *problem },
            PaymentEnd::Unknown(unfinished) => {
                is_open = true;
                EndView::Unknown { unfinished: unfinished.into() }
            }
            PaymentEnd::PinWrong { .. } => continue,
        });
    }
    if is_json {
        output::json(&views)?;
    }
    if is_open { Err(end_unknown()) } else { Ok(()) }
}

/// The failure for a payment that may be done or not.
pub fn end_unknown() -> Failure {
    let sentence = "It is not known yet whether the payment was done.";
    Failure::new("payment_end_unknown", sentence, "Run `tongbao resume` in a moment.")
}
