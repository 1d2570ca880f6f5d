//! What campaigns brought to a shop, against people who were held out of them; also when it is
//! nothing. The operator counts; here amounts are read, and rounded to what money has.

use super::read;
use crate::WalletError;
use crate::merchant::{Net, net};
use crate::port::{OfficeApi as _, OperatorApi as _, Ports};
use crate::wallet::Wallet;
use money::Currency;
use promotion::id::MerchantId;
use wire::Id;
use wire::campaign::{
    UpliftDifference as ToldDifference, UpliftGroup as ToldGroup, UpliftResponse, UpliftVerdict,
};

/// How many campaigns are looked at, those begun last first.
const CAMPAIGNS_MAX: usize = 12;

/// What a campaign brought to a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uplift {
    /// The campaign.
    pub campaign: Id,
    /// Its title.
    pub title: String,
    /// When it began, in Unix milliseconds.
    pub from_ms: u64,
    /// Until when was counted.
    pub until_ms: u64,
    /// Whether it is over: before, the figures move.
    pub is_over: bool,
    /// The part of all people in the comparison group, in hundredths of a percent.
    pub hold_out_basis_points: u16,
    /// Who may win.
    pub may_win: UpliftGroup,
    /// The comparison group.
    pub held_out: UpliftGroup,
    /// By how much more each of the first spent; none where a group is too small.
    pub difference: Option<UpliftDifference>,
    /// What that says.
    pub verdict: UpliftVerdict,
}

/// A group of people and what they spent, less what went back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpliftGroup {
    /// How many.
    pub people: u64,
    /// How many of them bought anything.
    pub buyers: u64,
    /// What they spent in all.
    pub taken: Net,
    /// What each spent on average, to the nearest minor unit; none of nobody.
    pub mean: Option<Net>,
}

/// A difference of two means with its 95 % confidence interval, which is rounded outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpliftDifference {
    /// What was found, to the nearest minor unit.
    pub mean: Net,
    /// The least that it may be.
    pub low: Net,
    /// The most.
    pub high: Net,
}

impl<P: Ports> Wallet<P> {
    /// Returns what the campaigns brought in which a shop takes part, those begun last in front.
    ///
    /// # Errors
    /// `NotEnrolled`, `staff_role_insufficient` for cashiers, and what the network does.
    pub async fn uplifts(&self, merchant: Id) -> Result<Vec<Uplift>, WalletError> {
        let profile = self.profile()?;
        let (api, url) = (self.ports.api(), profile.operator_url);
        let mut uplifts = Vec::new();
        for told in api.campaigns(&url).await?.campaigns {
            let terms = read::published(&told)?.terms;
            if !terms.merchants.contain(MerchantId(merchant.0)) {
                continue;
            }
            let brought = api.campaign_uplift(&url, merchant, told.campaign).await?;
            uplifts.push(uplift(brought, told.campaign, profile.currency)?);
            if uplifts.len() == CAMPAIGNS_MAX {
                break;
            }
        }
        Ok(uplifts)
    }
}

fn uplift(told: UpliftResponse, asked: Id, currency: Currency) -> Result<Uplift, WalletError> {
    crate::answer::same_currency(&told.currency, currency)?;
    let UpliftResponse { campaign, title, from_ms, until_ms, is_over, verdict, .. } = told;
    if campaign != asked {
        return Err(WalletError::AnswerMalformed("another campaign".to_owned()));
    }
    let difference = |told: ToldDifference| {
        let ToldDifference { mean_hundredths, low_hundredths, high_hundredths } = told;
        Ok::<_, WalletError>(UpliftDifference {
            mean: rounded(mean_hundredths, currency)?,
            low: net(low_hundredths.div_euclid(100), currency)?,
            high: net(-(-high_hundredths).div_euclid(100), currency)?,
        })
    };
    Ok(Uplift {
        campaign,
        title,
        from_ms,
        until_ms,
        is_over,
        hold_out_basis_points: told.hold_out_basis_points,
        may_win: group(told.may_win, currency)?,
        held_out: group(told.held_out, currency)?,
        difference: told.difference.map(difference).transpose()?,
        verdict,
    })
}

fn group(told: ToldGroup, currency: Currency) -> Result<UpliftGroup, WalletError> {
    let ToldGroup { people, buyers, taken_minor, mean_hundredths } = told;
    let mean = mean_hundredths.map(|mean| rounded(mean, currency)).transpose()?;
    Ok(UpliftGroup { people, buyers, taken: net(taken_minor, currency)?, mean })
}

/// Reads hundredths of a minor unit to the nearest one, halves away from zero.
fn rounded(hundredths: i64, currency: Currency) -> Result<Net, WalletError> {
    let half = if hundredths < 0 { -50 } else { 50 };
    net(hundredths.saturating_add(half) / 100, currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_rounded_to_the_nearest_minor_unit() {
        let yuan = Currency::from_code("CNY").expect("known");
        let cases = [(149, 1), (150, 2), (-149, -1), (-150, -2), (49, 0), (-49, 0), (0, 0)];
        for (hundredths, minor) in cases {
            assert_eq!(rounded(hundredths, yuan), net(minor, yuan), "{hundredths}");
        }
    }
}
