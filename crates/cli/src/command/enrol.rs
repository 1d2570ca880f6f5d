//! `tongbao enrol`: has a one-time code sent, and confirms it.

use crate::arguments::Enrol;
use crate::failure::Failure;
use crate::view::{ProfileView, sandbox_line};
use crate::{output, prompt};
use paycode::printable;
use serde::Serialize;
use wallet::Standing;
use wallet_io::DeviceWallet;
use wire::Secret;

/// A code is on its way.
#[derive(Debug, Serialize)]
struct SentView {
    operator_name: String,
    sent_to: String,
    code_digits: u8,
    expires_at_ms: u64,
}

pub async fn run(wallet: &DeviceWallet, asked: Enrol, is_json: bool) -> Result<(), Failure> {
    let Enrol { operator, handle, name, code } = asked;
    // A given code is one that was sent before: starting again would make it worthless.
    if let (None, Some(operator), Some(handle)) = (&code, operator, handle) {
        let sent = wallet.start_enrolment(&operator, &handle).await?;
        if !prompt::is_terminal() {
            let view = SentView {
                operator_name: sent.operator_name,
                sent_to: sent.sent_to,
                code_digits: sent.code_digits,
                expires_at_ms: sent.expires_at_ms,
            };
            return output::either(is_json, &view, || {
                format!(
                    "{} sent a code of {} digits to {}. Go on with: tongbao enrol --code CODE",
                    printable(&view.operator_name),
                    view.code_digits,
                    printable(&view.sent_to),
                )
            });
        }
    }
    let code = code.map_or_else(|| ask_code(wallet), |code| Ok(Secret::new(code.trim())))?;
    let profile = wallet.confirm_enrolment(code, name).await?;
    output::either(is_json, &ProfileView::from(profile.clone()), || {
        let (name, operator) = (printable(&profile.name), printable(&profile.operator_name));
        format!("Enrolled as {name} with {operator}.{}", sandbox_line(profile.sandbox))
    })
}

fn ask_code(wallet: &DeviceWallet) -> Result<Secret, Failure> {
    let sent_to = match wallet.standing() {
        Standing::CodeSent(pending) => printable(&pending.sent_to),
        Standing::New | Standing::Enrolled(_) => String::new(),
    };
    prompt::text(&format!("The code that was sent to {sent_to}")).map(Secret::new)
}
