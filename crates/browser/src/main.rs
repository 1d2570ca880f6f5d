//! The browser host.
fn main() {}
