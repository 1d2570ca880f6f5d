//! Dependencies among our own crates point one way, as ARCHITECTURE.md draws them.

use crate::Finding;
use crate::manifest::members;
use crate::tree::Tree;

/// Who may depend on whom. Everything that is not listed here is refused.
const ALLOWED: &[(&str, &[&str])] = &[
    ("money", &[]),
    ("paycode", &["money"]),
    ("scan", &["paycode"]),
    ("pdf", &["scan"]),
    ("printer", &[]),
    ("slip", &["money", "paycode", "pdf", "promotion", "scan", "wire"]),
    ("promotion", &["money"]),
    ("proof", &[]),
    ("bank", &["money", "promotion", "proof"]),
    ("bank-answer", &["bank", "money", "promotion", "proof"]),
    ("bank-sqlite", &["bank", "bank-answer", "money", "promotion", "proof"]),
    ("postgres-server", &[]),
    ("bank-postgres", &["bank", "bank-answer", "money", "postgres-server", "promotion", "proof"]),
    ("wire", &["money"]),
    // A bank of its own: it knows nothing of ours, and the operator reaches it by HTTP only.
    ("issuer", &[]),
    (
        "operator",
        &[
            "bank",
            "bank-sqlite",
            "bank-postgres",
            "issuer",
            "money",
            "paycode",
            "pdf",
            "postgres-server",
            "promotion",
            "proof",
            "scan",
            "slip",
            "wire",
        ],
    ),
    ("wallet", &["money", "paycode", "promotion", "proof", "slip", "wire"]),
    ("wallet-io", &["money", "proof", "wallet", "wire"]),
    // `proof` is for its tests, which sign what the wallet believes.
    (
        "bridge",
        &["money", "paycode", "printer", "promotion", "proof", "scan", "slip", "wallet", "wire"],
    ),
    ("browser", &["bridge", "wallet", "wallet-io"]),
    (
        "cli",
        &[
            "money",
            "paycode",
            "printer",
            "promotion",
            "proof",
            "scan",
            "slip",
            "wallet",
            "wallet-io",
            "wire",
        ],
    ),
    ("src-tauri", &["bridge", "paycode", "wallet", "wallet-io"]),
];

/// Crates that only tests and benches may depend on.
const TEST_ONLY: &[&str] = &["issuer", "postgres-server"];

/// Refuses a dependency that the table does not allow, in tests of a crate too.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let members = members(tree);
    let ours: Vec<&str> = members.iter().map(|manifest| manifest.folder).collect();
    for manifest in members.iter().filter(|manifest| manifest.folder != "tests") {
        let folder = manifest.folder;
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == folder) else {
            findings.push(Finding::new(
                &manifest.file.path,
                0,
                format!("{folder} has no line in the table"),
            ));
            continue;
        };
        if let Some(name) =
            manifest.shipped().iter().find(|name| TEST_ONLY.contains(&name.as_str()))
        {
            let say = format!("{name} is for tests: it must not ship in {folder}");
            findings.push(Finding::new(&manifest.file.path, 0, say));
        }
        for name in manifest.shipped().into_iter().chain(manifest.tested()) {
            let name = name.as_str();
            if ours.contains(&name) && name != folder && !allowed.contains(&name) {
                let say = format!("{folder} must not depend on {name}");
                findings.push(Finding::new(&manifest.file.path, 0, say));
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
    fn a_dependency_against_the_direction_is_found() {
        let tree = Tree::sample(&[
            ("crates/money/Cargo.toml", "[dependencies]\nbank.workspace = true"),
            ("crates/bank/Cargo.toml", "[dependencies]\nmoney.workspace = true"),
            ("crates/wallet/Cargo.toml", "[dev-dependencies]\noperator.workspace = true"),
            (
                "crates/operator/Cargo.toml",
                "[target.'cfg(unix)'.dependencies]\nwallet = { path = \"../wallet\" }",
            ),
        ]);
        let findings = check(&tree);
        must_find(&findings, "money must not depend on bank");
        must_find(&findings, "wallet must not depend on operator");
        must_find(&findings, "operator must not depend on wallet");
        assert_eq!(findings.len(), 3);
    }

    #[test]
    fn a_crate_for_tests_that_ships_is_found() {
        let line = "dependencies]\npostgres-server.workspace = true";
        let server = ("crates/postgres-server/Cargo.toml", "");
        let shipped = [("crates/operator/Cargo.toml", &*format!("[{line}")), server];
        must_find(&check(&Tree::sample(&shipped)), "must not ship in operator");
        let tested = [("crates/operator/Cargo.toml", &*format!("[dev-{line}")), server];
        must_be_none(&check(&Tree::sample(&tested)));
    }

    #[test]
    fn a_crate_without_a_line_is_found() {
        must_find(
            &check(&Tree::sample(&[("crates/extra/Cargo.toml", "")])),
            "no line in the table",
        );
    }
}
