//! Who is found by which digits, when, and how many guesses a till has.

use super::guesses::GUESSES_MAX;
use super::*;
use bank::id::LabelId;
use paycode::PayerPrefix;

const NOW: TimeMs = TimeMs(1_800_000_002_000);
const TILL: MerchantId = MerchantId(1);

fn codes(devices: u128) -> PayerCodes {
    let folder = tempfile::tempdir().expect("a folder");
    let keys = Keys::create(folder.path()).expect("keys");
    let payer = hmac::Key::new(hmac::HMAC_SHA256, &[9; 32]);
    let codes = PayerCodes::new(&Keys { payer, ..keys });
    (0..devices).for_each(|device| codes.add(DeviceId(device)));
    codes
}

fn labels() -> Vec<Label> {
    let label = |id, state| Label { id: LabelId(id), merchant: TILL, state };
    vec![label(7, State::Active), label(8, State::Closed)]
}

fn code(codes: &PayerCodes, device: u128, at_ms: u64, terms: PayerTerms) -> PayerCode {
    let (secret, step) = (codes.secret(DeviceId(device)), PayerStep::at(at_ms));
    PayerCode::new(PayerPrefix::DEFAULT, &secret, step, terms)
}

fn found(codes: &PayerCodes, code: &PayerCode, now: TimeMs) -> Option<u128> {
    // A till of its own each time: guesses are counted elsewhere.
    let till = MerchantId(u128::from(code.alias()) << 64 | u128::from(now.0));
    codes.find(till, &labels(), code, now).expect("not locked").map(|shown| shown.device.0)
}

#[test]
fn every_device_is_found_at_every_step_of_its_minute_and_never_later() {
    let codes = codes(300);
    for device in (0..300).step_by(37) {
        let shown = code(&codes, device, NOW.0, PayerTerms::default());
        for s in 0..48 {
            assert_eq!(found(&codes, &shown, NOW.plus_ms(s * 1000)), Some(device), "{s} s");
        }
        for s in [58, 60, 61, 90, 3600] {
            codes.roll(NOW.plus_ms(s * 1000));
            assert_eq!(found(&codes, &shown, NOW.plus_ms(s * 1000)), None, "{s} s");
        }
        codes.roll(NOW);
    }
}

#[test]
fn clock_skew_of_twenty_seconds_is_found_and_of_sixty_not() {
    let codes = codes(3);
    for (at_ms, expected) in [
        (NOW.0 - 20_000, Some(1)),
        (NOW.0 + 20_000, Some(1)),
        (NOW.0 - 60_000, None),
        (NOW.0 + 60_000, None),
    ] {
        let shown = code(&codes, 1, at_ms, PayerTerms::default());
        assert_eq!(found(&codes, &shown, NOW), expected);
    }
}

#[test]
fn a_device_comes_in_late_and_goes_out() {
    let codes = codes(2);
    codes.roll(NOW);
    let shown = code(&codes, 2, NOW.0, PayerTerms::default());
    assert_eq!(found(&codes, &shown, NOW), None);
    codes.add(DeviceId(2));
    codes.add(DeviceId(2));
    assert_eq!(found(&codes, &shown, NOW), Some(2));
    codes.lock().table.remove(DeviceId(2));
    assert_eq!(found(&codes, &shown, NOW), None);
    codes.add(DeviceId(2));
    assert_eq!(found(&codes, &shown, NOW), Some(2));
}

#[test]
fn terms_are_found_as_they_were_made_and_those_of_a_closed_label_not() {
    let codes = codes(2);
    let only = |only| PayerTerms { cap_minor: Some(500), only, revealed: true };
    let find = |terms| {
        let shown = code(&codes, 1, NOW.0, terms);
        codes.find(TILL, &labels(), &shown, NOW).expect("not locked")
    };
    let shown = find(only(Some(7))).expect("for this till");
    assert_eq!((shown.cap_minor, shown.revealed), (Some(500), true));
    assert_eq!(shown.step, PayerStep::at(NOW.0).0);
    assert!(find(only(None)).is_some());
    assert_eq!(find(only(Some(8))), None, "withdrawn");
    assert_eq!(find(only(Some(9))), None, "another shop's");
}

#[test]
fn attack_guess_after_five_codes_that_nobody_shows_a_till_waits() {
    let codes = codes(2);
    let right = code(&codes, 1, NOW.0, PayerTerms::default());
    let wrong = code(&codes, 1, NOW.0 - 600_000, PayerTerms::default());
    let ask = |till, shown, now| codes.find(MerchantId(till), &labels(), shown, now);
    for n in 0..GUESSES_MAX as u64 {
        assert_eq!(ask(1, &wrong, NOW.plus_ms(n)), Ok(None));
        assert!(ask(1, &right, NOW).is_ok_and(|shown| shown.is_some()) || n == 4);
    }
    assert_eq!(ask(1, &right, NOW.plus_ms(5)), Err(Locked { retry_after_s: 3600 }));
    assert!(ask(2, &right, NOW.plus_ms(5)).is_ok_and(|shown| shown.is_some()), "another till");
    let hour = NOW.plus_ms(3_600_000);
    assert_eq!(ask(1, &wrong, hour), Ok(None), "the first one counts no more");
    assert_eq!(ask(1, &wrong, hour), Err(Locked { retry_after_s: 1 }));
    codes.forget_quiet(NOW.plus_ms(10_000_000));
    assert_eq!(ask(1, &wrong, NOW.plus_ms(10_000_000)), Ok(None));
}
