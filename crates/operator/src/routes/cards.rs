//! Cards: bound with their issuer's word, listed, taken off.

pub mod bind;
pub mod confirm;
pub mod list;
pub mod unbind;
