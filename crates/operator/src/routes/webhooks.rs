//! Addresses that a merchant has told what happens.

pub mod close;
pub mod deliveries;
pub mod list;
pub mod open;
pub mod replay;
pub mod resume;
pub mod rotate;
pub mod test;
