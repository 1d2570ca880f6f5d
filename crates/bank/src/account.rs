//! Accounts of persons.

mod open;

pub(crate) use open::{OpenedPerson, is_free, open, open_account, open_person, require_free};
