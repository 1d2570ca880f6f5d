//! What the tests stand on: an operator of their own, and those who speak with it.

pub mod client;
pub mod collector;
mod described;
pub mod device;
pub mod mail;
pub mod place;
pub mod process;
pub mod receiver;

pub use client::Answer;
pub use device::{Device, Order};
pub use place::Place;

use wire::ErrorCode;

/// Asserts that an answer is a problem document with a code and its status.
#[track_caller]
pub fn assert_problem(answer: &Answer, code: ErrorCode) {
    assert_eq!(answer.json["code"], code.word(), "{} {}", answer.status, answer.json);
    assert_eq!(answer.status, code.status());
    assert_eq!(answer.json["status"], code.status());
    assert_eq!(answer.json["type"], format!("/problems/{}", code.word()));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json["request_id"], answer.header("x-request-id"));
    assert!(!answer.header("x-request-id").is_empty());
}
