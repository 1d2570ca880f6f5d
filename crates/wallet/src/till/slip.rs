//! The shop's receipt of a payment: what the operator tells of it, and what this till sold.

use super::Sale;
use crate::catalogue::tip;
use crate::goods::{self, Goods};
use crate::port::{Ports, TillApi as _};
use crate::state::{Item, Profile, SavedState, Sold, SoldLine};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::Amount;
use slip::{Line, Slip};
use wire::Id;

impl<P: Ports> Wallet<P> {
    /// Returns the receipt of a payment of a shop. What was bought is on it where the order carried
    /// it, or where this device sold it; the same payment gives the same receipt until more of it
    /// goes back.
    ///
    /// # Errors
    /// `NotEnrolled`, `payment_unknown`, `staff_role_insufficient`, and what the network does.
    pub async fn slip(&self, merchant: Id, payment: Id) -> Result<Slip, WalletError> {
        let Profile { operator_url: url, currency, .. } = self.profile()?;
        let told = self.ports.api().slip(&url, merchant, payment).await?;
        if told.payment != payment {
            return Err(WalletError::AnswerMalformed("another payment".to_owned()));
        }
        let total = answer::amount(&told.total, currency)?;
        let lines = {
            let state = self.state();
            let is_it = |known: &&Sold| {
                known.merchant == merchant
                    && (known.charge == payment || Some(known.charge) == told.order)
            };
            let sold = state.sold.iter().find(is_it);
            sold.map(|sold| lines(&sold.lines, total)).unwrap_or_default()
        };
        Slip::told(told, lines)
            .map_err(|error| WalletError::AnswerMalformed(format!("an amount: {error}")))
    }

    /// Returns what an attempt over an amount keeps for its receipt, and the goods that it carries.
    pub(super) fn carried(
        &self,
        merchant: Id,
        amount: Amount,
        sale: Sale<'_>,
    ) -> Result<(Vec<SoldLine>, Option<Goods>), WalletError> {
        let tip = sale.tip.map(|digits| tip::read(digits, amount.currency())).transpose()?;
        let tip = tip.filter(|tip| !tip.is_zero());
        let price = match tip {
            None => amount,
            Some(tip) => amount.checked_sub(tip).map_err(|_| WalletError::AmountMalformed)?,
        };
        if price.is_zero() {
            return Err(WalletError::AmountMalformed);
        }
        let sold = self.sold(merchant, price, sale.lines)?;
        let goods = goods::of_basket(&sold, price, tip);
        Ok((sold_lines(sold), goods))
    }

    /// Prices what an attempt over an amount is for.
    fn sold(
        &self,
        merchant: Id,
        amount: Amount,
        lines: &[(Id, u32)],
    ) -> Result<Vec<(Item, u32, Amount)>, WalletError> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let basket = self.add_up(merchant, lines, None, None)?;
        if basket.total.minor() > amount.minor() {
            return Err(WalletError::AmountMalformed);
        }
        Ok(basket.lines)
    }
}

/// Returns what is kept of a sale for its receipt.
fn sold_lines(sold: Vec<(Item, u32, Amount)>) -> Vec<SoldLine> {
    let line = |(item, pieces, sum): (Item, u32, Amount)| SoldLine {
        name: item.name,
        pieces,
        price: item.price,
        sum,
    };
    sold.into_iter().map(line).collect()
}

impl SavedState {
    /// Keeps what was sold, and forgets the oldest sale beyond the limit.
    pub(super) fn keep_sold(&mut self, sold: Sold) {
        if sold.lines.is_empty() {
            return;
        }
        self.sold.push(sold);
        let more = self.sold.len().saturating_sub(Self::SOLD_MAX);
        self.sold.drain(..more);
    }
}

/// Returns the lines of a receipt over a total, with what was typed besides; none where they cost
/// more than it.
fn lines(sold: &[SoldLine], total: Amount) -> Vec<Line> {
    let mut left = Some(total);
    let mut lines = Vec::new();
    for SoldLine { name, pieces, price, sum } in sold {
        left = left.and_then(|left| left.checked_sub(*sum).ok());
        let name = Some(name.clone());
        lines.push(Line { name, is_tip: false, pieces: *pieces, price: *price, sum: *sum });
    }
    match left {
        None => Vec::new(),
        Some(typed) if typed.is_zero() => lines,
        Some(typed) => {
            lines.push(Line { name: None, is_tip: false, pieces: 1, price: typed, sum: typed });
            lines
        }
    }
}
