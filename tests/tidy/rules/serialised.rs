//! Only the wire, the bridge and stored forms are serialised; domain types have no serde at all.

use crate::Finding;
use crate::code::lines_with_word;
use crate::tree::Tree;

const DOMAIN: &[&str] = &[
    "crates/money/",
    "crates/paycode/",
    "crates/promotion/",
    "crates/proof/",
    "crates/bank/",
    "crates/wallet/",
];

/// Refuses serde in shipped domain code.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let domain = |path: &str| DOMAIN.iter().any(|root| path.starts_with(root));
    for file in tree.files.iter().filter(|file| file.is_shipped_rust() && domain(&file.path)) {
        for word in ["serde", "serde_json", "Serialize", "Deserialize"] {
            for line in lines_with_word(&file.code, word) {
                let say = format!(
                    "{word}: a domain type is not serialised; its boundary has its own struct"
                );
                findings.push(Finding::new(&file.path, line, say));
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
    fn a_serialised_domain_type_is_found() {
        let tree = Tree::sample(&[
            ("crates/bank/src/a.rs", "#[derive(Clone, Serialize)]\nstruct A;"),
            ("crates/bank-sqlite/src/a.rs", "#[derive(Serialize)]\nstruct A;"),
            ("crates/paycode/src/tests.rs", "use serde::Deserialize;"),
        ]);
        let findings = check(&tree);
        must_find(&findings, "Serialize");
        assert_eq!(findings.len(), 1);
    }
}
