//! A person or company on a Swiss QR-bill: seven lines, in one of two forms.

use crate::error::{CodeError, Place, rule};
use crate::part::field;
use crate::part::line::Lines;

/// The lines that a person or company takes.
const LINE_COUNT: usize = 7;

/// A person or company as stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissAddress {
    /// The name, 1 to 70 characters.
    pub name: String,
    /// Where.
    pub place: SwissPlace,
    /// The country, two upper-case letters.
    pub country: String,
}

/// An address in one of the two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SwissPlace {
    /// `S`: part by part.
    Structured {
        /// The street, up to 70 characters.
        street: Option<String>,
        /// The building's number, up to 16 characters.
        building_number: Option<String>,
        /// The postal code, 1 to 16 characters.
        postal_code: String,
        /// The town, 1 to 35 characters.
        town: String,
    },
    /// `K`: two free lines. No longer issued since November 2025, and still read.
    Combined {
        /// Street and number, up to 70 characters.
        street_line: Option<String>,
        /// Postal code and town, 1 to 70 characters.
        town_line: String,
    },
}

impl SwissAddress {
    /// Reads the seven lines from `first`, or `None` where all are empty.
    pub(super) fn read(lines: &Lines<'_>, first: usize) -> Result<Option<Self>, CodeError> {
        if (first..first + LINE_COUNT).all(|number| lines.get(number).is_empty()) {
            return Ok(None);
        }
        let name = lines.required(first + 1, 70)?;
        let place = match lines.get(first) {
            "S" => SwissPlace::Structured {
                street: lines.optional(first + 2, 70)?,
                building_number: lines.optional(first + 3, 16)?,
                postal_code: lines.required(first + 4, 16)?,
                town: lines.required(first + 5, 35)?,
            },
            "K" => {
                let street_line = lines.optional(first + 2, 70)?;
                let town_line = lines.required(first + 3, 70)?;
                lines.check_word(first + 4, &[""], rule::FIELDS_EXCLUSIVE)?;
                lines.check_word(first + 5, &[""], rule::FIELDS_EXCLUSIVE)?;
                SwissPlace::Combined { street_line, town_line }
            }
            _ => return Err(field::malformed(Place::line(first))),
        };
        let is_country =
            |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
        let country = field::formed(lines.get(first + 6), is_country, Place::line(first + 6))?;
        Ok(Some(Self { name, place, country }))
    }

    /// Returns the seven lines.
    pub(super) fn lines(&self) -> [&str; LINE_COUNT] {
        fn optional(part: &Option<String>) -> &str {
            part.as_deref().unwrap_or("")
        }
        let (kind, [third, fourth, fifth, sixth]) = match &self.place {
            SwissPlace::Structured { street, building_number, postal_code, town } => {
                ("S", [optional(street), optional(building_number), postal_code, town])
            }
            SwissPlace::Combined { street_line, town_line } => {
                ("K", [optional(street_line), town_line, "", ""])
            }
        };
        [kind, &self.name, third, fourth, fifth, sixth, &self.country]
    }

    /// Returns street and number.
    pub fn street(&self) -> Option<String> {
        match &self.place {
            SwissPlace::Structured { street, building_number, .. } => {
                let parts = [street.as_deref(), building_number.as_deref()];
                let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                Some(joined.trim().to_owned()).filter(|street| !street.is_empty())
            }
            SwissPlace::Combined { street_line, .. } => street_line.clone(),
        }
    }

    /// Returns postal code and town.
    pub fn town(&self) -> String {
        match &self.place {
            SwissPlace::Structured { postal_code, town, .. } => {
                format!("{postal_code} {town}").trim().to_owned()
            }
            SwissPlace::Combined { town_line, .. } => town_line.clone(),
        }
    }

    /// Returns whether the address is in two free lines.
    pub(super) const fn is_combined(&self) -> bool {
        matches!(self.place, SwissPlace::Combined { .. })
    }
}
