//! Each framework has one home: what talks to it sits there, and nowhere else.

use crate::Finding;
use crate::manifest::members;
use crate::tree::Tree;

/// Name (or beginning of a name) of an outside crate, and the members that may use it.
const HOMES: &[(&str, &[&str])] = &[
    ("tauri", &["src-tauri"]),
    ("wry", &["src-tauri"]),
    ("webkit2gtk", &["src-tauri"]),
    ("rusqlite", &["bank-sqlite"]),
    ("tokio-postgres", &["bank-postgres"]),
    ("axum", &["operator", "browser", "issuer"]),
    ("utoipa", &["operator", "wire"]),
    // What is told to a collector is decided in one place.
    ("opentelemetry", &["operator"]),
    ("opentelemetry_sdk", &["operator"]),
    ("keyring", &["wallet-io"]),
    ("rqrr", &["scan"]),
    ("rxing", &["scan"]),
    ("quircs", &["scan"]),
    ("qrcode", &["scan"]),
    ("ts-rs", &["bridge"]),
];

/// Pure crates: no runtime, no randomness, no clock, no network may enter even as a dependency.
const PURE: &[&str] = &["money", "paycode", "promotion", "proof", "bank"];
const IMPURE: &[&str] =
    &["tokio", "futures", "rand", "getrandom", "chrono", "time", "reqwest", "tracing"];

/// Refuses a framework outside its home, and anything impure in a pure crate.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for manifest in members(tree).iter().filter(|manifest| manifest.folder != "tests") {
        for name in manifest.shipped() {
            let strayed = HOMES
                .iter()
                .find(|(home, members)| is(&name, home) && !members.contains(&manifest.folder));
            if let Some((_, members)) = strayed {
                let say = format!("{name} belongs to {} only", members.join(" and "));
                findings.push(Finding::new(&manifest.file.path, 0, say));
            }
            if PURE.contains(&manifest.folder) && IMPURE.iter().any(|impure| is(&name, impure)) {
                let say = format!("{} is pure: no {name}", manifest.folder);
                findings.push(Finding::new(&manifest.file.path, 0, say));
            }
        }
    }
    findings
}

/// Whether `name` is the crate `home` or one of its family (`home-something`).
fn is(name: &str, home: &str) -> bool {
    name.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
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
    fn a_framework_away_from_home_is_found() {
        let tree = Tree::sample(&[
            ("crates/bridge/Cargo.toml", "[dependencies]\ntauri = \"2\""),
            ("crates/wallet/Cargo.toml", "[build-dependencies]\ntauri-build = \"2\""),
            ("crates/bank/Cargo.toml", "[dependencies]\ntokio-stream = \"1\"\nrandomize = \"1\""),
            ("src-tauri/Cargo.toml", "[dependencies]\ntauri = \"2\""),
        ]);
        let findings = check(&tree);
        must_find(&findings, "tauri belongs to src-tauri only");
        must_find(&findings, "tauri-build belongs to src-tauri only");
        must_find(&findings, "bank is pure: no tokio-stream");
        assert_eq!(findings.len(), 3);
    }
}
