//! A file to be saved or shared.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use ts_rs::TS;

/// A file to be saved or shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// What it is, as a media type.
    pub media_type: String,
    /// Its content, in base64.
    pub content: String,
}

impl FileView {
    pub(crate) fn of(name: String, content: &[u8]) -> Self {
        let media_type = match name.rsplit_once('.') {
            Some((_, "csv")) => "text/csv",
            Some((_, "jsonl")) => "application/x-ndjson",
            Some((_, "json")) => "application/json",
            Some((_, "pdf")) => "application/pdf",
            Some((_, "bin")) => "application/octet-stream",
            _ => "text/plain",
        };
        Self { name, media_type: media_type.to_owned(), content: STANDARD.encode(content) }
    }
}
