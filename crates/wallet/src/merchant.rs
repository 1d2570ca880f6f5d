//! The shops where this person works: opened, listed, their money taken out; their staff and
//! shifts; their figures, bills, sound boxes and labels, and what holds them back.

mod appeal;
mod bills;
mod export;
mod fee;
mod figures;
mod label;
mod open;
mod shifts;
mod sound_boxes;
mod staff;
mod takers;

pub use appeal::{Appeal, Matter, Said};
pub use bills::{BillsPage, DayBill};
pub use export::ShopExport;
pub use fee::ShopFee;
pub(crate) use figures::net;
pub use figures::{Bar, Figures, Net, Span, TradeSums};
pub use label::Paper;
pub use open::NewMerchant;
pub use shifts::{Shift, ShiftClosed, ShiftFigures, Shifts};
pub use sound_boxes::{SoundBox, SoundOffer};
pub use staff::{Invitation, Member};
pub use takers::{Taker, TakerName, Takers, Tips};

use crate::port::{MerchantApi as _, Ports};
use crate::state::KnownMerchant;
use crate::wallet::Wallet;
use crate::{WalletError, answer, retry};
use money::{Amount, Currency};
use promotion::calendar::{Date, LocalDay};
use wire::Id;
use wire::merchant::{MerchantLabel, MerchantResponse, MerchantState, MerchantsResponse};
use wire::staff::StaffRole;

/// A shop, as one of its staff sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchant {
    /// The shop.
    pub merchant: Id,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is; absent for one that the operator opened itself, and while offline.
    pub address: Option<String>,
    /// The merchant category code of ISO 18245; empty while offline.
    pub category: String,
    /// Where it stands.
    pub state: MerchantState,
    /// Why the operator refused, limited or closed it.
    pub reason: Option<String>,
    /// The person's role in it.
    pub role: StaffRole,
    /// Its labels, oldest first; none while they take no payments, and while offline.
    pub labels: Vec<MerchantLabel>,
    /// What its account holds; absent for a cashier, and while offline.
    pub balance: Option<Amount>,
    /// What of that can be taken out.
    pub available: Option<Amount>,
    /// How much of one payment the person may give back in all; absent while offline.
    pub refund_most: Option<Amount>,
}

/// The shops where the person works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchants {
    /// The shops, in the order in which the person came to work there.
    pub merchants: Vec<Merchant>,
    /// Whether the operator answered just now.
    pub online: bool,
}

impl<P: Ports> Wallet<P> {
    /// Returns the shops where the person works: as the operator says, or as they were known last.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the operator refuses for good.
    pub async fn merchants(&self) -> Result<Merchants, WalletError> {
        let profile = self.profile()?;
        match self.ports.api().merchants(&profile.operator_url).await {
            Ok(MerchantsResponse { merchants, as_of_ms: _ }) => {
                let read = merchants.into_iter().map(|one| merchant(one, profile.currency));
                let merchants = read.collect::<Result<Vec<_>, _>>()?;
                let known = merchants.iter().map(KnownMerchant::of).collect();
                self.change(|state| state.merchants = known)?;
                Ok(Merchants { merchants, online: true })
            }
            Err(error) if retry::is_passing(&error) => {
                Ok(Merchants { merchants: self.known_merchants(), online: false })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the shops as they were known last; nobody is asked.
    pub fn known_merchants(&self) -> Vec<Merchant> {
        self.state().merchants.iter().cloned().map(Merchant::known).collect()
    }

    /// Returns one shop.
    ///
    /// # Errors
    /// As [`Self::merchants`], and `merchant_unknown`.
    pub async fn merchant(&self, merchant: Id) -> Result<Merchant, WalletError> {
        let all = self.merchants().await?.merchants;
        let found = all.into_iter().find(|one| one.merchant == merchant);
        found.ok_or_else(|| WalletError::rule(wire::ErrorCode::MerchantUnknown))
    }

    /// Keeps what was told of one shop.
    fn learn_merchant(&self, told: &Merchant) -> Result<(), WalletError> {
        self.change(|state| {
            match state.merchants.iter_mut().find(|known| known.merchant == told.merchant) {
                Some(known) => *known = KnownMerchant::of(told),
                None => state.merchants.push(KnownMerchant::of(told)),
            }
        })
    }
}

impl KnownMerchant {
    fn of(merchant: &Merchant) -> Self {
        Self {
            merchant: merchant.merchant,
            name: merchant.name.clone(),
            city: merchant.city.clone(),
            state: merchant.state,
            role: merchant.role,
        }
    }
}

impl Merchant {
    fn known(known: KnownMerchant) -> Self {
        let KnownMerchant { merchant, name, city, state, role } = known;
        Self {
            merchant,
            name,
            city,
            address: None,
            category: String::new(),
            state,
            reason: None,
            role,
            labels: Vec::new(),
            balance: None,
            available: None,
            refund_most: None,
        }
    }
}

/// Reads a day in its one form, `2028-02-29`.
pub fn local_day(text: &str) -> Option<LocalDay> {
    let mut parts = text.splitn(3, '-');
    let (year, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let date = Date::new(year, month, parts.next()?.parse().ok()?).ok()?;
    (date.to_string() == text).then(|| date.local_day())
}

/// Reads a shop.
fn merchant(response: MerchantResponse, currency: Currency) -> Result<Merchant, WalletError> {
    let MerchantResponse {
        merchant,
        name,
        city,
        address,
        category,
        state,
        reason,
        role,
        staff: _,
        labels,
        balance,
        available,
        refund_most,
    } = response;
    let read = |money| answer::amount(&money, currency);
    // A label that nobody can pay is nothing to show around.
    let labels = if state == MerchantState::Active { labels } else { Vec::new() };
    Ok(Merchant {
        merchant,
        name,
        city,
        address,
        category,
        state,
        reason,
        role,
        labels,
        balance: balance.map(read).transpose()?,
        available: available.map(read).transpose()?,
        refund_most: Some(read(refund_most)?),
    })
}
