//! Ten frames of a hand-held camera: what a stream of frames reads, and what each frame costs.

use crate::at_part;
use crate::chance::Chance;
use crate::synthetic::{HEIGHT, Kind, Scene, WIDTH};
use cpu_time::ProcessTime;
use scan::decode::{Frame, FrameScanner, Pixels};

const FRAMES: usize = 10;
const CLIPS: usize = 6;
const KINDS: [Kind; 10] = [
    Kind::Plain,
    Kind::Motion,
    Kind::Defocus,
    Kind::Perspective,
    Kind::Small,
    Kind::LowContrast,
    Kind::Inverted,
    Kind::DarkNoise,
    Kind::Glare,
    Kind::NoCode,
];

/// Prints a line for each kind of clip.
pub fn measure() {
    println!(
        "{:<16} {:>5} {:>5} {:>6} {:>8} {:>8}",
        "live clips", "of", "read", "wrong", "med ms", "p95 ms"
    );
    let (mut read, mut count) = (0, 0);
    for kind in KINDS {
        let mut chance = Chance::new(4_711 ^ kind as u64);
        let (mut kind_read, mut wrong, mut ms) = (0, 0, Vec::new());
        for _ in 0..CLIPS {
            let (is_read, others) = clip(kind, &mut chance, &mut ms);
            kind_read += usize::from(is_read);
            wrong += others;
        }
        println!(
            "{:<16} {CLIPS:>5} {kind_read:>5} {wrong:>6} {:>8.1} {:>8.1}",
            format!("{kind:?}"),
            at_part(&ms, 50),
            at_part(&ms, 95)
        );
        if kind != Kind::NoCode {
            (read, count) = (read + kind_read, count + CLIPS);
        }
    }
    println!("{read} of {count} clips with a code read\n");
}

/// Returns whether a clip was read within its frames, and how many texts were wrong.
fn clip(kind: Kind, chance: &mut Chance, ms: &mut Vec<f64>) -> (bool, usize) {
    let mut scene = Scene::new(kind, chance);
    let mut scanner = FrameScanner::new();
    for _ in 0..FRAMES {
        let picture = scene.draw(chance);
        scene.shake(chance);
        let (width, height) = (WIDTH as u32, HEIGHT as u32);
        let frame = Frame { width, height, pixels: Pixels::Luma(&picture.pixels) };
        let start = ProcessTime::now();
        let found = scanner.frame(frame).expect("a frame");
        ms.push(start.elapsed().as_secs_f64() * 1000.0);
        if !found.is_empty() {
            let wrong = found.iter().filter(|code| Some(&code.text) != picture.text.as_ref());
            let wrong = wrong.count();
            return (wrong < found.len(), wrong);
        }
    }
    (false, 0)
}
