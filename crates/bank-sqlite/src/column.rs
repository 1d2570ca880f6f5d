//! How single values are kept in columns: identifiers, numbers, currencies and small enums.

use bank::quick_pay::QuickPayRule;
use bank::record::{Floor, Owner, State, Taker};
use bank::registered::RegisteredKind;
use bank::{TimeMs, id};
use money::{Amount, Balance, Currency};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

/// An identifier: 16 bytes, big-endian, so that they sort as numbers do.
pub(crate) struct Id([u8; 16]);

impl Id {
    pub(crate) const fn of(id: u128) -> Self {
        Self(id.to_be_bytes())
    }

    pub(crate) const fn number(&self) -> u128 {
        u128::from_be_bytes(self.0)
    }
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 16]>::column_result(value).map(Self)
    }
}

/// A number that SQLite's signed integers must hold; never rounded, never a REAL.
pub(crate) struct Number(pub(crate) u64);

impl ToSql for Number {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(integer(self.0)?))
    }
}

impl FromSql for Number {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

fn integer(number: u64) -> rusqlite::Result<Value> {
    let number = i64::try_from(number);
    number
        .map(Value::Integer)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// A moment.
pub(crate) struct Moment(pub(crate) TimeMs);

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(integer(self.0.0)?))
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Number::column_result(value).map(|number| Self(TimeMs(number.0)))
    }
}

/// Returns the error for a stored form that cannot be read, or written.
pub(crate) fn unreadable(error: bank_answer::Unreadable) -> rusqlite::Error {
    FromSqlError::Other(Box::new(error)).into()
}

/// Returns the error for a text that is none of a column's words.
pub(crate) fn unknown_word(word: &str) -> FromSqlError {
    FromSqlError::Other(format!("unknown word {word:?}").into())
}

impl FromSql for CurrencyCode {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let code = value.as_str()?;
        Currency::from_code(code).map(Self).map_err(|_| unknown_word(code))
    }
}

/// A currency, by its letters.
pub(crate) struct CurrencyCode(pub(crate) Currency);

/// Returns the amount in two columns: minor units, then currency.
pub(crate) fn amount(row: &Row<'_>, minor: usize, currency: usize) -> rusqlite::Result<Amount> {
    let Number(units) = row.get(minor)?;
    let CurrencyCode(code) = row.get(currency)?;
    Amount::new(units, code)
        .map_err(|_| out_of_range(minor, i64::try_from(units).unwrap_or(i64::MAX)))
}

/// Returns the balance in two columns: currency, then minor units.
pub(crate) fn balance(row: &Row<'_>, currency: usize, minor: usize) -> rusqlite::Result<Balance> {
    let units: i64 = row.get(minor)?;
    let CurrencyCode(code) = row.get(currency)?;
    Balance::new(units, code).map_err(|_| out_of_range(minor, units))
}

fn out_of_range(column: usize, number: i64) -> rusqlite::Error {
    rusqlite::Error::IntegralValueOutOfRange(column, number)
}

pub(crate) fn state_word(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Closed => "closed",
        State::Limited => "limited",
        State::Pending => "pending",
    }
}

pub(crate) fn state(row: &Row<'_>, column: usize) -> rusqlite::Result<State> {
    match row.get_ref(column)?.as_str()? {
        "active" => Ok(State::Active),
        "closed" => Ok(State::Closed),
        "limited" => Ok(State::Limited),
        "pending" => Ok(State::Pending),
        other => Err(unknown_word(other).into()),
    }
}

pub(crate) fn floor_word(floor: Floor) -> &'static str {
    match floor {
        Floor::Zero => "zero",
        Floor::None => "none",
    }
}

pub(crate) fn floor(row: &Row<'_>, column: usize) -> rusqlite::Result<Floor> {
    match row.get_ref(column)?.as_str()? {
        "zero" => Ok(Floor::Zero),
        "none" => Ok(Floor::None),
        other => Err(unknown_word(other).into()),
    }
}

