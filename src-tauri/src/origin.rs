//! Which pages are our own: the embedded ones, under the names that Tauri gives them.

use tauri::Url;

/// Returns whether an address is one of our own pages.
pub fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        // Linux, macOS, iOS
        "tauri" => url.host_str() == Some("localhost"),
        // Android, Windows
        "http" | "https" => url.host_str() == Some("tauri.localhost") && url.port().is_none(),
        _ => false,
    }
}
