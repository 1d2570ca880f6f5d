//! Payments: the rows of the journal that are one, and the answers that they are.

use super::answered;
use crate::column::{self as columns, Fields};
use bank::id::{
    AccountId, CampaignId, CardTopUpId, DeviceId, EnvelopeId, HoldId, LabelId, MerchantId, OrderId,
    PaymentId, ReceiveCodeId, StockId,
};
use bank::record::{Answered, Evidence, Payment, PaymentKind};
use bank::store::StoreError;
use bank::{CommandKey, Receipt};
use std::sync::Arc;
use tokio_postgres::Row;

macro_rules! columns {
    ($of:literal) => {
        concat!(
            $of,
            "sequence, ",
            $of,
            "payment, ",
            $of,
            "payment_kind, ",
            $of,
            "payment_kind_id, ",
            $of,
            "debit, ",
            $of,
            "credit, ",
            $of,
            "amount_minor, ",
            $of,
            "currency, ",
            $of,
            "payer_name, ",
            $of,
            "payee_name, ",
            $of,
            "note, ",
            $of,
            "at_ms, ",
            $of,
            "hash, ",
            $of,
            "debit_previous, ",
            $of,
            "credit_previous, ",
            $of,
            "device, ",
            $of,
            "signed_text, ",
            $of,
            "signature, ",
            $of,
            "scope, ",
            $of,
            "scope_id, ",
            $of,
            "fingerprint"
        )
    };
}

pub(crate) const FIND: &str = concat!(
    "SELECT ",
    columns!(""),
    " FROM journal WHERE payment = ANY($1) AND payment_kind IS NOT NULL"
);
pub(crate) const BY_SEQUENCE: &str = concat!(
    "SELECT ",
    columns!(""),
    " FROM journal WHERE sequence > $1 AND payment_kind IS NOT NULL ORDER BY sequence LIMIT $2"
);
/// What went back of a payment, oldest first.
pub(crate) const RETURNS_OF: &str = concat!(
    "SELECT ",
    columns!(""),
    " FROM journal WHERE payment_kind_id = $1 AND payment_kind IN (6, 7) ORDER BY sequence"
);

/// The history of an account, newest first, along its links: from its newest payment on where there
/// is no `before`, else from the one before that, which must be one of its payments.
pub(crate) const OF_ACCOUNT: &str = concat!(
    "WITH RECURSIVE history (sequence, number) AS (
        SELECT first.sequence, 1::bigint FROM (
            SELECT last_sequence AS sequence FROM accounts WHERE id = $1 AND $2::bigint IS NULL
            UNION ALL
            SELECT CASE WHEN debit = $1 THEN debit_previous ELSE credit_previous END
            FROM journal WHERE sequence = $2 AND payment_kind IS NOT NULL
                AND (debit = $1 OR credit = $1)
        ) AS first
        UNION ALL
        SELECT CASE WHEN j.debit = $1 THEN j.debit_previous ELSE j.credit_previous END,
            h.number + 1
        FROM history h JOIN journal j ON j.sequence = h.sequence
        WHERE h.number < $3
    )
    SELECT ",
    columns!("j."),
    " FROM history h JOIN journal j ON j.sequence = h.sequence
    WHERE j.payment_kind IS NOT NULL AND h.number <= $3
    ORDER BY j.sequence DESC"
);

/// A payment, and the command that it is the answer to.
pub(crate) struct Paid {
    pub(crate) payment: Payment,
    answered: Option<(CommandKey, [u8; 32])>,
}

impl Paid {
    /// Returns the payment, and the answered command that it is in.
    pub(crate) fn into_parts(self) -> (Arc<Payment>, Option<Answered>) {
        let payment = Arc::new(self.payment);
        let answered = self.answered.map(|(key, fingerprint)| {
            let outcome = Ok(Receipt::Paid(Arc::clone(&payment)));
            Answered { key, fingerprint, outcome, at: payment.at }
        });
        (payment, answered)
    }
}

pub(crate) fn from_row(row: &Row) -> Result<Paid, StoreError> {
    let mut fields = Fields::of(row);
    let sequence = fields.number()?;
    let id = PaymentId(fields.id()?);
    let kind = kind(fields.small()?, fields.optional_id()?)?;
    let (debit, credit) = (AccountId(fields.id()?), AccountId(fields.id()?));
    let minor = fields.number()?;
    let amount = columns::amount(minor, fields.currency()?)?;
    let payment = Payment {
        id,
        kind,
        debit,
        credit,
        amount,
        sequence,
        payer_name: fields.text()?,
        payee_name: fields.text()?,
        note: fields.optional_text()?,
        at: fields.moment()?,
        journal_hash: fields.fixed()?,
        debit_previous: fields.number()?,
        credit_previous: fields.number()?,
        evidence: evidence(&mut fields)?,
    };
    let answered = match fields.take::<Option<i16>>()? {
        None => None,
        Some(number) => {
            let scope = answered::scope(columns::small(number)?, fields.id()?)?;
            Some((CommandKey { scope, id: id.0 }, fields.fixed()?))
        }
    };
    Ok(Paid { payment, answered })
}

