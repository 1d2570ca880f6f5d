//! The issuer's HTTP interface, as `crates/issuer` describes it.

use super::{Asking, CardIssuer, Charge, Confirmed, IssuerError, Reference, Sent, ShownCard};
use crate::config::IssuerConfig;
use bank::command::CardWord;
use bank::id::CardId;
use bank::record::{CardRefusal, CardToken};
use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use wire::{ErrorCode, Secret};

/// Longer than a healthy issuer takes, shorter than a request lives.
const PATIENCE: Duration = Duration::from_secs(5);

/// The largest answer, in bytes.
const ANSWER_MAX: usize = 16 * 1024;

/// Why there is no way to the issuer.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The HTTP client.
    #[error("issuer.url: {0}")]
    Client(#[from] reqwest::Error),
    /// TLS.
    #[error("issuer.url: {0}")]
    Tls(#[from] rustls::Error),
}

/// An issuer at an address.
pub struct HttpIssuer {
    client: Client,
    url: String,
    secret: Secret,
}

impl HttpIssuer {
    /// Returns the configured issuer; whether it answers is not asked.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn new(config: &IssuerConfig) -> Result<Self, ConnectError> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls =
            ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()?
                .with_root_certificates(roots)
                .with_no_client_auth();
        // Nothing that the issuer answers sends a number elsewhere.
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()?;
        let IssuerConfig { url, secret } = config.clone();
        Ok(Self { client, url, secret })
    }

    fn request(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        request.bearer_auth(self.secret.expose()).json(body)
    }

    /// Asks, and reads what it is told. No error of the client is repeated: it names the address
    /// that was asked, and nobody needs that to be told.
    async fn ask(&self, request: RequestBuilder) -> Result<Value, IssuerError> {
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::warn!(timeout = error.is_timeout(), "the issuer cannot be reached");
                return Err(IssuerError::Unavailable);
            }
        };
        let is_done = answer.status().is_success();
        let status = answer.status().as_u16();
        let told = read(answer).await.ok_or(IssuerError::Unavailable)?;
        if is_done {
            return Ok(told);
        }
        let tries_left = told["tries_left"].as_u64().and_then(|left| u8::try_from(left).ok());
        match told["code"].as_str().and_then(refusal) {
            Some(code) => Err(IssuerError::Refused(code, tries_left)),
            None => {
                tracing::warn!(status, "the issuer does not do what it is asked");
                Err(IssuerError::Unavailable)
            }
        }
    }
}

async fn read(mut answer: Response) -> Option<Value> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.ok()? {
        if body.len() + chunk.len() > ANSWER_MAX {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).ok()
}

/// Returns what callers are told for an issuer's word.
fn refusal(word: &str) -> Option<ErrorCode> {
    Some(match word {
        "card_refused" => ErrorCode::CardRefused,
        "card_locked" | "codes_used_up" => ErrorCode::CardLocked,
        "binding_unknown" => ErrorCode::CardBindingUnknown,
        "binding_expired" => ErrorCode::CardBindingExpired,
        "token_unknown" => ErrorCode::CardUnknown,
        "code_wrong" => ErrorCode::CodeWrong,
        "code_tries_used" => ErrorCode::CodeTriesUsed,
        "request_conflict" => ErrorCode::IdempotencyConflict,
        _ => return None,
    })
}

/// Returns a part of an answer; an issuer that leaves it out says nothing that is known.
fn text<'a>(told: &'a Value, name: &str) -> Result<&'a str, IssuerError> {
    told[name].as_str().ok_or(IssuerError::Unavailable)
}

fn sent(told: &Value) -> Result<Sent, IssuerError> {
    let number = |name: &str| told[name].as_u64().ok_or(IssuerError::Unavailable);
    let to = text(told, "sent_to")?.chars().filter(|c| !c.is_control()).take(64).collect();
    let digits = u8::try_from(number("code_digits")?).map_err(|_| IssuerError::Unavailable)?;
    Ok(Sent { to, digits, expires_at_ms: number("expires_at_ms")? })
}

fn confirmed(told: &Value) -> Result<Confirmed, IssuerError> {
    let (card, last_four) = (text(told, "card")?, text(told, "last_four")?);
    let are_digits = card.len() == 32 && last_four.len() == 4;
    let card = u128::from_str_radix(card, 16).ok().filter(|_| are_digits);
    let last_four = last_four.parse().ok().filter(|_| are_digits);
    let (Some(card), Some(last_four)) = (card, last_four) else {
        return Err(IssuerError::Unavailable);
    };
    Ok(Confirmed {
        card: CardId(card),
        brand: text(told, "brand")?.to_owned(),
        last_four,
        token: CardToken::new(text(told, "token")?.to_owned()),
    })
}

