//! Top-ups by card: asked for, listed, looked at.

pub mod ask;
pub mod list;
pub mod read;
