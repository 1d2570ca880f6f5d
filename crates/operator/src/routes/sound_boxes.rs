//! Sound boxes: a till pairs them and turns them off; they hear what their shop is paid.

pub mod list;
pub mod listen;
pub mod offer;
pub mod page;
pub mod pair;
pub mod turn_off;
