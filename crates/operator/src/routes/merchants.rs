//! Merchants that persons open.

pub mod list;
pub mod open;
pub mod withdraw;
