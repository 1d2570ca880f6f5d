//! Limits that the operator changes by command while payments go on: which there are, what each may
//! be, and what holds for a decision.
//!
//! Until a limit is changed for the first time, what the operator's configuration says holds, which
//! comes with each command; from then on the record here, which is read in the transaction of the
//! decision. So the change counts from its place in the journal on, on every node at once.

mod change;
mod values;

pub(crate) use change::change;
pub use values::Values;

use crate::card_top_up::CardTopUpLimits;
use crate::clock::AHEAD_MAX_MS;
use crate::fee::{FEE_RATE_MAX_BP, FeeTerms};
use crate::id::TimeMs;
use crate::page::{Missing, Page};
use crate::quick_pay::QuickPayLimits;
use crate::record::Setting;
use money::Amount;
use std::ops::RangeInclusive;

/// How far ahead a change may be planned, in milliseconds: 366 days.
pub const PLANNED_WITHIN_MS: u64 = 366 * 24 * 60 * 60 * 1000;

/// What a setting's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Minor units of the operator's currency.
    Minor,
    /// A number of payments.
    Payments,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// A number of top-ups.
    TopUps,
    /// Basis points: hundredths of a per cent.
    BasisPoints,
}

macro_rules! settings {
    ($($number:literal $variant:ident $name:literal $unit:ident $min:literal $max:expr,
        $is:literal;)*) => {
        /// One limit that can be changed. Numbers are hashed in the journal and names are kept in
        /// stores: neither ever changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum SettingKey {
            $(#[doc = $is] $variant = $number,)*
        }

        impl SettingKey {
            /// Every setting, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable number.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// Returns the stable name: that of the configuration's key.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns what the number counts.
            pub const fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit,)* }
            }

            /// Returns what the number may be.
            pub const fn range(self) -> RangeInclusive<u64> {
                match self { $(Self::$variant => $min..=$max,)* }
            }

            /// Returns in one sentence what it is.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $is,)* }
            }
        }
    };
}

settings! {
    1 PaymentMax "payment_max" Minor 1 Amount::MINOR_MAX, "The largest payment.";
    2 PinFrom "pin_from" Minor 0 Amount::MINOR_MAX,
        "From this amount on the PIN is needed; zero means always.";
    3 QuickPaymentMax "quick_pay.payment_max" Minor 0 Amount::MINOR_MAX,
        "The largest payment by payer code without the PIN.";
    4 QuickDayMax "quick_pay.day_max" Minor 0 Amount::MINOR_MAX,
        "Their largest sum in any 24 hours.";
    5 QuickDayUsesMax "quick_pay.day_uses_max" Payments 0 100,
        "Their largest number in any 24 hours.";
    6 ConfirmWithinS "confirm_within_s" Seconds 1 180,
        "How long a payer has to confirm a charged payer code with the PIN.";
    7 ClockAhead "sandbox.clock_ahead_ms" Milliseconds 0 AHEAD_MAX_MS,
        "How far the clock of a sandbox is ahead of the machine's.";
    8 FeeRate "fee.rate_bp" BasisPoints 0 FEE_RATE_MAX_BP as u64,
        "What is taken of what customers pay to a shop.";
    9 FeeFreeBelow "fee.free_below" Minor 0 Amount::MINOR_MAX,
        "Payments below this amount are free of it.";
    10 CardTopUpMin "card_top_up.min" Minor 1 Amount::MINOR_MAX,
        "The smallest top-up by card.";
    11 CardTopUpMax "card_top_up.max" Minor 0 Amount::MINOR_MAX,
        "The largest top-up by card; zero means none.";
    12 CardTopUpDayMax "card_top_up.day_max" Minor 0 Amount::MINOR_MAX,
        "The largest sum of one person's top-ups by card in any 24 hours.";
    13 CardTopUpDayUsesMax "card_top_up.day_uses_max" TopUps 0 100,
        "How often one person asks for one in any 24 hours.";
}

impl SettingKey {
    /// Returns whether it is a limit, which the operator changes as it likes. The clock is none: it
    /// only goes on, by a command of its own.
    pub const fn is_limit(self) -> bool {
        !matches!(self, Self::ClockAhead)
    }

    /// Finds a setting by its name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }
}

impl Setting {
    /// Returns what holds at a moment.
    pub fn at(&self, at: TimeMs) -> u64 {
        if self.is_planned(at) { self.before } else { self.value }
    }

    /// Returns whether the newest value is still to come.
    pub fn is_planned(&self, at: TimeMs) -> bool {
        self.from.is_some_and(|from| at < from)
    }
}

/// Returns what holds for a decision: the setting, or what the configuration says.
pub(crate) fn holding(
    page: &Page,
    key: SettingKey,
    configured: u64,
    at: TimeMs,
) -> Result<u64, Missing> {
    Ok(page.setting(key)?.map_or(configured, |setting| setting.at(at)))
}

/// Returns the limits of quick pay that hold for a decision.
pub(crate) fn quick_pay(
    page: &Page,
    configured: QuickPayLimits,
    at: TimeMs,
) -> Result<QuickPayLimits, Missing> {
    let QuickPayLimits { payment_max_minor, day_max_minor, day_uses_max } = configured;
    let uses = holding(page, SettingKey::QuickDayUsesMax, u64::from(day_uses_max), at)?;
    Ok(QuickPayLimits {
        payment_max_minor: holding(page, SettingKey::QuickPaymentMax, payment_max_minor, at)?,
        day_max_minor: holding(page, SettingKey::QuickDayMax, day_max_minor, at)?,
        day_uses_max: u32::try_from(uses).unwrap_or(u32::MAX),
    })
}

/// Returns how far people go with top-ups by card that hold for a decision.
pub(crate) fn card_top_up(
    page: &Page,
    configured: CardTopUpLimits,
    at: TimeMs,
) -> Result<CardTopUpLimits, Missing> {
    let CardTopUpLimits { min_minor, max_minor, day_max_minor, day_uses_max } = configured;
    let uses = holding(page, SettingKey::CardTopUpDayUsesMax, u64::from(day_uses_max), at)?;
    Ok(CardTopUpLimits {
        min_minor: holding(page, SettingKey::CardTopUpMin, min_minor, at)?,
        max_minor: holding(page, SettingKey::CardTopUpMax, max_minor, at)?,
        day_max_minor: holding(page, SettingKey::CardTopUpDayMax, day_max_minor, at)?,
        day_uses_max: u32::try_from(uses).unwrap_or(u32::MAX),
    })
}

/// Returns what is taken of payments to merchants by a decision. Of the band that is free nothing
/// is read while nothing is taken.
pub(crate) fn fee(page: &Page, configured: FeeTerms, at: TimeMs) -> Result<FeeTerms, Missing> {
    let FeeTerms { rate_bp, free_below_minor } = configured;
    let rate = holding(page, SettingKey::FeeRate, u64::from(rate_bp), at)?;
    if rate == 0 {
        return Ok(FeeTerms::NONE);
    }
    Ok(FeeTerms {
        rate_bp: u32::try_from(rate).unwrap_or(FEE_RATE_MAX_BP),
        free_below_minor: holding(page, SettingKey::FeeFreeBelow, free_below_minor, at)?,
    })
}

#[cfg(test)]
mod tests;
