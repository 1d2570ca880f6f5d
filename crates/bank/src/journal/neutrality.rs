//! The bytes of rows about the neutrality log; the layout is in the module above.

use super::JournalEntry;
use crate::canonical::Bytes;

pub(super) fn content(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::NeutralityEntered { number, merchant, action, hash } => {
            bytes.tag(130).number(*number).id(merchant.0).tag(action.number()).fixed(hash)
        }
        _ => bytes,
    }
}
