//! The layout, the window, and what someone can do who sees or guesses digits.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Devices made from a counter: the same in every run.
fn secret(device: u32) -> PayerSecret {
    let mut bytes = [0x5A; 32];
    bytes[..4].copy_from_slice(&device.to_be_bytes());
    PayerSecret::new(bytes)
}

fn code(device: u32, step: u64, terms: PayerTerms) -> PayerCode {
    PayerCode::new(PayerPrefix::DEFAULT, &secret(device), PayerStep(step), terms)
}

fn any_terms() -> impl Strategy<Value = PayerTerms> {
    let cap = prop::option::of(prop::sample::select(CAP_MINOR.to_vec()));
    (cap, prop::option::of(any::<u128>()), any::<bool>())
        .prop_map(|(cap_minor, only, revealed)| PayerTerms { cap_minor, only, revealed })
}

proptest! {
    #[test]
    fn a_code_reads_back_with_its_terms_and_no_others(
        bytes in any::<[u8; 32]>(), step in any::<u64>(), terms in any_terms(), other in any_terms()
    ) {
        let secret = PayerSecret::new(bytes);
        let step = PayerStep(step);
        let made = PayerCode::new(PayerPrefix::DEFAULT, &secret, step, terms);
        let read = PayerCode::parse(made.expose()).expect("sound");
        prop_assert_eq!(&read, &made);
        prop_assert_eq!((read.prefix(), read.alias()), (71, secret.alias(step)));
        prop_assert_eq!(read.terms_of(&secret, step, [other, terms]), Some(terms));
        if other != terms {
            prop_assert_eq!(read.terms_of(&secret, step, [other]), None);
        }
    }

    #[test]
    fn any_text_is_a_payer_code_or_none(text in "[0-9]{17,19}|\\PC{0,20}") {
        if let Some(code) = PayerCode::parse(&text) {
            prop_assert_eq!(code.expose(), text);
        }
    }

    #[test]
    fn the_wallet_never_uses_a_step_twice_and_runs_one_ahead_at_most(
        waits in prop::collection::vec(0_u64..12_000, 1..60)
    ) {
        let (mut now_ms, mut last) = (1_790_000_000_000_u64, None);
        for wait in waits {
            now_ms += wait;
            match PayerStep::next(now_ms, last) {
                Ok(step) => {
                    prop_assert!(last.is_none_or(|last| step > last));
                    prop_assert!(step.0 <= PayerStep::at(now_ms).0 + 1);
                    last = Some(step);
                }
                Err(wait_ms) => {
                    prop_assert!((1..=STEP_MS).contains(&wait_ms));
                    prop_assert!(PayerStep::next(now_ms + wait_ms - 1, last).is_err());
                    prop_assert!(PayerStep::next(now_ms + wait_ms, last).is_ok());
                }
            }
        }
    }
}

#[test]
fn prefixes_of_other_wallets_are_refused() {
    let allowed: Vec<u32> = (0..200).filter(|number| PayerPrefix::new(*number).is_ok()).collect();
    assert_eq!(allowed.len(), 9 + 31 + 37);
    for taken in (0..=15).chain(25..=30).chain([62]) {
        assert!(!allowed.contains(&taken), "{taken}");
    }
    assert!(allowed.iter().all(|number| *number < 100));
}

#[test]
fn nothing_prints_the_digits_or_the_secret() {
    let made = code(1, 1, PayerTerms::default());
    let text = format!("{made:?} {:?} {:?}", secret(1), crate::read(made.expose()));
    assert!(!text.contains(made.expose()) && !text.contains("90"), "{text}");
    assert_eq!(text.matches("[REDACTED]").count(), 3);
}

