//! Texts of coupons read back as they were written, and no other text is one.

use super::{
    budget_from_text, budget_to_text, rules_from_text, rules_to_text, used_from_text, used_to_text,
};
use bank::contract::town::coupon::{limits, rules};
use bank::id::CouponId;
use bank::record::UsedCoupon;
use promotion::calendar::{Hours, LocalDay, Weekdays};
use promotion::coupon::{
    Budget, FixedPrice, Funding, Goods, Kind, Merchants, PercentOff, RandomValue, Rules, Scope,
    Tag, Validity,
};
use promotion::id::MerchantId;

fn odd_rules() -> Rules {
    let tag = Tag::new("ice-cream_2").expect("a tag");
    Rules {
        kind: Kind::FixedPrice(FixedPrice { price_minor: u64::MAX, saves_max_minor: 1 }),
        scope: Scope::Item(Goods::Except([tag].into())),
        merchants: Merchants::Except([MerchantId(0), MerchantId(u128::MAX)].into()),
        validity: Validity {
            wait_days: 1,
            days: Some(u8::MAX),
            weekdays: Weekdays::from_bits(0b101_0101),
            hours: vec![Hours { from_min: 600, until_min: 1440 }],
        },
        stackable: false,
        funding: Funding::Unfunded,
        ..rules()
    }
}

#[test]
fn rules_are_kept_whole_but_for_their_limits() {
    let percent = PercentOff { threshold_minor: 0, basis_points: 9_999, cap_minor: u64::MAX };
    let random = RandomValue { threshold_minor: 3, least_minor: 1, most_minor: 2 };
    let all = [
        rules(),
        odd_rules(),
        Rules { kind: Kind::PercentOff(percent), ..rules() },
        Rules { needs_card: true, ..rules() },
        Rules { kind: Kind::RandomValue(random), limits: limits(7), ..rules() },
    ];
    for rules in all {
        for is_listed in [true, false] {
            let text = rules_to_text(&rules, is_listed).expect("a text");
            assert_eq!(text.contains("listed"), !is_listed, "as texts were written before");
            let read = rules_from_text(&text, rules.limits).ok();
            assert_eq!(read, Some((rules.clone(), is_listed)));
        }
    }
}

#[test]
fn rules_from_before_cards_need_none_and_are_written_as_they_were() {
    let text = rules_to_text(&rules(), true).expect("a text");
    assert!(!text.contains("card"), "{text}");
    let (read, _) = rules_from_text(&text, rules().limits).expect("rules");
    assert!(!read.needs_card);
}

#[test]
fn other_texts_are_no_rules() {
    let text = rules_to_text(&odd_rules(), false).expect("a text");
    let others = [
        ("\"weekdays\":85", "\"weekdays\":213"),
        ("ice-cream_2", "Ice cream"),
        ("CNY", "CNX"),
        ("\"stackable\":false", "\"stackable\":false,\"free\":true"),
        ("fixed_price", "gift"),
        ("\"unlisted\":true", "\"unlisted\":1"),
    ];
    for (part, other) in others {
        assert!(text.contains(part), "{text}");
        assert!(rules_from_text(&text.replace(part, other), limits(1)).is_err(), "{other}");
    }
}

#[test]
fn a_budget_and_the_coupons_of_a_payment_are_kept_whole() {
    let budget = Budget {
        limits: limits(3),
        reserved_minor: u64::MAX,
        used_minor: 1,
        pieces: 2,
        day: LocalDay(-1),
        day_minor: 3,
        day_pieces: 4,
    };
    let text = budget_to_text(&budget).expect("a text");
    assert_eq!(budget_from_text(&text).ok(), Some(budget));
    assert!(budget_from_text(&text.replace("used", "spent")).is_err());
    let one = |id, is_funded| UsedCoupon { coupon: CouponId(id), saving_minor: 5, is_funded };
    let used = vec![one(u128::MAX, true), one(0, false)];
    let text = used_to_text(&used).expect("a text");
    assert_eq!(used_from_text(&text).ok(), Some(used));
    assert!(used_from_text(&text.replace("saving", "s")).is_err());
}
