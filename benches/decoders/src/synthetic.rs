//! Pictures of codes made on the fly: a symbol on a textured ground, seen by a camera that is
//! tilted, shaken, blinded or noisy. The seed fixes every pixel.

use crate::chance::Chance;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ExtendedColorType};
use qrcode::{EcLevel, QrCode, Version};
use std::io::Cursor;

/// The size of every picture.
pub const WIDTH: usize = 1280;
/// The size of every picture.
pub const HEIGHT: usize = 720;

/// A picture, and the text of the code in it.
pub struct Picture {
    /// What the code says; nothing if there is no code.
    pub text: Option<String>,
    /// Grey pixels, row by row.
    pub pixels: Vec<u8>,
}

/// What makes a picture hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Perspective,
    Cylinder,
    Glare,
    ShadowEdge,
    Damaged,
    HighVersion,
    Motion,
    BlockNoise,
    Defocus,
    LowContrast,
    Small,
    Inverted,
    DarkNoise,
    NoCode,
}

impl Kind {
    /// All that hold a code.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::Perspective,
        Self::Cylinder,
        Self::Glare,
        Self::ShadowEdge,
        Self::Damaged,
        Self::HighVersion,
        Self::Motion,
        Self::BlockNoise,
        Self::Defocus,
        Self::LowContrast,
        Self::Small,
        Self::Inverted,
        Self::DarkNoise,
    ];
}

/// Where the symbol lies before the camera, and how it is lit.
#[derive(Clone, Debug)]
pub struct Scene {
    kind: Kind,
    text: String,
    side: usize,
    modules: Vec<bool>,
    damaged: Vec<bool>,
    /// Size of a module in pixels, at the centre of the symbol.
    module_px: f64,
    centre: (f64, f64),
    /// Turn in the picture's plane, tilt out of it, and the direction of the tilt.
    angles: (f64, f64, f64),
    /// The radius of the cylinder it is stuck on, in symbol sides; and along which axis.
    radius: Option<(f64, bool)>,
    ink: f64,
    paper: f64,
    glare: Option<(f64, f64, f64)>,
    shadow: Option<(f64, f64)>,
    blur_px: f64,
    motion: (f64, f64),
    noise: f64,
    jpeg: Option<u8>,
    ground: u64,
}

const QUIET: f64 = 4.0;

impl Scene {
    /// Returns the scene of a kind that this chance makes.
    pub fn new(kind: Kind, chance: &mut Chance) -> Self {
        let length = if kind == Kind::HighVersion { 500 } else { chance.below(140) + 20 };
        let text = words(chance, length);
        let code = symbol(kind, &text, chance);
        let side = code.width();
        let modules: Vec<bool> =
            code.to_colors().iter().map(|colour| *colour == qrcode::Color::Dark).collect();
        let size = match kind {
            Kind::Small => chance.between(90.0, 190.0),
            Kind::HighVersion => chance.between(600.0, 690.0),
            _ => chance.between(230.0, 520.0),
        };
        let is_steep = kind == Kind::Perspective;
        let tilt = if is_steep { chance.between(50.0, 70.0) } else { chance.between(0.0, 25.0) };
        let turn = chance.between(0.0, 360.0);
        let reach = (size * 0.75).min(350.0);
        let spread = |from: f64, to: f64, chance: &mut Chance| chance.between(from, to.max(from));
        let mut scene = Self {
            kind,
            text,
            side,
            modules,
            damaged: vec![false; side * side],
            module_px: size / side as f64,
            centre: (
                spread(reach, WIDTH as f64 - reach, chance),
                spread(reach, HEIGHT as f64 - reach, chance),
            ),
            angles: (turn, tilt, chance.between(0.0, 360.0)),
            radius: None,
            ink: chance.between(15.0, 70.0),
            paper: chance.between(150.0, 240.0),
            glare: None,
            shadow: None,
            blur_px: chance.between(0.3, 0.8),
            motion: (0.0, 0.0),
            noise: chance.between(1.0, 4.0),
            jpeg: None,
            ground: chance.next(),
        };
        scene.trouble(size, chance);
        scene
    }

