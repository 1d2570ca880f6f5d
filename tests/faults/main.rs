//! What goes wrong between two steps that touch money: the operator killed, an answer lost, a race
//! for the last money. Real processes, a real database, a real network on the loopback.

mod killed;
mod lost_answer;
mod race;
