//! Whether the operator is alive and ready.

pub mod live;
pub mod ready;
