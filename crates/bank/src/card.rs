//! Cards of people: bound after their issuer has confirmed them, taken off, and counted for gifts.

mod bind;
mod count;
mod unbind;

pub use bind::CARDS_MAX;
pub(crate) use bind::bind;
pub(crate) use count::counted;
pub(crate) use unbind::unbind;
