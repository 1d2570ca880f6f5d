//! Nothing half done is left behind: no notes to oneself in sources and scripts.

use crate::Finding;
use crate::code::lines_with_word;
use crate::tree::Tree;

/// Written in two parts, so that this file does not find itself.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("HA", "CK")];

/// Refuses such a note in comments too.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sources = [".rs", ".ts", ".vue", ".mjs", ".sh", ".toml", ".sql", ".md"];
    for file in
        tree.files.iter().filter(|file| sources.iter().any(|ending| file.path.ends_with(ending)))
    {
        for word in NOTES {
            for line in lines_with_word(&file.text, word) {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("{word}: do it, or open an issue"),
                ));
            }
        }
    }
    findings
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
    fn a_note_to_oneself_is_found() {
        let note = concat!("// FIX", "ME later");
        must_find(&check(&Tree::sample(&[("crates/a/src/a.rs", note)])), "open an issue");
    }
}
