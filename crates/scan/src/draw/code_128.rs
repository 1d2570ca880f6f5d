//! The bars of a Code 128 symbol (ISO/IEC 15417).

mod widths;

use super::DrawError;
use widths::{CHARACTERS, STOP};

/// Light modules on the left and on the right.
pub(crate) const QUIET_ZONE: u32 = 10;

/// The longest text: a longer row of bars is wider than a scanner's line.
pub(crate) const CHARACTERS_MAX: usize = 80;

/// The lowest bars, in hundredths of the width without quiet zones: a hand does not hold a scanner
/// straight.
const HEIGHT_MIN_HUNDREDTHS: u32 = 15;

/// The value that ends no character, but shifts the next one from set A to B or back.
const SHIFT: u8 = 98;

/// Which characters the values stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    /// Upper case, digits and control characters.
    A,
    /// All printable characters of ASCII.
    B,
    /// Pairs of digits.
    C,
}

/// In the order in which they are asked, so that the first of equally short ways is taken: set B
/// before A, and a set with room for any character before C.
const SETS: [Set; 3] = [Set::B, Set::A, Set::C];

impl Set {
    const fn start(self) -> u8 {
        match self {
            Self::A => 103,
            Self::B => 104,
            Self::C => 105,
        }
    }

    /// The value that switches to this set from any other.
    const fn switch(self) -> u8 {
        match self {
            Self::A => 101,
            Self::B => 100,
            Self::C => 99,
        }
    }

    /// Returns the value of what comes first in `rest`, and how many characters it is.
    fn value(self, rest: &[u8]) -> Option<(u8, usize)> {
        match (self, rest) {
            (Self::A, [c @ 0..=31, ..]) => Some((c + 64, 1)),
            (Self::A, [c @ 32..=95, ..]) | (Self::B, [c @ 32..=127, ..]) => Some((c - 32, 1)),
            (Self::C, [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..]) => {
                Some((10 * (tens - b'0') + (ones - b'0'), 2))
            }
            _ => None,
        }
    }
}

/// The bars and spaces of a symbol, without quiet zones.
pub(crate) struct Code128 {
    /// Widths in modules, in turn of a bar and a space, beginning and ending with a bar.
    widths: Vec<u8>,
}

impl Code128 {
    /// Returns the shortest symbol for a text of ASCII.
    pub(crate) fn of(text: &str) -> Result<Self, DrawError> {
        if text.is_empty() {
            return Err(DrawError::Empty);
        }
        if !text.is_ascii() {
            return Err(DrawError::NotAscii);
        }
        if text.len() > CHARACTERS_MAX {
            return Err(DrawError::TooLong);
        }
        let values = values(text.as_bytes());
        let characters = values.iter().filter_map(|value| CHARACTERS.get(usize::from(*value)));
        let widths = characters.flat_map(|widths| widths.iter()).chain(STOP);
        Ok(Self { widths: widths.map(|digit| digit - b'0').collect() })
    }

    /// Returns the width in modules, without quiet zones.
    pub(crate) fn width(&self) -> u32 {
        self.widths.iter().copied().map(u32::from).sum()
    }

    /// Returns the lowest height that is fit for the width, in the same unit.
    pub(crate) const fn height_min(width: u32) -> u32 {
        (width * HEIGHT_MIN_HUNDREDTHS).div_ceil(100)
    }

    /// Returns where each bar begins and how wide it is, in modules.
    fn bars(&self) -> impl Iterator<Item = (u32, u32)> {
        let edges = self.widths.iter().scan(0, |x, width| {
            let left = *x;
            *x += u32::from(*width);
            Some((left, u32::from(*width)))
        });
        edges.step_by(2)
    }

    /// Returns the bars as an SVG path of one unit a module.
    pub(crate) fn path(&self, height: u32) -> String {
        self.bars().map(|(x, width)| format!("M{x} 0h{width}v{height}h-{width}z")).collect()
    }

    /// Returns one row of grey pixels, quiet zones included.
    pub(crate) fn row(&self, module_px: u32) -> Vec<u8> {
        let px = |modules: u32| (modules * module_px) as usize;
        let mut row = vec![255; px(self.width() + 2 * QUIET_ZONE)];
        for (x, width) in self.bars() {
            row[px(QUIET_ZONE + x)..px(QUIET_ZONE + x + width)].fill(0);
        }
        row
    }
}

/// Returns the values of a symbol: start, text and check, without stop.
fn values(text: &[u8]) -> Vec<u8> {
    let lengths = Lengths::of(text);
    let mut values = Vec::with_capacity(text.len() + 3);
    let mut set = lengths.shortest(0);
    values.push(set.start());
    let mut at = 0;
    while let Some(step) = lengths.step(text, at, set) {
        values.extend(step.prefix);
        values.push(step.value);
        (at, set) = (at + step.characters, step.set);
    }
    values.push(check(&values));
    values
}

/// Returns the check value: the start counts once, and each that follows as often as its place.
fn check(values: &[u8]) -> u8 {
    let weights = std::iter::once(1).chain(1..);
    let sum: u32 =
        values.iter().zip(weights).map(|(value, weight)| u32::from(*value) * weight).sum();
    (sum % 103) as u8
}

/// One way to go on from a place in the text.
struct Step {
    /// The value that shifts or switches before, if one does.
    prefix: Option<u8>,
    value: u8,
    /// How many characters the value stands for.
    characters: usize,
    /// The set after it.
    set: Set,
}

/// How many values the rest of a text takes, from each place and in each set.
struct Lengths(Vec<[usize; SETS.len()]>);

impl Lengths {
    /// Works backwards from the end of the text, where nothing is left to write.
    fn of(text: &[u8]) -> Self {
        let mut lengths = Self(vec![[0; SETS.len()]; text.len() + 1]);
        for at in (0..text.len()).rev() {
            for set in SETS {
                let shortest = lengths.steps(text, at, set).map(|(length, _)| length).min();
                lengths.0[at][set as usize] = shortest.unwrap_or_default();
            }
        }
        lengths
    }

    /// Returns the set in which the rest of the text is shortest.
    fn shortest(&self, at: usize) -> Set {
        let mut shortest = SETS[0];
        for set in SETS {
            if self.0[at][set as usize] < self.0[at][shortest as usize] {
                shortest = set;
            }
        }
        shortest
    }

    /// Returns the first of the shortest ways to go on; none at the end of the text.
    fn step(&self, text: &[u8], at: usize, set: Set) -> Option<Step> {
        self.steps(text, at, set).min_by_key(|(length, _)| *length).map(|(_, step)| step)
    }

    /// Returns every way to go on, with the values that the rest then takes.
    fn steps<'a>(
        &'a self,
        text: &'a [u8],
        at: usize,
        set: Set,
    ) -> impl Iterator<Item = (usize, Step)> + 'a {
        let rest = &text[at..];
        let other = match set {
            Set::A => Some(Set::B),
            Set::B => Some(Set::A),
            Set::C => None,
        };
        let stays = std::iter::once((None, set, set));
        let shifts = other.map(|other| (Some(SHIFT), other, set));
        let switches = SETS.into_iter().filter(move |to| *to != set);
        let switches = switches.map(|to| (Some(to.switch()), to, to));
        stays.chain(shifts).chain(switches).filter_map(move |(prefix, by, set)| {
            let (value, characters) = by.value(rest)?;
            let length = usize::from(prefix.is_some()) + 1 + self.0[at + characters][set as usize];
            Some((length, Step { prefix, value, characters, set }))
        })
    }
}

#[cfg(test)]
mod tests;
