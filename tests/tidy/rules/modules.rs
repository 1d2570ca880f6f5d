//! Every Rust file says in its first line what it is.

use crate::Finding;
use crate::tree::Tree;

/// Refuses a Rust file that does not start with `//!` (or, for a crate, with its README).
pub fn check(tree: &Tree) -> Vec<Finding> {
    let silent =
        |text: &str| !text.starts_with("//!") && !text.starts_with("#![doc = include_str!(");
    let files = tree.files.iter().filter(|file| file.path.ends_with(".rs") && silent(&file.text));
    files
        .map(|file| Finding::new(&file.path, 1, "does not start with //!: say what it is"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;
    use crate::{must_be_none, must_find};

    #[test]
    fn the_project_keeps_it() {
        must_be_none(&check(Tree::of_project()));
    }

    #[test]
    fn a_silent_file_is_found() {
        must_find(
            &check(&Tree::sample(&[("crates/a/src/a.rs", "use b;\n//! late")])),
            "say what it is",
        );
        must_be_none(&check(&Tree::sample(&[(
            "crates/a/src/lib.rs",
            "#![doc = include_str!(\"../README.md\")]",
        )])));
    }
}
