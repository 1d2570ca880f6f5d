//! Money that is held: it stays where it is and counts as gone until it moves, is released, or its
//! time is over. Of those three exactly one happens; the account remembers only how much is held.

mod expire;
mod place;
mod post;
mod release;
mod void;

pub(crate) use expire::expire;
pub(crate) use place::place;
pub(crate) use post::post;
pub(crate) use void::void;

/// The longest time for which money can be held, in seconds: thirty days.
pub const HOLD_FOR_S_MAX: u32 = 30 * 24 * 60 * 60;
