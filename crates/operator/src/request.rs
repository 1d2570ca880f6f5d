//! What happens to every request before and after its handler.

pub mod answer;
pub mod body;
pub mod detached;
pub mod guard;
pub mod hold;
pub mod listener;
pub mod side;
pub mod signed;
pub mod till;

pub use detached::detached;
pub use listener::Listener;
pub use side::Side;
pub use signed::{Reading, Signed, SignedRequest};
pub use till::Till;
