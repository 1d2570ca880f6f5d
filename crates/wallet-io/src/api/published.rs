//! What operators publish for everybody, read without a wallet and without a signature.

use super::{CONNECT, REQUEST, address, answer, tls};
use reqwest::header::ACCEPT;
use reqwest::redirect::Policy;
use wallet::port::ApiError;
use wire::neutrality::NeutralityResponse;

/// How many entries are asked for at once.
const AT_ONCE: u32 = 100;

/// The most entries that are read: far more than a town's shops.
const ENTRIES_MAX: usize = 100_000;

/// Reads an operator's whole neutrality log, newest entry first, with its signed end.
///
/// # Errors
/// [`ApiError`].
pub async fn neutrality(url: &str) -> Result<NeutralityResponse, ApiError> {
    let base = address::read(url)?;
    let (config, no_https) = tls::config();
    if let (Some(why), "https") = (&no_https, base.scheme()) {
        return Err(ApiError::AddressRefused(format!("no certificate can be checked: {why}")));
    }
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .timeout(REQUEST)
        .user_agent(concat!("tongbao/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| ApiError::AddressRefused(error.to_string()))?;
    let mut whole: Option<NeutralityResponse> = None;
    loop {
        let before = whole.as_ref().and_then(|log| log.next_before);
        let before = before.map_or_else(String::new, |before| format!("&before={before}"));
        let target = base.join(&format!("/v1/neutrality?limit={AT_ONCE}{before}"));
        let target = target.map_err(|error| ApiError::AddressRefused(error.to_string()))?;
        let request = client.get(target).header(ACCEPT, "application/json");
        let response = request.send().await.map_err(|error| super::send::sort(&error))?;
        let page: NeutralityResponse = answer::json(answer::good(response).await?).await?;
        let log = match whole {
            None => page,
            Some(mut log) => {
                log.next_before = page.next_before.filter(|_| !page.entries.is_empty());
                log.entries.extend(page.entries);
                log
            }
        };
        if log.next_before.is_none() {
            return Ok(log);
        }
        if log.entries.len() > ENTRIES_MAX {
            return Err(ApiError::AnswerMalformed("it has no end".to_owned()));
        }
        whole = Some(log);
    }
}
