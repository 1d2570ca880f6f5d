//! What several families are made of: accounts with check digits, decimal amounts, percent signs.

pub(crate) mod amount;
pub(crate) mod field;
pub(crate) mod iban;
pub(crate) mod line;
pub(crate) mod percent;
pub(crate) mod sum;

#[cfg(test)]
pub(crate) mod testing;
