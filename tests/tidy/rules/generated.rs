//! What is generated for readers outside Rust exists and is committed. That it is current is
//! checked where it is generated: in the tests of `bridge` and `operator`.

use crate::Finding;
use crate::tree::Tree;

const GENERATED: &[&str] =
    &["ui/src/bindings.gen.ts", "docs/api/openapi.json", "Cargo.lock", "ui/package-lock.json"];

/// Refuses a missing, empty or untracked generated file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in GENERATED {
        match tree.get(path) {
            None => findings.push(Finding::new(path, 0, "is missing: generate it and commit it")),
            Some(file) if file.text.trim().is_empty() => {
                findings.push(Finding::new(path, 0, "is empty"))
            }
            Some(_) => {}
        }
        if tree.tracked.as_ref().is_some_and(|tracked| !tracked.contains(*path)) {
            findings.push(Finding::new(path, 0, "is not committed"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{GENERATED, check};
    use crate::tree::Tree;
    use crate::{must_be_none, must_find};
    use std::collections::BTreeSet;

    #[test]
    fn the_project_keeps_it() {
        must_be_none(&check(Tree::of_project()));
    }

    #[test]
    fn a_missing_empty_or_untracked_file_is_found() {
        let mut tree = Tree::sample(&[("ui/src/bindings.gen.ts", "\n")]);
        must_find(&check(&tree), "is missing");
        must_find(&check(&tree), "is empty");
        tree.tracked = Some(BTreeSet::new());
        must_find(&check(&tree), "is not committed");
        let all: Vec<(&str, &str)> = GENERATED.iter().map(|path| (*path, "x")).collect();
        must_be_none(&check(&Tree::sample(&all)));
    }
}
