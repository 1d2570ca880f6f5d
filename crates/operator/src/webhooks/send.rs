//! Sends one event to one address: no longer than ten seconds, nowhere else than there, and nothing
//! of the answer is read but its status.

use super::address::{self, AddressError, Guarded};
use super::progress::Sent;
use super::sign::SigningSecret;
use reqwest::Client;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use wire::webhook::DeliveryFailure;

/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take until somebody answers the connection.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a connection is kept for the next event.
const IDLE: Duration = Duration::from_secs(20);

/// Why nothing can be sent.
#[derive(Debug, thiserror::Error)]
pub enum SenderError {
    /// The HTTP client.
    #[error("webhooks: {0}")]
    Client(#[from] reqwest::Error),
    /// TLS.
    #[error("webhooks: {0}")]
    Tls(#[from] rustls::Error),
}

/// What sends events.
#[derive(Clone)]
pub struct Sender {
    client: Client,
    loopback: bool,
}

/// One event for one address.
pub struct Letter<'a> {
    /// Where it goes.
    pub url: &'a str,
    /// Its identifier.
    pub id: &'a str,
    /// When it is sent, in Unix seconds.
    pub at_s: u64,
    /// What is sent.
    pub body: Vec<u8>,
    /// The secrets that sign it.
    pub secrets: &'a [SigningSecret],
}

impl Sender {
    /// Returns a sender; with `loopback` one that may send to this machine.
    ///
    /// # Errors
    /// See [`SenderError`].
    pub fn new(loopback: bool) -> Result<Self, SenderError> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls =
            ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()?
                .with_root_certificates(roots)
                .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Guarded { loopback }))
            .redirect(Policy::none())
            .no_proxy()
            .http1_only()
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(1)
            .user_agent("tongbao-webhooks")
            .build()?;
        Ok(Self { client, loopback })
    }

    /// Sends an event. Nothing of the address is logged: a merchant's secrets may stand in it.
    pub async fn send(&self, letter: Letter<'_>) -> Sent {
        let Letter { url, id, at_s, body, secrets } = letter;
        // The rules may have changed since it was opened, and an address in numbers is not looked
        // up.
        let Ok(url) = address::check(url, self.loopback) else {
            return Sent::Failed(DeliveryFailure::AddressRefused, None);
        };
        let signatures: Vec<String> =
            secrets.iter().map(|secret| secret.sign(id, at_s, &body)).collect();
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", at_s)
            .header("webhook-signature", signatures.join(" "))
            .body(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Sent::Delivered(answer.status().as_u16()),
            Ok(answer) => Sent::Failed(DeliveryFailure::Refused, Some(answer.status().as_u16())),
            Err(error) => Sent::Failed(failure(&error), None),
        }
    }
}

fn failure(error: &reqwest::Error) -> DeliveryFailure {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<AddressError>() {
            return DeliveryFailure::AddressRefused;
        }
        cause = inner.source();
    }
    if error.is_timeout() { DeliveryFailure::TimedOut } else { DeliveryFailure::Unreachable }
}
