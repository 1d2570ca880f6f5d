//! What the UI asks a shop's books and fittings with: figures, bills, sound boxes, labels, appeals.

use super::till::{SlipForm, SlipLanguage};
use crate::UiError;
use serde::Deserialize;
use ts_rs::TS;
use wallet::merchant::{Paper, Span, local_day};

/// Which days are looked at, by the operator's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "span", rename_all = "snake_case")]
pub enum SpanRequest {
    /// Today, or so many days before.
    Day {
        /// How many.
        back: u16,
    },
    /// This week from its Monday on, or so many before.
    Week {
        /// How many.
        back: u16,
    },
    /// This month, or so many before.
    Month {
        /// How many.
        back: u16,
    },
    /// From a day to another, both included: `2028-02-29`.
    Days {
        /// The first day.
        from: String,
        /// The last day.
        until: String,
    },
}

impl SpanRequest {
    /// Returns the days as the wallet takes them.
    pub(crate) fn read(self) -> Result<Span, UiError> {
        let day = |text: &str| {
            let day = local_day(text);
            day.ok_or_else(|| UiError::from(wallet::WalletError::DaysMalformed))
        };
        Ok(match self {
            Self::Day { back } => Span::Day(back),
            Self::Week { back } => Span::Week(back),
            Self::Month { back } => Span::Month(back),
            Self::Days { from, until } => Span::Days(day(&from)?, day(&until)?),
        })
    }
}

/// Asks for a shop's figures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FiguresRequest {
    /// The shop.
    pub merchant: String,
    /// Which days.
    pub span: SpanRequest,
}

/// Asks for who took what in a shop as a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakersFileRequest {
    /// The shop.
    pub merchant: String,
    /// Which days.
    pub span: SpanRequest,
    /// The language of its words.
    pub language: SlipLanguage,
    /// What file it is to be.
    pub form: SlipForm,
}

/// Asks for a page of a shop's shifts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShiftsRequest {
    /// The shop.
    pub merchant: String,
    /// The lowest number of the page before; null for the newest.
    pub before: Option<u64>,
}

/// Names a shift of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShiftRequest {
    /// The shop.
    pub merchant: String,
    /// The shift.
    pub shift: String,
}

/// Asks for a shift's report as a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShiftFileRequest {
    /// The shop.
    pub merchant: String,
    /// The shift.
    pub shift: String,
    /// The language of its words.
    pub language: SlipLanguage,
    /// What file it is to be.
    pub form: SlipForm,
}

/// Asks for a page of a shop's bills.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BillsRequest {
    /// The shop.
    pub merchant: String,
    /// Where the page before ended; null for the newest.
    pub before: Option<String>,
}

/// Asks for a file of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BillFileRequest {
    /// The shop.
    pub merchant: String,
    /// The bill's day.
    pub date: String,
    /// `trade.csv`, `trade.json`, `fund.csv`, `fund.json` or `bill.note`.
    pub file: String,
}

/// Names a sound box of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SoundBoxRequest {
    /// The shop.
    pub merchant: String,
    /// The box.
    pub sound_box: String,
}

/// A sheet's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetPaper {
    /// One label on A6.
    A6,
    /// One label on A5.
    A5,
    /// One label on A4.
    A4,
    /// Four stickers on A4.
    Stickers4,
    /// Eight stickers on A4.
    Stickers8,
    /// Sixteen stickers on A4.
    Stickers16,
}

impl From<SheetPaper> for Paper {
    fn from(paper: SheetPaper) -> Self {
        match paper {
            SheetPaper::A6 => Self::A6,
            SheetPaper::A5 => Self::A5,
            SheetPaper::A4 => Self::A4,
            SheetPaper::Stickers4 => Self::Stickers4,
            SheetPaper::Stickers8 => Self::Stickers8,
            SheetPaper::Stickers16 => Self::Stickers16,
        }
    }
}

/// Asks for a label as a sheet to print.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LabelSheetRequest {
    /// The shop.
    pub merchant: String,
    /// The label.
    pub label: String,
    /// The paper.
    pub paper: SheetPaper,
}

/// Appeals what is held against a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AppealRequest {
    /// The shop.
    pub merchant: String,
    /// The entry's number in the neutrality log.
    pub entry: u64,
    /// What the shop says to it: one line.
    pub text: String,
    /// The SHA-256 of what it is shown with, in hexadecimal; null for nothing.
    pub evidence: Option<String>,
}
