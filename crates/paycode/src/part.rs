//! What several families are made of: accounts with check digits, decimal amounts, addresses with
//! a scheme and percent signs, bech32.

pub(crate) mod amount;
pub(crate) mod bech32;
pub(crate) mod field;
pub(crate) mod iban;
pub(crate) mod line;
pub(crate) mod percent;
pub(crate) mod sum;

#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod uri;
