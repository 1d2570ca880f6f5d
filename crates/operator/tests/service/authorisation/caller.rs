//! The kinds of caller that the matrix knows: its columns.

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// Without a signature or a key.
    Nobody,
    /// A device that nobody enrolled.
    Stranger,
    /// A till key that was never given out.
    ForgedKey,
    /// A device that was removed from its account.
    Removed,
    /// The payer whose payment or enrolment is asked for.
    Payer,
    /// Another payer.
    OtherPayer,
    /// The till whose order is asked for.
    Till,
    /// Another merchant's till.
    OtherTill,
}

impl Caller {
    /// All, in the order of the columns.
    pub(super) const ALL: [Self; 8] = [
        Self::Nobody,
        Self::Stranger,
        Self::ForgedKey,
        Self::Removed,
        Self::Payer,
        Self::OtherPayer,
        Self::Till,
        Self::OtherTill,
    ];
}
