//! Pixels to codes and codes to pixels: what a code says is not known here (see `paycode`).
//!
//! No camera, no file and no network: frames and bytes come in, texts and pictures go out.
#![doc = include_str!("../README.md")]

pub mod decode;
mod decoder;
pub mod draw;
pub mod label;
