//! Percent-encoding (RFC 3986): decoded once, and only where it stands for UTF-8.

/// Decodes `%XX`; `None` where a percent sign is not followed by two hexadecimal digits or the
/// bytes are not UTF-8. A plus sign is a plus sign.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Encodes every byte that is not unreserved; `@` and `:` stay, as people read accounts by them.
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'@' | b':' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

/// Returns the keys and raw values of a query, in their order; a key without `=` has no value.
pub(crate) fn query(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts.map(|part| match part.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (part, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_decoded_once() {
        assert_eq!(decode("caf%C3%A9%20%2525+é").as_deref(), Some("café %25+é"));
        for bad in ["%", "%4", "%zz", "%ff", "a%C3"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_query_is_its_parts_in_order() {
        let parts: Vec<_> = query("a=1&b&c=&a=2=3&").collect();
        assert_eq!(parts, [("a", Some("1")), ("b", None), ("c", Some("")), ("a", Some("2=3"))]);
    }
}