/// Takes the three columns of a signed order.
pub(crate) fn evidence(fields: &mut Fields<'_>) -> Result<Option<Evidence>, StoreError> {
    let device = fields.optional_id()?;
    let signed_text = fields.optional_text()?;
    let signature: Option<columns::Fixed<64>> = fields.take()?;
    match (device, signed_text, signature) {
        (None, None, None) => Ok(None),
        (Some(device), Some(signed_text), Some(columns::Fixed(signature))) => {
            Ok(Some(Evidence { device: DeviceId(device), signed_text, signature }))
        }
        _ => Err(StoreError("half a signed order".to_owned())),
    }
}

pub(crate) fn kind_columns(kind: PaymentKind) -> (i16, Option<u128>) {
    match kind {
        PaymentKind::Label(label) => (1, Some(label.0)),
        PaymentKind::Order(order) => (2, Some(order.0)),
        PaymentKind::Transfer(code) => (3, Some(code.0)),
        PaymentKind::TopUp => (4, None),
        PaymentKind::PayerCode(device) => (5, Some(device.0)),
        PaymentKind::Refund(of) => (6, Some(of.0)),
        PaymentKind::Reversal(of) => (7, Some(of.0)),
        PaymentKind::Held(hold) => (8, Some(hold.0)),
        PaymentKind::Booking => (9, None),
        PaymentKind::Subsidy(of) => (10, Some(of.0)),
        PaymentKind::SubsidyReturned(of) => (11, Some(of.0)),
        PaymentKind::Budget(stock) => (12, Some(stock.0)),
        PaymentKind::CashBack(of) => (20, Some(of.0)),
        PaymentKind::CashBackReturned(of) => (21, Some(of.0)),
        PaymentKind::CampaignBudget(campaign) => (22, Some(campaign.0)),
        PaymentKind::Envelope(of) => (80, Some(of.0)),
        PaymentKind::Share(of) => (81, Some(of.0)),
        PaymentKind::EnvelopeReturned(of) => (82, Some(of.0)),
        PaymentKind::Fee(of) => (140, Some(of.0)),
        PaymentKind::FeeReturned(of) => (141, Some(of.0)),
        PaymentKind::CardTopUp(of) => (103, Some(of.0)),
        PaymentKind::Withdrawal(merchant) => (110, Some(merchant.0)),
    }
}

fn kind(number: u8, id: Option<u128>) -> Result<PaymentKind, StoreError> {
    match (number, id) {
        (1, Some(id)) => Ok(PaymentKind::Label(LabelId(id))),
        (2, Some(id)) => Ok(PaymentKind::Order(OrderId(id))),
        (3, Some(id)) => Ok(PaymentKind::Transfer(ReceiveCodeId(id))),
        (4, None) => Ok(PaymentKind::TopUp),
        (5, Some(id)) => Ok(PaymentKind::PayerCode(DeviceId(id))),
        (6, Some(id)) => Ok(PaymentKind::Refund(PaymentId(id))),
        (7, Some(id)) => Ok(PaymentKind::Reversal(PaymentId(id))),
        (8, Some(id)) => Ok(PaymentKind::Held(HoldId(id))),
        (9, None) => Ok(PaymentKind::Booking),
        (10, Some(id)) => Ok(PaymentKind::Subsidy(PaymentId(id))),
        (11, Some(id)) => Ok(PaymentKind::SubsidyReturned(PaymentId(id))),
        (12, Some(id)) => Ok(PaymentKind::Budget(StockId(id))),
        (20, Some(id)) => Ok(PaymentKind::CashBack(PaymentId(id))),
        (21, Some(id)) => Ok(PaymentKind::CashBackReturned(PaymentId(id))),
        (22, Some(id)) => Ok(PaymentKind::CampaignBudget(CampaignId(id))),
        (80, Some(id)) => Ok(PaymentKind::Envelope(EnvelopeId(id))),
        (81, Some(id)) => Ok(PaymentKind::Share(EnvelopeId(id))),
        (82, Some(id)) => Ok(PaymentKind::EnvelopeReturned(EnvelopeId(id))),
        (140, Some(id)) => Ok(PaymentKind::Fee(PaymentId(id))),
        (141, Some(id)) => Ok(PaymentKind::FeeReturned(PaymentId(id))),
        (103, Some(id)) => Ok(PaymentKind::CardTopUp(CardTopUpId(id))),
        (110, Some(id)) => Ok(PaymentKind::Withdrawal(MerchantId(id))),
        (other, _) => Err(columns::out_of_range(other.into())),
    }
}
