//! Attacks that need real processes: nodes killed in the middle, answers lost while another node
//! takes over, a database file that somebody changed. The list is docs/attacks.md.

mod files;
mod nodes;
mod tls;
mod wallet;
