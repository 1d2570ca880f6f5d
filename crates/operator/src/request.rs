//! What happens to every request before and after its handler.

pub mod answer;
pub mod api_key;
pub mod body;
pub mod counter;
pub mod detached;
pub mod guard;
pub mod hold;
pub mod listener;
pub mod scope;
pub mod side;
pub mod signed;
pub mod till;

pub use counter::{Counter, Looking, Serving};
pub use detached::detached;
pub use listener::Listener;
pub use side::Side;
pub use signed::{Reading, Signed, SignedRequest};
pub use till::{Shown, Till};
