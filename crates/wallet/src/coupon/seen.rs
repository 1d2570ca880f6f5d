//! The batch behind an address: what it promises, what is left, and why the person would get none.

use super::{StockFacts, read};
use crate::WalletError;
use crate::code::is_host_of;
use crate::port::{OperatorApi as _, Ports};
use crate::state::Profile;
use crate::wallet::Wallet;
use paycode::Code;
use wire::coupon::SeenStockResponse;
use wire::{ErrorCode, Id};

/// A batch as somebody sees it who has its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenStock {
    /// What is known of it.
    pub stock: StockFacts,
    /// How many coupons can still be taken today; [`wire::coupon::LEFT_MAX`] for as many or more.
    pub left: u64,
    /// How many the person has received, those included that were used or lapsed.
    pub received: u32,
    /// Why he would get none now.
    pub refusal: Option<ErrorCode>,
}

impl<P: Ports> Wallet<P> {
    /// Returns the batch of coupons whose address or identifier this is, also one that is not
    /// among the offered.
    ///
    /// # Errors
    /// `NotEnrolled`, `CodeUnreadable`, `ForeignOperator`, `stock_unknown` also for another code,
    /// and what the network does.
    pub async fn seen_stock(&self, code: &str) -> Result<SeenStock, WalletError> {
        let profile = self.profile()?;
        let asked = stock_of(code, &profile)?;
        let answer = self.ports.api().seen_stock(&profile.operator_url, asked).await?;
        let SeenStockResponse { stock, left, received, refusal, as_of_ms: _ } = answer;
        let stock = read::stock(stock, profile.currency)?;
        if stock.stock != asked {
            return Err(WalletError::AnswerMalformed("another batch of coupons".to_owned()));
        }
        Ok(SeenStock { stock, left, received, refusal })
    }
}

/// Reads an address, or an identifier that was typed: that has no check digit, but a mistyped one
/// of 128 random bits names nothing.
fn stock_of(code: &str, profile: &Profile) -> Result<Id, WalletError> {
    if let Ok(id) = code.trim().to_ascii_uppercase().parse() {
        return Ok(id);
    }
    let unknown = || WalletError::rule(ErrorCode::StockUnknown);
    match paycode::read(code).map_err(WalletError::CodeUnreadable)? {
        Code::CouponAddress(address)
            if is_host_of(address.site.host().as_str(), &profile.operator_url) =>
        {
            address.stock.as_str().parse().map_err(|_| unknown())
        }
        Code::CouponAddress(address) => {
            Err(WalletError::ForeignOperator(address.site.host().to_string()))
        }
        _ => Err(unknown()),
    }
}
