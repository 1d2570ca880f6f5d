//! Our cascade of decoders beside each of them alone and beside zxing-cpp: how many pictures each
//! reads, what each reads wrong, and what it costs. Everybody sees the same grey pixels.
//!
//! Times are processor time of this process, so that other load on the machine counts little.

mod chance;
mod live;
mod published;
mod reader;
mod synthetic;

use chance::Chance;
use cpu_time::ProcessTime;
use published::kept;
use reader::{Grey, Reader};
use synthetic::{HEIGHT, Kind, Scene, WIDTH};

/// Pictures of a kind in a synthetic set.
const PICTURES: usize = 12;
/// What the cascade was tuned on, and what it was not.
const SEEDS: [(&str, u64); 2] = [("tuned on", 20_260_101), ("held out", 777_000_333)];

/// What a decoder did with a set.
#[derive(Clone, Default)]
struct Score {
    read: usize,
    wrong: usize,
    ms: Vec<f64>,
}

/// A picture and the texts that it may give.
type Case = (Grey, Vec<String>);

fn main() {
    // Panics of decoders are counted as nothing read, not printed.
    std::panic::set_hook(Box::new(|_| {}));
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| only.is_empty() || only.iter().any(|part| name.contains(part));
    println!(
        "{:<28} {:>5} {:<15} {:>5} {:>6} {:>6} {:>8} {:>8} {:>8}",
        "set", "of", "decoder", "read", "%", "wrong", "med ms", "p95 ms", "max ms"
    );
    let mut totals = vec![Score::default(); Reader::ALL.len()];
    let mut count = 0;
    match published::sets() {
        None => println!("../shared/data/scan is ABSENT: only synthetic pictures are measured"),
        Some(sets) => {
            for set in sets.iter().filter(|set| wanted(&set.name)) {
                let open = |(path, texts): &(std::path::PathBuf, Vec<String>)| {
                    (published::open(path), texts.clone())
                };
                measure(&set.name, &set.pictures.iter().map(open).collect::<Vec<_>>(), &mut totals);
                count += set.pictures.len();
            }
            print_table("all published", count, &totals);
        }
    }
    for (word, seed) in SEEDS {
        let mut totals = vec![Score::default(); Reader::ALL.len()];
        for kind in Kind::ALL {
            let name = format!("{kind:?}, {word}");
            if wanted(&name) {
                measure(&name, &synthetic_cases(kind, seed), &mut totals);
            }
        }
        print_table(&format!("all synthetic, {word}"), PICTURES * Kind::ALL.len(), &totals);
    }
    if wanted("live") {
        live::measure();
    }
}

fn synthetic_cases(kind: Kind, seed: u64) -> Vec<Case> {
    let mut chance = Chance::new(seed ^ kind as u64);
    let case = |_| {
        let scene = Scene::new(kind, &mut chance);
        let picture = scene.draw(&mut chance);
        let grey = Grey { width: WIDTH as u32, height: HEIGHT as u32, pixels: picture.pixels };
        (grey, picture.text.into_iter().collect())
    };
    (0..PICTURES).map(case).collect()
}

/// Has every decoder read the pictures of a set.
fn measure(name: &str, cases: &[Case], totals: &mut [Score]) {
    let mut scores = Vec::new();
    for (reader, total) in Reader::ALL.iter().zip(totals) {
        let mut score = Score::default();
        for (grey, texts) in cases {
            let start = ProcessTime::now();
            let found = reader.texts(grey);
            score.ms.push(start.elapsed().as_secs_f64() * 1000.0);
            let is_right = |text: &String| texts.contains(&kept(text));
            score.read += usize::from(found.iter().any(is_right));
            score.wrong += found.iter().filter(|text| !is_right(text)).count();
        }
        total.read += score.read;
        total.wrong += score.wrong;
        total.ms.extend(&score.ms);
        scores.push(score);
    }
    print_table(name, cases.len(), &scores);
}

fn print_table(name: &str, count: usize, scores: &[Score]) {
    for (reader, score) in Reader::ALL.iter().zip(scores) {
        let rate = 100.0 * score.read as f64 / count.max(1) as f64;
        println!(
            "{name:<28} {count:>5} {:<15} {:>5} {rate:>6.1} {:>6} {:>8.1} {:>8.1} {:>8.1}",
            reader.name(),
            score.read,
            score.wrong,
            at_part(&score.ms, 50),
            at_part(&score.ms, 95),
            at_part(&score.ms, 100),
        );
    }
    println!();
}

/// Returns the time that so many per cent of the pictures stay below.
pub fn at_part(ms: &[f64], percent: usize) -> f64 {
    let mut sorted = ms.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get(last * percent / 100).copied().unwrap_or(0.0)
}
