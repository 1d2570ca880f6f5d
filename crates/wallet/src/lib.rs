//! The client core: flows as state machines over ports, with no I/O of its own.
