//! docs/attacks.md lists every attack with the tests that make it, and those tests exist.

use crate::Finding;
use crate::code::without_strings;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "docs/attacks.md";
const ATTACKS: usize = 94;

/// One line of the table.
struct Row {
    line: usize,
    number: usize,
    tests: Vec<String>,
    is_open: bool,
}

/// Refuses a list with a missing or doubled number, a line with neither a test nor a reason, a test
/// that does not exist, and a test with an attack's number that the list does not have.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.get(LIST) else {
        return vec![Finding::new(LIST, 0, "is missing")];
    };
    let rows = rows(&file.text);
    let rust = tree.files.iter().filter(|file| file.path.ends_with(".rs"));
    let sources: Vec<String> = rust.map(|file| without_strings(&file.text)).collect();
    let known = functions(&sources);
    let mut findings = numbers(&rows);
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        if row.tests.is_empty() && !row.is_open {
            findings.push(Finding::new(LIST, row.line, "neither a test nor what it waits for"));
        }
        for test in &row.tests {
            if !known.contains(test.as_str()) {
                findings.push(Finding::new(LIST, row.line, format!("there is no test {test}")));
            }
            listed.insert(test, row.number);
        }
    }
    for test in known.iter().filter(|name| number_of(name).is_some()) {
        if listed.get(test).copied() != number_of(test) {
            let say = format!("{test} is not listed with the attack of its number");
            findings.push(Finding::new(LIST, 0, say));
        }
    }
    findings
}

fn rows(text: &str) -> Vec<Row> {
    let lines = text.lines().enumerate().filter_map(|(at, line)| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, number, _, tests, open, _] = cells.as_slice() else { return None };
        let tests = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let number = number.parse().ok()?;
        Some(Row { line: at + 1, number, tests, is_open: !open.is_empty() })
    });
    lines.collect()
}

fn numbers(rows: &[Row]) -> Vec<Finding> {
    let found: Vec<usize> = rows.iter().map(|row| row.number).collect();
    let wanted: Vec<usize> = (1..=ATTACKS).collect();
    if found == wanted {
        return Vec::new();
    }
    vec![Finding::new(LIST, 0, format!("has the numbers 1 to {ATTACKS} in order, once each"))]
}

/// Names of all functions, tests and cases of the stores' contract among them.
fn functions(sources: &[String]) -> BTreeSet<&str> {
    let named = sources.iter().flat_map(|text| {
        text.match_indices("fn ").filter_map(|(at, word)| {
            let rest = &text[at + word.len()..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
            rest[end..].starts_with('(').then(|| &rest[..end])
        })
    });
    named.collect()
}

/// Returns the attack that a test is named after: `a07_…` is 7.
fn number_of(name: &str) -> Option<usize> {
    let (number, _) = name.strip_prefix('a')?.split_once('_')?;
    (number.len() == 2).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{ATTACKS, LIST, check};
    use crate::tree::Tree;
    use crate::{must_be_none, must_find};

    #[test]
    fn the_project_keeps_it() {
        must_be_none(&check(Tree::of_project()));
    }

    fn list(first: &str) -> String {
        let rest: String = (2..=ATTACKS).map(|n| format!("| {n} | x | | later |\n")).collect();
        format!("{first}\n{rest}")
    }

    #[test]
    fn a_list_that_drifts_is_found() {
        let code = "#[test]\nfn a01_twice() {}\n#[test]\nfn a02_lost() {}\n";
        let good =
            list("| 1 | x | `a01_twice` | |").replace("| 2 | x | |", "| 2 | x | `a02_lost` |");
        let of = |text: &str| Tree::sample(&[(LIST, text), ("tests/attacks/x.rs", code)]);
        must_be_none(&check(&of(&good)));
        must_find(&check(&of(&good.replace("`a02_lost`", ""))), "a02_lost is not listed");
        must_find(&check(&of(&good.replace("`a01_twice`", "`gone`"))), "there is no test gone");
        must_find(&check(&of(&good.replace("| 1 |", "| 2 |"))), "in order, once each");
        must_find(&check(&of(&good.replace("later", ""))), "neither a test");
        must_find(&check(&Tree::sample(&[])), "is missing");
    }
}
