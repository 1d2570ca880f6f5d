//! Coupons: those that the person has, those that can be taken, and what a payment costs with them.
//! The best combination is found here by the function that the operator checks it with.

mod price;
mod read;
mod seen;

pub(crate) use price::price;

pub use price::{Choice, Discount, OfferEnd, Unused, Verdict};
pub use seen::SeenStock;

use crate::WalletError;
use crate::account::or_offline;
use crate::port::{OperatorApi as _, Ports};
use crate::wallet::Wallet;
use promotion::State;
use promotion::calendar::Zone;
use promotion::coupon::Rules;
use wire::Id;
use wire::coupon::{CouponState, TakeCouponRequest};

/// The person's coupons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponBook {
    /// The coupons, those received last in front.
    pub held: Vec<HeldCoupon>,
    /// The operator's zone.
    pub zone: Zone,
    /// When this was true, in Unix milliseconds.
    pub as_of_ms: u64,
    /// Whether the operator said so just now; otherwise it is what it said last.
    pub online: bool,
}

/// A coupon with what its batch says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCoupon {
    /// What it is worth and when it is good.
    pub coupon: promotion::coupon::Coupon,
    /// When it was received, in Unix milliseconds.
    pub received_at_ms: u64,
    /// Where it stands.
    pub state: CouponState,
    /// The payment that it was used for.
    pub payment: Option<Id>,
    /// Its batch.
    pub stock: StockFacts,
}

/// What is known of a batch of coupons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockFacts {
    /// The batch.
    pub stock: Id,
    /// What people read.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// What its coupons promise. Its budget is the operator's own business, and zero here.
    pub rules: Rules,
    /// The names of the merchants that the rules list.
    pub merchant_names: Vec<String>,
}

impl<P: Ports> Wallet<P> {
    /// Returns the person's coupons: the operator's word, or what it said last.
    ///
    /// # Errors
    /// `NotEnrolled`, why the operator gives none, and `Offline` when it never said any.
    pub async fn coupons(&self) -> Result<CouponBook, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().coupons(&profile.operator_url).await;
        if let Some(answer) = or_offline(answer)? {
            let book = read::book(answer.clone(), profile.currency, true)?;
            self.change(|state| state.coupons = Some(answer))?;
            return Ok(book);
        }
        let known = self.state().coupons.clone().ok_or(WalletError::Offline)?;
        read::book(known, profile.currency, false)
    }

    /// Returns the person's coupons as the operator has them now: what a price is made of.
    pub(crate) async fn coupons_now(&self) -> Result<CouponBook, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().coupons(&profile.operator_url).await?;
        read::book(answer, profile.currency, true)
    }

    /// Returns the batches of which the person can take a coupon now.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn offered_coupons(&self) -> Result<Vec<StockFacts>, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().offered_coupons(&profile.operator_url).await?;
        let stocks = answer.stocks.into_iter();
        stocks.map(|stock| read::stock(stock, profile.currency)).collect()
    }

    /// Takes a coupon of a batch. One whose answer is lost is among the person's coupons if it was
    /// taken.
    ///
    /// # Errors
    /// As [`Self::offered_coupons`], and why none is given: `coupons_gone`, `coupon_person_used`, …
    pub async fn take_coupon(&self, stock: Id) -> Result<HeldCoupon, WalletError> {
        let profile = self.profile()?;
        let request = TakeCouponRequest { coupon: self.new_id(), stock };
        let taken = self.ports.api().take_coupon(&profile.operator_url, &request).await?;
        let stock = read::stock(taken.stock, profile.currency)?;
        if taken.coupon.coupon != request.coupon || stock.stock != request.stock {
            return Err(WalletError::AnswerMalformed("another coupon".to_owned()));
        }
        Ok(read::coupon(taken.coupon, stock))
    }
}
