//! What the operator takes of what customers pay to a shop: as it says of itself, before a shop is
//! opened as well as afterwards.

use crate::port::{OperatorApi as _, Ports};
use crate::state::Profile;
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::Amount;
use wire::operator::MerchantFee;

/// What is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShopFee {
    /// The rate in basis points, hundredths of a per cent.
    pub rate_bp: u32,
    /// Payments below this amount are free of it.
    pub free_below: Amount,
}

impl ShopFee {
    /// Returns the rate in per cent, without a sign: `0.3`.
    pub fn percent(&self) -> String {
        let (whole, rest) = (self.rate_bp / 100, self.rate_bp % 100);
        let digits = format!("{whole}.{rest:02}");
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl<P: Ports> Wallet<P> {
    /// Returns what the operator takes of payments to shops now; none while it takes nothing.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn shop_fee(&self) -> Result<Option<ShopFee>, WalletError> {
        let Profile { operator_url, currency, .. } = self.profile()?;
        let told = self.ports.api().operator(&operator_url).await?;
        let read = |MerchantFee { rate_bp, free_below }| {
            Ok(ShopFee { rate_bp, free_below: answer::amount(&free_below, currency)? })
        };
        told.fee.map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_written_as_per_cent() {
        let free_below = Amount::zero(money::Currency::from_code("CNY").expect("known"));
        let percent = |rate_bp| ShopFee { rate_bp, free_below }.percent();
        assert_eq!([1, 30, 100, 125, 1000].map(percent), ["0.01", "0.3", "1", "1.25", "10"]);
    }
}
