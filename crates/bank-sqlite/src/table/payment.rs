//! Payments.

use crate::column::{self, Id, Moment, Number, unknown_word};
use crate::table::{account, again::Again};
use bank::id::{
    AccountId, CampaignId, CardTopUpId, DeviceId, EnvelopeId, HoldId, LabelId, MerchantId, OrderId,
    PaymentId, ReceiveCodeId, StockId,
};
use bank::record::{Evidence, Payment, PaymentKind};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, params};

macro_rules! columns {
    () => {
        "sequence, id, kind, kind_id, debit, credit, amount_minor, currency, payer_name, \
         payee_name, note, at_ms, journal_hash, device, signed_text, signature, \
         debit_previous, credit_previous"
    };
}

pub(crate) fn find(connection: &Connection, id: PaymentId) -> rusqlite::Result<Option<Payment>> {
    let sql = concat!("SELECT ", columns!(), " FROM payments WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns payments of an account, newest first, along their links.
pub(crate) fn of_account(
    connection: &Connection,
    account: AccountId,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<Payment>> {
    let mut payments = Vec::new();
    let mut next = match before {
        None => account::last_sequence(connection, account)?,
        Some(before) => link(connection, account, before)?.map_or(0, |link| link.previous),
    };
    let sql = concat!("SELECT ", columns!(), " FROM payments WHERE sequence = ?1");
    let mut statement = connection.prepare_cached(sql)?;
    while next > 0 && payments.len() < limit as usize {
        let payment = statement.query_row([Number(next)], from_row)?;
        let is_payer = payment.debit == account;
        next = if is_payer { payment.debit_previous } else { payment.credit_previous };
        payments.push(payment);
    }
    Ok(payments)
}

/// A payment as a link of one account's history.
pub(crate) struct Link {
    pub(crate) payment: PaymentId,
    pub(crate) debit: AccountId,
    pub(crate) credit: AccountId,
    /// The sequence of the account's payment before it; 0 for its first.
    pub(crate) previous: u64,
}

/// Returns the link at a sequence; none where the account has no payment.
pub(crate) fn link(
    connection: &Connection,
    account: AccountId,
    sequence: u64,
) -> rusqlite::Result<Option<Link>> {
    let sql = "SELECT id, debit, credit, debit_previous, credit_previous
        FROM payments WHERE sequence = ?1";
    let link = |row: &Row<'_>| {
        let id = |column| row.get::<_, Id>(column).map(|id| id.number());
        let (debit, credit) = (AccountId(id(1)?), AccountId(id(2)?));
        let previous: Number = row.get(if debit == account { 3 } else { 4 })?;
        Ok(Link { payment: PaymentId(id(0)?), debit, credit, previous: previous.0 })
    };
    let found = connection.prepare_cached(sql)?.query_row([clamped(sequence)], link).optional()?;
    Ok(found.filter(|link| link.debit == account || link.credit == account))
}

/// Returns payments after a sequence, oldest first.
pub(crate) fn by_sequence(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<Payment>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM payments WHERE sequence > ?1 ORDER BY sequence LIMIT ?2"
    );
    all(connection, sql, params![clamped(after), limit], from_row)
}

/// Returns what went back of a payment, oldest first.
pub(crate) fn returns_of(
    connection: &Connection,
    payment: PaymentId,
) -> rusqlite::Result<Vec<Payment>> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM payments WHERE kind_id = ?1 AND kind IN ('refund', 'reversal') ORDER BY sequence"
    );
    all(connection, sql, [Id::of(payment.0)], from_row)
}

