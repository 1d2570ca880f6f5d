//! The settings of a server: durable as in real use, and small.

use std::fmt::Write as _;
use std::path::Path;

/// Returns the text of the configuration file; later lines win.
pub(crate) fn text(folder: &Path, port: u16, more: &[(&str, &str)]) -> String {
    let (folder, port) = (folder.display().to_string(), port.to_string());
    let own = [
        ("listen_addresses", "127.0.0.1"),
        ("port", port.as_str()),
        ("unix_socket_directories", folder.as_str()),
        ("max_connections", "200"),
        ("shared_buffers", "128MB"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("log_min_messages", "warning"),
        ("log_line_prefix", "%m [%p] %d "),
    ];
    let mut text = String::new();
    for (name, value) in own.iter().chain(more) {
        // Writing into a String does not fail.
        let _ = writeln!(text, "{name} = '{}'", value.replace('\'', "''"));
    }
    text
}
