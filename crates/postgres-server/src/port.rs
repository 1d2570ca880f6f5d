//! Ports for servers that are started later, or again.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Returns a port that is free now, another one each time.
///
/// It is below those that systems give to clients (from 32768 on, or 49152): a client that tries a
/// port of those again and again until somebody listens is given the very same one in the end,
/// talks to itself, and keeps the server from listening.
///
/// # Panics
/// When none of a thousand is free.
pub fn free_port() -> u16 {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    let (first, count) = (10_000, 22_000);
    // Programs that run at the same time begin at places of their own.
    let begin = std::process::id().wrapping_mul(7_919) % count;
    let tries = std::iter::repeat_with(|| TRIED.fetch_add(1, Ordering::Relaxed)).take(1_000);
    let ports = tries.map(|nth| first + (begin + u32::from(nth)) % count);
    let mut ports = ports.map(|port| u16::try_from(port).expect("below 32000"));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}
