//! Subsidy campaigns: who may win what on which day, and draws that anyone can check. The money,
//! the journal and the counting of draws are the bank's; `docs/draws.md` has the argument and the
//! bytes.

mod check;
mod draw;
mod enter;
mod event;
mod hold_out;
mod odds;
mod rehearse;
mod seeds;
mod terms;
mod verify;

pub use check::{DAYS_MAX, EVENTS_MAX, ODDS_ONE_IN_MAX, PRIZES_MAX, TermsError};
pub use draw::{Draw, evidence_of_order, evidence_of_payer_code};
pub use enter::{Entry, NotDrawn, Standing};
pub use event::{Event, EventKind};
pub use hold_out::HOLD_OUT_MAX_BASIS_POINTS;
pub use odds::{Odds, Prize, Reward};
pub use rehearse::{Recorded, Rehearsal};
pub use seeds::{SeedChain, SeedHash, commitment, follows, seed_hash};
pub use terms::{Period, Terms};
pub use verify::{DrawError, Published, verify};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
