//! Which part of the operator a stack belongs to: the innermost frame that is one of ours, or of a
//! library whose work is a part by itself.

use super::flame::Stack;
use std::collections::BTreeMap;

/// What a frame's name holds, and the part that it tells; the first that fits counts.
const PARTS: [(&[&str], &str); 8] = [
    (&["ring::", "ring_core", "ecp_nistz256", "p256_"], "signatures and digests (ring)"),
    (&["sqlite3", "rusqlite", "bank_sqlite"], "store (SQLite)"),
    (&["bank::", "money::", "sha2::"], "rules and journal hashes (bank)"),
    (&["serde_json", "sfv::", "wire::"], "JSON and signature texts (wire)"),
    (&["hyper", "axum", "tower", "http::", "httparse"], "HTTP"),
    (&["tracing", "metrics", "governor", "moka"], "log, metrics, limits, caches"),
    (&["operator::"], "operator"),
    (&["tokio", "mio::", "parking_lot"], "runtime (tokio), sockets"),
];

/// Returns the parts with their shares of all looks, largest first.
pub fn shares(stacks: &[Stack]) -> Vec<(&'static str, f64)> {
    let mut looks: BTreeMap<&str, f64> = BTreeMap::new();
    let mut all = 0.0;
    for Stack { frames, count } in stacks {
        *looks.entry(part(frames)).or_default() += count;
        all += count;
    }
    let mut shares: Vec<_> = looks.into_iter().map(|(part, count)| (part, count / all)).collect();
    shares.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    shares
}

/// Frames come outermost first.
fn part(frames: &[String]) -> &'static str {
    let of_frame = |frame: &String| {
        let fits =
            |names: &&(&[&str], &'static str)| names.0.iter().any(|name| frame.contains(name));
        PARTS.iter().find(fits).map(|(_, part)| *part)
    };
    frames.iter().rev().find_map(of_frame).unwrap_or("not told apart")
}
