//! Why a text is not the payment code that it claims to be: the rule and the place.

use std::fmt;

pub(crate) mod rule;

pub use rule::Rule;

/// A payment code that breaks a rule of its family. It quotes nothing of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule} ({place})")]
pub struct CodeError {
    rule: Rule,
    place: Place,
    family: &'static str,
}

impl CodeError {
    pub(crate) const fn new(rule: Rule, place: Place) -> Self {
        Self { rule, place, family: "" }
    }

    /// Returns the stable word for the broken rule, such as `crc_wrong`.
    pub const fn code(&self) -> &'static str {
        self.rule.code()
    }

    /// Returns the broken rule.
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// Returns the family that the text claims to be of, such as `emv-mpm`; empty where the text
    /// was refused before it was looked at.
    pub const fn family(&self) -> &'static str {
        self.family
    }

    pub(crate) const fn of_family(self, family: &'static str) -> Self {
        Self { family, ..self }
    }

    /// Returns where the rule is broken.
    pub const fn place(&self) -> Place {
        self.place
    }
}

/// A place in a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Characters before it, counted from the first that is not white space; 0 where a family
    /// counts in lines or fields.
    pub offset: usize,
    /// What is at the place.
    pub part: Part,
}

/// A part of a code, as its family counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Just a character.
    #[default]
    Character,
    /// A data object of the root.
    Id(u8),
    /// A data object inside a template: root ID and ID.
    SubId(u8, u8),
    /// A line, counted from 1.
    Line(usize),
    /// A field by the name that the standard gives it.
    Field(&'static str),
}

impl Place {
    pub(crate) const fn at(offset: usize) -> Self {
        Self { offset, part: Part::Character }
    }

    pub(crate) const fn of(offset: usize, id: u8) -> Self {
        Self { offset, part: Part::Id(id) }
    }

    pub(crate) const fn inside(self, sub_id: u8) -> Self {
        match self.part {
            Part::Id(id) | Part::SubId(id, _) => Self { part: Part::SubId(id, sub_id), ..self },
            _ => self,
        }
    }

    pub(crate) const fn line(number: usize) -> Self {
        Self { offset: 0, part: Part::Line(number) }
    }

    pub(crate) const fn field(name: &'static str) -> Self {
        Self { offset: 0, part: Part::Field(name) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match self.part {
            Part::Character => write!(f, "character {offset}"),
            Part::Id(id) => write!(f, "ID {id:02}, character {offset}"),
            Part::SubId(id, sub_id) => write!(f, "ID {id:02}-{sub_id:02}, character {offset}"),
            Part::Line(number) => write!(f, "line {number}"),
            Part::Field(name) => write!(f, "field {name}"),
        }
    }
}
