//! One window for one wallet: a second start, which is also how a desktop hands over a link, shows
//! the window that is there and ends.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use tauri::{AppHandle, Builder, Manager as _, Runtime};
use tauri_plugin_single_instance::Builder as SingleBuilder;

/// Puts the rule before everything else, so that a second start opens no wallet.
pub fn one_window<R: Runtime>(builder: Builder<R>, home: Option<&Path>) -> Builder<R> {
    let Some(home) = home.filter(|_| is_told_apart()) else { return builder };
    let single = SingleBuilder::new()
        .dbus_id(name_of(home))
        // The plug-in for links has taken the link from the arguments by now.
        .callback(|app, _, _| show(app));
    builder.plugin(single.build())
}

/// Only on Linux does the name hold the folder; elsewhere a wallet in a folder of its own would be
/// taken for the usual one.
fn is_told_apart() -> bool {
    cfg!(target_os = "linux") || std::env::var_os(wallet_io::HomeFolder::VARIABLE).is_none()
}

/// Returns the name on the session's bus for the wallet of a folder. A name begins no part with a
/// digit.
fn name_of(home: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    home.hash(&mut hasher);
    format!("app.tongbao.wallet.Home{:016x}", hasher.finish())
}

fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        // A window manager may refuse: the link is followed all the same.
        drop(window.unminimize().and_then(|()| window.set_focus()));
    }
}
