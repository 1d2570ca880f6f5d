//! The files under `packaging/` name only what exists: keys, paths, metrics, commands and flags.

use crate::packaging_commands::commands;
use operator::config::{ENVIRONMENT_PREFIX, KEYS, Key, Secrecy};
use operator::measure::METRICS;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tests::operator_process::{tongbaod, tongbaod_done};
use tests::program::{program, root};

/// Every file under `packaging/` with its text.
fn files() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("secrets") {
                walk(&path, found);
            } else if path.is_file() {
                found.push((path.clone(), std::fs::read_to_string(path).expect("a text")));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("packaging"), &mut found);
    assert!(found.len() > 10, "the files are there");
    found
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(root().join("packaging").join(name)).expect("a file of packaging")
}

/// Returns all words of a text that begin so.
fn words(text: &str, begin: &str) -> BTreeSet<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(|c: char| !is_word(c))
        .filter(|word| word.starts_with(begin))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_example_configuration_can_be_used() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("operator.toml"), text_of("operator.toml")).expect("written");
    let said = tongbaod_done(&["--data", &folder.path().display().to_string(), "config", "check"]);
    assert!(said.contains("harbour.example"), "{said}");
}

#[test]
fn every_variable_and_credential_is_a_key() {
    let variables: BTreeSet<String> = KEYS.iter().map(Key::variable).collect();
    let mut seen = 0;
    for (path, text) in files() {
        for word in words(&text, ENVIRONMENT_PREFIX) {
            assert!(variables.contains(&word), "{}: {word} is no key", path.display());
            seen += 1;
        }
        for line in text.lines().filter_map(|line| line.strip_prefix("LoadCredential=")) {
            let (name, _) = line.split_once(':').expect("NAME:FILE");
            let key = Key::find(name).unwrap_or_else(|| panic!("{name} is no key"));
            assert_ne!(key.secrecy, Secrecy::Open, "{name} is no secret");
            seen += 1;
        }
    }
    assert!(seen >= 6, "variables and credentials are named");
}

#[test]
fn every_metric_of_an_alarm_is_served() {
    let text = text_of("monitoring/alerts.yaml");
    let named = words(&text, "tongbao_");
    assert!(named.len() > 6);
    let known: BTreeSet<&str> = METRICS.iter().map(|metric| metric.name).collect();
    for name in &named {
        let whole = name.strip_suffix("_bucket").unwrap_or(name);
        assert!(known.contains(whole), "{name} is no metric");
    }
}

#[test]
fn every_command_and_flag_is_there() {
    let mut seen = BTreeSet::new();
    for (path, text) in files() {
        for command in commands(&text) {
            let mut arguments: Vec<&str> = command.words.iter().map(String::as_str).collect();
            arguments.push("--help");
            let output = tongbaod(&arguments);
            let place = path.display();
            assert!(output.status.success(), "{place}: no command {:?}", command.words);
            let help = String::from_utf8_lossy(&output.stdout).into_owned();
            for flag in &command.flags {
                assert!(words_of_help(&help).contains(flag), "{place}: no flag {flag}");
            }
            seen.insert(command.words.join(" "));
        }
    }
    for expected in ["serve", "backup", "init", "migrate", "ready"] {
        assert!(seen.contains(expected), "{expected} was looked at: {seen:?}");
    }
}

fn words_of_help(help: &str) -> BTreeSet<String> {
    let words = help.split(|c: char| c.is_whitespace() || "[]<>=,".contains(c));
    words.filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn every_file_that_is_named_is_there() {
    let compose = text_of("container/compose.yaml");
    let containerfile = text_of("container/Containerfile");
    let named: Vec<&str> = compose
        .split(|c: char| c.is_whitespace() || "\":".contains(c))
        .filter(|word| word.starts_with("./") || word.starts_with("packaging/"))
        .filter(|word| !word.starts_with("./secrets/"))
        .collect();
    assert!(named.len() > 2, "{named:?}");
    for name in named {
        let place = if name.starts_with("./") {
            root().join("packaging/container")
        } else {
            root().to_owned()
        };
        assert!(place.join(name).exists(), "{name} is named in compose.yaml");
    }
    // The toolchain that builds it is not older than the one that is needed.
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let wanted = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let wanted = wanted.expect("a version").trim_matches('"');
    assert!(containerfile.contains(&format!("rust:{wanted}")), "built with Rust {wanted}");
    // Secrets are read from where the script writes them.
    let script = text_of("container/secrets.sh");
    for name in ["secrets/database", "secrets/database_password"] {
        assert!(compose.contains(&format!("./{name} ")) && script.contains(name), "{name}");
    }
}

/// The units are what systemd understands, and keep what they promise; where systemd is installed.
#[test]
fn systemd_takes_the_units_and_finds_them_closed() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("systemd is not installed here: the units were not looked at");
        return;
    }
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let here = program("tongbaod").display().to_string();
    for name in ["tongbaod.service", "tongbaod-backup.service", "tongbaod-backup.timer"] {
        let text = text_of(&format!("systemd/{name}")).replace("/usr/local/bin/tongbaod", &here);
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let analyze = |arguments: &[&str]| {
        let output =
            Command::new("systemd-analyze").args(arguments).current_dir(folder.path()).output();
        let output = output.expect("systemd-analyze runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    for name in ["./tongbaod.service", "./tongbaod-backup.service", "./tongbaod-backup.timer"] {
        let (is_fine, said) = analyze(&["verify", "--man=no", name]);
        let about = said.lines().filter(|line| line.contains("tongbaod")).collect::<Vec<_>>();
        assert!(is_fine && about.is_empty(), "{name}: {said}");
    }
    for name in ["./tongbaod.service", "./tongbaod-backup.service"] {
        // Out of 100, the less the better: 15 is "1.5 OK".
        let (is_fine, said) =
            analyze(&["security", "--offline=true", "--threshold=15", "--no-pager", name]);
        assert!(is_fine, "{name}: {said}");
    }
}
