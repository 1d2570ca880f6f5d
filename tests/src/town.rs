//! A town to pay in.
