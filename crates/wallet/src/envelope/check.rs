//! What an envelope may hold, and what a share of it can be: worked out from the rules alone.

use crate::WalletError;
use crate::port::Ports;
use crate::state::Profile;
use crate::wallet::Wallet;
use money::Amount;
use promotion::envelope::{SHARE_MAJOR_MAX, SHARES_MAX, Split};
use wire::ErrorCode;

/// What an envelope of so many shares may hold, and whether an amount fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnvelopeCheck {
    /// The amount, where one was given.
    pub total: Option<Amount>,
    /// Whether it fits.
    pub fit: EnvelopeFit,
    /// The least that so many shares need.
    pub total_least: Amount,
    /// The most that they may hold.
    pub total_most: Amount,
    /// What a share will be, where the amount fits.
    pub share: Option<ShareBounds>,
    /// The largest share.
    pub share_cap: Amount,
    /// The largest number of shares.
    pub shares_max: u16,
}

/// Whether an amount is enough, and not too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeFit {
    /// None was given.
    None,
    /// There is less than one minor unit for each share.
    TooLittle,
    /// It fits.
    Fits,
    /// It is more than the shares, or one payment, may be.
    TooMuch,
}

/// Between what a share can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareBounds {
    /// At least.
    pub least: Amount,
    /// At most.
    pub most: Amount,
}

impl<P: Ports> Wallet<P> {
    /// Says what an envelope of so many shares may hold, and whether typed digits fit. No digits
    /// are no amount. Asks nobody.
    ///
    /// # Errors
    /// `NotEnrolled`, `AmountMalformed`, `envelope_shares_invalid`.
    pub fn check_envelope(
        &self,
        digits: &str,
        shares: u16,
        split: Split,
    ) -> Result<EnvelopeCheck, WalletError> {
        let profile = self.profile()?;
        let digits = digits.trim();
        let total = match digits {
            "" => None,
            digits => match Amount::parse(digits, profile.currency) {
                Ok(amount) => Some(amount),
                Err(money::AmountError::TooLarge) => {
                    let most = Amount::new(Amount::MINOR_MAX, profile.currency);
                    Some(most.map_err(|_| WalletError::AmountMalformed)?)
                }
                Err(_) => return Err(WalletError::AmountMalformed),
            },
        };
        check(total, shares, split, &profile)
    }
}

pub(super) fn check(
    total: Option<Amount>,
    shares: u16,
    split: Split,
    profile: &Profile,
) -> Result<EnvelopeCheck, WalletError> {
    if !(1..=SHARES_MAX).contains(&shares) {
        return Err(WalletError::rule(ErrorCode::EnvelopeSharesInvalid));
    }
    let currency = profile.currency;
    let amount = |minor| Amount::new(minor, currency).map_err(|_| WalletError::AmountMalformed);
    let count = u64::from(shares);
    let cap = SHARE_MAJOR_MAX * currency.minor_per_major();
    let most = (count * cap).min(profile.payment_max.minor());
    let fit = match total.map(|total| total.minor()) {
        None => EnvelopeFit::None,
        Some(minor) if minor < count => EnvelopeFit::TooLittle,
        Some(minor) if minor > most => EnvelopeFit::TooMuch,
        Some(_) => EnvelopeFit::Fits,
    };
    let share = match (fit, total.map(|total| total.minor())) {
        (EnvelopeFit::Fits, Some(minor)) => {
            let (least, most) = bounds(minor, count, cap, split);
            Some(ShareBounds { least: amount(least)?, most: amount(most)? })
        }
        _ => None,
    };
    Ok(EnvelopeCheck {
        total,
        fit,
        total_least: amount(count)?,
        total_most: amount(most)?,
        share,
        share_cap: amount(cap)?,
        shares_max: SHARES_MAX,
    })
}

/// Returns what a share is at least and at most, in minor units.
fn bounds(minor: u64, count: u64, cap: u64, split: Split) -> (u64, u64) {
    let others = count - 1;
    match split {
        Split::Equal => (minor / count, minor.div_ceil(count)),
        Split::Lucky => {
            (minor.saturating_sub(others * cap).max(1), cap.min(minor.saturating_sub(others)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bounds;
    use promotion::envelope::Split;

    #[test]
    fn a_share_has_bounds_that_leave_the_others_possible() {
        assert_eq!(bounds(1_003, 10, 20_000, Split::Equal), (100, 101));
        assert_eq!(bounds(1_000, 10, 20_000, Split::Equal), (100, 100));
        assert_eq!(bounds(1_000, 10, 20_000, Split::Lucky), (1, 991));
        assert_eq!(bounds(500, 1, 20_000, Split::Lucky), (500, 500));
        assert_eq!(bounds(40_000, 2, 20_000, Split::Lucky), (20_000, 20_000));
        assert_eq!(bounds(39_999, 2, 20_000, Split::Lucky), (19_999, 20_000));
    }
}
