//! Hands bytes to a receipt printer in the local network: a raw TCP connection, to port 9100 where
//! none is named, as such printers listen.
//!
//! What stands on a receipt is the shop's business. So it goes to addresses of the local network
//! only, whatever is typed: a name that leads elsewhere is refused before a byte is sent.

mod address;
mod local;
mod send;

pub use address::{Address, AddressError};
pub use send::{PrintError, send};
