//! How single values are kept in columns: identifiers, texts, hashes and small enums.

use bank::TimeMs;
use bank::quick_pay::QuickPayRule;
use bank::record::{Floor, Owner, State, Taker};
use bank::store::StoreError;
use bytes::{BufMut as _, BytesMut};
use money::{Amount, Balance, Currency};
use std::borrow::Cow;
use std::error::Error;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, accepts, to_sql_checked};

/// A value on its way to the server.
pub(crate) type Value = Box<dyn ToSql + Sync + Send>;
type Wrong = Box<dyn Error + Sync + Send>;

/// An identifier, as a UUID: they sort as the numbers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) u128);

impl ToSql for Id {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Wrong> {
        out.put_u128(self.0);
        Ok(IsNull::No)
    }

    accepts!(UUID);
    to_sql_checked!();
}

impl<'a> FromSql<'a> for Id {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Wrong> {
        Ok(Self(u128::from_be_bytes(raw.try_into()?)))
    }

    accepts!(UUID);
}

/// Bytes of a fixed number: hashes, keys, signatures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fixed<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> ToSql for Fixed<N> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Wrong> {
        out.put_slice(&self.0);
        Ok(IsNull::No)
    }

    accepts!(BYTEA);
    to_sql_checked!();
}

impl<'a, const N: usize> FromSql<'a> for Fixed<N> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Wrong> {
        Ok(Self(raw.try_into()?))
    }

    accepts!(BYTEA);
}

/// A text. PostgreSQL's texts hold every character but NUL, so NUL is kept as `ESCAPE` and `0`, and
/// `ESCAPE` itself twice. No character that people write is either of them.
#[derive(Clone, Debug)]
pub(crate) struct Text(pub(crate) String);

const ESCAPE: char = '\u{10FFFE}';

/// Returns a text as it is kept.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    // Many bytes at a time, without a way out in between: 0xF4 is the first one of `ESCAPE`, and of
    // little else.
    let may = |found, byte: &u8| found | (*byte == 0) | (*byte == 0xF4);
    if !text.as_bytes().iter().fold(false, may) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\0' => kept.extend([ESCAPE, '0']),
            ESCAPE => kept.extend([ESCAPE, ESCAPE]),
            other => kept.push(other),
        }
    }
    Cow::Owned(kept)
}

fn unescaped(kept: &str) -> Result<String, Wrong> {
    if !kept.contains(ESCAPE) {
        return Ok(kept.to_owned());
    }
    let mut text = String::with_capacity(kept.len());
    let mut chars = kept.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            ESCAPE => match chars.next() {
                Some('0') => '\0',
                Some(ESCAPE) => ESCAPE,
                _ => return Err("a text with half an escape".into()),
            },
            other => other,
        });
    }
    Ok(text)
}

impl ToSql for Text {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Wrong> {
        out.put_slice(escaped(&self.0).as_bytes());
        Ok(IsNull::No)
    }

    accepts!(TEXT);
    to_sql_checked!();
}

impl<'a> FromSql<'a> for Text {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Wrong> {
        unescaped(std::str::from_utf8(raw)?).map(Self)
    }

    accepts!(TEXT);
}

/// Returns a number as the server's signed one; never rounded.
pub(crate) fn signed(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError(format!("{number} is too large for the store")))
}

/// Returns a place in a sequence to compare with: none is above the largest that is kept.
pub(crate) fn clamped(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

/// The columns of a row, taken one after the other.
pub(crate) struct Fields<'a> {
    row: &'a Row,
    next: usize,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(row: &'a Row) -> Self {
        Self { row, next: 0 }
    }

    /// Takes the next column.
    pub(crate) fn take<T: FromSql<'a>>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        self.row.try_get(column).map_err(|error| StoreError(error.to_string()))
    }

    pub(crate) fn id(&mut self) -> Result<u128, StoreError> {
        self.take().map(|Id(id)| id)
    }

    pub(crate) fn optional_id(&mut self) -> Result<Option<u128>, StoreError> {
        self.take::<Option<Id>>().map(|id| id.map(|Id(id)| id))
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        self.take().map(|Fixed(bytes)| bytes)
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.take().map(|Text(text)| text)
    }

    pub(crate) fn optional_text(&mut self) -> Result<Option<String>, StoreError> {
        self.take::<Option<Text>>().map(|text| text.map(|Text(text)| text))
    }

    pub(crate) fn number(&mut self) -> Result<u64, StoreError> {
        unsigned(self.take()?)
    }

    pub(crate) fn optional_number(&mut self) -> Result<Option<u64>, StoreError> {
        self.take::<Option<i64>>()?.map(unsigned).transpose()
    }

    pub(crate) fn small(&mut self) -> Result<u8, StoreError> {
        small(self.take()?)
    }

    pub(crate) fn moment(&mut self) -> Result<TimeMs, StoreError> {
        self.number().map(TimeMs)
    }

    pub(crate) fn currency(&mut self) -> Result<Currency, StoreError> {
        let code = self.text()?;
        Currency::from_code(&code).map_err(|_| StoreError(format!("unknown currency {code:?}")))
    }

    pub(crate) fn state(&mut self) -> Result<State, StoreError> {
        state(self.small()?)
    }
}