#[test]
fn attack_screenshot_a_code_lives_fifty_to_sixty_seconds_by_a_right_clock() {
    for now_ms in (1_790_000_000_000..1_790_000_010_000_u64).step_by(250) {
        for ahead in [0, 1] {
            let step = PayerStep::at(now_ms).0 + ahead;
            let lives = |ms: u64| PayerStep::at(now_ms + ms).accepted().contains(&step);
            assert!(lives(0) && lives(REFRESH_MS - 1), "until the next one is shown");
            assert!(!lives(SHOWN_MS), "no longer than a minute");
            let end = PayerStep(step).ends_at_ms() - now_ms;
            assert!(lives(end - 1) && !lives(end));
        }
    }
}

#[test]
fn clock_skew_of_twenty_seconds_works_and_of_sixty_does_not() {
    let now_ms = 1_790_000_000_000_u64;
    let accepted = PayerStep::at(now_ms).accepted();
    assert_eq!(accepted.clone().count() as u64, STEPS_ACCEPTED);
    for offset_ms in (0..5_000_u64).step_by(500) {
        for (skew_ms, works) in [(20_000, true), (60_000, false)] {
            for phone_ms in [now_ms - skew_ms + offset_ms, now_ms + skew_ms] {
                assert_eq!(accepted.contains(&PayerStep::at(phone_ms).0), works, "{phone_ms}");
            }
        }
    }
}

/// Counts every live code of a small town exactly: no guess has more chances than the bound says.
#[test]
fn attack_guess_the_live_codes_are_no_more_than_the_bound() {
    let (devices, labels) = (40_u32, [7_u128]);
    let now = PayerStep(358_000_000);
    let variants = PayerTerms::all(&labels).count() as u64;
    assert_eq!(variants, 11 * 2 * 2);
    let mut live = BTreeSet::new();
    for device in 0..devices {
        for step in now.accepted() {
            for terms in PayerTerms::all(&labels) {
                live.insert(code(device, step, terms).expose().to_owned());
            }
        }
    }
    let bound = u64::from(devices) * STEPS_ACCEPTED * variants;
    assert!(live.len() as u64 <= bound);
    assert!(live.len() as u64 * 1000 >= bound * 999, "hardly any two are alike");
    // 10^6 devices: 7.04 in ten millions a guess, and 5 guesses an hour: 32 years a hit.
    let space = u128::from(ALIASES) * u128::from(TAGS);
    let of_a_million = u128::from(bound) / u128::from(devices) * 1_000_000;
    assert_eq!((space, of_a_million), (10_u128.pow(15), 704_000_000));
    let years = space / of_a_million / (5 * 24 * 365);
    assert_eq!(years, 32);
}

/// Guesses at random in a space made a hundred million times smaller, where hits do happen.
#[test]
fn attack_guess_hits_are_as_rare_as_the_bound_says() {
    let small = |alias: u32, tag: u32| (alias % 1_000, tag % 10_000);
    let mut live = BTreeSet::new();
    for device in 0..50 {
        for step in PayerStep(358_000_000).accepted() {
            for terms in PayerTerms::all(&[7]) {
                let made = code(device, step, terms);
                live.insert(small(made.alias(), number(&made.expose().as_bytes()[10..17])));
            }
        }
    }
    let (mut state, mut hits, guesses) = (0x9E37_79B9_7F4A_7C15_u64, 0_u64, 400_000_u64);
    for _ in 0..guesses {
        // xorshift64: guesses that know nothing of the secrets.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let (alias, tag) = ((state >> 32) as u32 % 1_000, (state & 0xFFFF_FFFF) as u32 % 10_000);
        hits += u64::from(live.contains(&(alias, tag)));
    }
    let bound = guesses * 50 * STEPS_ACCEPTED * 44 / 10_000_000;
    // 1408 are expected at most; a deviation of 5 sigma is 188.
    assert!((bound - 188..=bound + 188).contains(&hits), "{hits} hits, {bound} at most expected");
}

