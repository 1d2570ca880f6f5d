//! Files are named after what they hold; a name that fits everything says nothing.

use crate::Finding;
use crate::tree::Tree;

/// Stems that are no names, and what to do instead.
const BANNED: &[(&str, &str)] = &[
    ("util", "name the concept"),
    ("utils", "name the concept"),
    ("helper", "name what it helps with"),
    ("helpers", "name what it helps with"),
    ("common", "name what is shared"),
    ("shared", "name what is shared"),
    ("misc", "name the concept"),
    ("manager", "say what it does: store, queue, teller"),
    ("types", "put each type beside what it is for"),
    ("models", "put each type beside what it is for"),
    ("constants", "put each number beside the rule it serves"),
];

/// Refuses such a file or folder in our sources.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sources = [".rs", ".ts", ".vue", ".mjs", ".sh"];
    for file in
        tree.files.iter().filter(|file| sources.iter().any(|ending| file.path.ends_with(ending)))
    {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            if let Some((name, instead)) = BANNED.iter().find(|(name, _)| *name == stem) {
                findings.push(Finding::new(
                    &file.path,
                    0,
                    format!("{name:?} is no name: {instead}"),
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
    fn a_name_for_everything_is_found() {
        let tree = Tree::sample(&[
            ("crates/bank/src/utils.rs", ""),
            ("ui/src/types.ts", ""),
            ("ui/src/helpers/money.ts", ""),
            ("crates/bank/src/utility_bill.rs", ""),
        ]);
        let findings = check(&tree);
        must_find(&findings, "\"utils\" is no name");
        must_find(&findings, "\"types\" is no name");
        must_find(&findings, "\"helpers\" is no name");
        assert_eq!(findings.len(), 3);
    }
}
