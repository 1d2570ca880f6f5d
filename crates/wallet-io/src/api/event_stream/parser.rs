//! Takes a stream of bytes apart into the data of server-sent events. Numbers and kinds of events
//! are left alone: here they are inside the data too.

/// The longest event that is read, in bytes.
const EVENT_MAX: usize = 64 * 1024;

/// Too long for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is longer than 64 KiB")]
pub(super) struct TooLong;

/// Keeps what has come of the event that is under way.
#[derive(Debug, Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    data: Option<String>,
    /// The line before ended with a carriage return, to which a line feed may belong.
    after_return: bool,
}

impl Parser {
    /// Takes the next bytes in, and returns the data of the events that they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, TooLong> {
        let mut events = Vec::new();
        for &byte in bytes {
            let was_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if was_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => self.line.push(byte),
            }
            let held = self.line.len() + self.data.as_ref().map_or(0, String::len);
            if held > EVENT_MAX {
                return Err(TooLong);
            }
        }
        Ok(events)
    }

    /// Ends a line; an empty one ends an event.
    fn end_line(&mut self) -> Option<String> {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return self.data.take();
        }
        let text = String::from_utf8_lossy(&line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        if field == "data" {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match &mut self.data {
                Some(data) => data.extend(["\n", value]),
                None => self.data = Some(value.to_owned()),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        Parser::default().push(text.as_bytes()).expect("short")
    }

    #[test]
    fn an_event_ends_with_an_empty_line() {
        assert_eq!(read("event: received\nid: 7\ndata: {\"a\":1}\n\n"), ["{\"a\":1}"]);
        assert_eq!(read("data: one\n\ndata: two\n\ndata: three\n"), ["one", "two"]);
    }

    #[test]
    fn all_three_line_ends_are_understood() {
        assert_eq!(read("data: a\r\n\r\ndata: b\r\rdata: c\n\n"), ["a", "b", "c"]);
    }

    #[test]
    fn data_of_several_lines_is_joined_and_one_blank_belongs_to_the_field() {
        assert_eq!(read("data:  a\ndata:b\ndata\n\n"), [" a\nb\n"]);
    }

    #[test]
    fn comments_and_other_fields_are_no_events() {
        assert!(read(":\n\n: still here\n\nretry: 1000\n\nid: 4\nevent: x\n\n").is_empty());
    }

    #[test]
    fn events_may_come_in_pieces_of_any_size() {
        let text = "id: 1\r\ndata: 两碗面\r\n\r\n: x\n\ndata: b\n\n";
        for size in 1..text.len() {
            let mut parser = Parser::default();
            let pieces = text.as_bytes().chunks(size);
            let events: Vec<String> =
                pieces.flat_map(|piece| parser.push(piece).expect("short")).collect();
            assert_eq!(events, ["两碗面", "b"], "pieces of {size} bytes");
        }
    }

    #[test]
    fn an_event_without_end_is_given_up() {
        let mut parser = Parser::default();
        assert_eq!(parser.push(&vec![b'x'; EVENT_MAX + 1]), Err(TooLong));
        let mut parser = Parser::default();
        let line = format!("data: {}\n", "x".repeat(1000));
        let ended = (0..100).map(|_| parser.push(line.as_bytes())).find(Result::is_err);
        assert_eq!(ended, Some(Err(TooLong)));
    }
}
