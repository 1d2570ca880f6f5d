//! The text of payment codes, read and written.
