//! Trades: what a shop's account's movements mean. A payment, the operator's fee of it and what
//! coupons' funders add to it are several movements of one decision, one behind the other; so are
//! what comes back of a fee, the refund and what goes back to funders.

use super::walk::Step;
use crate::command::desk_account;
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::JournalEntry;
use bank::record::{Payment, PaymentKind};
use bank::store::{Reader, StoreError};
use promotion::coupon::{Funder, Funding};
use proof::bill::Sums;
use std::collections::BTreeMap;

/// Who put the money into the accounts that pay for coupons.
pub struct Funders(BTreeMap<AccountId, Funder>);

impl Funders {
    /// Reads them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn read(reader: &dyn Reader) -> Result<Self, StoreError> {
        let stocks = reader.stocks()?.into_iter();
        let funded = stocks.filter_map(|stock| match (stock.account, stock.rules.funding) {
            (Some(account), Funding::Funded(funder)) => Some((account, funder)),
            _ => None,
        });
        Ok(Self(funded.collect()))
    }

    /// Returns whether money to or from this account is the operator's.
    fn is_operator(&self, account: AccountId, payment: &Payment) -> bool {
        let Self(funders) = self;
        match funders.get(&account) {
            Some(funder) => *funder == Funder::Operator,
            // A batch that has ended: its money goes straight back to its funder.
            None => account == desk_account(payment.amount.currency()),
        }
    }
}

/// What a trade is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeKind {
    /// A payment.
    Payment,
    /// Money that went back.
    Refund,
    /// A payment that was taken back whole.
    Reversal,
}

/// One trade.
#[derive(Clone, Debug)]
pub struct Trade {
    /// What it is.
    pub kind: TradeKind,
    /// The payer's part of it.
    pub payment: Payment,
    /// The order.
    pub order: Option<OrderId>,
    /// The payment of which money went back.
    pub of: Option<PaymentId>,
    /// Its parts, as one trade.
    pub sums: Sums,
}

impl Trade {
    /// Returns by how much it changed the account.
    pub fn net(&self) -> i128 {
        let net = i128::from(self.sums.net());
        if self.kind == TradeKind::Payment { net } else { -net }
    }

    /// Returns the payer's account.
    pub const fn payer(&self) -> AccountId {
        match self.kind {
            TradeKind::Payment => self.payment.debit,
            TradeKind::Refund | TradeKind::Reversal => self.payment.credit,
        }
    }

    fn finished(mut self) -> Self {
        let moved = self.sums.gross();
        self.sums.price = self.sums.price.max(moved);
        self.sums.given_up = self.sums.price - moved;
        self
    }
}

/// Adds a trade up.
pub fn add(sums: &mut Sums, one: &Sums) {
    let Sums { count, price, cash, operator, shops, given_up, fee } = one;
    sums.count = sums.count.saturating_add(*count);
    sums.price = sums.price.saturating_add(*price);
    sums.cash = sums.cash.saturating_add(*cash);
    sums.operator = sums.operator.saturating_add(*operator);
    sums.shops = sums.shops.saturating_add(*shops);
    sums.given_up = sums.given_up.saturating_add(*given_up);
    sums.fee = sums.fee.saturating_add(*fee);
}

/// What a movement is to a trade bill.
pub enum Fed {
    /// It is or belongs to a trade; the trade before it is finished, if there was one.
    Trade(Option<Trade>),
    /// It is none; the trade before it is finished.
    Other(Option<Trade>),
}

/// Puts trades together from the movements of one account.
pub struct Trades<'a> {
    reader: &'a dyn Reader,
    funders: &'a Funders,
    account: AccountId,
    open: Option<Trade>,
    /// What has just come back of a fee: the refund is the next movement.
    fee_back: Option<Payment>,
}

impl<'a> Trades<'a> {
    /// Begins between two trades.
    pub const fn new(reader: &'a dyn Reader, funders: &'a Funders, account: AccountId) -> Self {
        Self { reader, funders, account, open: None, fee_back: None }
    }

