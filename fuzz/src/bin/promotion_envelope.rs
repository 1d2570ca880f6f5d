//! Any envelope is refused, or divided exactly and within bounds, and proves itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::{Amount, Currency};
use promotion::Seed;
use promotion::envelope::{Envelope, Split, verify_envelope, verify_share};
use promotion::id::EnvelopeId;

fuzz_target!(|data: ([u8; 32], u128, u32, u16, bool, u16)| {
    let (seed, id, total, shares, is_lucky, numeric) = data;
    let Ok(currency) = Currency::from_numeric(numeric % 1000) else { return };
    let envelope = Envelope {
        id: EnvelopeId(id),
        total: Amount::new(total.into(), currency).expect("in range"),
        shares,
        split: if is_lucky { Split::Lucky } else { Split::Equal },
    };
    let seed = Seed::new(seed);
    let Ok(sealed) = envelope.seal(&seed) else {
        assert!(envelope.check().is_err());
        return;
    };
    let most = 200 * currency.minor_per_major();
    assert_eq!(sealed.shares.len(), usize::from(shares));
    assert_eq!(sealed.shares.iter().map(|share| share.minor).sum::<u64>(), u64::from(total));
    assert!(sealed.shares.iter().all(|share| (1..=most).contains(&share.minor)));
    for (place, share) in (0..).zip(&sealed.shares) {
        let claimed = (place, *share);
        assert_eq!(verify_share(&envelope, &sealed.commitment, &sealed.leaves, claimed), Ok(()));
    }
    assert!(verify_envelope(&envelope, &sealed.commitment, &seed).is_ok());
});