/// Returns an issuer's word of a charge. What it declines it declines for good, also for a reason
/// that is not known here; what is neither paid nor declined is no word.
fn word(told: &Value) -> Result<CardWord, IssuerError> {
    match text(told, "state")? {
        "paid" => Ok(CardWord::Charged),
        "declined" => Ok(CardWord::Refused(match told["reason"].as_str() {
            Some("funds_short") => CardRefusal::FundsShort,
            Some("limit_reached") => CardRefusal::LimitReached,
            _ => CardRefusal::CardBlocked,
        })),
        _ => Err(IssuerError::Unavailable),
    }
}

impl CardIssuer for HttpIssuer {
    fn begin<'a>(&'a self, binding: &'a Reference, card: &'a ShownCard) -> Asking<'a, Sent> {
        Box::pin(async move {
            let body = json!({ "number": card.number.expose(), "holder": card.holder });
            let path = format!("/v1/bindings/{binding}");
            sent(&self.ask(self.request(Method::PUT, &path, &body)).await?)
        })
    }

    fn confirm<'a>(&'a self, binding: &'a Reference, code: &'a Secret) -> Asking<'a, Confirmed> {
        Box::pin(async move {
            let body = json!({ "code": code.expose() });
            let path = format!("/v1/bindings/{binding}/confirm");
            confirmed(&self.ask(self.request(Method::POST, &path, &body)).await?)
        })
    }

    fn charge<'a>(&'a self, top_up: &'a Reference, charge: &'a Charge) -> Asking<'a, CardWord> {
        Box::pin(async move {
            let Charge { token, amount } = charge;
            let body = json!({
                "token": token.expose(),
                "minor": amount.minor(),
                "currency": amount.currency().code(),
            });
            let path = format!("/v1/charges/{top_up}");
            match self.ask(self.request(Method::PUT, &path, &body)).await {
                Ok(told) => word(&told),
                Err(IssuerError::Refused(ErrorCode::CardUnknown, _)) => {
                    Ok(CardWord::Refused(CardRefusal::CardGone))
                }
                Err(error) => Err(error),
            }
        })
    }

    fn forget<'a>(&'a self, token: &'a CardToken) -> Asking<'a, ()> {
        Box::pin(async move {
            let body = json!({ "token": token.expose() });
            self.ask(self.request(Method::POST, "/v1/tokens/forget", &body)).await.map(drop)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{confirmed, refusal, sent, word};
    use bank::command::CardWord;
    use bank::record::CardRefusal;
    use serde_json::json;

    #[test]
    fn a_word_is_paid_or_declined_and_nothing_else_is_one() {
        assert_eq!(word(&json!({ "state": "paid" })), Ok(CardWord::Charged));
        for (reason, refusal) in [
            (json!("funds_short"), CardRefusal::FundsShort),
            (json!("limit_reached"), CardRefusal::LimitReached),
            (json!("card_blocked"), CardRefusal::CardBlocked),
            (json!("another"), CardRefusal::CardBlocked),
            (json!(null), CardRefusal::CardBlocked),
        ] {
            let told = word(&json!({ "state": "declined", "reason": reason }));
            assert_eq!(told, Ok(CardWord::Refused(refusal)));
        }
        for other in [json!({}), json!({ "state": "pending" }), json!([]), json!({ "state": 1 })] {
            assert!(word(&other).is_err(), "{other}");
        }
    }

    #[test]
    fn an_answer_that_lacks_a_part_is_none() {
        let whole =
            json!({ "token": "t", "card": "00".repeat(16), "brand": "B", "last_four": "0017" });
        let read = confirmed(&whole).expect("is whole");
        assert_eq!((read.card.0, read.last_four, read.token.expose()), (0, 17, "t"));
        for (name, other) in [
            ("token", json!(null)),
            ("card", json!("00")),
            ("card", json!("zz".repeat(16))),
            ("last_four", json!("00017")),
            ("last_four", json!("abcd")),
            ("brand", json!(5)),
        ] {
            let mut broken = whole.clone();
            broken[name] = other;
            assert!(confirmed(&broken).is_err(), "{broken}");
        }
        let code = json!({ "sent_to": "+86\n···01", "code_digits": 6, "expires_at_ms": 5 });
        assert_eq!(sent(&code).expect("is whole").to, "+86···01");
        assert!(sent(&json!({ "sent_to": "x", "code_digits": 300, "expires_at_ms": 5 })).is_err());
        assert_eq!(refusal("operator_unknown"), None, "the operator's own fault is nobody's news");
    }
}
