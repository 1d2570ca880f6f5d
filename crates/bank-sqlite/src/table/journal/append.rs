//! Appends rows: narrow statements for those of every payment and for those that are all in their
//! text, a wide one for the others.

use super::{coupon, envelope, fee, goods};
use crate::column::{self, Id, Moment, Number};
use crate::table::again::Again;
use bank::TimeMs;
use bank::id::HoldId;
use bank::journal::{JournalEntry, JournalRow};
use bank::registered::Registered;
use money::{Amount, Currency};
use rusqlite::{Connection, params};

const MOVED: &str = "INSERT INTO journal (sequence, at_ms, kind, payment, debit, credit,
    amount_minor, currency, order_id, evidence_hash, hash)
    VALUES (?1, ?2, 'moved', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// Two of the rows of a payment with a coupon and a draw: nine columns less to bind.
const IN_TEXT: &str = "INSERT INTO journal (sequence, at_ms, kind, hash, detail)
    VALUES (?1, ?2, ?3, ?4, ?5)";

const WIDE: &str = "INSERT INTO journal (sequence, at_ms, kind, payment, debit, credit,
    amount_minor, currency, order_id, expires_at_ms, evidence_hash, subject, hash, detail)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/// Appends the rows of one batch.
pub(crate) struct Appender<'c> {
    connection: &'c Connection,
    moved: Again<'c>,
    in_text: Again<'c>,
    wide: Again<'c>,
}

impl<'c> Appender<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        let again = |sql| Again::new(connection, sql);
        Self { connection, moved: again(MOVED), in_text: again(IN_TEXT), wide: again(WIDE) }
    }

    pub(crate) fn append(&mut self, row: &JournalRow) -> rusqlite::Result<()> {
        let connection = self.connection;
        let JournalRow { sequence, at, entry, hash } = row;
        let (sequence, at) = (Number(*sequence), Moment(*at));
        match entry {
            JournalEntry::AccountOpened { account, owner, floor, currency } => {
                let (owner, owner_id) = column::owner_words(*owner);
                let sql = "INSERT INTO journal
                    (sequence, at_ms, kind, account, owner, owner_id, floor, currency, hash)
                    VALUES (?1, ?2, 'account_opened', ?3, ?4, ?5, ?6, ?7, ?8)";
                let (account, floor) = (Id::of(account.0), column::floor_word(*floor));
                connection.prepare_cached(sql)?.execute(params![
                    sequence,
                    at,
                    account,
                    owner,
                    owner_id,
                    floor,
                    currency.code(),
                    hash
                ])?;
            }
            JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => {
                self.moved.execute(params![
                    sequence,
                    at,
                    Id::of(payment.0),
                    Id::of(debit.0),
                    Id::of(credit.0),
                    Number(amount.minor()),
                    amount.currency().code(),
                    order.map(|order| Id::of(order.0)),
                    evidence_hash,
                    hash
                ])?;
            }
            JournalEntry::Registered(registered) => register(connection, row, registered)?,
            rare => {
                let Some(columns) = Columns::of(rare) else { return Ok(()) };
                let detail = bank_answer::row::to_text(rare);
                if columns == Columns::in_text(columns.kind) {
                    self.in_text.execute(params![sequence, at, columns.kind, hash, detail])?;
                    return Ok(());
                }
                let currency = columns.amount.map(|amount| amount.currency());
                self.wide.execute(params![
                    sequence,
                    at,
                    columns.kind,
                    columns.payment.map(Id::of),
                    columns.debit.map(Id::of),
                    columns.credit.map(Id::of),
                    columns.amount.map(|amount| Number(amount.minor())),
                    currency.as_ref().map(Currency::code),
                    columns.order.map(Id::of),
                    columns.expires_at.map(Moment),
                    columns.evidence_hash,
                    columns.subject.map(Id::of),
                    hash,
                    detail
                ])?;
            }
        }
        Ok(())
    }
}

