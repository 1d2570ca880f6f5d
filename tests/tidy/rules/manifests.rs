//! Every member keeps the workspace's lints, edition and licence, is never published, and is named
//! as its folder.

use crate::Finding;
use crate::manifest::{Manifest, members};
use crate::tree::Tree;
use toml::Value;

/// Refuses a manifest that steps out of line.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for manifest in &members(tree) {
        for missing in missing(manifest) {
            findings.push(Finding::new(&manifest.file.path, 0, missing));
        }
    }
    findings
}

fn missing(manifest: &Manifest<'_>) -> Vec<String> {
    let mut says = Vec::new();
    let inherited = |keys: &[&str]| manifest.at(keys).and_then(Value::as_bool) == Some(true);
    if !inherited(&["lints", "workspace"]) {
        says.push("needs [lints] workspace = true".to_owned());
    }
    for key in ["edition", "license", "publish", "rust-version", "version"] {
        if !inherited(&["package", key, "workspace"]) {
            says.push(format!("needs {key}.workspace = true"));
        }
    }
    let name = manifest.at(&["package", "name"]).and_then(Value::as_str).unwrap_or_default();
    // The shell's folder is where its command line looks for it; its package is the app.
    let wanted = if manifest.folder == "src-tauri" { "tongbao-app" } else { manifest.folder };
    if name != wanted {
        says.push(format!("is named {name:?}, its folder says {wanted:?}"));
    }
    says
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
    fn a_manifest_of_its_own_mind_is_found() {
        let findings = check(&Tree::sample(&[(
            "crates/money/Cargo.toml",
            "[package]\nname = \"cash\"\nedition = \"2021\"",
        )]));
        must_find(&findings, "[lints] workspace");
        must_find(&findings, "edition.workspace");
        must_find(&findings, "is named \"cash\"");
    }
}
