//! Replays the goods of orders: a row has the digest of those that are kept, and the order or
//! payment that they are of follows, over what they come to.

use super::Replay;
use crate::audit::{AuditReport, Finding};
use crate::goods::goods_digest;
use crate::id::OrderId;
use crate::journal::{GoodsListed, JournalEntry, JournalRow};
use crate::key::Key;
use crate::record::Record;
use crate::store::StoreError;

/// What the journal says of goods so far.
#[derive(Default)]
pub(in crate::audit) struct Goods {
    /// Those of the row before, with what they come to where they are kept.
    listed: Option<(OrderId, Option<u64>)>,
    /// Of how many orders and payments there were some.
    pub(in crate::audit) count: u64,
}

impl Replay<'_> {
    /// Returns whether a row may follow the one before it: after goods comes what they are of.
    pub(super) fn goods_follow(&mut self, row: &JournalRow) -> bool {
        let Some((listed, total_minor)) = self.goods.listed.take() else { return true };
        let (order, price) = match row.entry {
            JournalEntry::OrderOpened { order, amount, .. }
            | JournalEntry::PayerAsked { order, amount, .. } => (order, amount),
            JournalEntry::Moved { payment, amount, order: None, .. } => {
                (OrderId(payment.0), amount)
            }
            JournalEntry::Discounted { payment, total, order: None, .. } => {
                (OrderId(payment.0), total)
            }
            _ => return false,
        };
        order == listed && total_minor.is_none_or(|minor| minor == price.minor())
    }

    /// Compares goods with those that are kept; they are never changed.
    pub(super) fn list_goods(
        &mut self,
        listed: GoodsListed,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let GoodsListed { order, digest } = listed;
        let kept = match self.reader.record(&Key::Goods(order))? {
            Some(Record::Goods(kept)) => Some(kept.basket),
            _ => None,
        };
        if kept.as_ref().is_none_or(|kept| goods_digest(kept) != digest) {
            report.findings.push(Finding::GoodsDiffers { order });
        }
        self.goods.listed = Some((order, kept.map(|kept| kept.total_minor())));
        self.goods.count += 1;
        Ok(true)
    }
}
