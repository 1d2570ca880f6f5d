//! The HTTP server: the built screens, the commands, and the headers that close both down.

use crate::config::{Config, random_token};
use crate::host::BrowserHost;
use crate::{call, events, guard};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use bridge::Secret;
use std::env;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use wallet_io::HomeFolder;

/// What a page may load and do: the app's own policy, with this server in place of the app's IPC.
const POLICY: &str = include_str!("policy.txt");

/// What every request needs.
#[derive(Clone)]
pub struct Shared {
    /// The host of the UI.
    pub host: Arc<BrowserHost>,
    /// What a request must carry.
    pub token: Arc<str>,
    port: u16,
}

impl Shared {
    /// Returns the names by which this server may be asked.
    pub fn names(&self) -> [String; 2] {
        [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)]
    }
}

/// A server that has its port and does not answer yet.
pub struct Server {
    listener: TcpListener,
    shared: Shared,
    ui: std::path::PathBuf,
}

impl Server {
    /// Takes a port of this machine; no other machine can reach it.
    ///
    /// # Errors
    /// A sentence: no folder for the wallet, no built screens, the port is taken.
    pub async fn bind(config: Config) -> Result<Self, String> {
        let Config { home, ui, port, token, operator } = config;
        let home = home.or_else(|| HomeFolder::usual().map(|home| home.path().to_owned()));
        let home = home.ok_or("no folder for the wallet: say --home DIR")?;
        if !ui.join("index.html").is_file() {
            return Err(format!("no index.html in {}: build the screens first", ui.display()));
        }
        let token = token.map_or_else(random_token, Ok)?.into();
        let passphrase = env::var("TONGBAO_PASSPHRASE").ok().map(Secret::new);
        let host = Arc::new(BrowserHost::new(home, operator, passphrase));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| format!("port {port} of 127.0.0.1: {error}"))?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        Ok(Self { listener, shared: Shared { host, token, port }, ui })
    }

    /// Returns the address to open, with the token behind the `#`, where no server ever sees it.
    pub fn address(&self) -> String {
        let Shared { token, port, .. } = &self.shared;
        format!("http://127.0.0.1:{port}/#token={token}")
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// A sentence, when the listener fails.
    pub async fn serve(self) -> Result<(), String> {
        let Self { listener, shared, ui } = self;
        let routes = routes(shared, &ui);
        axum::serve(listener, routes).await.map_err(|error| error.to_string())
    }
}

fn routes(shared: Shared, ui: &std::path::Path) -> Router {
    let bridge = Router::new()
        .route("/events", get(events::events))
        .route("/{name}", post(call::call))
        // Each command has a limit of its own.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(shared.clone(), guard::our_page))
        .layer(always(CACHE_CONTROL, "no-store"));
    Router::new()
        .nest("/__bridge", bridge)
        .fallback_service(ServeDir::new(ui))
        .layer(from_fn_with_state(shared.clone(), guard::this_server))
        .layer(always(CONTENT_SECURITY_POLICY, POLICY.trim_ascii_end()))
        .layer(always(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(REFERRER_POLICY, "no-referrer"))
        .layer(always(HeaderName::from_static("permissions-policy"), "camera=(self)"))
        .layer(always(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(always(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .with_state(shared)
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
