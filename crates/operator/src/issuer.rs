//! The connector to who issues cards: a port, and its adapter on HTTP.
//!
//! Numbers and codes only pass through. Where the issuer is says the configuration alone: nothing
//! that a client writes gets into an address.

mod http;

pub use http::{ConnectError, HttpIssuer};

use bank::command::CardWord;
use bank::id::{CardId, CardTopUpId, PersonId};
use bank::record::CardToken;
use money::Amount;
use ring::digest::{Context, SHA256};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use wire::{ErrorCode, Id, Secret};

/// An answer that is waited for.
pub type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<T, IssuerError>> + Send + 'a>>;

/// Who issues cards, confirms who holds one, and takes tokens in the place of numbers.
pub trait CardIssuer: Send + Sync {
    /// Has a code sent to whom the card is of; the same again sends the same code.
    fn begin<'a>(&'a self, binding: &'a Reference, card: &'a ShownCard) -> Asking<'a, Sent>;

    /// Gets a token for the code; the same again, after a lost answer, gets the same.
    fn confirm<'a>(&'a self, binding: &'a Reference, code: &'a Secret) -> Asking<'a, Confirmed>;

    /// Charges a card, without a code; the same again, after a lost answer, charges nothing more
    /// and gets the same word. A token that was given back is refused for good, unless the card was
    /// charged under this reference before: then that is the word.
    fn charge<'a>(&'a self, top_up: &'a Reference, charge: &'a Charge) -> Asking<'a, CardWord>;

    /// Gives a token back: it is worth nothing from then on.
    fn forget<'a>(&'a self, token: &'a CardToken) -> Asking<'a, ()>;
}

/// What the issuer knows a binding or a charge by. Of a binding's identifier it is another one for
/// each person, so that nobody reaches another's binding, and no way back to either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// Returns the reference of a person's binding.
    pub fn of(person: PersonId, binding: Id) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(b"tongbao card binding");
        context.update(&person.0.to_be_bytes());
        context.update(&binding.0.to_be_bytes());
        let digest = context.finish();
        Self(digest.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Returns the reference of a top-up: its identifier, of which the bank takes one only, whoever
    /// brings it. So a row of the issuer's statement leads to the top-up.
    pub fn of_top_up(top_up: CardTopUpId) -> Self {
        Self(format!("{:032x}", top_up.0))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A card as its holder shows it.
#[derive(Clone, Debug)]
pub struct ShownCard {
    /// Its number.
    pub number: Secret,
    /// The name on it.
    pub holder: String,
}

/// What a card is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What the issuer takes for the card.
    pub token: CardToken,
    /// How much.
    pub amount: Amount,
}

/// A code that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Where, with its middle hidden.
    pub to: String,
    /// How many digits it has.
    pub digits: u8,
    /// When it ends, in Unix milliseconds.
    pub expires_at_ms: u64,
}

/// A card that its issuer has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The issuer's name for it, to this operator.
    pub card: CardId,
    /// What its kind is called.
    pub brand: String,
    /// The last four digits of its number, as a number.
    pub last_four: u16,
    /// What the issuer takes for it.
    pub token: CardToken,
}

/// Why an issuer does not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerError {
    /// It cannot be reached, or says what is not known here: it may have done it.
    Unavailable,
    /// It refuses, and says why; with the tries that are left.
    Refused(ErrorCode, Option<u8>),
}

#[cfg(test)]
mod tests {
    use super::Reference;
    use bank::id::PersonId;
    use wire::Id;

    #[test]
    fn a_reference_is_of_one_person_and_one_binding() {
        let one = Reference::of(PersonId(1), Id(2));
        assert_eq!(one, Reference::of(PersonId(1), Id(2)));
        assert_ne!(one, Reference::of(PersonId(2), Id(2)));
        assert_ne!(one, Reference::of(PersonId(1), Id(1)));
        assert_eq!(one.to_string().len(), 32);
    }
}
