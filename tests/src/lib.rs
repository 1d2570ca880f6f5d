//! What the whole-journey tests and the benchmarks share: the programs as processes, a signing
//! device, a town to pay in, and a network that fails on demand.

pub mod device;
pub mod network;
pub mod operator_process;
pub mod program;
pub mod simulation;
pub mod terminal;
pub mod till;
pub mod town;
