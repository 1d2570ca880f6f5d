//! Addresses with a scheme: the scheme whatever its case, and the parameters behind `?`.

use super::percent;
use crate::error::{CodeError, Place, rule};

/// Returns what follows a prefix, whatever the case of its letters.
pub(crate) fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Splits at the first `?`; a `#` and what follows it is no part of either.
pub(crate) fn split_query(text: &str) -> (&str, &str) {
    let text = text.split('#').next().unwrap_or_default();
    text.split_once('?').unwrap_or((text, ""))
}

/// Returns whether a text is a host with an optional port: labels of letters, digits and hyphens
/// between points, or Unicode letters in their place.
pub(crate) fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_port =
        |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
    name.len() <= 253 && name.split('.').all(is_label) && port.is_none_or(is_port)
}

/// Parameters of a query, by name; the case of a name's letters does not count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameters<'a>(&'a str);

impl<'a> Parameters<'a> {
    pub(crate) const fn new(query: &'a str) -> Self {
        Self(query)
    }

    /// Returns names and raw values in their order.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        percent::query(self.0)
    }

    /// Returns the raw value of a parameter, unless it is absent or empty.
    pub(crate) fn raw(self, name: &'static str) -> Result<Option<&'a str>, CodeError> {
        let mut found = self.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.next().and_then(|(_, value)| value).filter(|value| !value.is_empty());
        match found.next() {
            Some(_) => Err(CodeError::new(rule::FIELD_TWICE, Place::field(name))),
            None => Ok(value),
        }
    }

    /// Returns the decoded value of a parameter; a plus sign is a plus sign.
    pub(crate) fn text(self, name: &'static str) -> Result<Option<String>, CodeError> {
        self.raw(name)?.map(|raw| decode(raw, name)).transpose()
    }

    /// Returns the decoded value of a parameter; a plus sign is a blank, as forms write it.
    pub(crate) fn form_text(self, name: &'static str) -> Result<Option<String>, CodeError> {
        self.raw(name)?.map(|raw| decode(&raw.replace('+', " "), name)).transpose()
    }

    /// Returns the decoded value of a parameter of at most `count_max` characters.
    pub(crate) fn text_within(
        self,
        name: &'static str,
        count_max: usize,
    ) -> Result<Option<String>, CodeError> {
        let text = self.text(name)?;
        if text.as_ref().is_some_and(|text| text.chars().count() > count_max) {
            return Err(CodeError::new(rule::FIELD_TOO_LONG, Place::field(name)));
        }
        Ok(text)
    }
}

fn decode(raw: &str, name: &'static str) -> Result<String, CodeError> {
    percent::decode(raw).ok_or(CodeError::new(rule::FIELD_MALFORMED, Place::field(name)))
}

/// A query while it is written.
#[derive(Default)]
pub(crate) struct QueryText(String);

impl QueryText {
    /// Adds a parameter that is there, encoded.
    pub(crate) fn maybe(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.0.push(if self.0.is_empty() { '?' } else { '&' });
            self.0.push_str(name);
            self.0.push('=');
            self.0.push_str(&percent::encode(value));
        }
        self
    }

    /// Returns the query with its question mark, or nothing where it has no parameter.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_found_whatever_its_case() {
        assert_eq!(strip("BitCoin:1a", "bitcoin:"), Some("1a"));
        assert_eq!(strip("bitcöin:1a", "bitcoin:"), None);
        assert_eq!(strip("bit", "bitcoin:"), None);
    }

    #[test]
    fn hosts_are_told_from_what_only_looks_like_one() {
        for good in ["a", "pay.example", "pay.example:8080", "测试.example", "1.1.1.1"] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["", ".", "a..b", "-a.b", "a.b:", "a.b:123456", "a b", "u@a.b", "a/b"] {
            assert!(!is_host(bad), "{bad}");
        }
    }

    #[test]
    fn a_parameter_stands_once_and_is_decoded_once() {
        let query = Parameters::new("a=1&B=%2525+x&c&d=%ff&A=2");
        assert_eq!(query.raw("a").map_err(|e| e.code()), Err("field_twice"));
        assert_eq!(query.text("b"), Ok(Some("%25+x".to_owned())));
        assert_eq!(query.form_text("b"), Ok(Some("%25 x".to_owned())));
        assert_eq!(query.text("c"), Ok(None));
        assert_eq!(query.text("d").map_err(|e| e.code()), Err("field_malformed"));
        assert_eq!(query.text_within("b", 4).map_err(|e| e.code()), Err("field_too_long"));
    }

    #[test]
    fn what_is_written_is_encoded() {
        let query = QueryText::default().maybe("a", Some("1 é&")).maybe("b", None);
        assert_eq!(query.maybe("c", Some("@")).into_text(), "?a=1%20%C3%A9%26&c=@");
    }
}