/// Returns an owner's word and identifier.
pub(crate) fn owner_words(owner: Owner) -> (&'static str, Option<Id>) {
    match owner {
        Owner::Desk => ("desk", None),
        Owner::Fees => ("fees", None),
        Owner::Issuer => ("issuer", None),
        Owner::Person(person) => ("person", Some(Id::of(person.0))),
        Owner::Merchant(merchant) => ("merchant", Some(Id::of(merchant.0))),
        Owner::Stock(stock) => ("stock", Some(Id::of(stock.0))),
        Owner::Campaign(campaign) => ("campaign", Some(Id::of(campaign.0))),
        Owner::Envelope(envelope) => ("envelope", Some(Id::of(envelope.0))),
    }
}

/// Returns the owner in two columns: word, then identifier.
pub(crate) fn owner(row: &Row<'_>, word: usize, owner_id: usize) -> rusqlite::Result<Owner> {
    match row.get_ref(word)?.as_str()? {
        "desk" => Ok(Owner::Desk),
        "fees" => Ok(Owner::Fees),
        "issuer" => Ok(Owner::Issuer),
        "person" => Ok(Owner::Person(id::PersonId(row.get::<_, Id>(owner_id)?.number()))),
        "merchant" => Ok(Owner::Merchant(id::MerchantId(row.get::<_, Id>(owner_id)?.number()))),
        "campaign" => Ok(Owner::Campaign(id::CampaignId(row.get::<_, Id>(owner_id)?.number()))),
        "stock" => Ok(Owner::Stock(id::StockId(row.get::<_, Id>(owner_id)?.number()))),
        "envelope" => Ok(Owner::Envelope(id::EnvelopeId(row.get::<_, Id>(owner_id)?.number()))),
        other => Err(unknown_word(other).into()),
    }
}

/// Returns a taker's word and identifier.
pub(crate) fn taker_words(taker: Taker) -> (&'static str, Option<Id>) {
    let word = match taker {
        Taker::Staff(_) => "staff",
        Taker::Key(_) => "key",
        Taker::Till => "till",
    };
    (word, taker.parts().1.map(Id::of))
}

/// Returns the taker in two columns: word, then identifier.
pub(crate) fn taker(row: &Row<'_>, word: usize, taker_id: usize) -> rusqlite::Result<Taker> {
    let of = || row.get::<_, Id>(taker_id).map(|id| id.number());
    match row.get_ref(word)?.as_str()? {
        "staff" => Ok(Taker::Staff(id::StaffId(of()?))),
        "key" => Ok(Taker::Key(id::ApiKeyId(of()?))),
        "till" => Ok(Taker::Till),
        other => Err(unknown_word(other).into()),
    }
}

pub(crate) fn registered_word(kind: RegisteredKind) -> &'static str {
    match kind {
        RegisteredKind::Person => "person_registered",
        RegisteredKind::Handle => "handle_registered",
        RegisteredKind::ReceiveCode => "receive_code_registered",
        RegisteredKind::Device => "device_registered",
        RegisteredKind::Merchant => "merchant_registered",
        RegisteredKind::Label => "label_registered",
        RegisteredKind::ApiKey => "api_key_registered",
        RegisteredKind::Webhook => "webhook_registered",
        RegisteredKind::MerchantProfile => "merchant_profile_registered",
        RegisteredKind::Staff => "staff_registered",
        RegisteredKind::Invitation => "invitation_registered",
        RegisteredKind::Founder => "founder_registered",
        RegisteredKind::Shift => "shift_registered",
        RegisteredKind::Roster => "roster_registered",
    }
}

pub(crate) fn registered_kind(word: &str) -> Option<RegisteredKind> {
    RegisteredKind::ALL.into_iter().find(|kind| registered_word(*kind) == word)
}

pub(crate) fn rule_word(rule: QuickPayRule) -> &'static str {
    match rule {
        QuickPayRule::Revealed => "revealed",
        QuickPayRule::Amount => "amount",
        QuickPayRule::DaySum => "day_sum",
        QuickPayRule::DayCount => "day_count",
    }
}

pub(crate) fn rule(word: &str) -> Option<QuickPayRule> {
    match word {
        "revealed" => Some(QuickPayRule::Revealed),
        "amount" => Some(QuickPayRule::Amount),
        "day_sum" => Some(QuickPayRule::DaySum),
        "day_count" => Some(QuickPayRule::DayCount),
        _ => None,
    }
}
