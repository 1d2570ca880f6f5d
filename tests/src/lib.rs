//! What the whole-journey tests and the benchmarks share: the programs as processes, a signing
//! device, a town to pay in on either store, payers who write down what they were told, and a
//! network that fails on demand.

pub mod billing;
pub mod clock;
pub mod device;
pub mod ground;
pub mod issuer_process;
pub mod load;
pub mod network;
pub mod operator_process;
pub mod probe;
pub mod program;
pub mod receiver;
pub mod simulation;
pub mod space;
pub mod terminal;
pub mod till;
pub mod town;
