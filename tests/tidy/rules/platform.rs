//! The UI meets its host in one folder, and leaves money to the core.

use crate::Finding;
use crate::code::lines_with_word;
use crate::tree::Tree;

/// The only folder that may import the host's packages.
const HOME: &str = "ui/src/platform/";
/// Ways to compute with money in a screen.
const MONEY_MATHS: &[&str] = &["parseFloat", ".toFixed"];

/// Refuses `@tauri-apps` outside its folder, and money maths anywhere in the UI.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let source = |path: &str| [".ts", ".vue", ".mjs"].iter().any(|ending| path.ends_with(ending));
    for file in
        tree.files.iter().filter(|file| file.path.starts_with("ui/src/") && source(&file.path))
    {
        if !file.path.starts_with(HOME) {
            for line in lines_with_word(&file.text, "@tauri-apps") {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("@tauri-apps belongs to {HOME}"),
                ));
            }
        }
        for word in MONEY_MATHS {
            for line in lines_with_word(&file.text, word) {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("{word}: the UI computes no money"),
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
    fn a_screen_that_knows_its_host_or_computes_is_found() {
        let tree = Tree::sample(&[
            (
                "ui/src/screens/pay/Pay.vue",
                "import { invoke } from '@tauri-apps/api/core'\nparseFloat(text)",
            ),
            ("ui/src/platform/tauri.ts", "import { invoke } from '@tauri-apps/api/core'"),
        ]);
        let findings = check(&tree);
        must_find(&findings, "belongs to ui/src/platform/");
        must_find(&findings, "computes no money");
        assert_eq!(findings.len(), 2);
    }
}
