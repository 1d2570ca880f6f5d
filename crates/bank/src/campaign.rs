//! Campaigns: written with what they commit to, started, and drawn for payments to merchants within
//! their budgets. What a draw is and who may have one is decided in `promotion`; here it meets
//! people and money.

mod change;
mod claw_back;
mod draw;
mod limit;
mod money;
mod open;
mod seed;

pub(crate) use change::change;
pub(crate) use claw_back::claw_back;
pub(crate) use draw::{Drawable, draw};
pub(crate) use limit::limit;
pub(crate) use open::open;
pub(crate) use seed::show_seed;