    /// Takes the next movement.
    ///
    /// # Errors
    /// When the store fails.
    pub fn feed(&mut self, step: &Step) -> Result<Fed, StoreError> {
        let payment = &step.payment;
        if self.belongs(payment) {
            return Ok(Fed::Trade(None));
        }
        if matches!(payment.kind, PaymentKind::FeeReturned(_)) && payment.credit == self.account {
            self.fee_back = Some(payment.clone());
            return Ok(Fed::Trade(self.open.take().map(Trade::finished)));
        }
        let begun = self.begin(step)?;
        let is_trade = begun.is_some();
        let finished = std::mem::replace(&mut self.open, begun).map(Trade::finished);
        Ok(if is_trade { Fed::Trade(finished) } else { Fed::Other(finished) })
    }

    /// Returns the last trade.
    pub fn finish(&mut self) -> Option<Trade> {
        self.open.take().map(Trade::finished)
    }

    /// Adds a movement to the trade before it, where it is a part of it.
    fn belongs(&mut self, payment: &Payment) -> bool {
        let Some(open) = &mut self.open else { return false };
        if payment.kind == PaymentKind::Fee(open.payment.id) && payment.debit == self.account {
            open.sums.fee = open.sums.fee.saturating_add(payment.amount.minor());
            return true;
        }
        let (is_in, of, funder) = match payment.kind {
            PaymentKind::Subsidy(of) => (payment.credit == self.account, of, payment.debit),
            PaymentKind::SubsidyReturned(of) => (payment.debit == self.account, of, payment.credit),
            _ => return false,
        };
        let is_its = match (open.kind, payment.kind) {
            (TradeKind::Payment, PaymentKind::Subsidy(_)) => of == open.payment.id,
            (TradeKind::Payment, _) | (_, PaymentKind::Subsidy(_)) => false,
            _ => Some(of) == open.of,
        };
        if !is_in || !is_its || payment.at != open.payment.at {
            return false;
        }
        let part = if self.funders.is_operator(funder, payment) {
            &mut open.sums.operator
        } else {
            &mut open.sums.shops
        };
        *part = part.saturating_add(payment.amount.minor());
        true
    }

    fn begin(&mut self, step: &Step) -> Result<Option<Trade>, StoreError> {
        let Step { payment, discount } = step;
        let fee_back = self.fee_back.take();
        let (is_in, is_out) = (payment.credit == self.account, payment.debit == self.account);
        let cash = payment.amount.minor();
        let (kind, order, of, price) = match payment.kind {
            PaymentKind::Label(_) | PaymentKind::PayerCode(_) if is_in => {
                let total = discount.as_ref().map_or(cash, |discount| discount.total.minor());
                (TradeKind::Payment, None, None, total)
            }
            PaymentKind::Order(order) if is_in => {
                let total = discount.as_ref().map_or(cash, |discount| discount.total.minor());
                (TradeKind::Payment, Some(order), None, total)
            }
            PaymentKind::Refund(of) if is_out => {
                let (order, price) = returned(self.reader, payment)?;
                (TradeKind::Refund, order, Some(of), price)
            }
            PaymentKind::Reversal(of) if is_out => {
                let (order, price) = returned(self.reader, payment)?;
                (TradeKind::Reversal, order, Some(of), price)
            }
            _ => return Ok(None),
        };
        let is_its = |fee: &Payment| fee.id == PaymentId::of_fee(payment.id);
        let fee = fee_back.filter(is_its).map_or(0, |fee| fee.amount.minor());
        let sums = Sums { count: 1, price, cash, fee, ..Sums::default() };
        Ok(Some(Trade { kind, payment: payment.clone(), order, of, sums }))
    }
}

/// Returns of which order, and what of its price went back with a refund or a reversal, as the
/// journal has it.
///
/// # Errors
/// When the store fails.
pub fn returned(
    reader: &dyn Reader,
    payment: &Payment,
) -> Result<(Option<OrderId>, u64), StoreError> {
    let cash = payment.amount.minor();
    let row = reader.journal(payment.sequence.saturating_sub(1), 1)?.pop();
    Ok(match row.map(|row| row.entry) {
        Some(JournalEntry::Returned { order, price, payment: id, .. }) if id == payment.id => {
            (order, price.map_or(cash, |price| price.minor()))
        }
        _ => (None, cash),
    })
}
