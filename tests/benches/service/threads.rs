//! The CPU time of this process, by the names of its threads, as Linux tells it.

use std::collections::BTreeMap;

/// Returns the microseconds that each kind of thread has used; empty where the system does not
/// tell.
pub fn cpu_us() -> BTreeMap<String, f64> {
    let mut used: BTreeMap<String, f64> = BTreeMap::new();
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return used };
    for thread in threads.flatten() {
        let read = |name| std::fs::read_to_string(thread.path().join(name)).unwrap_or_default();
        let ns: f64 =
            read("schedstat").split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0.0);
        *used.entry(read("comm").trim().to_owned()).or_default() += ns / 1e3;
    }
    used
}

/// Returns what was used since then.
pub fn since(before: &BTreeMap<String, f64>) -> BTreeMap<String, f64> {
    let mut used = cpu_us();
    for (thread, us) in &mut used {
        *us -= before.get(thread).copied().unwrap_or(0.0);
    }
    used
}
