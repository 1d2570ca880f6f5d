//! The wallet in a terminal.
fn main() {}
