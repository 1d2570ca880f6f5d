//! The signature base: the one text that stands for a request (RFC 9421, section 2.5).

use super::{INTEGER_MAX, MERCHANT, SignatureError, SignatureParams};

/// The parts of a request that are signed, as they are sent.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The host and, unless it is 80 or 443, the port, as in the `Host` header or `:authority`.
    pub authority: &'a str,
    /// The path with its percent-encoding left alone; empty is `/`.
    pub path: &'a str,
    /// The query without its `?`; an empty one is signed like none.
    pub query: Option<&'a str>,
    /// The value of the `Content-Digest` header.
    pub content_digest: &'a str,
    /// The value of the [`MERCHANT`](super::MERCHANT) header, an identifier; absent where the
    /// request has none.
    pub merchant: Option<&'a str>,
}

/// Returns the text to sign, or to verify a signature over.
///
/// # Errors
/// `PartMalformed` when a part has characters that it cannot have on the wire (line breaks and
/// letters beyond ASCII among them), the time has more than 15 digits, or a merchant is named and
/// not covered, or covered and not named.
pub fn signature_base(
    request: &Request<'_>,
    params: &SignatureParams,
) -> Result<String, SignatureError> {
    let Request { method, authority, path, query, content_digest, merchant } = *request;
    let path = if path.is_empty() { "/" } else { path };
    let query = query.unwrap_or_default();
    let digest_fits = content_digest.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        && !content_digest.is_empty()
        && content_digest.trim() == content_digest;
    let sound = !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_uppercase())
        && path.starts_with('/')
        && path.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#'))
        && query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
        && digest_fits
        && merchant.is_some() == params.covers_merchant
        && merchant.is_none_or(|merchant| merchant.parse::<crate::Id>().is_ok())
        && params.created_s <= INTEGER_MAX;
    if !sound {
        return Err(SignatureError::PartMalformed);
    }
    let authority = normal_authority(authority).ok_or(SignatureError::PartMalformed)?;
    let query = format!("?{query}");
    let mut parts = vec![
        ("@method", method),
        ("@authority", &authority),
        ("@path", path),
        ("@query", &query),
        ("content-digest", content_digest),
    ];
    parts.extend(merchant.map(|merchant| (MERCHANT, merchant)));
    Ok(text(&parts, &params.text()))
}

/// Joins the covered parts and the parameters; the values hold no line breaks.
pub(super) fn text(parts: &[(&str, &str)], params: &str) -> String {
    let mut base = String::new();
    for (name, value) in parts {
        base.extend(["\"", name, "\": ", value, "\n"]);
    }
    base.extend(["\"@signature-params\": ", params]);
    base
}

/// Lowers the host and leaves a default port out, so that both ends name one place alike.
///
/// The scheme is not known behind a proxy that ends TLS, so 80 and 443 are both default.
fn normal_authority(authority: &str) -> Option<String> {
    let (host, port) = match authority.rfind(':') {
        // The last colon of an IPv6 address without a port stands inside the brackets.
        Some(_) if authority.ends_with(']') => (authority, None),
        Some(colon) => (&authority[..colon], Some(port(&authority[colon + 1..])?)),
        None => (authority, None),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.bytes().all(is_address),
        None => host.bytes().all(is_name),
    };
    if host.is_empty() || !is_host {
        return None;
    }
    let host = host.to_ascii_lowercase();
    Some(match port {
        None | Some(80 | 443) => host,
        Some(port) => format!("{host}:{port}"),
    })
}

/// Reads digits only: the number parser would also take a plus sign.
fn port(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
