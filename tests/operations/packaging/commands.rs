//! Finds the commands of `tongbaod` in units, scripts and container files.

/// One command as it is written somewhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// The words that name it: `account top-up`.
    pub words: Vec<String>,
    /// Its flags.
    pub flags: Vec<String>,
}

/// Returns every command of a text; comments are prose and are not looked at.
pub fn commands(text: &str) -> Vec<Command> {
    let joined = text.replace("\\\n", " ");
    joined.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<Command> {
    // The forms with and without a shell look the same without quotes and brackets.
    let plain: String = line.chars().map(|c| if "\"[],'".contains(c) { ' ' } else { c }).collect();
    let tokens: Vec<&str> = plain.split_whitespace().collect();
    let is_program = |token: &&str| *token == "tongbaod" || token.ends_with("/bin/tongbaod");
    let starts = (0..tokens.len()).filter(|at| is_program(&tokens[*at]));
    starts.filter_map(|at| command(&tokens[at + 1..])).collect()
}

fn command(tokens: &[&str]) -> Option<Command> {
    let end = |token: &str| ["||", "&&", "|", ";", "fi"].contains(&token);
    let mut tokens = tokens.iter().copied().take_while(|token| !end(token)).peekable();
    let (mut words, mut flags) = (Vec::new(), Vec::new());
    while let Some(token) = tokens.next() {
        if token.starts_with("--") {
            flags.push(token.split('=').next().unwrap_or(token).to_owned());
            if tokens.peek().is_some_and(|next| !next.starts_with('-')) && words.is_empty() {
                // The value of a flag before the command.
                tokens.next();
            }
        } else if flags.iter().all(|flag| flag == "--data") && is_word(token) {
            words.push(token.to_owned());
        }
    }
    (!words.is_empty()).then_some(Command { words, flags })
}

fn is_word(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_found() {
        let of = |text: &str| {
            let found = commands(text).into_iter();
            found.map(|c| (c.words.join(" "), c.flags.join(" "))).collect::<Vec<_>>()
        };
        let pair = |words: &str, flags: &str| (words.to_owned(), flags.to_owned());
        assert_eq!(
            of("ExecStart=/usr/local/bin/tongbaod --data /x backup /x/b --keep 14"),
            [pair("backup", "--data --keep")]
        );
        assert_eq!(of("HEALTHCHECK CMD [\"tongbaod\", \"ready\"]"), [pair("ready", "")]);
        assert_eq!(of("# tongbaod was here\nENTRYPOINT [\"tongbaod\"]"), []);
        assert_eq!(
            of("test -e x || tongbaod init \\\n --name X --currency EUR\ntongbaod migrate"),
            [pair("init", "--name --currency"), pair("migrate", "")]
        );
        assert_eq!(of("tongbaod account top-up --amount 1"), [pair("account top-up", "--amount")]);
    }
}
