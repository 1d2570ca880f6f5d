//! What several families are made of: accounts with check digits, decimal amounts, addresses with
//! a scheme and percent signs, bech32.

pub(crate) mod amount;
pub(crate) mod bech32;
pub(crate) mod iban;
pub(crate) mod percent;
pub(crate) mod uri;
