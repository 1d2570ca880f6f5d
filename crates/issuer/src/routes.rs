//! The issuer's addresses. What a request says of a card is neither logged nor repeated.

use crate::answer::Refusal;
use crate::bind::{self, Asked};
use crate::book::{Book, Pages};
use crate::{charge, clock, code};
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// The largest body, in bytes.
const BODY_MAX: usize = 4096;

/// For how long a slow card's first answer is held back.
const SLOW: Duration = Duration::from_secs(8);

/// An operator that may ask.
#[derive(Clone)]
pub struct Operator {
    /// Its name.
    pub name: String,
    /// What its requests show.
    pub secret: String,
}

impl std::fmt::Debug for Operator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operator").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The codes that were sent, oldest first: what a phone would have.
#[derive(Clone, Debug, Default)]
pub struct Outbox(Arc<Mutex<Vec<String>>>);

impl Outbox {
    /// Returns the newest code.
    pub fn newest(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    fn put(&self, code: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(code.to_owned());
    }
}

/// The state of a running issuer.
#[derive(Clone, Debug)]
pub struct Issuer {
    book: Arc<Book>,
    operators: Arc<Vec<Operator>>,
    outbox: Option<Outbox>,
}

impl Issuer {
    /// Puts an issuer together.
    pub fn new(book: Book, operators: Vec<Operator>) -> Self {
        Self { book: Arc::new(book), operators: Arc::new(operators), outbox: None }
    }

    /// Puts the codes into an outbox too, for who runs the issuer in their own process.
    #[must_use]
    pub fn with_outbox(mut self, outbox: Outbox) -> Self {
        self.outbox = Some(outbox);
        self
    }

    /// Changes the data file on a thread that may block.
    async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Pages) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let book = Arc::clone(&self.book);
        let changing = tokio::task::spawn_blocking(move || book.change(change));
        match changing.await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => {
                tracing::error!(%error, "the data file cannot be written");
                Err(Refusal::Internal)
            }
            Err(_) => Err(Refusal::Internal),
        }
    }
}

/// Returns every address.
pub fn router(issuer: Issuer) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/v1/bindings/{request}", put(begin))
        .route("/v1/bindings/{request}/confirm", post(confirm))
        .route("/v1/charges/{request}", put(make_charge).get(read_charge))
        .route("/v1/tokens/forget", post(forget))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(issuer)
}

/// The operator whose secret a request shows.
struct Caller(String);

impl FromRequestParts<Issuer> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, issuer: &Issuer) -> Result<Self, Refusal> {
        let shown = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
        let shown = shown.ok_or(Refusal::OperatorUnknown)?;
        let is_it = |it: &&Operator| bool::from(it.secret.as_bytes().ct_eq(shown.as_bytes()));
        let found = issuer.operators.iter().find(is_it).ok_or(Refusal::OperatorUnknown)?;
        Ok(Self(found.name.clone()))
    }
}

type Body<T> = Result<Json<T>, JsonRejection>;
type Answer = Result<Json<Value>, Refusal>;

/// An identifier of the operator's: 1 to 64 letters and digits.
fn request_of(text: String) -> Result<String, Refusal> {
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric());
    if fits { Ok(text) } else { Err(Refusal::RequestMalformed) }
}

fn body_of<T>(body: Body<T>) -> Result<T, Refusal> {
    body.map(|Json(body)| body).map_err(|_| Refusal::RequestMalformed)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    number: String,
    holder: String,
}

async fn begin(
    State(issuer): State<Issuer>,
    Caller(operator): Caller,
    Path(request): Path<String>,
    body: Body<Begin>,
) -> Answer {
    let (request, Begin { number, holder }) = (request_of(request)?, body_of(body)?);
    let now_ms = clock::now_ms();
    let begin = move |pages: &mut Pages| {
        let asked = Asked { operator: &operator, request: &request, now_ms };
        bind::begin(pages, asked, &number, &holder)
    };
    let bind::Sending { card, code, expires_at_ms } = issuer.change(begin).await?;
    if let Some(outbox) = &issuer.outbox {
        outbox.put(&code);
    }
    tracing::warn!(
        target: "tongbao::demo",
        "DEMO ONLY: the one-time code for {} is {code}, to bind the card that ends with {}",
        card.phone,
        card.last_four()
    );
    Ok(Json(json!({
        "sent_to": card.masked_phone(),
        "code_digits": code::DIGITS,
        "expires_at_ms": expires_at_ms,
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirm {
    code: String,
}

async fn confirm(
    State(issuer): State<Issuer>,
    Caller(operator): Caller,
    Path(request): Path<String>,
    body: Body<Confirm>,
) -> Answer {
    let (request, Confirm { code: typed }) = (request_of(request)?, body_of(body)?);
    let token = code::random_digits::<24>().map_err(|_| Refusal::Internal)?;
    let now_ms = clock::now_ms();
    let confirm = move |pages: &mut Pages| {
        let asked = Asked { operator: &operator, request: &request, now_ms };
        bind::confirm(pages, asked, &typed, token)
    };
    let bind::Bound { card, name, token } = issuer.change(confirm).await?;
    Ok(Json(json!({
        "token": token, "card": name, "brand": card.brand, "last_four": card.last_four(),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forget {
    token: String,
}

async fn forget(
    State(issuer): State<Issuer>,
    Caller(operator): Caller,
    body: Body<Forget>,
) -> Answer {
    let Forget { token } = body_of(body)?;
    let forget = move |pages: &mut Pages| {
        bind::forget(pages, &operator, &token);
        Ok(())
    };
    issuer.change(forget).await.map(|()| Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Charge {
    token: String,
    minor: u64,
    currency: String,
}

async fn make_charge(
    State(issuer): State<Issuer>,
    Caller(operator): Caller,
    Path(request): Path<String>,
    body: Body<Charge>,
) -> Answer {
    let (request, Charge { token, minor, currency }) = (request_of(request)?, body_of(body)?);
    let now_ms = clock::now_ms();
    let make = move |pages: &mut Pages| {
        let asked = Asked { operator: &operator, request: &request, now_ms };
        charge::charge(pages, asked, &token, (minor, &currency))
    };
    let charged = issuer.change(make).await?;
    if charged.is_slow {
        tokio::time::sleep(SLOW).await;
    }
    Ok(state(charged.end))
}

async fn read_charge(
    State(issuer): State<Issuer>,
    Caller(operator): Caller,
    Path(request): Path<String>,
) -> Answer {
    let request = request_of(request)?;
    let asked = Asked { operator: &operator, request: &request, now_ms: clock::now_ms() };
    issuer.book.read(|pages| charge::charged(pages, asked)).map(state)
}

fn state(end: charge::End) -> Json<Value> {
    Json(match end {
        Ok(()) => json!({ "state": "paid" }),
        Err(reason) => json!({ "state": "declined", "reason": reason }),
    })
}
