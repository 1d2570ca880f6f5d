//! What an order is made of, line by line, and the order that coupons see of it.

use super::goods::Tag;
use super::usable::{Line, Order, OrderError};
use money::Amount;
use std::fmt;

/// So many of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsLine {
    /// What it is; none for what was typed at a till without a name.
    pub name: Option<String>,
    /// How many.
    pub pieces: u32,
    /// What one costs without any offer, in minor units.
    pub price_minor: u64,
    /// What kinds of goods it is.
    pub tags: Vec<Tag>,
}

impl GoodsLine {
    /// Returns a tip of so many minor units.
    pub fn tip(minor: u64) -> Self {
        Self { name: None, pieces: 1, price_minor: minor, tags: vec![Tag::tip()] }
    }

    /// Returns whether it is given and not bought.
    pub fn is_tip(&self) -> bool {
        self.tags.iter().any(Tag::is_tip)
    }
}

/// The lines of an order: at least one, within the limits of [`Basket::new`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    lines: Vec<GoodsLine>,
}

/// Why lines are no basket, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasketError {
    /// There is no line.
    Empty,
    /// There are more than [`Basket::LINES_MAX`] lines.
    TooManyLines,
    /// A line has no piece, or all have more than [`Basket::PIECES_MAX`] together.
    PiecesOutOfRange,
    /// A price is zero, or all come to more than can be paid.
    PriceOutOfRange,
    /// A line has more than [`Basket::TAGS_MAX`] tags, or one of them twice.
    TagsUnsound,
}

impl fmt::Display for BasketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there are no goods",
            Self::TooManyLines => "an order has at most 50 lines of goods",
            Self::PiecesOutOfRange => "a line has at least one piece, all have at most 200",
            Self::PriceOutOfRange => "a price is zero, or all come to too much",
            Self::TagsUnsound => "a line has at most 8 tags, each once",
        })
    }
}

impl std::error::Error for BasketError {}

impl Basket {
    /// How many lines an order has at most.
    pub const LINES_MAX: usize = 50;

    /// How many pieces an order has at most: an item coupon is for one of them, so each is a line
    /// to it.
    pub const PIECES_MAX: usize = Order::LINES_MAX;

    /// How many tags a line has at most.
    pub const TAGS_MAX: usize = 8;

    /// Returns the lines as a basket.
    ///
    /// # Errors
    /// The first thing that speaks against it, in the order of [`BasketError`].
    pub fn new(lines: Vec<GoodsLine>) -> Result<Self, BasketError> {
        if lines.is_empty() {
            return Err(BasketError::Empty);
        }
        if lines.len() > Self::LINES_MAX {
            return Err(BasketError::TooManyLines);
        }
        let pieces: u64 = lines.iter().map(|line| u64::from(line.pieces)).sum();
        if lines.iter().any(|line| line.pieces == 0) || pieces > Self::PIECES_MAX as u64 {
            return Err(BasketError::PiecesOutOfRange);
        }
        let is_free = lines.iter().any(|line| line.price_minor == 0);
        if is_free || total_minor(&lines).is_none_or(|total| total > Amount::MINOR_MAX) {
            return Err(BasketError::PriceOutOfRange);
        }
        let is_sound = |tags: &[Tag]| {
            tags.len() <= Self::TAGS_MAX
                && (1..tags.len()).all(|at| !tags[..at].contains(&tags[at]))
        };
        if !lines.iter().all(|line| is_sound(&line.tags)) {
            return Err(BasketError::TagsUnsound);
        }
        Ok(Self { lines })
    }

    /// Returns the lines.
    pub fn lines(&self) -> &[GoodsLine] {
        &self.lines
    }

    /// Returns what all of it costs without any offer, in minor units.
    pub fn total_minor(&self) -> u64 {
        total_minor(&self.lines).unwrap_or(u64::MAX)
    }

    /// Returns how much of it is a tip, in minor units.
    pub fn tip_minor(&self) -> u64 {
        let tips = self.lines.iter().filter(|line| line.is_tip());
        tips.map(|line| line.price_minor.saturating_mul(u64::from(line.pieces))).sum()
    }

    /// Returns the order that coupons see: each piece is a line of its own.
    ///
    /// # Errors
    /// When the goods come to more than the total.
    pub fn order(&self, total: Amount) -> Result<Order, OrderError> {
        let pieces = self.lines.iter().flat_map(|line| {
            let piece = Line { price_minor: line.price_minor, tags: line.tags.clone() };
            std::iter::repeat_n(piece, line.pieces as usize)
        });
        Order::new(total, pieces.collect())
    }

    /// Returns the line that a line of [`Self::order`] is a piece of.
    pub fn of_piece(&self, piece: usize) -> Option<&GoodsLine> {
        let mut before = 0;
        self.lines.iter().find(|line| {
            before += line.pieces as usize;
            piece < before
        })
    }
}

fn total_minor(lines: &[GoodsLine]) -> Option<u64> {
    lines.iter().try_fold(0_u64, |sum, line| {
        sum.checked_add(line.price_minor.checked_mul(u64::from(line.pieces))?)
    })
}

#[cfg(test)]
mod tests;
