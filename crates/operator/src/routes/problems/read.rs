//! `GET /problems/{code}`: what an error code means, for people.

use crate::problem::Fault;
use axum::extract::Path;
use wire::ErrorCode;

/// Explains a code.
pub async fn read(Path(code): Path<String>) -> Result<String, Fault> {
    let code =
        ErrorCode::ALL.iter().find(|known| known.word() == code).ok_or(ErrorCode::NotFound)?;
    Ok(format!(
        "{}\n\n{}\n{}\n\nHTTP status {}\n",
        code.word(),
        code.sentence(),
        code.advice(),
        code.status()
    ))
}
