//! Reads the first and the last line of a shop's portable file; the wallet checks the seal.

use wallet::port::{ApiError, ExportAnswer};
use wire::export::{ExportSeal, ExportedMerchant};

/// Reads a file of lines, each of which ends with a line feed.
pub(super) fn read(content: Vec<u8>) -> Result<ExportAnswer, ApiError> {
    let malformed = |what: &str| ApiError::AnswerMalformed(format!("an export: {what}"));
    let ends = |bytes: &[u8]| bytes.iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
    let lines = content.strip_suffix(b"\n").ok_or_else(|| malformed("it breaks off"))?;
    let sealed_bytes = ends(lines).ok_or_else(|| malformed("it has one line"))?;
    let (sealed, last) = lines.split_at(sealed_bytes);
    let ExportSeal { seal } = serde_json::from_slice(last).map_err(|_| malformed("no seal"))?;
    let first = sealed.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let shop: ExportedMerchant =
        serde_json::from_slice(first).map_err(|_| malformed("its first line is no shop"))?;
    Ok(ExportAnswer { content, sealed_bytes, shop, seal })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = r#"{"form":"f","operator":"o","at_ms":1,"merchant":"00000000000000000000000007","name":"Tea","city":"Suzhou","category":5814,"currency":"CNY","state":"active","labels":[]}"#;

    #[test]
    fn the_first_and_the_last_line_are_read_and_what_breaks_off_is_none() {
        let file = format!("{SHOP}\n{{\"payment\":1}}\n{{\"seal\":\"s\"}}\n");
        let answer = read(file.clone().into_bytes()).expect("a file");
        assert_eq!((answer.shop.name.as_str(), answer.seal.as_str()), ("Tea", "s"));
        assert_eq!(answer.sealed_bytes, file.len() - "{\"seal\":\"s\"}\n".len());
        for cut in 0..file.len() {
            let part = file.as_bytes()[..cut].to_vec();
            assert!(matches!(read(part), Err(ApiError::AnswerMalformed(_))), "cut at {cut}");
        }
    }
}