fn register(
    connection: &Connection,
    row: &JournalRow,
    registered: &Registered,
) -> rusqlite::Result<()> {
    let Registered { kind, id, owner, state, digest } = registered;
    let sql = "INSERT INTO journal
        (sequence, at_ms, kind, subject, owner_id, state, evidence_hash, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    connection.prepare_cached(sql)?.execute(params![
        Number(row.sequence),
        Moment(row.at),
        column::registered_word(*kind),
        Id::of(*id),
        Id::of(*owner),
        column::state_word(*state),
        digest,
        row.hash
    ])?;
    Ok(())
}

/// What the rare kinds keep, each what it has.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) kind: &'static str,
    pub(super) payment: Option<u128>,
    pub(super) debit: Option<u128>,
    pub(super) credit: Option<u128>,
    pub(super) amount: Option<Amount>,
    pub(super) order: Option<u128>,
    pub(super) expires_at: Option<TimeMs>,
    pub(super) evidence_hash: Option<[u8; 32]>,
    pub(super) subject: Option<u128>,
}

/// Returns the word for a rare kind.
pub(super) fn kind_word(entry: &JournalEntry) -> Option<&'static str> {
    Columns::of(entry).map(|columns| columns.kind)
}

impl Columns {
    /// Of a row all of which is in its text.
    pub(super) fn in_text(kind: &'static str) -> Self {
        Self { kind, ..Self::default() }
    }

    fn of_hold(kind: &'static str, hold: HoldId) -> Self {
        Self { kind, subject: Some(hold.0), ..Self::default() }
    }

    /// Returns the columns of a row; none for the kinds that have a statement of their own.
    fn of(entry: &JournalEntry) -> Option<Self> {
        Some(match *entry {
            JournalEntry::AccountOpened { .. }
            | JournalEntry::Moved { .. }
            | JournalEntry::Registered(_) => return None,
            JournalEntry::OrderOpened { order, credit, amount, expires_at } => Self {
                kind: "order_opened",
                credit: Some(credit.0),
                amount: Some(amount),
                order: Some(order.0),
                expires_at: Some(expires_at),
                ..Self::default()
            },
            JournalEntry::OrderClosed { order } => {
                Self { kind: "order_closed", order: Some(order.0), ..Self::default() }
            }
            JournalEntry::PayerAsked { order, credit, amount, expires_at, payer } => Self {
                kind: "payer_asked",
                debit: Some(payer.0),
                credit: Some(credit.0),
                amount: Some(amount),
                order: Some(order.0),
                expires_at: Some(expires_at),
                ..Self::default()
            },
            JournalEntry::OrderReversed { order } => {
                Self { kind: "order_reversed", order: Some(order.0), ..Self::default() }
            }
            JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price } => {
                Self {
                    kind: coupon::return_word(how, price.is_some()),
                    payment: Some(payment.0),
                    debit: Some(debit.0),
                    credit: Some(credit.0),
                    amount: Some(amount),
                    order: order.map(|order| order.0),
                    subject: Some(of.0),
                    ..Self::default()
                }
            }
            JournalEntry::Held { hold, debit, credit, amount, expires_at } => Self {
                kind: "held",
                debit: Some(debit.0),
                credit: Some(credit.0),
                amount: Some(amount),
                expires_at: Some(expires_at),
                subject: Some(hold.0),
                ..Self::default()
            },
            JournalEntry::HoldPosted { hold, payment, debit, credit, amount } => Self {
                kind: "hold_posted",
                payment: Some(payment.0),
                debit: Some(debit.0),
                credit: Some(credit.0),
                amount: Some(amount),
                subject: Some(hold.0),
                ..Self::default()
            },
            JournalEntry::Fee(ref moved) => fee::columns(moved),
            JournalEntry::GoodsListed(ref listed) => goods::columns(listed),
            JournalEntry::HoldVoided { hold } => Self::of_hold("hold_voided", hold),
            JournalEntry::HoldExpired { hold } => Self::of_hold("hold_expired", hold),
            JournalEntry::SettingChanged { .. } => Self::in_text("setting_changed"),
            ref other => return coupon::columns(other).or_else(|| envelope::columns(other)),
        })
    }
}
