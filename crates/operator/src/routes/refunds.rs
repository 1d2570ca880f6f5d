//! What merchants give back.

pub mod list;
pub mod make;
pub mod of;
pub mod preview;
