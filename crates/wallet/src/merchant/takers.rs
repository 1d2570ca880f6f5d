//! Who took what within whole days: each of the staff, the shop's keys, labels that were scanned.
//! The operator counts, and tells a cashier of their own takings only.

use super::Merchant;
use super::figures::{Net, Span, TradeSums, bounds, net, sums};
use crate::port::{OfficeApi as _, Ports};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, Currency};
use promotion::calendar::{Date, LocalDay, TimeMs, Zone};
use wire::Id;
use wire::staff::StaffRole;
use wire::taker::{TakerFigures, TakerKind, TakerTips, TakersResponse};

/// Who takes a shop's money: takes a payment, opens or closes a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakerName {
    /// A member of the staff, or a key.
    pub kind: TakerKind,
    /// The name of the member or of the program's key; absent for the shop's own till key.
    pub name: Option<String>,
    /// The member's role, where it is known.
    pub role: Option<StaffRole>,
}

impl From<wire::taker::TakerName> for TakerName {
    fn from(told: wire::taker::TakerName) -> Self {
        let wire::taker::TakerName { kind, staff: _, key: _, name, role } = told;
        Self { kind, name, role }
    }
}

impl TakerName {
    /// Returns it as a till prints it.
    pub(super) fn printed(&self) -> slip::Taker {
        match self.kind {
            TakerKind::Staff => slip::Taker::Staff(self.name.clone().unwrap_or_default()),
            TakerKind::Key => slip::Taker::Key(self.name.clone()),
            TakerKind::Label => slip::Taker::Label,
        }
    }
}

/// The tips in what somebody took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tips {
    /// How many payments had one.
    pub count: u64,
    /// What customers gave with these payments.
    pub given: Amount,
    /// What went back of tips, with these refunds and reversals.
    pub back: Amount,
}

/// What one of them took and gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    /// What kind of taker it is.
    pub kind: TakerKind,
    /// The member's name; absent for the others.
    pub name: Option<String>,
    /// The member's role.
    pub role: Option<StaffRole>,
    /// Payments.
    pub payments: TradeSums,
    /// Refunds.
    pub refunds: TradeSums,
    /// Reversals.
    pub reversals: TradeSums,
    /// The tips in them; absent where there were none.
    pub tips: Option<Tips>,
    /// What all of them changed the account by.
    pub net: Net,
    /// The numbers of the first and the last payment, as their receipts have them.
    pub numbers: Option<(u64, u64)>,
}

/// Who took what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takers {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub until: Date,
    /// When this was made, in Unix milliseconds.
    pub as_of_ms: u64,
    /// The operator's zone.
    pub zone: Zone,
    /// Whether these are all takers; a cashier is told of their own takings only.
    pub is_whole: bool,
    /// The takers.
    pub takers: Vec<Taker>,
    /// All of them together.
    pub payments: TradeSums,
    /// See `payments`.
    pub refunds: TradeSums,
    /// See `payments`.
    pub reversals: TradeSums,
    /// See `payments`.
    pub tips: Option<Tips>,
    /// What all of them changed the account by.
    pub net: Net,
}

impl<P: Ports> Wallet<P> {
    /// Returns who took what in a shop within some days.
    ///
    /// # Errors
    /// `NotEnrolled`, `DaysMalformed`, `merchant_unknown`, and what the network does.
    pub async fn takers(&self, merchant: Id, span: Span) -> Result<Takers, WalletError> {
        let profile = self.profile()?;
        let mut zone = self.zone();
        // As with figures: the first question may be about the wrong moments.
        for _ in 0..2 {
            let days = bounds(span, zone, self.now_ms())?;
            let (from, until) = days;
            let (from_ms, until_ms) =
                (zone.begins_at(from).0, zone.begins_at(until.plus_days(1)).0);
            let api = self.ports.api();
            let told = api.takers(&profile.operator_url, merchant, from_ms, until_ms).await?;
            let told_zone = Zone::new(told.zone_ahead_min)
                .map_err(|_| WalletError::AnswerMalformed("a zone".to_owned()))?;
            if told_zone == zone {
                return takers(told, days, zone, profile.currency);
            }
            zone = told_zone;
            self.learn_zone(zone);
        }
        Err(WalletError::AnswerMalformed("the operator's zone changes".to_owned()))
    }
}

