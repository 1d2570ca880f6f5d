//! Lockfiles pin versions and contents; where packages come from is left to each machine.

use crate::Finding;
use crate::tree::Tree;
use serde_json::Value;

/// Refuses download addresses in npm's lockfiles, registries in npm's and cargo's settings, and
/// version ranges in npm's manifests.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &tree.files {
        match file.name() {
            "package-lock.json" => findings.extend(addresses(&file.path, &file.text)),
            "package.json" => findings.extend(ranges(&file.path, &file.text)),
            ".npmrc" if file.text.contains("registry") => {
                findings.push(Finding::new(
                    &file.path,
                    0,
                    "names a registry: leave that to the machine",
                ));
            }
            _ => {}
        }
        if file.path.contains(".cargo/config") && file.text.contains("[source") {
            findings.push(Finding::new(&file.path, 0, "names a source: leave that to the machine"));
        }
    }
    findings
}

fn addresses(path: &str, text: &str) -> Vec<Finding> {
    let Ok(lock) = serde_json::from_str::<Value>(text) else {
        return vec![Finding::new(path, 0, "is no JSON")];
    };
    let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let remote = |package: &Value| {
        package
            .get("resolved")
            .and_then(Value::as_str)
            .is_some_and(|address| address.starts_with("http"))
    };
    packages
        .filter(|(_, package)| remote(package))
        .map(|(name, _)| {
            let say = format!(
                "{name} has a download address: install with --omit-lockfile-registry-resolved"
            );
            Finding::new(path, 0, say)
        })
        .collect()
}

fn ranges(path: &str, text: &str) -> Vec<Finding> {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else {
        return vec![Finding::new(path, 0, "is no JSON")];
    };
    let sections = ["dependencies", "devDependencies"].into_iter();
    let listed = sections.filter_map(|section| manifest.get(section)?.as_object()).flatten();
    let loose = |version: &Value| {
        version.as_str().is_none_or(|text| !text.starts_with(|first: char| first.is_ascii_digit()))
    };
    listed
        .filter(|(_, version)| loose(version))
        .map(|(name, version)| Finding::new(path, 0, format!("{name} {version}: pin one version")))
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
    fn addresses_registries_and_ranges_are_found() {
        let lock = r#"{"packages":{"node_modules/a":{"resolved":"https://example.test/a.tgz"}}}"#;
        must_find(&check(&Tree::sample(&[("ui/package-lock.json", lock)])), "download address");
        must_find(&check(&Tree::sample(&[("ui/.npmrc", "registry=x")])), "names a registry");
        must_find(&check(&Tree::sample(&[(".cargo/config.toml", "[source.x]")])), "names a source");
        let loose = r#"{"dependencies":{"vue":"^3.5.0"}}"#;
        must_find(&check(&Tree::sample(&[("ui/package.json", loose)])), "pin one version");
        let pinned = r#"{"dependencies":{"vue":"3.5.45"}}"#;
        must_be_none(&check(&Tree::sample(&[("ui/package.json", pinned)])));
    }
}
