//! `tongbao code parse` says what a code is: from an argument, and whole from standard input.

use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use tests::program::program;

/// Gives bytes to `tongbao code parse -`; returns whether it went well and what it printed.
fn parse(code: &[u8]) -> (bool, Value) {
    let mut child = Command::new(program("tongbao"))
        .args(["code", "parse", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("tongbao starts");
    child.stdin.take().expect("a pipe").write_all(code).expect("writes");
    let ended = child.wait_with_output().expect("ends");
    (ended.status.success(), serde_json::from_slice(&ended.stdout).expect("JSON"))
}

#[test]
fn a_code_of_many_lines_and_of_its_own_character_set_is_read_whole() {
    // Latin 1 is what the third line says, and é is one byte of it.
    let code =
        b"BCD\n002\n2\nSCT\n\nCaf\xE9 du Port\nDE89370400440532013000\nEUR12.50\n\n\nTable 7\n";
    let (well, told) = parse(code);
    assert!(well, "{told}");
    assert_eq!((&told["family"], &told["valid"]), (&json!("epc-sct"), &json!(true)));
    assert_eq!(told["fields"]["payee_name"], "Café du Port");
    assert_eq!(told["fields"]["amount_minor"], 1250);
    assert_eq!(told["fields"]["message"], "Table 7");
}

#[test]
fn a_broken_code_names_its_family_the_rule_and_the_place() {
    let (well, told) = parse(b"BCD\n002\n1\nSCT\n\nCafe\nDE88370400440532013000\nEUR12.50");
    assert!(!well);
    assert_eq!((&told["family"], &told["valid"]), (&json!("epc-sct"), &json!(false)));
    assert_eq!((&told["why"], &told["place"]), (&json!("account_check_wrong"), &json!("line 7")));
    let (well, told) = parse(b"just words");
    assert!(well);
    assert_eq!((&told["family"], &told["why"]), (&json!("text"), &json!("no_payment_code")));
    let long = vec![b'9'; 5000];
    assert_eq!(parse(&long).1["why"], "too_long");
}
