//! Names, numbers and ranges of settings, and what holds when.

use super::*;
use std::collections::BTreeSet;

#[test]
fn names_and_numbers_are_each_ones_own_and_found_again() {
    let numbers: BTreeSet<u8> = SettingKey::ALL.iter().map(|key| key.number()).collect();
    assert_eq!(numbers.len(), SettingKey::ALL.len());
    assert!(SettingKey::ALL.is_sorted_by_key(|key| key.number()));
    for key in SettingKey::ALL.iter().copied() {
        assert_eq!(SettingKey::find(key.name()), Some(key));
        assert!(!key.range().is_empty() && !key.sentence().is_empty());
    }
    assert_eq!(SettingKey::find("payment"), None);
}

#[test]
fn the_value_before_holds_until_the_moment_of_the_change() {
    let key = SettingKey::PaymentMax;
    let mut setting = Setting { key, before: 1, value: 2, from: None, sequence: 1 };
    assert_eq!((setting.at(TimeMs(0)), setting.is_planned(TimeMs(0))), (2, false));
    setting.from = Some(TimeMs(10));
    assert_eq!((setting.at(TimeMs(9)), setting.is_planned(TimeMs(9))), (1, true));
    assert_eq!((setting.at(TimeMs(10)), setting.is_planned(TimeMs(10))), (2, false));
}

#[test]
fn a_setting_takes_the_place_of_the_configured_value_and_of_no_other() {
    let quick_pay = QuickPayLimits { payment_max_minor: 3, day_max_minor: 4, day_uses_max: 5 };
    let configured = Values {
        payment_max_minor: 1,
        pin_from_minor: 2,
        quick_pay,
        confirm_within_s: 6,
        clock_ahead_ms: 7,
        fee: FeeTerms { rate_bp: 10, free_below_minor: 11 },
        card_top_up: CardTopUpLimits {
            min_minor: 12,
            max_minor: 13,
            day_max_minor: 14,
            day_uses_max: 15,
        },
    };
    assert_eq!(configured.with(&[], TimeMs(0)), configured);
    for key in SettingKey::ALL.iter().copied() {
        let setting = Setting { key, before: 8, value: 9, from: None, sequence: 1 };
        let changed = configured.with(&[setting], TimeMs(0));
        for other in SettingKey::ALL.iter().copied() {
            let expected = if other == key { 9 } else { configured.of(other) };
            assert_eq!(changed.of(other), expected, "{other:?} after {key:?}");
        }
    }
}
