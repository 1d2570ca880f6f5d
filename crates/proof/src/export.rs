//! The seal of a shop's portable export: how many lines the file has before it, and the SHA-256 of
//! all their bytes, signed as the end of a neutrality log is, under a name of its own.

pub use crate::neutrality::End;

/// Returns the name under which an operator seals exports.
pub fn origin(operator: &str) -> String {
    format!("{operator}/export")
}
