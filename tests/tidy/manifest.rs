//! What a `Cargo.toml` says, as far as the rules need it.

use crate::tree::{File, Tree};
use toml::{Table, Value};

/// A member of the workspace, by the folder its manifest sits in.
pub struct Manifest<'a> {
    pub file: &'a File,
    /// `crates/NAME` gives NAME; `src-tauri` and `tests` give themselves.
    pub folder: &'a str,
    table: Table,
}

/// Every member's manifest; one that is no TOML stops the test with its path.
pub fn members(tree: &Tree) -> Vec<Manifest<'_>> {
    let ours = |path: &str| {
        path.starts_with("crates/") || path.starts_with("src-tauri/") || path.starts_with("tests/")
    };
    let manifests =
        tree.files.iter().filter(|file| file.name() == "Cargo.toml" && ours(&file.path));
    manifests.map(read).collect()
}

fn read(file: &File) -> Manifest<'_> {
    let table = file.text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let folder = file.path.trim_end_matches("/Cargo.toml").trim_start_matches("crates/");
    Manifest { file, folder, table }
}

impl Manifest<'_> {
    /// Names of the dependencies that ship: normal and build ones, for every target.
    pub fn shipped(&self) -> Vec<String> {
        self.listed(&["dependencies", "build-dependencies"])
    }

    /// Names of the dependencies of its tests.
    pub fn tested(&self) -> Vec<String> {
        self.listed(&["dev-dependencies"])
    }

    /// The value at a path of keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Value> {
        let (first, rest) = keys.split_first()?;
        rest.iter().try_fold(self.table.get(*first)?, |value, key| value.get(*key))
    }

    fn listed(&self, sections: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        let targets =
            self.table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
        for place in targets.filter_map(Value::as_table).chain([&self.table]) {
            for section in sections {
                let listed = place.get(*section).and_then(Value::as_table);
                names.extend(listed.into_iter().flat_map(Table::keys).cloned());
            }
        }
        names
    }
}
