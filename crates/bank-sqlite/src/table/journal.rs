//! The journal.

mod append;
mod coupon;
mod envelope;
mod fee;
mod goods;

pub(crate) use append::Appender;

use crate::column::{self, CurrencyCode, Id, Moment, Number, unknown_word};
use bank::id::{AccountId, HoldId, OrderId, PaymentId};
use bank::journal::{ChainHead, JournalEntry, JournalRow, Return};
use bank::registered::{Registered, RegisteredKind};
use bank_answer::row::Detail;
use money::Amount;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! columns {
    () => {
        "sequence, at_ms, kind, account, owner, owner_id, floor, payment, debit, credit,
        amount_minor, currency, order_id, expires_at_ms, evidence_hash, subject,
        state, hash, detail"
    };
}

pub(crate) fn head(connection: &Connection) -> rusqlite::Result<ChainHead> {
    let sql = "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1";
    let head =
        |row: &Row<'_>| Ok(ChainHead { sequence: row.get::<_, Number>(0)?.0, hash: row.get(1)? });
    Ok(connection.prepare_cached(sql)?.query_row([], head).optional()?.unwrap_or_default())
}

/// Returns rows after a sequence, oldest first.
pub(crate) fn page(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<JournalRow>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE sequence > ?1 ORDER BY sequence LIMIT ?2"
    );
    connection.prepare_cached(sql)?.query_map(params![after, limit], from_row)?.collect()
}

/// Returns the rows that changed settings, newest first.
pub(crate) fn setting_changes(
    connection: &Connection,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<JournalRow>> {
    let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM journal WHERE kind = 'setting_changed' AND sequence < ?1
        ORDER BY sequence DESC LIMIT ?2"
    );
    connection.prepare_cached(sql)?.query_map(params![before, limit], from_row)?.collect()
}

/// Returns the hashes of rows after a sequence, oldest first.
pub(crate) fn hashes(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<[u8; 32]>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql = "SELECT hash FROM journal WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![after, limit], |row| row.get(0))?.collect()
}

/// The kinds of which all is in the text.
const WHOLE: &[&str] = &[
    "setting_changed",
    "stock_opened",
    "stock_changed",
    "stock_limited",
    "coupon_received",
    "coupon_used",
    "coupon_lapsed",
    "coupon_taken_back",
    "campaign_opened",
    "campaign_changed",
    "campaign_limited",
    "drawn",
    "not_drawn",
    "seed_shown",
    "envelope_sealed",
    "share_claimed",
    "envelope_ended",
    "card_bound",
    "card_unbound",
    "card_counted",
    "card_top_up_asked",
    "card_top_up_refused",
    "neutrality_entered",
];

fn from_row(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    let account = |column| row.get::<_, Id>(column).map(|id| AccountId(id.number()));
    let order = || row.get::<_, Id>(12).map(|id| OrderId(id.number()));
    let entry = match row.get_ref(2)?.as_str()? {
        "account_opened" => JournalEntry::AccountOpened {
            account: account(3)?,
            owner: column::owner(row, 4, 5)?,
            floor: column::floor(row, 6)?,
            currency: row.get::<_, CurrencyCode>(11)?.0,
        },
        "moved" => JournalEntry::Moved {
            payment: PaymentId(row.get::<_, Id>(7)?.number()),
            debit: account(8)?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            order: row.get::<_, Option<Id>>(12)?.map(|id| OrderId(id.number())),
            evidence_hash: row.get(14)?,
        },
        "order_opened" => JournalEntry::OrderOpened {
            order: order()?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            expires_at: row.get::<_, Moment>(13)?.0,
        },
        "goods_listed" => goods::listed(row)?,
        "order_closed" => JournalEntry::OrderClosed { order: order()? },
        "payer_asked" => JournalEntry::PayerAsked {
            order: order()?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            expires_at: row.get::<_, Moment>(13)?.0,
            payer: account(8)?,
        },
        "order_reversed" => JournalEntry::OrderReversed { order: order()? },
        "refunded" => returned(row, Return::Refunded, None)?,
        "reversed" => returned(row, Return::Reversed, None)?,
        kind if WHOLE.contains(&kind) => whole(row, kind)?,
        "envelope_moved" => envelope::moved(row)?,
        kind @ ("fee_taken" | "fee_returned") => fee::moved(row, kind)?,
        kind @ ("discounted" | "budget_moved" | "refunded_discounted" | "reversed_discounted") => {
            coupon::moved(row, kind)?
        }
        other => match column::registered_kind(other) {
            Some(kind) => registered(row, kind)?,
            None => hold(row, other)?,
        },
    };
    Ok(JournalRow {
        sequence: row.get::<_, Number>(0)?.0,
        at: row.get::<_, Moment>(1)?.0,
        entry,
        hash: row.get(17)?,
    })
}

fn registered(row: &Row<'_>, kind: RegisteredKind) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry::Registered(Registered {
        kind,
        id: row.get::<_, Id>(15)?.number(),
        owner: row.get::<_, Id>(5)?.number(),
        state: column::state(row, 16)?,
        digest: row.get(14)?,
    }))
}

fn detail(row: &Row<'_>) -> rusqlite::Result<Detail> {
    bank_answer::row::from_text(row.get_ref(18)?.as_str()?).map_err(column::unreadable)
}

/// Returns what a row says that has all in its text, which must be of the kind that is beside it.
fn whole(row: &Row<'_>, kind: &str) -> rusqlite::Result<JournalEntry> {
    match detail(row)? {
        Detail::Whole(entry) if append::kind_word(&entry) == Some(kind) => Ok(entry),
        _ => Err(unknown_word(kind).into()),
    }
}

fn returned(row: &Row<'_>, how: Return, price: Option<Amount>) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry::Returned {
        payment: PaymentId(row.get::<_, Id>(7)?.number()),
        how,
        debit: AccountId(row.get::<_, Id>(8)?.number()),
        credit: AccountId(row.get::<_, Id>(9)?.number()),
        amount: column::amount(row, 10, 11)?,
        of: PaymentId(row.get::<_, Id>(15)?.number()),
        order: row.get::<_, Option<Id>>(12)?.map(|id| OrderId(id.number())),
        price,
    })
}

fn hold(row: &Row<'_>, kind: &str) -> rusqlite::Result<JournalEntry> {
    let account = |column| row.get::<_, Id>(column).map(|id| AccountId(id.number()));
    let hold = || row.get::<_, Id>(15).map(|id| HoldId(id.number()));
    Ok(match kind {
        "held" => JournalEntry::Held {
            hold: hold()?,
            debit: account(8)?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            expires_at: row.get::<_, Moment>(13)?.0,
        },
        "hold_posted" => JournalEntry::HoldPosted {
            hold: hold()?,
            payment: PaymentId(row.get::<_, Id>(7)?.number()),
            debit: account(8)?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
        },
        "hold_voided" => JournalEntry::HoldVoided { hold: hold()? },
        "hold_expired" => JournalEntry::HoldExpired { hold: hold()? },
        other => return Err(unknown_word(other).into()),
    })
}
