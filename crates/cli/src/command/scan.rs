//! `tongbao scan`: the codes in a picture.

use crate::failure::Failure;
use crate::output;
use ::scan::decode::{Found, TERMINAL_BUDGET, picture_within};
use serde::Serialize;
use std::fs;
use std::path::Path;

#[derive(Debug, Serialize)]
struct FoundView<'a> {
    format: &'static str,
    text: &'a str,
    points: [(i32, i32); 4],
}

/// Prints one line of JSON for each code, and fails when there is none.
pub fn run(file: &Path) -> Result<(), Failure> {
    for found in find(file)? {
        let text = text_of(&found);
        let Found { format, points, .. } = found;
        output::json(&FoundView { format: format.word(), text: &text, points })?;
    }
    Ok(())
}

/// Returns the text of the one code in a picture.
pub fn one(file: &Path) -> Result<String, Failure> {
    let mut texts: Vec<String> = find(file)?.iter().map(text_of).collect();
    texts.dedup();
    match texts.len() {
        1 => Ok(texts.remove(0)),
        _ => {
            let sentence = "The picture holds several codes.";
            Err(Failure::new("several_codes", sentence, "Choose one with `tongbao scan`."))
        }
    }
}

/// Returns what a symbol says: some payment formats have a character set of their own.
fn text_of(found: &Found) -> String {
    paycode::text_of(&found.bytes).unwrap_or_else(|| found.text.clone())
}

fn find(file: &Path) -> Result<Vec<Found>, Failure> {
    let bytes =
        fs::read(file).map_err(|error| Failure::io("The picture cannot be read", &error))?;
    let found = picture_within(&bytes, TERMINAL_BUDGET)?;
    if found.is_empty() {
        let sentence = "No code was found in the picture.";
        return Err(Failure::new("no_code_found", sentence, "Use a sharper one."));
    }
    Ok(found)
}
