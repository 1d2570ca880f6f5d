//! Payments a second.
fn main() {}
