//! `GET /healthz`: whether the process answers.

/// Says that the process answers.
pub async fn live() -> &'static str {
    "ok\n"
}
