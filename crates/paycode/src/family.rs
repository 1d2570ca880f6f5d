//! One file or folder a family of codes; `code.rs` chooses, `describe.rs` tells.

pub(crate) mod merchant_presented;
pub(crate) mod tongbao;
pub(crate) mod web_address;
