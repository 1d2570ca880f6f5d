//! Labels: the page that any camera can open.

pub mod page;