/// A till that saw a capped code knows alias and step; only 43 other tags would be good.
#[test]
fn attack_altered_digits_lift_a_cap_with_43_chances_in_ten_millions() {
    let labels = [7_u128];
    let (device, step) = (3, PayerStep(358_000_000));
    let shown = code(device, step.0, PayerTerms { cap_minor: Some(100), ..PayerTerms::default() });
    let tags: BTreeSet<u32> = PayerTerms::all(&labels)
        .map(|terms| secret(device).tag(step, shown.alias(), terms))
        .collect();
    assert_eq!(tags.len(), 44, "each kind of terms has a tag of its own");
    let (mut taken, tried) = (0, 2_000);
    for tag in 0..tried {
        let mut digits = shown.0;
        write(&mut digits[10..17], tag * 4_999);
        digits[17] = check_digit::of(&digits[..17]);
        let altered = PayerCode(digits);
        let found = altered.terms_of(&secret(device), step, PayerTerms::all(&labels));
        assert_eq!(found.is_some(), tags.contains(&(tag * 4_999)));
        taken += u32::from(found.is_some());
    }
    assert!(taken <= 2, "{taken} of {tried} where a hundredth of one is expected");
}

/// Pearson's chi-square of counts against equal shares, times their total.
fn chi_square(counts: &[u64]) -> u64 {
    let total: u64 = counts.iter().sum();
    let cells = counts.len() as u64;
    let squares: u64 = counts.iter().map(|count| (count * cells).abs_diff(total).pow(2)).sum();
    squares / (cells * total)
}

#[test]
fn digits_are_uniform_at_every_place() {
    let mut counts = vec![[0_u64; 10]; 15];
    for device in 0..100 {
        for step in 0..100 {
            let made = code(device, 358_000_000 + step, PayerTerms::default());
            for (place, digit) in made.expose().bytes().skip(2).take(15).enumerate() {
                counts[place][usize::from(digit - b'0')] += 1;
            }
        }
    }
    for (place, counts) in counts.iter().enumerate() {
        // 9 degrees of freedom: above 33.7 in one of ten thousand.
        let chi = chi_square(counts);
        assert!(chi <= 33, "place {place}: {chi}");
    }
}

/// A till that keeps every code it sees learns nothing: no digit of a device's code foretells the
/// digit of its next one, nor tells its codes from those of others.
#[test]
fn attack_linkability_no_digit_foretells_the_next_code_of_a_device() {
    let digit = |code: &PayerCode, place: usize| usize::from(code.expose().as_bytes()[place]) - 48;
    let mut pairs: BTreeMap<usize, [u64; 100]> = BTreeMap::new();
    let (mut same_own, mut same_other, mut compared) = (0_u64, 0_u64, 0_u64);
    for device in 0..60 {
        for step in 0..100 {
            let made = code(device, 358_000_000 + step, PayerTerms::default());
            let next = code(device, 358_000_001 + step, PayerTerms::default());
            let other = code(device + 1000, 358_000_001 + step, PayerTerms::default());
            for place in 2..17 {
                let cells = pairs.entry(place).or_insert([0; 100]);
                cells[digit(&made, place) * 10 + digit(&next, place)] += 1;
                same_own += u64::from(digit(&made, place) == digit(&next, place));
                same_other += u64::from(digit(&made, place) == digit(&other, place));
                compared += 1;
            }
        }
    }
    for (place, cells) in &pairs {
        // 99 degrees of freedom: above 161 in one of ten thousand.
        let chi = chi_square(cells);
        assert!(chi <= 161, "place {place}: {chi}");
    }
    // A tenth agree by chance; 5 sigma of 90,000 are 450.
    for same in [same_own, same_other] {
        assert!(same.abs_diff(compared / 10) < 450, "{same} of {compared}");
    }
}

#[test]
fn attack_relay_a_bound_code_has_no_terms_for_another_till() {
    let terms = PayerTerms { only: Some(7), ..PayerTerms::default() };
    let (step, shown) = (PayerStep(9), code(1, 9, terms));
    assert_eq!(shown.terms_of(&secret(1), step, PayerTerms::all(&[7, 8])), Some(terms));
    assert_eq!(shown.terms_of(&secret(1), step, PayerTerms::all(&[8, 9])), None);
}
