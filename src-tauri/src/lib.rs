//! The app shell: a window, its permissions, and the bridge's commands passed on to the core. No
//! rule and no text of the wallet is here.
#![doc = include_str!("../README.md")]
#![cfg_attr(
    mobile,
    allow(
        missing_docs,
        reason = "the macro of the mobile entry point makes a function without docs"
    )
)]

mod command;
mod followed;
mod host;
mod origin;
#[cfg(desktop)]
mod single;
#[cfg(test)]
mod tests;
#[cfg(target_os = "linux")]
mod web_view;

use bridge::Secret;
use command::Listener;
use host::AppHost;
use std::env;
use std::path::PathBuf;
use tauri::plugin::{Builder as PluginBuilder, Plugin, TauriPlugin};
use tauri::webview::{PermissionKind, PermissionResponse, Webview};
use tauri::{Builder, Manager as _, Runtime};
use wallet_io::HomeFolder;

/// Starts the app and returns when it ends.
///
/// # Panics
/// When the system gives no window.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let usual = if cfg!(mobile) { None } else { HomeFolder::usual() };
    let start = Start {
        home: usual.map(|home| home.path().to_owned()),
        operator: env::var("TONGBAO_OPERATOR").ok(),
        passphrase: env::var("TONGBAO_PASSPHRASE").ok().map(Secret::new),
    };
    let builder = Builder::default();
    #[cfg(desktop)]
    let builder = single::one_window(builder, start.home.as_deref());
    shell(builder, start).run(context()).expect("the system opens a window");
}

/// What the environment says at the start.
struct Start {
    /// The wallet's folder; on phones only the system knows where an app may write.
    home: Option<PathBuf>,
    operator: Option<String>,
    passphrase: Option<Secret>,
}

/// Returns the configuration and the built screens, which are embedded.
fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// Puts the commands, permissions and the host around the screens.
fn shell<R: Runtime>(builder: Builder<R>, start: Start) -> Builder<R> {
    builder
        .plugin(closed(start))
        .plugin(opener())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(followed::links())
        .on_permission_request(|webview, kind| permission(&webview, kind))
        .invoke_handler(tauri::generate_handler![
            command::bridge,
            command::decode_frame,
            command::decode_picture,
            command::events,
        ])
}

/// Puts the wallet's host in place before there is a window, and keeps the window on our own pages.
fn closed<R: Runtime>(start: Start) -> TauriPlugin<R> {
    let plugin = PluginBuilder::new("closed")
        .setup(move |app, _| {
            let Start { home, operator, passphrase } = start;
            let home = home.map_or_else(|| app.path().app_local_data_dir(), Ok)?;
            app.manage(AppHost::new(home, operator, passphrase));
            app.manage(Listener::default());
            Ok(())
        })
        .on_navigation(|_, url| origin::is_ours(url));
    #[cfg(target_os = "linux")]
    let plugin = plugin.on_webview_ready(|webview| web_view::allow_camera(&webview));
    plugin.build()
}

/// Hands an address to the system when a screen asks for it. Which addresses is in the
/// capabilities; links of a page open nothing by themselves.
fn opener<R: Runtime>() -> impl Plugin<R> {
    tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build()
}

/// Grants the camera to our own pages, and nothing else to anyone.
fn permission<R: Runtime>(webview: &Webview<R>, kind: PermissionKind) -> PermissionResponse {
    let ours = webview.url().is_ok_and(|url| origin::is_ours(&url));
    match kind {
        PermissionKind::Camera if ours => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}
