//! Words that shipped code may say only in some places: clocks, chance, floats, waiting, printing.

use crate::Finding;
use crate::code::lines_with_word;
use crate::tree::{File, Tree};

/// Which files a ban is about.
enum Where {
    /// Everywhere but under these roots.
    Outside(&'static [&'static str]),
    /// Only under these roots.
    Inside(&'static [&'static str]),
}
use Where::{Inside, Outside};

struct Ban {
    words: &'static [&'static str],
    place: Where,
    reason: &'static str,
}

const PURE: &[&str] =
    &["crates/money/", "crates/paycode/", "crates/promotion/", "crates/proof/", "crates/bank/"];
const PURE_AND_WALLET: &[&str] = &[
    "crates/money/",
    "crates/paycode/",
    "crates/promotion/",
    "crates/proof/",
    "crates/bank/",
    "crates/wallet/",
];
const WITH_CLOCK: &[&str] = &[
    "crates/wallet-io/",
    "crates/operator/",
    "crates/issuer/src/clock.rs",
    "crates/cli/",
    "crates/browser/",
    "src-tauri/",
];
const WITH_OUTPUT: &[&str] = &[
    "crates/cli/",
    "crates/operator/",
    "crates/issuer/src/main.rs",
    "crates/browser/src/main.rs",
    "src-tauri/build.rs",
];

const BANS: &[Ban] = &[
    Ban {
        words: &["SystemTime::now", "Instant::now"],
        place: Outside(WITH_CLOCK),
        reason: "time comes in with the command or through the Clock port",
    },
    Ban {
        words: &["f32", "f64"],
        place: Inside(PURE),
        reason: "money and its rules know no float",
    },
    Ban {
        words: &["rand", "getrandom", "thread_rng", "OsRng", "SystemRandom"],
        place: Inside(PURE_AND_WALLET),
        reason: "a seed comes in with the command or through the Random port",
    },
    Ban { words: &["async", ".await"], place: Inside(PURE), reason: "rules do not wait" },
    Ban {
        words: &["std::fs", "std::net", "std::env", "std::thread", "std::process", "std::io"],
        place: Inside(PURE_AND_WALLET),
        reason: "no I/O here: it comes through a port",
    },
    Ban {
        words: &[".unwrap()"],
        place: Outside(&[]),
        reason: "say what to do when it is not there",
    },
    Ban {
        words: &["println!", "print!"],
        place: Outside(WITH_OUTPUT),
        reason: "only the commands of a terminal print; the rest logs",
    },
    Ban {
        words: &["dbg!", "todo!", "unimplemented!"],
        place: Outside(&[]),
        reason: "nothing half done ships",
    },
    Ban { words: &["unsafe"], place: Outside(&[]), reason: "unsafe code is forbidden" },
];

/// Refuses a banned word in shipped code.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.is_shipped_rust()) {
        for ban in BANS.iter().filter(|ban| reaches(&ban.place, file)) {
            for word in ban.words {
                for line in lines_with_word(&file.code, word) {
                    findings.push(Finding::new(
                        &file.path,
                        line,
                        format!("{word}: {}", ban.reason),
                    ));
                }
            }
        }
    }
    findings
}

fn reaches(place: &Where, file: &File) -> bool {
    let under = |roots: &[&str]| roots.iter().any(|root| file.path.starts_with(root));
    match place {
        Outside(roots) => !under(roots),
        Inside(roots) => under(roots),
    }
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
    fn banned_words_are_found_where_they_are_banned() {
        let tree = Tree::sample(&[
            (
                "crates/bank/src/a.rs",
                "let t = SystemTime::now();\nlet x: f64 = 1.0;\nasync fn f() {}\nuse std::fs;",
            ),
            (
                "crates/wallet/src/b.rs",
                "getrandom::fill(&mut seed);\nx.unwrap();\nprintln!();\ntodo!()",
            ),
        ]);
        let findings = check(&tree);
        for word in [
            "SystemTime::now",
            "f64",
            "async",
            "std::fs",
            "getrandom",
            ".unwrap()",
            "println!",
            "todo!",
        ] {
            must_find(&findings, word);
        }
        assert_eq!(findings.len(), 8);
    }

    #[test]
    fn the_same_words_are_fine_elsewhere() {
        must_be_none(&check(&Tree::sample(&[
            ("crates/wallet-io/src/clock.rs", "SystemTime::now()"),
            ("crates/bank/src/a/tests.rs", "x.unwrap(); let y: f64 = 1.0;"),
            (
                "crates/bank/src/b.rs",
                "// no f64, no .await\n#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }",
            ),
            ("tests/e2e/main.rs", "Instant::now()"),
            ("crates/cli/src/print.rs", "println!()"),
        ])));
    }
}
