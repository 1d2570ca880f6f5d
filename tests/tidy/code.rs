//! Just enough of Rust's lexical rules to tell code from comments, strings and tests. No parser.

/// The text with comments, strings and character literals blanked; every line keeps its number.
pub fn mask(text: &str) -> String {
    blank(text, |_| true)
}

/// The text with strings and character literals blanked, and comments kept.
pub fn without_strings(text: &str) -> String {
    blank(text, |first| first != '/')
}

/// Blanks every comment or literal whose first character is chosen.
fn blank(text: &str, chosen: impl Fn(char) -> bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_end(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else if !chosen(chars[at]) {
            out.extend(&chars[at..end]);
            at = end;
        } else {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that starts at `at` ends; `at` itself if none starts there.
fn literal_end(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let after_word = at > 0 && is_word(chars[at - 1]);
    match chars[at] {
        '/' if next == Some('/') => line_end(chars, at),
        '/' if next == Some('*') => block_comment_end(chars, at),
        '"' => string_end(chars, at + 1),
        'r' | 'b' | 'c' if !after_word => prefixed_end(chars, at),
        '\'' => char_end(chars, at),
        _ => at,
    }
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|&c| c == '\n').map_or(chars.len(), |length| at + length)
}

fn block_comment_end(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    break;
                }
            }
            _ => at += 1,
        }
    }
    at
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// Strings with a prefix: raw (`r`, `br`, `cr`, with any number of `#`) and byte or C strings.
fn prefixed_end(chars: &[char], at: usize) -> usize {
    let mut here = at;
    let mut raw = false;
    while let Some(letter @ ('r' | 'b' | 'c')) = chars.get(here) {
        raw |= *letter == 'r';
        here += 1;
    }
    let hashes = chars[here..].iter().take_while(|&&c| c == '#').count();
    if chars.get(here + hashes) != Some(&'"') || here - at > 2 {
        return at;
    }
    if !raw {
        return if hashes == 0 { string_end(chars, here + 1) } else { at };
    }
    let mut end = here + hashes + 1;
    while end < chars.len() {
        let closed = chars[end] == '"'
            && chars[end + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes;
        if closed {
            return end + 1 + hashes;
        }
        end += 1;
    }
    chars.len()
}

/// A character literal, and not a lifetime.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let from = at + 3;
            chars.iter().skip(from).position(|&c| c == '\'').map_or(at, |length| from + length + 1)
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The masked code with every item under `#[cfg(test)]` blanked as well.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    let mut from = 0;
    while let Some(found) = out[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(&out, start + "#[cfg(test)]".len());
        let blank: String =
            out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        // Blanks may be fewer bytes than the letters they replace.
        from = start + blank.len();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Where the item that starts at byte `from` ends: after its block, or after its `;`.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return from + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Lines (1-based) on which `word` stands alone, not as a part of a longer word.
pub fn lines_with_word(code: &str, word: &str) -> Vec<usize> {
    let found = |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + word.len()..].chars().next();
            let starts = word.starts_with(is_word) && before.is_some_and(is_word);
            let goes_on = word.ends_with(is_word) && after.is_some_and(is_word);
            !starts && !goes_on
        })
    };
    code.lines().enumerate().filter(|(_, line)| found(line)).map(|(at, _)| at + 1).collect()
}

/// A function with a body: its name, the line of its `fn`, and how many lines it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// Every function with a body in masked code.
pub fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].chars().next_back().is_some_and(is_word) {
            continue;
        }
        let name: String = code[at + 3..].chars().take_while(|&c| is_word(c)).collect();
        if let Some(end) = body_end(code, at)
            && !name.is_empty()
        {
            let line = code[..at].matches('\n').count() + 1;
            let lines = code[at..end].matches('\n').count() + 1;
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// Where the body of the function at `from` ends; none for a declaration without one.
fn body_end(code: &str, from: usize) -> Option<usize> {
    let mut brackets = 0_i32;
    for (at, c) in code[from..].char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if brackets == 0 => return None,
            '{' if brackets == 0 => return Some(item_end(code, from + at)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Function, functions, lines_with_word, mask, without_strings, without_tests};

    #[test]
    fn comments_and_literals_are_blanked_and_code_is_kept() {
        let text = "let a = \"x { \\\" y\"; // f64\nlet b: &'a str = r#\"f64 \" \"#; /* f64 /* f64 */ f64 */ let c = '{';\nlet d = b\"f64\"; let e = '\\''; let bar = 1;";
        let code = mask(text);
        assert!(!code.contains("f64") && !code.contains('{'), "{code}");
        assert!(code.contains("&'a str") && code.contains("let bar = 1;"), "{code}");
        assert_eq!(code.lines().count(), 3);
    }

    #[test]
    fn comments_are_told_from_strings_that_look_like_them() {
        let code = without_strings("// kept\nlet a = \"\n// blanked\n\";");
        assert!(code.contains("kept") && !code.contains("blanked"), "{code}");
    }

    #[test]
    fn test_blocks_are_blanked() {
        let code = without_tests(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { x.unwrap() }\n}\nfn c() {}\n#[cfg(test)]\nmod tests;\nfn d() {}",
        );
        assert!(!code.contains("unwrap") && !code.contains("mod"), "{code}");
        assert!(code.contains("fn c()") && code.contains("fn d()"), "{code}");
    }

    #[test]
    fn functions_are_measured_with_their_bodies() {
        let code = "trait T { fn none(&self);\n fn one(&self) -> [u8; 4] {\n { }\n }\n}\nfn two(x: fn(u8)) {}";
        let found = functions(code);
        let one = Function { name: "one".to_owned(), line: 2, lines: 3 };
        let two = Function { name: "two".to_owned(), line: 6, lines: 1 };
        assert_eq!(found, [one, two]);
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(lines_with_word("buf64\nf64\nx.await\nawaiting", "f64"), [2]);
        assert_eq!(lines_with_word("x.await\nx.awaiting", ".await"), [1]);
    }
}
