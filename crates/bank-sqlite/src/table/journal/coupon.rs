//! Rows about coupons: those that moved money keep that in columns, as payments do.

use super::append::Columns;
use super::{detail, returned};
use crate::column::{self, Id, unknown_word};
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::{CardEntry, CardTopUpEntry, JournalEntry, Return};
use bank_answer::row::Detail;
use rusqlite::Row;

/// Returns what a row says that moved money with coupons.
pub(super) fn moved(row: &Row<'_>, kind: &str) -> rusqlite::Result<JournalEntry> {
    let account = |column| row.get::<_, Id>(column).map(|id| AccountId(id.number()));
    let payment = PaymentId(row.get::<_, Id>(7)?.number());
    let (debit, credit, amount) = (account(8)?, account(9)?, column::amount(row, 10, 11)?);
    Ok(match (kind, detail(row)?) {
        ("discounted", Detail::Total(total)) => JournalEntry::Discounted {
            payment,
            debit,
            credit,
            amount,
            total,
            order: row.get::<_, Option<Id>>(12)?.map(|id| OrderId(id.number())),
            evidence_hash: row.get(14)?,
        },
        ("budget_moved", Detail::Budget) => {
            let of = row.get::<_, Option<Id>>(15)?.map(|id| PaymentId(id.number()));
            JournalEntry::BudgetMoved { payment, debit, credit, amount, of }
        }
        ("refunded_discounted", Detail::Price(price)) => {
            returned(row, Return::Refunded, Some(price))?
        }
        ("reversed_discounted", Detail::Price(price)) => {
            returned(row, Return::Reversed, Some(price))?
        }
        (other, _) => return Err(unknown_word(other).into()),
    })
}

/// Returns the word for money that went back, of a payment with coupons or without.
pub(super) fn return_word(how: Return, is_discounted: bool) -> &'static str {
    match (how, is_discounted) {
        (Return::Refunded, false) => "refunded",
        (Return::Reversed, false) => "reversed",
        (Return::Refunded, true) => "refunded_discounted",
        (Return::Reversed, true) => "reversed_discounted",
    }
}

/// Returns the columns of a row about coupons; none for others.
pub(super) fn columns(entry: &JournalEntry) -> Option<Columns> {
    Some(match *entry {
        JournalEntry::Discounted {
            payment,
            debit,
            credit,
            amount,
            total: _,
            order,
            evidence_hash,
        } => Columns {
            kind: "discounted",
            payment: Some(payment.0),
            debit: Some(debit.0),
            credit: Some(credit.0),
            amount: Some(amount),
            order: order.map(|order| order.0),
            evidence_hash: Some(evidence_hash),
            ..Columns::default()
        },
        JournalEntry::BudgetMoved { payment, debit, credit, amount, of } => Columns {
            kind: "budget_moved",
            payment: Some(payment.0),
            debit: Some(debit.0),
            credit: Some(credit.0),
            amount: Some(amount),
            subject: of.map(|of| of.0),
            ..Columns::default()
        },
        JournalEntry::StockOpened { .. } => Columns::in_text("stock_opened"),
        JournalEntry::StockChanged { .. } => Columns::in_text("stock_changed"),
        JournalEntry::StockLimited { .. } => Columns::in_text("stock_limited"),
        JournalEntry::CouponReceived { .. } => Columns::in_text("coupon_received"),
        JournalEntry::CouponUsed { .. } => Columns::in_text("coupon_used"),
        JournalEntry::CouponLapsed { .. } => Columns::in_text("coupon_lapsed"),
        JournalEntry::CouponTakenBack { .. } => Columns::in_text("coupon_taken_back"),
        JournalEntry::CampaignOpened { .. } => Columns::in_text("campaign_opened"),
        JournalEntry::CampaignChanged { .. } => Columns::in_text("campaign_changed"),
        JournalEntry::CampaignLimited { .. } => Columns::in_text("campaign_limited"),
        JournalEntry::Drawn { .. } => Columns::in_text("drawn"),
        JournalEntry::NotDrawn { .. } => Columns::in_text("not_drawn"),
        JournalEntry::SeedShown { .. } => Columns::in_text("seed_shown"),
        JournalEntry::Card(CardEntry::Bound { .. }) => Columns::in_text("card_bound"),
        JournalEntry::Card(CardEntry::Unbound { .. }) => Columns::in_text("card_unbound"),
        JournalEntry::Card(CardEntry::Counted { .. }) => Columns::in_text("card_counted"),
        JournalEntry::CardTopUp(CardTopUpEntry::Asked { .. }) => {
            Columns::in_text("card_top_up_asked")
        }
        JournalEntry::CardTopUp(CardTopUpEntry::Refused { .. }) => {
            Columns::in_text("card_top_up_refused")
        }
        JournalEntry::NeutralityEntered { .. } => Columns::in_text("neutrality_entered"),
        _ => return None,
    })
}
