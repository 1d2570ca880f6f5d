//! The stored form of what is under way at tills.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::goods;
use wallet::state::{Charge, Sold, SoldLine, UnfinishedRefund, UnfinishedWithdrawal};
use wire::goods::GoodsLine;
use wire::payer_code::QuickPayRule;
use wire::{Id, Money, Secret};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredCharge {
    charge: Id,
    merchant: Id,
    amount: Money,
    note: Option<String>,
    /// Absent from what was kept before there were any.
    #[serde(default)]
    goods: Vec<GoodsLine>,
    payer_code: Option<Secret>,
    pin_rule: Option<QuickPayRule>,
    has_order: bool,
    reversal: Option<Id>,
    started_at_ms: u64,
}

impl From<Charge> for StoredCharge {
    fn from(known: Charge) -> Self {
        let Charge {
            charge,
            merchant,
            amount,
            note,
            goods,
            payer_code,
            pin_rule,
            has_order,
            reversal,
            started_at_ms,
        } = known;
        Self {
            charge,
            merchant,
            amount: amount.into(),
            note,
            goods: goods::told(goods.as_ref()),
            payer_code,
            pin_rule,
            has_order,
            reversal,
            started_at_ms,
        }
    }
}

impl TryFrom<StoredCharge> for Charge {
    type Error = StoredError;

    fn try_from(stored: StoredCharge) -> Result<Self, StoredError> {
        let StoredCharge {
            charge,
            merchant,
            amount,
            note,
            goods,
            payer_code,
            pin_rule,
            has_order,
            reversal,
            started_at_ms,
        } = stored;
        Ok(Self {
            charge,
            merchant,
            amount: money(&amount)?,
            note,
            goods: goods::read(goods).map_err(|_| StoredError("goods"))?,
            payer_code,
            pin_rule,
            has_order,
            reversal,
            started_at_ms,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredSold {
    charge: Id,
    merchant: Id,
    lines: Vec<StoredSoldLine>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredSoldLine {
    name: String,
    pieces: u32,
    price: Money,
    sum: Money,
}

impl From<Sold> for StoredSold {
    fn from(known: Sold) -> Self {
        let Sold { charge, merchant, lines } = known;
        let line = |SoldLine { name, pieces, price, sum }: SoldLine| StoredSoldLine {
            name,
            pieces,
            price: price.into(),
            sum: sum.into(),
        };
        Self { charge, merchant, lines: lines.into_iter().map(line).collect() }
    }
}

impl TryFrom<StoredSold> for Sold {
    type Error = StoredError;

    fn try_from(stored: StoredSold) -> Result<Self, StoredError> {
        let StoredSold { charge, merchant, lines } = stored;
        let read = |StoredSoldLine { name, pieces, price, sum }| {
            Ok(SoldLine { name, pieces, price: money(&price)?, sum: money(&sum)? })
        };
        let lines = lines.into_iter().map(read).collect::<Result<_, StoredError>>()?;
        Ok(Self { charge, merchant, lines })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredRefund {
    refund: Id,
    merchant: Id,
    payment: Id,
    amount: Money,
    reason: Option<String>,
}

impl From<UnfinishedRefund> for StoredRefund {
    fn from(known: UnfinishedRefund) -> Self {
        let UnfinishedRefund { refund, merchant, payment, amount, reason } = known;
        Self { refund, merchant, payment, amount: amount.into(), reason }
    }
}

impl TryFrom<StoredRefund> for UnfinishedRefund {
    type Error = StoredError;

    fn try_from(stored: StoredRefund) -> Result<Self, StoredError> {
        let StoredRefund { refund, merchant, payment, amount, reason } = stored;
        Ok(Self { refund, merchant, payment, amount: money(&amount)?, reason })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredWithdrawal {
    payment: Id,
    merchant: Id,
    amount: Money,
}

impl From<UnfinishedWithdrawal> for StoredWithdrawal {
    fn from(known: UnfinishedWithdrawal) -> Self {
        let UnfinishedWithdrawal { payment, merchant, amount } = known;
        Self { payment, merchant, amount: amount.into() }
    }
}

impl TryFrom<StoredWithdrawal> for UnfinishedWithdrawal {
    type Error = StoredError;

    fn try_from(stored: StoredWithdrawal) -> Result<Self, StoredError> {
        let StoredWithdrawal { payment, merchant, amount } = stored;
        Ok(Self { payment, merchant, amount: money(&amount)? })
    }
}
