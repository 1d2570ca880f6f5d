//! Reads answers: bounded in size, a problem document where something was refused.

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;
use wallet::port::ApiError;
use wire::{ErrorCode, Problem};

/// The largest answer that is read, in bytes: a page of payments is a tenth of it.
const ANSWER_MAX: usize = 1024 * 1024;

/// The largest file that is read, in bytes: a bill of 200,000 trades.
const FILE_MAX: usize = 64 * 1024 * 1024;

/// Returns the answer if it is a good one, or what it says of the refusal.
pub(super) async fn good(response: Response) -> Result<Response, ApiError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after_s = wait.and_then(|text| text.trim().parse().ok());
    let body = body(response, ANSWER_MAX).await?;
    let Ok(mut problem) = serde_json::from_slice::<Problem>(&body) else {
        return Err(without_document(status, retry_after_s));
    };
    problem.status = status.as_u16();
    problem.retry_after_s = problem.retry_after_s.or(retry_after_s);
    Err(ApiError::Refused(Box::new(problem)))
}

/// Reads the JSON of a good answer.
pub(super) async fn json<T: DeserializeOwned>(response: Response) -> Result<T, ApiError> {
    let body = body(response, ANSWER_MAX).await?;
    // What the parser says could quote the content.
    serde_json::from_slice(&body).map_err(|error| {
        ApiError::AnswerMalformed(format!("line {}, column {}", error.line(), error.column()))
    })
}

/// Reads a good answer that is a file.
pub(super) async fn file(response: Response) -> Result<Vec<u8>, ApiError> {
    body(response, FILE_MAX).await
}

/// Sorts a refusal that does not come from the operator itself, but from something before it.
fn without_document(status: StatusCode, retry_after_s: Option<u64>) -> ApiError {
    if status == StatusCode::TOO_MANY_REQUESTS {
        let problem = Problem { retry_after_s, ..Problem::new(ErrorCode::RateLimited) };
        return ApiError::Refused(Box::new(problem));
    }
    if status.is_server_error() {
        // A gateway that gave up: what became of the request behind it, it does not say.
        return ApiError::AnswerLost;
    }
    ApiError::AnswerMalformed(format!("status {status} without a problem document"))
}

async fn body(mut response: Response, bytes_max: usize) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| ApiError::AnswerLost)? {
        if body.len() + chunk.len() > bytes_max {
            return Err(ApiError::AnswerMalformed("it is too large".to_owned()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
