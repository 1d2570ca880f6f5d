//! What makes an operator's books checkable: tree, heads, notes, keys and rows.
#![doc = include_str!("../README.md")]

pub mod bill;
pub mod check;
pub mod export;
pub mod head;
pub mod hex;
pub mod key;
pub mod neutrality;
pub mod note;
pub mod row;
pub mod shift;
pub mod tree;

pub use bill::{Bill, BillError};
pub use check::CheckDigits;
pub use head::{Head, HeadError};
pub use key::{Handover, KeyError, PublicKey, SigningKey};
pub use note::{Note, NoteError};
pub use shift::{ShiftReport, Tips};
pub use tree::Hash;