    fn trouble(&mut self, size: f64, chance: &mut Chance) {
        match self.kind {
            Kind::Plain | Kind::Perspective | Kind::Small | Kind::NoCode => {}
            Kind::HighVersion => (self.angles.1, self.blur_px) = (chance.between(0.0, 8.0), 0.3),
            Kind::Cylinder => self.radius = Some((chance.between(0.42, 0.8), chance.below(2) == 0)),
            Kind::Glare => {
                let off = |chance: &mut Chance| chance.between(-0.4, 0.4) * size;
                let at = (self.centre.0 + off(chance), self.centre.1 + off(chance));
                self.glare = Some((at.0, at.1, size * chance.between(0.15, 0.4)));
            }
            Kind::ShadowEdge => {
                self.shadow = Some((chance.between(0.0, 360.0), chance.between(0.15, 0.4)));
            }
            Kind::Damaged => self.damage(chance),
            Kind::Motion => {
                let length = self.module_px * chance.between(0.7, 1.7);
                let angle = chance.between(0.0, 360.0).to_radians();
                self.motion = (length * angle.cos(), length * angle.sin());
            }
            Kind::BlockNoise => {
                self.jpeg = Some(u8::try_from(8 + chance.below(15)).expect("small"));
            }
            Kind::Defocus => self.blur_px = self.module_px * chance.between(0.4, 0.75),
            Kind::LowContrast => {
                self.ink = chance.between(60.0, 160.0);
                self.paper = self.ink + chance.between(12.0, 32.0);
                self.noise = 1.5;
            }
            Kind::Inverted => std::mem::swap(&mut self.ink, &mut self.paper),
            Kind::DarkNoise => {
                (self.ink, self.paper) = (10.0, chance.between(40.0, 70.0));
                self.noise = chance.between(7.0, 14.0);
            }
        }
    }

    /// Covers some modules, as few as the error correction bears, and no finder pattern.
    fn damage(&mut self, chance: &mut Chance) {
        let side = self.side as f64;
        for _ in 0..2 + chance.below(3) {
            let radius = side * chance.between(0.04, 0.09);
            let at = (chance.between(0.0, side), chance.between(0.0, side));
            for y in 0..self.side {
                for x in 0..self.side {
                    let finder =
                        (x < 8 || x >= self.side - 8) && y < 8 || x < 8 && y >= self.side - 8;
                    let (dx, dy) = (x as f64 - at.0, y as f64 - at.1);
                    if !finder && dx * dx + dy * dy < radius * radius {
                        self.damaged[y * self.side + x] = true;
                    }
                }
            }
        }
    }

    /// Moves the camera a little, as a hand does from frame to frame.
    pub fn shake(&mut self, chance: &mut Chance) {
        let step = |chance: &mut Chance, by: f64| chance.between(-by, by);
        self.centre.0 += step(chance, 9.0);
        self.centre.1 += step(chance, 9.0);
        self.angles.0 += step(chance, 2.0);
        self.angles.1 = (self.angles.1 + step(chance, 2.0)).max(0.0);
        self.module_px *= 1.0 + step(chance, 0.02);
        if let Some((x, y, _)) = self.glare.as_mut() {
            (*x, *y) = (*x + step(chance, 14.0), *y + step(chance, 14.0));
        }
    }

