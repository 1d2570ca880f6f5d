//! The values of all settings together, as configured and as they hold: for whoever shows them.

use crate::card_top_up::CardTopUpLimits;
use crate::fee::FeeTerms;
use crate::id::TimeMs;
use crate::quick_pay::QuickPayLimits;
use crate::record::Setting;
use crate::setting::SettingKey;

/// One value for each setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values {
    /// The largest single payment, in minor units.
    pub payment_max_minor: u64,
    /// From this many minor units on a PIN is needed; 0 means always.
    pub pin_from_minor: u64,
    /// How far quick pay goes.
    pub quick_pay: QuickPayLimits,
    /// For how long the payer can confirm with the PIN, in seconds.
    pub confirm_within_s: u32,
    /// How far the clock of a sandbox is ahead of the machine's, in milliseconds.
    pub clock_ahead_ms: u64,
    /// What is taken of what customers pay to a merchant.
    pub fee: FeeTerms,
    /// How far people go with top-ups by card.
    pub card_top_up: CardTopUpLimits,
}

impl Values {
    /// Returns the value of a setting.
    pub fn of(&self, key: SettingKey) -> u64 {
        match key {
            SettingKey::PaymentMax => self.payment_max_minor,
            SettingKey::PinFrom => self.pin_from_minor,
            SettingKey::QuickPaymentMax => self.quick_pay.payment_max_minor,
            SettingKey::QuickDayMax => self.quick_pay.day_max_minor,
            SettingKey::QuickDayUsesMax => u64::from(self.quick_pay.day_uses_max),
            SettingKey::ConfirmWithinS => u64::from(self.confirm_within_s),
            SettingKey::ClockAhead => self.clock_ahead_ms,
            SettingKey::FeeRate => u64::from(self.fee.rate_bp),
            SettingKey::FeeFreeBelow => self.fee.free_below_minor,
            SettingKey::CardTopUpMin => self.card_top_up.min_minor,
            SettingKey::CardTopUpMax => self.card_top_up.max_minor,
            SettingKey::CardTopUpDayMax => self.card_top_up.day_max_minor,
            SettingKey::CardTopUpDayUsesMax => u64::from(self.card_top_up.day_uses_max),
        }
    }

    /// Returns what holds at a moment, where these are the configured values.
    #[must_use]
    pub fn with(mut self, settings: &[Setting], at: TimeMs) -> Self {
        for setting in settings {
            let value = setting.at(at);
            let small = u32::try_from(value).unwrap_or(u32::MAX);
            match setting.key {
                SettingKey::PaymentMax => self.payment_max_minor = value,
                SettingKey::PinFrom => self.pin_from_minor = value,
                SettingKey::QuickPaymentMax => self.quick_pay.payment_max_minor = value,
                SettingKey::QuickDayMax => self.quick_pay.day_max_minor = value,
                SettingKey::QuickDayUsesMax => self.quick_pay.day_uses_max = small,
                SettingKey::ConfirmWithinS => self.confirm_within_s = small,
                SettingKey::ClockAhead => self.clock_ahead_ms = value,
                SettingKey::FeeRate => self.fee.rate_bp = small,
                SettingKey::FeeFreeBelow => self.fee.free_below_minor = value,
                SettingKey::CardTopUpMin => self.card_top_up.min_minor = value,
                SettingKey::CardTopUpMax => self.card_top_up.max_minor = value,
                SettingKey::CardTopUpDayMax => self.card_top_up.day_max_minor = value,
                SettingKey::CardTopUpDayUsesMax => self.card_top_up.day_uses_max = small,
            }
        }
        self
    }
}
