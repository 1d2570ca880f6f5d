//! Addresses to which a merchant is told what happened: opened, changed, and how far each was told.
//! Nothing is sent from here.

mod change;
mod note;
mod open;

pub(crate) use change::change;
pub(crate) use note::note;
pub(crate) use open::open;
