//! What the program is told at its start.

use clap::Parser;
use std::path::PathBuf;

/// Serves the wallet's screens to a browser on this machine.
#[derive(Parser)]
#[command(name = "tongbao-browser", version)]
pub struct Config {
    /// The wallet's folder; without it TONGBAO_HOME, or the usual one of this system.
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// The built screens.
    #[arg(long, value_name = "DIR", default_value = "ui/dist")]
    pub ui: PathBuf,
    /// The port on 127.0.0.1; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// The token that requests must carry: 16 to 128 letters, digits, hyphens and underscores. A
    /// random one when absent, which is what everybody but a test wants.
    #[arg(long, value_name = "T", value_parser = token)]
    pub token: Option<String>,
    /// The operator to suggest to somebody new.
    #[arg(long, value_name = "URL", env = "TONGBAO_OPERATOR")]
    pub operator: Option<String>,
}

/// Takes a token that needs no escaping in an address.
fn token(text: &str) -> Result<String, String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if (16..=128).contains(&text.len()) && text.bytes().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("16 to 128 letters, digits, hyphens and underscores".to_owned())
    }
}

/// Returns an unguessable token: 128 bits.
pub fn random_token() -> Result<String, String> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
