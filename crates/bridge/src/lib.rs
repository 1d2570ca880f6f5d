//! The UI contract: one list of commands, their views and handlers.
