//! Every family of payment codes has vectors and a fuzz target; the vectors are its seeds.

use crate::Finding;
use crate::tree::Tree;

const FAMILIES: &str = "crates/paycode/src/family/";

/// Refuses a family without `vectors/NAME*.json` or without a fuzz target named after it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under(FAMILIES, ".rs") {
        let below = &file.path[FAMILIES.len()..];
        let name = below.trim_end_matches(".rs");
        if below.contains('/') || matches!(name, "mod" | "tests") {
            continue;
        }
        let vectors = tree.under("crates/paycode/vectors/", ".json");
        if !vectors.into_iter().any(|vector| vector.name().starts_with(name)) {
            findings.push(Finding::new(
                &file.path,
                0,
                format!("no crates/paycode/vectors/{name}*.json"),
            ));
        }
        let target = format!("fuzz/src/bin/paycode_{name}.rs");
        if tree.get(&target).is_none() {
            findings.push(Finding::new(&file.path, 0, format!("no {target}")));
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
    fn a_family_without_vectors_or_fuzzing_is_found() {
        let findings = check(&Tree::sample(&[("crates/paycode/src/family/emvco.rs", "")]));
        must_find(&findings, "vectors/emvco*.json");
        must_find(&findings, "fuzz/src/bin/paycode_emvco.rs");
        must_be_none(&check(&Tree::sample(&[
            ("crates/paycode/src/family/emvco.rs", ""),
            ("crates/paycode/src/family/emvco/tests.rs", ""),
            ("crates/paycode/vectors/emvco_valid.json", "[]"),
            ("fuzz/src/bin/paycode_emvco.rs", ""),
        ])));
    }
}