    /// Returns the picture.
    pub fn draw(&self, chance: &mut Chance) -> Picture {
        let mut plane = vec![0f64; WIDTH * HEIGHT];
        for (at, value) in plane.iter_mut().enumerate() {
            let (x, y) = ((at % WIDTH) as f64, (at / WIDTH) as f64);
            let four = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
            *value = four.map(|(dx, dy)| self.light(x + dx, y + dy)).iter().sum::<f64>() / 4.0;
        }
        if self.motion != (0.0, 0.0) {
            plane = smear(&plane, self.motion);
        }
        plane = blur(&plane, self.blur_px);
        let mut pixels: Vec<u8> = plane
            .iter()
            .map(|value| (value + self.noise * chance.bell()).clamp(0.0, 255.0) as u8)
            .collect();
        if let Some(quality) = self.jpeg {
            pixels = through_jpeg(&pixels, quality);
        }
        let text = (self.kind != Kind::NoCode).then(|| self.text.clone());
        Picture { text, pixels }
    }

    /// Returns the light that comes from a place of the picture.
    fn light(&self, x: f64, y: f64) -> f64 {
        let mut light = self.surface(x, y);
        if let Some((angle, dimmed)) = self.shadow {
            let (sin, cos) = angle.to_radians().sin_cos();
            let beyond = (x - self.centre.0) * cos + (y - self.centre.1) * sin;
            let part = (beyond / 6.0).clamp(-1.0, 1.0) / 2.0 + 0.5;
            light *= dimmed + (1.0 - dimmed) * part;
        }
        if let Some((gx, gy, radius)) = self.glare {
            let square = ((x - gx).powi(2) + (y - gy).powi(2)) / (radius * radius);
            light += 260.0 * (-square * 1.5).exp();
        }
        light
    }

    fn surface(&self, x: f64, y: f64) -> f64 {
        let ground = ground(self.ground, x, y);
        if self.kind == Kind::NoCode {
            return ground;
        }
        let Some((u, v)) = self.module_at(x, y) else { return ground };
        let side = self.side as f64;
        let on_paper = |w: f64| (-QUIET..side + QUIET).contains(&w);
        if !on_paper(u) || !on_paper(v) {
            return ground;
        }
        let on_symbol = |w: f64| (0.0..side).contains(&w);
        if !on_symbol(u) || !on_symbol(v) {
            return self.paper;
        }
        let at = v as usize * self.side + u as usize;
        match (self.damaged[at], self.modules[at]) {
            (true, _) => (self.paper + self.ink) / 2.2,
            (false, true) => self.ink,
            (false, false) => self.paper,
        }
    }

    /// Returns the place on the symbol, in modules, that is seen at a place of the picture.
    fn module_at(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (turn, tilt, direction) = self.angles;
        let side = self.side as f64;
        let size = side * self.module_px;
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        // Along the axis of the tilt and across it; the camera is 2.2 sides away.
        let (sin_d, cos_d) = direction.to_radians().sin_cos();
        let (along, across) = (dx * cos_d + dy * sin_d, dy * cos_d - dx * sin_d);
        let (sin_t, cos_t) = tilt.to_radians().sin_cos();
        let distance = size * 2.2;
        let flat = across * distance / (distance * cos_t - across * sin_t).max(1.0);
        let scale = (distance + flat * sin_t) / distance;
        let (p, q) = (along * scale, flat);
        // Back into the picture's axes, then turned.
        let (px, py) = (p * cos_d - q * sin_d, p * sin_d + q * cos_d);
        let (sin, cos) = turn.to_radians().sin_cos();
        let (mut u, mut v) =
            ((px * cos + py * sin) / self.module_px, (py * cos - px * sin) / self.module_px);
        if let Some((radius, is_upright)) = self.radius {
            let radius = radius * side;
            let bent = if is_upright { &mut u } else { &mut v };
            if bent.abs() >= radius {
                return None;
            }
            *bent = radius * (*bent / radius).asin();
        }
        Some((u + side / 2.0, v + side / 2.0))
    }
}

