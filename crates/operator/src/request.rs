//! What happens to every request before and after its handler.

pub mod answer;
pub mod body;
pub mod counter;
pub mod detached;
pub mod guard;
pub mod hold;
pub mod side;
pub mod signed;
pub mod till;

pub use counter::{Counter, Looking, Serving};
pub use detached::detached;
pub use side::Side;
pub use signed::{Reading, Signed, SignedRequest};
pub use till::Till;
