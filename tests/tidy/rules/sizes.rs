//! Files, functions and lines stay small enough to be read; what was too big once may only shrink.

use crate::Finding;
use crate::code::functions;
use crate::ratchet::{Measured, check as ratchet};
use crate::tree::{File, Tree};
use std::collections::BTreeMap;

const FILE_LINES_MAX: usize = 500;
const TEST_FILE_LINES_MAX: usize = 600;
const COMPONENT_LINES_MAX: usize = 300;
const FUNCTION_LINES_MAX: usize = 70;
const COLUMNS_MAX: usize = 100;

/// What the committed list still allows.
#[derive(Default)]
pub struct Exceptions {
    files: BTreeMap<String, usize>,
    functions: BTreeMap<String, usize>,
}

impl Exceptions {
    /// Reads `tests/tidy/exceptions.toml`.
    fn of(tree: &Tree) -> Self {
        let text = tree
            .get("tests/tidy/exceptions.toml")
            .map(|file| file.text.clone())
            .unwrap_or_default();
        let table: toml::Table = text.parse().expect("exceptions.toml is TOML");
        let read = |section: &str| -> BTreeMap<String, usize> {
            let listed =
                table.get(section).and_then(toml::Value::as_table).cloned().unwrap_or_default();
            let size = |value: &toml::Value| {
                value.as_integer().and_then(|lines| usize::try_from(lines).ok())
            };
            listed
                .iter()
                .map(|(key, value)| (key.clone(), size(value).expect("a number of lines")))
                .collect()
        };
        Self { files: read("files"), functions: read("functions") }
    }
}

/// Refuses files, functions and lines over their limits.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let exceptions = Exceptions::of(tree);
    let mut findings = files(tree, &exceptions);
    findings.extend(long_functions(tree, &exceptions));
    findings.extend(long_lines(tree));
    findings
}

/// The limit for a file; none for what is not source, or generated.
fn limit_of(file: &File) -> Option<usize> {
    let test = file.name().contains(".test.");
    match file.path.rsplit('.').next()? {
        _ if file.name().contains(".gen.") => None,
        "rs" if !file.is_shipped_rust() => Some(TEST_FILE_LINES_MAX),
        "rs" => Some(FILE_LINES_MAX),
        "ts" | "vue" | "mjs" if test => Some(TEST_FILE_LINES_MAX),
        "vue" => Some(COMPONENT_LINES_MAX),
        "ts" | "mjs" | "sh" => Some(FILE_LINES_MAX),
        _ => None,
    }
}

fn files(tree: &Tree, exceptions: &Exceptions) -> Vec<Finding> {
    let mut by_limit: BTreeMap<usize, Vec<Measured<'_>>> = BTreeMap::new();
    for file in &tree.files {
        let Some(limit) = limit_of(file) else { continue };
        let size =
            if file.is_shipped_rust() { shipped_lines(file) } else { file.text.lines().count() };
        let measured = Measured { key: file.path.clone(), path: &file.path, line: 0, size };
        by_limit.entry(limit).or_default().push(measured);
    }
    let mut findings = Vec::new();
    for (limit, measured) in &by_limit {
        let known = |key: &String| measured.iter().any(|item| &item.key == key);
        let named = exceptions.files.iter().filter(|(key, _)| known(key));
        findings.extend(ratchet(
            "file",
            *limit,
            measured,
            &named.map(|(k, v)| (k.clone(), *v)).collect(),
        ));
    }
    for key in exceptions.files.keys().filter(|key| tree.get(key).is_none()) {
        findings.push(Finding::new("tests/tidy/exceptions.toml", 0, format!("{key} is no file")));
    }
    findings
}

/// Lines of a Rust file without its inline tests, which are blank in the shipped code only.
fn shipped_lines(file: &File) -> usize {
    let all = crate::code::mask(&file.text);
    let tests =
        all.lines().zip(file.code.lines()).filter(|(with, without)| with != without).count();
    file.text.lines().count() - tests
}

fn long_functions(tree: &Tree, exceptions: &Exceptions) -> Vec<Finding> {
    let mut largest: BTreeMap<String, Measured<'_>> = BTreeMap::new();
    for file in tree.files.iter().filter(|file| file.is_shipped_rust()) {
        for function in functions(&file.code) {
            let key = format!("{}::{}", file.path, function.name);
            let measured = Measured {
                key: key.clone(),
                path: &file.path,
                line: function.line,
                size: function.lines,
            };
            // Two functions of one name in a file (two impls) share a key; the larger one counts.
            let smaller = largest.get(&key).is_none_or(|known| known.size < measured.size);
            if smaller {
                largest.insert(key, measured);
            }
        }
    }
    let measured: Vec<Measured<'_>> = largest.into_values().collect();
    ratchet("function", FUNCTION_LINES_MAX, &measured, &exceptions.functions)
}

fn long_lines(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".rs")) {
        let unquoted = crate::code::without_strings(&file.text);
        for (at, (line, without)) in file.text.lines().zip(unquoted.lines()).enumerate() {
            let columns = line.chars().count();
            // The width of code is rustfmt's work, which leaves comments alone. A line that only
            // looks like one may be part of a string; an address or a row of a table stays whole.
            let comment = line.trim_start().starts_with("//") && line == without;
            let whole = line.contains("//! |") || line.contains("/// |") || line.contains("http");
            if columns > COLUMNS_MAX && comment && !whole {
                let say = format!("{columns} columns, {COLUMNS_MAX} are allowed");
                findings.push(Finding::new(&file.path, at + 1, say));
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
    fn what_is_too_big_is_found() {
        let file = "//! x\n".repeat(501);
        let component = "<template/>\n".repeat(301);
        let function = format!("fn long() {{\n{}}}\n", "    x();\n".repeat(69));
        let line = format!("// {}\n", "x".repeat(98));
        let tree = Tree::sample(&[
            ("crates/a/src/a.rs", &file),
            ("crates/a/src/b.rs", &function),
            ("crates/a/src/c.rs", &line),
            ("ui/src/Home.vue", &component),
        ]);
        let findings = check(&tree);
        must_find(&findings, "file of 501 lines");
        must_find(&findings, "function of 71 lines");
        must_find(&findings, "101 columns");
        must_find(&findings, "file of 301 lines");
        assert_eq!(findings.len(), 4);
    }

    #[test]
    fn tests_inside_a_file_do_not_count_and_exceptions_may_only_shrink() {
        let text = format!(
            "fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n",
            "    fn b() {}\n".repeat(600)
        );
        must_be_none(&check(&Tree::sample(&[("crates/a/src/a.rs", &text)])));
        let big = "//! x\n".repeat(510);
        let list = "[files]\n\"crates/a/src/a.rs\" = 505\n\"crates/a/src/gone.rs\" = 700\n";
        let findings = check(&Tree::sample(&[
            ("crates/a/src/a.rs", &big),
            ("tests/tidy/exceptions.toml", list),
        ]));
        must_find(&findings, "may only shrink");
        must_find(&findings, "gone.rs is no file");
    }
}
