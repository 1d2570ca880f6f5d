//! How many columns of a receipt a text takes, and where its lines part.

/// Returns how many columns a character takes: two for Chinese and other wide ones.
pub(crate) const fn cells(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// Returns how many columns a character takes on a printer with Chinese letters: two for all that
/// it writes with two bytes.
pub(crate) const fn cells_of_gbk(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Parts a text into lines of at most `columns`: at spaces, before and after wide characters, and
/// within a word that is longer than a line. There is one line at least.
pub(crate) fn wrap(text: &str, columns: usize, cells: fn(char) -> usize) -> Vec<String> {
    // A wide character has to have room on a line.
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let (mut line, mut taken) = (String::new(), 0);
    for word in words(text, cells) {
        let width: usize = word.chars().map(cells).sum();
        if taken + width > columns && taken > 0 {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            taken = 0;
        }
        let word = if taken == 0 { word.trim_start() } else { word };
        for c in word.chars() {
            if taken + cells(c) > columns {
                lines.push(std::mem::take(&mut line));
                taken = 0;
            }
            line.push(c);
            taken += cells(c);
        }
    }
    let last = line.trim_end();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last.to_owned());
    }
    lines
}

/// Returns the pieces of a text between which a line may part: words, spaces, wide characters.
fn words(text: &str, cells: fn(char) -> usize) -> impl Iterator<Item = &str> {
    let mut before: Option<char> = None;
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        let is_wide = |c: char| c == ' ' || cells(c) == 2;
        if before.is_none_or(|before| is_wide(before) || is_wide(c)) {
            starts.push(at);
        }
        before = Some(c);
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(from, until)| &text[from..until])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_part_where_a_reader_would() {
        assert_eq!(wrap("Old Harbour Noodle House", 12, cells), ["Old Harbour", "Noodle House"]);
        assert_eq!(wrap("手工面馆 Tea", 6, cells), ["手工面", "馆 Tea"]);
        assert_eq!(wrap("abcdefgh", 3, cells), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 10, cells), [""]);
        assert_eq!(wrap("a 茶", 3, cells), ["a", "茶"]);
        // A printer with Chinese letters takes two columns for each of these.
        assert_eq!(wrap("éé", 2, cells_of_gbk), ["é", "é"]);
        assert_eq!(wrap("éé", 2, cells), ["éé"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(text in "[a-z 茶é夜]{0,60}", columns in 2usize..50) {
            let lines = wrap(&text, columns, cells);
            for line in &lines {
                prop_assert!(line.chars().map(cells).sum::<usize>() <= columns, "{line:?}");
            }
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
