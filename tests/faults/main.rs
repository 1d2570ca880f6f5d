//! What goes wrong between two steps that touch money: programs killed or frozen, networks cut,
//! disks full, clocks wrong, answers lost, races for the last money. Real processes, real databases
//! of both kinds, a real network on the loopback.

mod clock;
mod day;
mod disk;
mod killed;
mod lost_answer;
mod network;
mod nodes;
mod race;
mod server_killed;
mod till;
mod webhook;