fn symbol(kind: Kind, text: &str, chance: &mut Chance) -> QrCode {
    if kind == Kind::HighVersion {
        let version = i16::try_from(25 + chance.below(16)).expect("small");
        return QrCode::with_version(text, Version::Normal(version), EcLevel::M).expect("it fits");
    }
    let level = match kind {
        Kind::Damaged => EcLevel::Q,
        _ => [EcLevel::L, EcLevel::M, EcLevel::Q][chance.below(3)],
    };
    QrCode::with_error_correction_level(text, level).expect("it fits")
}

/// Returns the look of a table, a wall, a page: soft patches, fine grain, some strokes.
fn ground(seed: u64, x: f64, y: f64) -> f64 {
    let noise = |cell: f64, salt: u64| {
        let (cx, cy) = (x / cell, y / cell);
        let corner = |ix: f64, iy: f64| Chance::of(seed ^ salt, ix as i64, iy as i64);
        let (fx, fy) = (cx - cx.floor(), cy - cy.floor());
        let mix = |a: f64, b: f64, t: f64| a + (b - a) * t;
        let top = mix(corner(cx.floor(), cy.floor()), corner(cx.floor() + 1.0, cy.floor()), fx);
        let low = corner(cx.floor(), cy.floor() + 1.0);
        let bottom = mix(low, corner(cx.floor() + 1.0, cy.floor() + 1.0), fx);
        mix(top, bottom, fy)
    };
    let strokes = if noise(90.0, 4) > 0.62 && noise(7.0, 3) > 0.6 { -70.0 } else { 0.0 };
    60.0 + 110.0 * noise(160.0, 1) + 40.0 * noise(23.0, 2) + strokes
}

fn words(chance: &mut Chance, length: usize) -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./:-";
    (0..length).map(|_| char::from(LETTERS[chance.below(LETTERS.len())])).collect()
}

/// Returns the mean along a line: what a moving hand makes of a point.
fn smear(plane: &[f64], (dx, dy): (f64, f64)) -> Vec<f64> {
    const STEPS: usize = 9;
    let side = |at: f64, count: usize| at.clamp(0.0, count as f64 - 1.0) as usize;
    (0..plane.len())
        .map(|at| {
            let (x, y) = ((at % WIDTH) as f64, (at / WIDTH) as f64);
            let sum: f64 = (0..STEPS)
                .map(|step| {
                    let part = step as f64 / (STEPS - 1) as f64 - 0.5;
                    plane[side(y + dy * part, HEIGHT) * WIDTH + side(x + dx * part, WIDTH)]
                })
                .sum();
            sum / STEPS as f64
        })
        .collect()
}

/// Returns the plane softened by a bell of this width, in each direction in turn.
fn blur(plane: &[f64], sigma: f64) -> Vec<f64> {
    let reach = (sigma * 3.0).ceil() as i64;
    let weights: Vec<f64> =
        (-reach..=reach).map(|d| (-(d * d) as f64 / (2.0 * sigma * sigma)).exp()).collect();
    let total: f64 = weights.iter().sum();
    let pass = |plane: &[f64], step: (i64, i64)| -> Vec<f64> {
        (0..plane.len() as i64)
            .map(|at| {
                let (x, y) = (at % WIDTH as i64, at / WIDTH as i64);
                let sum: f64 = (-reach..=reach)
                    .zip(&weights)
                    .map(|(d, weight)| {
                        let x = (x + d * step.0).clamp(0, WIDTH as i64 - 1);
                        let y = (y + d * step.1).clamp(0, HEIGHT as i64 - 1);
                        weight * plane[y as usize * WIDTH + x as usize]
                    })
                    .sum();
                sum / total
            })
            .collect()
    };
    pass(&pass(plane, (1, 0)), (0, 1))
}

fn through_jpeg(pixels: &[u8], quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode(pixels, WIDTH as u32, HEIGHT as u32, ExtendedColorType::L8)
        .expect("encodes");
    let decoder = JpegDecoder::new(Cursor::new(file)).expect("a JPEG");
    DynamicImage::from_decoder(decoder).expect("decodes").into_luma8().into_raw()
}
