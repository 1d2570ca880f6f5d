//! Orders that a till opens.

pub mod close;
pub mod draw;
pub mod open;
pub mod read;
pub mod reverse;
