//! Shares: exact sums, bounds, proofs, and no place better than another.

use super::*;
use crate::chance::Seed;
use crate::coupon::testing::cny;
use money::Currency;
use proptest::prelude::*;

fn envelope(total: u64, shares: u16, split: Split) -> Envelope {
    Envelope { id: EnvelopeId(5), total: cny(total), shares, split }
}

fn seed(number: u64) -> Seed {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Seed::new(bytes)
}

#[test]
fn what_may_be_sent_has_bounds() {
    let check = |total, shares| envelope(total, shares, Split::Lucky).check();
    assert_eq!(check(100, 0), Err(EnvelopeError::SharesOutOfRange));
    assert_eq!(check(101, 101), Err(EnvelopeError::SharesOutOfRange));
    assert_eq!(check(99, 100), Err(EnvelopeError::TooLittle { least_minor: 100 }));
    assert_eq!(check(100, 100), Ok(()));
    assert_eq!(check(60_000, 3), Ok(()));
    assert_eq!(check(60_001, 3), Err(EnvelopeError::TooMuch { most_minor: 60_000 }));
    let yen = Currency::from_code("JPY").expect("known");
    let total = Amount::new(600, yen).expect("in range");
    assert_eq!(Envelope { total, ..envelope(1, 3, Split::Equal) }.check(), Ok(()));
    let total = Amount::new(601, yen).expect("in range");
    let too_much = Err(EnvelopeError::TooMuch { most_minor: 600 });
    assert_eq!(Envelope { total, ..envelope(1, 3, Split::Equal) }.check(), too_much);
    assert_eq!(returns_at(TimeMs(5)), TimeMs(86_400_005));
}

#[test]
fn equal_shares_differ_by_one_minor_unit_at_most() {
    let sealed = envelope(1_003, 10, Split::Equal).seal(&seed(1)).expect("may be sent");
    let more = sealed.shares.iter().filter(|share| share.minor == 101).count();
    let even = sealed.shares.iter().filter(|share| share.minor == 100).count();
    assert_eq!((more, even), (3, 7));
    assert_eq!(sealed.unclaimed(0), cny(1_003));
    assert_eq!(sealed.unclaimed(10), cny(0));
    assert_eq!(sealed.unclaimed(11), cny(0));
}

#[test]
fn a_claimed_share_is_the_one_that_was_committed_to() {
    let sent = envelope(5_000, 7, Split::Lucky);
    let sealed = sent.seal(&seed(2)).expect("may be sent");
    let check = |place: u16, share, leaves: &[Hash]| {
        verify_share(&sent, &sealed.commitment, leaves, (place, share))
    };
    for (place, share) in (0..).zip(&sealed.shares) {
        assert_eq!(check(place, *share, &sealed.leaves), Ok(()));
        let more = Share { minor: share.minor + 1, ..*share };
        assert_eq!(check(place, more, &sealed.leaves), Err(ProofError::ShareWrong));
        let elsewhere = (place + 1) % 7;
        assert_eq!(check(elsewhere, *share, &sealed.leaves), Err(ProofError::ShareWrong));
    }
    let first = sealed.shares[0];
    assert_eq!(check(7, first, &sealed.leaves), Err(ProofError::NoSuchPlace));
    let mut swapped = sealed.leaves.clone();
    swapped.swap(0, 1);
    assert_eq!(check(1, first, &swapped), Err(ProofError::CommitmentWrong));
    assert_eq!(check(0, first, &sealed.leaves[..6]), Err(ProofError::CommitmentWrong));
    // A commitment for another sum is another one.
    let other = envelope(5_001, 7, Split::Lucky);
    let answer = verify_share(&other, &sealed.commitment, &sealed.leaves, (0, first));
    assert_eq!(answer, Err(ProofError::CommitmentWrong));
}