pub(crate) fn state(number: u8) -> Result<State, StoreError> {
    match number {
        0 => Ok(State::Active),
        1 => Ok(State::Closed),
        2 => Ok(State::Limited),
        3 => Ok(State::Pending),
        other => Err(out_of_range(other.into())),
    }
}

/// Returns a number that is never negative.
pub(crate) fn unsigned(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| out_of_range(number))
}

/// Returns a small number that is never negative.
pub(crate) fn small(number: i16) -> Result<u8, StoreError> {
    u8::try_from(number).map_err(|_| out_of_range(number.into()))
}

/// Returns the error for what cannot be read.
pub(crate) fn unreadable(what: impl Into<String>) -> StoreError {
    StoreError(what.into())
}

/// Returns the error for a number that a column cannot have.
pub(crate) fn out_of_range(number: i64) -> StoreError {
    StoreError(format!("a column holds {number}, which means nothing"))
}

pub(crate) fn amount(minor: u64, currency: Currency) -> Result<Amount, StoreError> {
    Amount::new(minor, currency).map_err(|error| StoreError(error.to_string()))
}

pub(crate) fn balance(minor: i64, currency: Currency) -> Result<Balance, StoreError> {
    Balance::new(minor, currency).map_err(|error| StoreError(error.to_string()))
}

pub(crate) fn state_number(state: State) -> i16 {
    match state {
        State::Active => 0,
        State::Closed => 1,
        State::Limited => 2,
        State::Pending => 3,
    }
}

pub(crate) fn floor_number(floor: Floor) -> i16 {
    match floor {
        Floor::Zero => 0,
        Floor::None => 1,
    }
}

pub(crate) fn floor(number: u8) -> Result<Floor, StoreError> {
    match number {
        0 => Ok(Floor::Zero),
        1 => Ok(Floor::None),
        other => Err(out_of_range(other.into())),
    }
}

/// Returns an owner's number and identifier.
pub(crate) fn owner_columns(owner: Owner) -> (i16, Option<Id>) {
    match owner {
        Owner::Desk => (0, None),
        Owner::Fees => (10, None),
        Owner::Issuer => (11, None),
        Owner::Person(person) => (1, Some(Id(person.0))),
        Owner::Merchant(merchant) => (2, Some(Id(merchant.0))),
        Owner::Stock(stock) => (3, Some(Id(stock.0))),
        Owner::Campaign(campaign) => (9, Some(Id(campaign.0))),
        Owner::Envelope(envelope) => (8, Some(Id(envelope.0))),
    }
}

pub(crate) fn owner(number: u8, id: Option<u128>) -> Result<Owner, StoreError> {
    match (number, id) {
        (0, None) => Ok(Owner::Desk),
        (10, None) => Ok(Owner::Fees),
        (11, None) => Ok(Owner::Issuer),
        (1, Some(id)) => Ok(Owner::Person(bank::id::PersonId(id))),
        (2, Some(id)) => Ok(Owner::Merchant(bank::id::MerchantId(id))),
        (3, Some(id)) => Ok(Owner::Stock(bank::id::StockId(id))),
        (9, Some(id)) => Ok(Owner::Campaign(bank::id::CampaignId(id))),
        (8, Some(id)) => Ok(Owner::Envelope(bank::id::EnvelopeId(id))),
        (other, _) => Err(out_of_range(other.into())),
    }
}

/// Returns a taker's number and identifier.
pub(crate) fn taker_columns(taker: Taker) -> (i16, Option<Id>) {
    let (number, id) = taker.parts();
    (i16::from(number), id.map(Id))
}

pub(crate) fn taker(number: u8, id: Option<u128>) -> Result<Taker, StoreError> {
    Taker::from_parts(number, id).ok_or_else(|| out_of_range(number.into()))
}

pub(crate) fn rule_number(rule: QuickPayRule) -> i16 {
    match rule {
        QuickPayRule::Revealed => 1,
        QuickPayRule::Amount => 2,
        QuickPayRule::DaySum => 3,
        QuickPayRule::DayCount => 4,
    }
}

pub(crate) fn rule(number: u8) -> Result<QuickPayRule, StoreError> {
    match number {
        1 => Ok(QuickPayRule::Revealed),
        2 => Ok(QuickPayRule::Amount),
        3 => Ok(QuickPayRule::DaySum),
        4 => Ok(QuickPayRule::DayCount),
        other => Err(out_of_range(other.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn every_text_reads_back_and_plain_ones_are_kept_as_they_are() {
        for text in ["", "tea", "\0", "\u{10FFFE}", "\u{10FFFE}0", "a\0\0\u{10FFFE}b", "0"] {
            let kept = escaped(text);
            assert!(!kept.contains('\0'));
            assert_eq!(unescaped(&kept).expect("whole"), text);
        }
        assert_eq!(escaped("林 薇"), "林 薇");
        assert!(unescaped("\u{10FFFE}").is_err() && unescaped("\u{10FFFE}1").is_err());
    }
}
