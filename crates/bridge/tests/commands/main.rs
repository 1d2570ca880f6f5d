//! Every command's good and bad ways, on a host that is nothing but the trait, over ports in
//! memory.
#![expect(clippy::unwrap_used, reason = "what is missing in a test is a failure")]

mod campaigns;
mod card_top_ups;
mod cards;
mod coupons;
mod devices;
mod enrolling;
mod events;
mod host;
mod locked;
mod office;
mod paying;
mod reading;
mod receiving;
mod requests;
mod scanning;
mod shops;
mod showing;
mod town;
