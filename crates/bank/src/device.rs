//! Devices that sign for a person. They come by an enrolment; here they go.

mod revoke;

pub(crate) use revoke::revoke;
