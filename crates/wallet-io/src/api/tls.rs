//! Whom the wallet believes on the network: the roots of the operating system.

use rustls::ClientConfig;
use rustls::crypto::ring;
use std::sync::Arc;

/// Returns the configuration and, where the system has no roots, why https cannot be used.
#[cfg(not(target_os = "android"))]
pub(super) fn config() -> (ClientConfig, Option<String>) {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    let verified = builder().and_then(|builder| builder.with_platform_verifier());
    match verified {
        Ok(builder) => (builder.with_no_client_auth(), None),
        // An operator on this machine needs no certificates.
        Err(error) => (bare(), Some(error.to_string())),
    }
}

/// Returns the configuration. Android's own verifier wants a library beside the app, so that the
/// roots of the Mozilla programme take its place.
#[cfg(target_os = "android")]
pub(super) fn config() -> (ClientConfig, Option<String>) {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    match builder() {
        Ok(builder) => (builder.with_root_certificates(roots).with_no_client_auth(), None),
        Err(error) => (bare(), Some(error.to_string())),
    }
}

type Builder = rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>;

fn builder() -> Result<Builder, rustls::Error> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
}

/// Returns a configuration that believes nobody.
fn bare() -> ClientConfig {
    builder()
        .expect("ring speaks the safe versions of TLS")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
