//! Sizes that were over the limit when the limit came: each may shrink, none may grow.

use crate::Finding;
use std::collections::BTreeMap;

/// Something measured: its key in the list, where it stands, its size in lines.
pub struct Measured<'a> {
    pub key: String,
    pub path: &'a str,
    pub line: usize,
    pub size: usize,
}

/// What breaks `limit`, given the sizes that `exceptions` still allows.
pub fn check(
    what: &str,
    limit: usize,
    measured: &[Measured<'_>],
    exceptions: &BTreeMap<String, usize>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in measured {
        let size = item.size;
        let say = match exceptions.get(&item.key) {
            None if size > limit => {
                format!("{what} of {size} lines, {limit} are allowed: split it")
            }
            Some(&allowed) if size > allowed => {
                format!("{what} of {size} lines, {allowed} were allowed: it may only shrink")
            }
            Some(&allowed) if size < allowed => {
                format!(
                    "{what} shrank to {size} lines: lower its exception from {allowed}, or drop it"
                )
            }
            _ => continue,
        };
        findings.push(Finding::new(item.path, item.line, say));
    }
    for (key, size) in exceptions {
        let known = measured.iter().any(|item| &item.key == key);
        if !known || *size <= limit {
            findings.push(Finding::new(
                "tests/tidy/exceptions.toml",
                0,
                format!("{key} needs no exception"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Measured, check};
    use crate::{must_be_none, must_find};
    use std::collections::BTreeMap;

    fn of(size: usize) -> [Measured<'static>; 1] {
        [Measured { key: "a".to_owned(), path: "a", line: 1, size }]
    }

    #[test]
    fn an_exception_may_shrink_and_nothing_may_grow() {
        let none = BTreeMap::new();
        let some = BTreeMap::from([("a".to_owned(), 80)]);
        must_be_none(&check("function", 70, &of(70), &none));
        must_find(&check("function", 70, &of(71), &none), "split it");
        must_be_none(&check("function", 70, &of(80), &some));
        must_find(&check("function", 70, &of(81), &some), "may only shrink");
        must_find(&check("function", 70, &of(79), &some), "lower its exception");
        must_find(&check("function", 70, &[], &some), "needs no exception");
    }
}
