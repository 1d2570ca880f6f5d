//! The CPU time of processes, where the system tells it in `/proc`.

/// A tick of the kernel's clock in microseconds: 100 a second, as on all Linux in use.
const TICK_US: f64 = 10_000.0;

/// Returns the CPU time of a process so far, in microseconds; with its children, ended ones too.
/// Zero where the system does not tell.
pub fn cpu_us(process: u32, with_children: bool) -> f64 {
    let own = ticks(process);
    let mut sum = own.map_or(0.0, |own| own.used + if with_children { own.ended } else { 0.0 });
    if with_children {
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        sum += numbers
            .filter_map(ticks)
            .filter(|child| child.parent == process)
            .map(|child| child.used)
            .sum::<f64>();
    }
    sum * TICK_US
}

struct Ticks {
    parent: u32,
    used: f64,
    /// Of children that have ended.
    ended: f64,
}

fn ticks(process: u32) -> Option<Ticks> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u32>().ok().map(f64::from);
    Some(Ticks {
        parent: fields.get(1)?.parse().ok()?,
        used: number(11)? + number(12)?,
        ended: number(13)? + number(14)?,
    })
}
