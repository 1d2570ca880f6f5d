//! Pages for people whose camera opened an address of ours: plain HTML with nothing of its own but
//! a style and a picture, and a link into the wallet. They take no money and ask for nothing, and
//! run no script but one, where the link needs what stands behind the `#` of the address.

mod wallet;

pub use wallet::{app_link, with_wallet};

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Nothing but the page's own style and picture.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The same, and the one script that reads the page's address.
const OPENER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Says that an answer is a page, which stays as it is, also where it says that nothing was found.
#[derive(Clone, Copy, Debug)]
pub struct IsPage;

/// A language that pages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Also for those who read neither.
    English,
    /// In simplified characters.
    Chinese,
}

impl Language {
    /// Returns the language that a browser asks for first (`Accept-Language`, RFC 9110 12.5.4).
    pub fn asked(headers: &HeaderMap) -> Self {
        let texts = headers.get_all(header::ACCEPT_LANGUAGE).into_iter();
        let ranges = texts.filter_map(|text| text.to_str().ok()).flat_map(|text| text.split(','));
        let weighed = ranges.filter_map(|range| {
            let (tag, weight) = range.split_once(';').map_or((range, "q=1"), |(tag, q)| (tag, q));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let language = match primary {
                _ if primary.eq_ignore_ascii_case("zh") => Self::Chinese,
                _ if primary.eq_ignore_ascii_case("en") => Self::English,
                _ => return None,
            };
            Some((language, thousandths(weight)?))
        });
        // Of two that are asked for alike, the first.
        let best = weighed.fold(None, |best: Option<(Self, u16)>, one| match best {
            Some((_, weight)) if weight >= one.1 => best,
            _ => Some(one),
        });
        match best {
            Some((language, 1..)) => language,
            _ => Self::English,
        }
    }

    /// Returns the one of two texts that is in this language.
    pub const fn of<T: Copy>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

/// Reads a weight such as `q=0.85`; none where it is none.
fn thousandths(weight: &str) -> Option<u16> {
    let digits = weight.trim().strip_prefix("q=").or_else(|| weight.trim().strip_prefix("Q="))?;
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "0" | "1" if is_number => {
            let thousandths: u16 = format!("{whole}{rest:0<3}").parse().ok()?;
            (thousandths <= 1000).then_some(thousandths)
        }
        _ => None,
    }
}

/// Returns an answer with a page that runs no script.
pub fn html(status: StatusCode, text: String) -> Response {
    answer(status, POLICY, text)
}

/// Returns an answer with a page whose link into the wallet a script completes.
pub fn html_with_opener(status: StatusCode, text: String) -> Response {
    answer(status, OPENER_POLICY, text)
}

fn answer(status: StatusCode, policy: &'static str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "accept-language"),
    ];
    let mut response = (status, headers, text).into_response();
    response.extensions_mut().insert(IsPage);
    response
}

/// Puts texts into the places `{{NAME}}` of a page, in one pass: what a text holds is not looked
/// at again, and a place without a text is empty.
pub fn fill(page: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(page.len() + 200);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        let text = parts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
        filled.push_str(&escape(text));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Returns a name as it may stand in a page: fit to be shown, and no markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in paycode::printable(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_never_markup_or_a_place_of_its_own() {
        let page = fill(
            "<h1>{{name}}</h1>{{city}}",
            &[("name", "<b>{{city}}</b>\u{202e}"), ("city", "Ulm")],
        );
        assert_eq!(page, "<h1>&lt;b&gt;{{city}}&lt;/b&gt;</h1>Ulm");
    }

    #[test]
    fn the_language_is_the_one_that_is_asked_for_first() {
        let asked = |texts: &[&str]| {
            let mut headers = HeaderMap::new();
            for text in texts {
                headers.append(header::ACCEPT_LANGUAGE, text.parse().expect("a header"));
            }
            Language::asked(&headers)
        };
        for chinese in [
            "zh",
            "zh-CN,zh;q=0.9,en;q=0.8",
            "ZH-Hant-TW",
            "fr;q=1.0, zh ; q=0.3, en;q=0.25",
            "en;q=0, zh;q=0.001",
            "de, zh, en",
        ] {
            assert_eq!(asked(&[chinese]), Language::Chinese, "{chinese}");
        }
        for english in [
            "",
            "*",
            "en, zh",
            "en-GB;q=0.9, zh;q=0.8",
            "fr",
            "zh;q=0",
            "zh;q=2",
            "zhuang",
            "zh;q=",
        ] {
            assert_eq!(asked(&[english]), Language::English, "{english}");
        }
        assert_eq!(asked(&["fr", "zh;q=0.1"]), Language::Chinese, "of two headers");
        assert_eq!(asked(&[]), Language::English);
    }
}