fn takers(
    told: TakersResponse,
    (from, until): (LocalDay, LocalDay),
    zone: Zone,
    currency: Currency,
) -> Result<Takers, WalletError> {
    answer::same_currency(&told.currency, currency)?;
    let takers = told.takers.into_iter().map(|one| taker(one, currency));
    Ok(Takers {
        from: from.date().map_err(|_| WalletError::DaysMalformed)?,
        until: until.date().map_err(|_| WalletError::DaysMalformed)?,
        as_of_ms: told.as_of_ms,
        zone,
        is_whole: told.is_whole,
        takers: takers.collect::<Result<_, _>>()?,
        payments: sums(&told.payments, currency)?,
        refunds: sums(&told.refunds, currency)?,
        reversals: sums(&told.reversals, currency)?,
        tips: tips(told.tips, currency)?,
        net: net(told.net_minor, currency)?,
    })
}

fn taker(told: TakerFigures, currency: Currency) -> Result<Taker, WalletError> {
    Ok(Taker {
        kind: told.kind,
        name: told.name,
        role: told.role,
        payments: sums(&told.payments, currency)?,
        refunds: sums(&told.refunds, currency)?,
        reversals: sums(&told.reversals, currency)?,
        tips: tips(told.tips, currency)?,
        net: net(told.net_minor, currency)?,
        numbers: told.first_number.zip(told.last_number),
    })
}

fn tips(told: TakerTips, currency: Currency) -> Result<Option<Tips>, WalletError> {
    let TakerTips { count, minor, back_minor } = told;
    let amount = |minor| {
        Amount::new(minor, currency).map_err(|_| WalletError::AnswerMalformed("tips".to_owned()))
    };
    let tips = Tips { count, given: amount(minor)?, back: amount(back_minor)? };
    Ok((count > 0 || back_minor > 0).then_some(tips))
}

impl Takers {
    /// Returns it as a till prints it.
    pub fn report(&self, shop: &Merchant) -> slip::Report {
        let parties = self.takers.iter().map(|taker| {
            let Taker { kind, name, role, .. } = taker.clone();
            let who = TakerName { kind, name, role }.printed();
            let trades = (taker.payments, taker.refunds, taker.reversals);
            party(who, trades, taker.tips, taker.net, taker.numbers)
        });
        let trades = (self.payments, self.refunds, self.reversals);
        slip::Report {
            shop: shop.name.clone(),
            city: shop.city.clone(),
            from: self.from.to_string(),
            until: self.until.to_string(),
            at: TimeMs(self.as_of_ms),
            zone: self.zone,
            parties: parties.collect(),
            all: self.is_whole.then(|| party(slip::Taker::All, trades, self.tips, self.net, None)),
        }
    }
}

/// Returns sums as a till prints them.
pub(super) const fn printed(of: TradeSums) -> slip::Sums {
    let TradeSums { count, price, cash, by_operator, by_shops, given_up, fee } = of;
    slip::Sums { count, price, cash, by_operator, by_shops, given_up, fee }
}

/// Returns what one taker took as a till prints it.
pub(super) fn party(
    taker: slip::Taker,
    (payments, refunds, reversals): (TradeSums, TradeSums, TradeSums),
    tips: Option<Tips>,
    net: Net,
    numbers: Option<(u64, u64)>,
) -> slip::Party {
    let (payments, refunds, reversals) = (printed(payments), printed(refunds), printed(reversals));
    let net = (net.amount, net.is_negative);
    let tips = tips.map(|Tips { count, given, back }| slip::Tips { count, given, back });
    slip::Party { taker, payments, refunds, reversals, tips, net, numbers }
}