#[test]
fn the_seed_proves_how_all_shares_were_made() {
    let sent = envelope(5_000, 7, Split::Lucky);
    let sealed = sent.seal(&seed(2)).expect("may be sent");
    assert_eq!(verify_envelope(&sent, &sealed.commitment, &seed(2)), Ok(sealed.clone()));
    let wrong = Err(ProofError::SeedWrong);
    assert_eq!(verify_envelope(&sent, &sealed.commitment, &seed(3)), wrong);
    let equal = Envelope { split: Split::Equal, ..sent };
    assert_eq!(verify_envelope(&equal, &sealed.commitment, &seed(2)), wrong);
}

/// How often each of 10 places holds the largest share, over 20,000 envelopes with fixed seeds.
/// With 9 degrees of freedom chi-square is above 27.88 once in a thousand; and the mean share of
/// each place, and how far shares are spread there, are alike too.
#[test]
fn no_place_is_better_than_another() {
    const PLACES: usize = 10;
    const ENVELOPES: u64 = 20_000;
    let sent = envelope(10_000, 10, Split::Lucky);
    let (mut best, mut sums, mut squares) = ([0_u64; PLACES], [0_u64; PLACES], [0_u64; PLACES]);
    for number in 0..ENVELOPES {
        let sealed = sent.seal(&seed(number)).expect("may be sent");
        let largest = sealed.shares.iter().map(|share| share.minor).max().expect("ten shares");
        // Of two largest ones neither counts: the first would have an advantage that is none.
        let mut places = (0..PLACES).filter(|place| sealed.shares[*place].minor == largest);
        if let (Some(place), None) = (places.next(), places.next()) {
            best[place] += 1;
        }
        for (place, share) in sealed.shares.iter().enumerate() {
            sums[place] += share.minor;
            squares[place] += share.minor * share.minor;
        }
    }
    assert!(chi_square(&best) < 27.88, "{best:?}");
    for place in 0..PLACES {
        let mean = as_f64(sums[place]) / as_f64(ENVELOPES);
        let spread = (as_f64(squares[place]) / as_f64(ENVELOPES) - mean * mean).sqrt();
        // The standard error of the mean is about 5; of the spread about 7.
        assert!((mean - 1_000.0).abs() < 20.0, "place {place}: mean {mean}");
        assert!((500.0..850.0).contains(&spread), "place {place}: spread {spread}");
    }
    let spreads: Vec<f64> =
        (0..PLACES).map(|place| as_f64(squares[place]) / as_f64(ENVELOPES)).collect();
    let (least, most) =
        spreads.iter().fold((f64::MAX, 0.0_f64), |(l, m), s| (l.min(*s), m.max(*s)));
    assert!(most / least < 1.06, "{spreads:?}");
}

fn chi_square(counts: &[u64]) -> f64 {
    let expected = as_f64(counts.iter().sum()) / as_f64(u64::try_from(counts.len()).expect("few"));
    counts.iter().map(|count| (as_f64(*count) - expected).powi(2) / expected).sum()
}

fn as_f64(number: u64) -> f64 {
    f64::from(u32::try_from(number >> 16).expect("small")) * 65_536.0
        + f64::from(u32::try_from(number & 0xffff).expect("small"))
}

proptest! {
    #[test]
    fn shares_add_up_within_their_bounds(
        shares in 1_u16..=100, fill in 0_u64..=20_000, rest in any::<u64>(), lucky in any::<bool>(),
        number in any::<u64>(),
    ) {
        // Near the least, near the most, and between.
        let count = u64::from(shares);
        let total = (count + rest % (count * 19_999 + 1)).min(count * fill.max(1));
        let split = if lucky { Split::Lucky } else { Split::Equal };
        let sealed = envelope(total, shares, split).seal(&seed(number)).expect("may be sent");
        prop_assert_eq!(sealed.shares.len(), usize::from(shares));
        prop_assert_eq!(sealed.shares.iter().map(|share| share.minor).sum::<u64>(), total);
        prop_assert!(sealed.shares.iter().all(|share| (1..=20_000).contains(&share.minor)));
    }
}
