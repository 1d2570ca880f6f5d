//! Identifiers and time: 128 bits each, and milliseconds since 1970.

use money::Currency;
pub use promotion::id::{CampaignId, CouponId, EnvelopeId, StockId};
use sha2::{Digest as _, Sha256};

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);)*
    };
}

identifiers! {
    /// An account of the ledger.
    AccountId;
    /// A person.
    PersonId;
    /// A device that signs for a person.
    DeviceId;
    /// A merchant.
    MerchantId;
    /// A merchant's printed label.
    LabelId;
    /// An order of a merchant.
    OrderId;
    /// A payment; made by the payer's device.
    PaymentId;
    /// A person's receive code.
    ReceiveCodeId;
    /// One enrolment of a device.
    EnrolmentId;
    /// Money that is held on an account.
    HoldId;
    /// A person's place among a merchant's staff.
    StaffId;
    /// An invitation to a merchant's staff.
    InvitationId;
    /// One running program of the operator; made anew at each start.
    NodeId;
    /// A payment card, as its issuer names it to this operator: the same whoever binds it, and not
    /// its number.
    CardId;
    /// Money that a person asked for from a card; made by the person's device.
    CardTopUpId;
    /// A key of a merchant's program; not the key itself.
    ApiKeyId;
    /// An address that a merchant has told what happens.
    WebhookId;
    /// A shift of one who takes money for a merchant.
    ShiftId;
}

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeMs(pub u64);

impl TimeMs {
    /// Returns the moment `ms` milliseconds later, at most the end of time.
    pub const fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl DeviceId {
    /// Returns the identifier that stands for a public key: the first 128 bits of its SHA-256.
    pub fn of_public_key(public_key: &[u8; 65]) -> Self {
        let hash: [u8; 32] = Sha256::digest(public_key).into();
        Self(hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }
}

impl StaffId {
    /// Returns a person's place among a merchant's staff: the same for ever, also for who left and
    /// came back.
    pub fn of(merchant: MerchantId, person: PersonId) -> Self {
        let text = [b"tongbao staff".as_slice(), &merchant.0.to_be_bytes()].concat();
        Self(derived(&text, person.0))
    }
}

impl AccountId {
    /// Returns the identifier by which the desk's account of a currency is known at every operator:
    /// the first 128 bits of the SHA-256 of a text with its three letters. It never changes: the
    /// accounts of every operator that was set up lie under it.
    pub fn of_desk(currency: Currency) -> Self {
        let hash: [u8; 32] =
            Sha256::digest(format!("tongbao desk {}", currency.code()).as_bytes()).into();
        Self(hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// Returns the account in which what is taken of payments to merchants lies: one for each
    /// currency, and like the desk's the same at every operator.
    pub fn of_fees(currency: Currency) -> Self {
        Self(derived(format!("tongbao fees {}", currency.code()).as_bytes(), 0))
    }

    /// Returns the account of what the issuer of cards owes: one for each currency, and like the
    /// desk's the same at every operator.
    pub fn of_issuer(currency: Currency) -> Self {
        Self(derived(format!("tongbao issuer {}", currency.code()).as_bytes(), 0))
    }

    /// Returns the account in which the money of an envelope lies.
    pub fn of_envelope(envelope: EnvelopeId) -> Self {
        Self(derived(b"tongbao envelope account", envelope.0))
    }
}

impl PaymentId {
    /// Returns the movement by which the fee of a payment is taken, or goes back with a refund:
    /// nobody has to bring its identifier, and nobody can take it.
    pub fn of_fee(movement: Self) -> Self {
        Self(derived(b"tongbao fee", movement.0))
    }

    /// Returns the payment that a top-up by card becomes: nobody has to bring its identifier, and
    /// nobody can take it.
    pub fn of_card_top_up(top_up: CardTopUpId) -> Self {
        Self(derived(b"tongbao card top-up", top_up.0))
    }

    /// Returns the payment that gives back what was left of an envelope: nobody has to bring its
    /// identifier, and nobody can take it.
    pub fn of_returned_envelope(envelope: EnvelopeId) -> Self {
        Self(derived(b"tongbao envelope returned", envelope.0))
    }
}

/// Returns the first 128 bits of the SHA-256 over a text and an identifier.
fn derived(text: &[u8], id: u128) -> u128 {
    let hash: [u8; 32] =
        Sha256::new_with_prefix(text).chain_update(id.to_be_bytes()).finalize().into();
    hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desks_account_stays_where_it_is() {
        let yuan = Currency::from_code("CNY").expect("known");
        assert_eq!(AccountId::of_desk(yuan).0, 0xf823_edc5_33d2_390f_8697_8a8e_9217_74c3);
    }
}
