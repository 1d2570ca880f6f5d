//! Identifiers and time: 128 bits each, and milliseconds since 1970.

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
