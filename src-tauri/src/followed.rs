//! Links that were followed outside the wallet: the system starts the app with one, or hands it to
//! the app that runs. The screens hear of it as of a code that was scanned, and of nothing more.

use bridge::UiEvent;
use std::sync::{Mutex, PoisonError};
use tauri::ipc::Channel;
use tauri::plugin::{Builder as PluginBuilder, TauriPlugin};
use tauri::{AppHandle, Manager as _, Runtime, Url};
use tauri_plugin_deep_link::DeepLinkExt as _;

/// The link that no page has heard of yet, and the page that hears of the next.
#[derive(Default)]
pub struct Followed(Mutex<State>);

#[derive(Default)]
struct State {
    waiting: Option<String>,
    page: Option<Channel<UiEvent>>,
}

impl Followed {
    /// Tells the page of a link, now or once there is one. Of several only the last waits.
    pub fn follow(&self, text: String) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting = Some(text);
        state.tell();
    }

    /// Takes a page that hears of links from now on, first of the one that waits.
    pub fn listen(&self, page: Channel<UiEvent>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.page = Some(page);
        state.tell();
    }
}

impl State {
    fn tell(&mut self) {
        let Some(page) = &self.page else { return };
        let Some(text) = self.waiting.take() else { return };
        if page.send(UiEvent::LinkFollowed { text: text.clone() }).is_err() {
            // The page is gone: the next one hears of it.
            self.page = None;
            self.waiting = Some(text);
        }
    }
}

/// Follows the link that the app was started with, and each that the system hands over later. Comes
/// after the plug-in that hears of them.
pub fn links<R: Runtime>() -> TauriPlugin<R> {
    let plugin = PluginBuilder::new("followed").setup(|app, _| {
        app.manage(Followed::default());
        let links = app.deep_link();
        let handle = app.clone();
        links.on_open_url(move |event| follow_all(&handle, &event.urls()));
        if let Some(urls) = links.get_current()? {
            follow_all(app, &urls);
        }
        Ok(())
    });
    plugin.build()
}

fn follow_all<R: Runtime>(app: &AppHandle<R>, urls: &[Url]) {
    let followed = app.state::<Followed>();
    urls.iter().for_each(|url| followed.follow(url.to_string()));
}
