//! A code as people see it: whom it pays, what, and through which networks, from the common names
//! of its fields, so that every family comes out alike. Nothing is converted and nothing opened.

mod address;
mod amount;
mod expiry;
mod network;
mod scheme;

pub use amount::{AmountSetBy, PresentedAmount};

use crate::describe::{Description, Value};
use crate::name::{NameWarning, check_name};
use crate::printable::printable;
use crate::{Code, describe};

/// What a code is to whoever scans it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It names somebody to pay.
    Payee,
    /// It is somebody's own code to pay with, made to be shown to a till.
    Payer,
    /// It is recognised, and no payment.
    Other,
}

/// A code, fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// The family's word, such as `pix`.
    pub family: &'static str,
    /// The scheme's name for people, such as `Pix`.
    pub scheme: String,
    /// What the code is to whoever scans it.
    pub role: Role,
    /// The payee's name as the code states it; nobody has confirmed it.
    pub payee_name: Option<String>,
    /// What is suspicious about that name.
    pub name_warnings: Vec<NameWarning>,
    /// The payee's account, address or number.
    pub payee_account: Option<String>,
    /// The payee's city.
    pub city: Option<String>,
    /// The payee's country, as two letters.
    pub country: Option<String>,
    /// The amount as the code states it.
    pub amount: Option<PresentedAmount>,
    /// Who says how much is paid.
    pub amount_set_by: AmountSetBy,
    /// A fee or tip on top of the amount, as stated.
    pub fee: Option<String>,
    /// What the payee finds the payment by.
    pub reference: Option<String>,
    /// What the payment is for.
    pub message: Option<String>,
    /// When the code ends, as far as it says so: a day, or a moment.
    pub expires: Option<String>,
    /// The networks that can carry the payment.
    pub networks: Vec<String>,
    /// The server that the code leads to.
    pub host: Option<String>,
    /// The address to hand to an app for such payments; never an arbitrary web address.
    pub link: Option<String>,
    /// Whether the text may go to the clipboard: a payer's code is a secret.
    pub can_copy: bool,
}

/// Names of fields that hold a reference, the first that is there counts.
const REFERENCES: &[&str] = &[
    "reference",
    "bill_ref1",
    "variable_symbol",
    "bill_number",
    "invoice_id",
    "order_id",
    "transaction_id",
];

/// Names of fields that say what a payment is for, the first that is there counts.
const MESSAGES: &[&str] = &["message", "note", "description", "purpose", "info"];

/// Presents a code and the text that it was read from.
pub fn present(code: &Code, text: &str) -> Presentation {
    of_description(&describe(code), text)
}

fn of_description(description: &Description, text: &str) -> Presentation {
    let role = role(description);
    let (name, name_warnings) = payee_name(description);
    Presentation {
        family: description.family,
        scheme: scheme::name(description),
        role,
        payee_name: name,
        name_warnings,
        payee_account: shown_text(description, "payee_account"),
        city: shown_text(description, "payee_city"),
        country: shown_text(description, "country"),
        amount: amount::amount(description),
        amount_set_by: amount::set_by(description, role),
        fee: amount::fee(description),
        reference: first(description, REFERENCES),
        message: first(description, MESSAGES),
        expires: expiry::expiry(description),
        networks: network::names(description),
        host: address::host(description),
        link: address::link(description, role, text),
        can_copy: role != Role::Payer,
    }
}

/// Actions of families that have several, which are no payment by whoever scans.
const OTHER_KINDS: &[&str] = &["withdraw", "channel", "login", "mandate", "pay-push"];

fn role(description: &Description) -> Role {
    let kind = description.text("kind");
    let is_mandate = description.text("scheme").is_some_and(|scheme| scheme.contains("mandate"));
    match kind {
        _ if !description.valid => Role::Other,
        Some(kind) if OTHER_KINDS.contains(&kind) => Role::Other,
        _ if is_mandate => Role::Other,
        // The Serbian code that a customer shows.
        Some("payer" | "PK") => Role::Payer,
        _ if description.family == "emv-cpm" => Role::Payer,
        _ => Role::Payee,
    }
}

/// The payee's name and what is suspicious about it. In Japan the name in the payee's language is
/// the real one and the other a stand-in.
fn payee_name(description: &Description) -> (Option<String>, Vec<NameWarning>) {
    let names: &[&str] = match description.family {
        "jpqr" => &["alt_name", "payee_name"],
        _ => &["payee_name", "label"],
    };
    let mut stated = names.iter().filter_map(|name| description.text(name));
    // Hong Kong's codes hold a stand-in: the name comes from the network.
    match stated.find(|name| !name.trim().is_empty() && *name != "NA") {
        Some(name) => (shown(name), check_name(name)),
        None => (None, Vec::new()),
    }
}

/// Returns the first of these fields that says something.
fn first(description: &Description, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| shown_text(description, name))
}

/// Returns a field as one line that is fit to be shown.
fn shown_text(description: &Description, name: &str) -> Option<String> {
    match description.get(name)? {
        Value::Text(text) => shown(text),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns a text as one line that is fit to be shown; `None` where nothing is left of it.
fn shown(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().map(printable).collect();
    let line = words.join(" ");
    (!line.trim().is_empty()).then_some(line)
}

#[cfg(test)]
mod tests;