/// A sequence to compare with: none is above the largest that SQLite can hold.
pub(super) fn clamped(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

fn all<T, P: Params>(
    connection: &Connection,
    sql: &str,
    params: P,
    from_row: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(params, from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let kind_id = || row.get::<_, Id>(3).map(|id| id.number());
    let kind = match row.get_ref(2)?.as_str()? {
        "label" => PaymentKind::Label(LabelId(kind_id()?)),
        "order" => PaymentKind::Order(OrderId(kind_id()?)),
        "transfer" => PaymentKind::Transfer(ReceiveCodeId(kind_id()?)),
        "top_up" => PaymentKind::TopUp,
        "payer_code" => PaymentKind::PayerCode(DeviceId(kind_id()?)),
        "refund" => PaymentKind::Refund(PaymentId(kind_id()?)),
        "reversal" => PaymentKind::Reversal(PaymentId(kind_id()?)),
        "held" => PaymentKind::Held(HoldId(kind_id()?)),
        "booking" => PaymentKind::Booking,
        "subsidy" => PaymentKind::Subsidy(PaymentId(kind_id()?)),
        "subsidy_returned" => PaymentKind::SubsidyReturned(PaymentId(kind_id()?)),
        "budget" => PaymentKind::Budget(StockId(kind_id()?)),
        "cash_back" => PaymentKind::CashBack(PaymentId(kind_id()?)),
        "cash_back_returned" => PaymentKind::CashBackReturned(PaymentId(kind_id()?)),
        "campaign_budget" => PaymentKind::CampaignBudget(CampaignId(kind_id()?)),
        "envelope" => PaymentKind::Envelope(EnvelopeId(kind_id()?)),
        "share" => PaymentKind::Share(EnvelopeId(kind_id()?)),
        "envelope_returned" => PaymentKind::EnvelopeReturned(EnvelopeId(kind_id()?)),
        "fee" => PaymentKind::Fee(PaymentId(kind_id()?)),
        "fee_returned" => PaymentKind::FeeReturned(PaymentId(kind_id()?)),
        "card_top_up" => PaymentKind::CardTopUp(CardTopUpId(kind_id()?)),
        "withdrawal" => PaymentKind::Withdrawal(MerchantId(kind_id()?)),
        other => return Err(unknown_word(other).into()),
    };
    let evidence = match row.get::<_, Option<Id>>(13)? {
        None => None,
        Some(device) => Some(Evidence {
            device: DeviceId(device.number()),
            signed_text: row.get(14)?,
            signature: row.get(15)?,
        }),
    };
    Ok(Payment {
        sequence: row.get::<_, Number>(0)?.0,
        id: PaymentId(row.get::<_, Id>(1)?.number()),
        kind,
        debit: AccountId(row.get::<_, Id>(4)?.number()),
        credit: AccountId(row.get::<_, Id>(5)?.number()),
        amount: column::amount(row, 6, 7)?,
        payer_name: row.get(8)?,
        payee_name: row.get(9)?,
        note: row.get(10)?,
        at: row.get::<_, Moment>(11)?.0,
        journal_hash: row.get(12)?,
        debit_previous: row.get::<_, Number>(16)?.0,
        credit_previous: row.get::<_, Number>(17)?.0,
        evidence,
    })
}

/// Returns a kind's word and the identifier of what it is of.
fn kind_columns(kind: PaymentKind) -> (&'static str, Option<Id>) {
    match kind {
        PaymentKind::Label(label) => ("label", Some(Id::of(label.0))),
        PaymentKind::Order(order) => ("order", Some(Id::of(order.0))),
        PaymentKind::Transfer(code) => ("transfer", Some(Id::of(code.0))),
        PaymentKind::TopUp => ("top_up", None),
        PaymentKind::PayerCode(device) => ("payer_code", Some(Id::of(device.0))),
        PaymentKind::Refund(of) => ("refund", Some(Id::of(of.0))),
        PaymentKind::Reversal(of) => ("reversal", Some(Id::of(of.0))),
        PaymentKind::Held(hold) => ("held", Some(Id::of(hold.0))),
        PaymentKind::Booking => ("booking", None),
        PaymentKind::Subsidy(of) => ("subsidy", Some(Id::of(of.0))),
        PaymentKind::SubsidyReturned(of) => ("subsidy_returned", Some(Id::of(of.0))),
        PaymentKind::Budget(stock) => ("budget", Some(Id::of(stock.0))),
        PaymentKind::CashBack(of) => ("cash_back", Some(Id::of(of.0))),
        PaymentKind::CashBackReturned(of) => ("cash_back_returned", Some(Id::of(of.0))),
        PaymentKind::CampaignBudget(id) => ("campaign_budget", Some(Id::of(id.0))),
        PaymentKind::Envelope(of) => ("envelope", Some(Id::of(of.0))),
        PaymentKind::Share(of) => ("share", Some(Id::of(of.0))),
        PaymentKind::EnvelopeReturned(of) => ("envelope_returned", Some(Id::of(of.0))),
        PaymentKind::Fee(of) => ("fee", Some(Id::of(of.0))),
        PaymentKind::FeeReturned(of) => ("fee_returned", Some(Id::of(of.0))),
        PaymentKind::CardTopUp(of) => ("card_top_up", Some(Id::of(of.0))),
        PaymentKind::Withdrawal(of) => ("withdrawal", Some(Id::of(of.0))),
    }
}

/// A payment is never changed: a second one under its identifier or sequence fails.
pub(crate) const INSERT: &str = concat!(
    "INSERT INTO payments (",
    columns!(),
    ") ",
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
);

pub(crate) fn write(insert: &mut Again<'_>, payment: &Payment) -> rusqlite::Result<()> {
    let Payment {
        id,
        kind,
        debit,
        credit,
        amount,
        payer_name,
        payee_name,
        note,
        at,
        sequence,
        journal_hash,
        debit_previous,
        credit_previous,
        evidence,
    } = payment;
    let (kind, kind_id) = kind_columns(*kind);
    let (device, signed_text, signature) = match evidence {
        None => (None, None, None),
        Some(Evidence { device, signed_text, signature }) => {
            (Some(Id::of(device.0)), Some(signed_text), Some(signature))
        }
    };
    insert.execute(params![
        Number(*sequence),
        Id::of(id.0),
        kind,
        kind_id,
        Id::of(debit.0),
        Id::of(credit.0),
        Number(amount.minor()),
        amount.currency().code(),
        payer_name,
        payee_name,
        note,
        Moment(*at),
        journal_hash,
        device,
        signed_text,
        signature,
        Number(*debit_previous),
        Number(*credit_previous)
    ])?;
    Ok(())
}
