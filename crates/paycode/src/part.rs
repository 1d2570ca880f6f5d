//! What several families are made of: accounts with check digits, decimal amounts, percent signs.

pub(crate) mod amount;
pub(crate) mod iban;
pub(crate) mod percent;
