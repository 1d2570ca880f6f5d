//! The neutrality log: why shops were limited or removed, for everybody to read and to keep.

pub mod appeal;
pub mod list;
pub mod page;
