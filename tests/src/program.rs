//! Where the built programs are.

use std::path::{Path, PathBuf};

/// Returns the path of one of our programs, built beside this test.
///
/// # Panics
/// When it is not built: `cargo build --workspace` makes it.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    // target/PROFILE/deps/TEST, or target/PROFILE/PROGRAM
    let folder = test.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    let path = folder.expect("a test stands in a folder").join(name);
    assert!(path.exists(), "{} is not built: run `cargo build --workspace`", path.display());
    path
}

/// Returns the project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the project")
}
