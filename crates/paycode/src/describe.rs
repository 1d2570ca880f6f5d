//! What a code says, as an ordered list of named values, for people and for JSON.

use crate::family::Family;

/// A code told in the words of its family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The family, or the national profile of it: `tongbao`, `pix`, `epc-sct`, `web-address`,
    /// `text`.
    pub family: &'static str,
    /// The format that carries it, such as `emv-mpm`.
    pub format: &'static str,
    /// Whether it is a payment code. One that breaks its rules is never described.
    pub valid: bool,
    /// Names and values, in the order in which a reader wants them; what is absent is left out.
    /// The same name means the same in every family: `payee_name`, `payee_account`, `amount` as
    /// stated, `amount_minor`, `currency`, `reference`, `message`.
    pub fields: Vec<(&'static str, Value)>,
}

/// A value of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, as it stands in the code: not yet fit to be shown (see [`crate::printable`]).
    Text(String),
    /// A number.
    Integer(u64),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<Value>),
    /// Named values inside a value.
    Record(Vec<(String, Value)>),
}

impl Description {
    pub(crate) fn of<F: Family>(code: &F) -> Self {
        Self {
            family: code.word(),
            format: code.format(),
            valid: code.is_payment_code(),
            fields: code.fields().into_list(),
        }
    }

    /// Returns the value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns the text of a field that is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Fields while they are collected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// Adds a text.
    pub(crate) fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.push((name, Value::Text(value.into())));
        self
    }

    /// Adds a text that is there.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// Adds a value of any kind that is there.
    pub(crate) fn value(mut self, name: &'static str, value: Option<Value>) -> Self {
        self.0.extend(value.map(|value| (name, value)));
        self
    }

    /// Adds a number that is there.
    pub(crate) fn integer(self, name: &'static str, value: Option<u64>) -> Self {
        self.value(name, value.map(Value::Integer))
    }

    /// Adds texts, unless there are none.
    pub(crate) fn list(self, name: &'static str, texts: Vec<String>) -> Self {
        let list = (!texts.is_empty()).then(|| texts.into_iter().map(Value::Text).collect());
        self.value(name, list.map(Value::List))
    }

    /// Adds the fields of another list behind these.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(crate) fn into_list(self) -> Vec<(&'static str, Value)> {
        self.0
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
