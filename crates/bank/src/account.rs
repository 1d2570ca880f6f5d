//! Accounts of persons.

mod name;
mod open;

pub(crate) use name::holder_name;
pub(crate) use open::{OpenedPerson, is_free, open, open_account, open_person, require_free};
