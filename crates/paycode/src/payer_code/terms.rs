//! What a payer sets for one code: it is in the tag, so nobody can lift it.

/// The caps that a code can carry, in minor units. Few, so that the operator can try them all.
pub const CAP_MINOR: [u64; 10] =
    [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

/// What a code is good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayerTerms {
    /// The most that it pays, in minor units: one of [`CAP_MINOR`], or no cap.
    pub cap_minor: Option<u64>,
    /// The identifier of the one label whose merchant may use it.
    pub only: Option<u128>,
    /// Whether the payer let the digits be seen: then a PIN is needed whatever the amount.
    pub revealed: bool,
}

impl PayerTerms {
    /// Returns every kind of terms that a merchant with these labels may meet: with and without
    /// each cap, for anyone and for each label, hidden and revealed.
    pub fn all(labels: &[u128]) -> impl Iterator<Item = Self> + '_ {
        let caps = || std::iter::once(None).chain(CAP_MINOR.map(Some));
        let onlys = std::iter::once(None).chain(labels.iter().copied().map(Some));
        onlys.flat_map(move |only| {
            caps().flat_map(move |cap_minor| {
                [false, true].map(|revealed| Self { cap_minor, only, revealed })
            })
        })
    }
}
