//! Generators of consumer-presented codes.

use super::{Application, ConsumerPresented, DataObject, tag};
use proptest::prelude::*;

fn bytes(tag: u16, length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = DataObject> {
    proptest::collection::vec(any::<u8>(), length)
        .prop_map(move |value| DataObject::new(tag, value))
}

fn application() -> impl Strategy<Value = Application> {
    let account = prop_oneof![
        "[0-9]{8,19}".prop_map(|digits| DataObject::of_digits(tag::PAN, &digits).expect("digits")),
        "[0-9]{12,19}D[0-9]{7,17}"
            .prop_map(|digits| DataObject::of_digits(tag::TRACK_2, &digits).expect("digits")),
    ];
    let parts = (
        bytes(tag::AID, 5..=16),
        account,
        proptest::option::of(bytes(tag::CARDHOLDER, 2..=26)),
        // Long enough for a length of two bytes.
        proptest::option::of(bytes(tag::TRANSPARENT, 0..=140)),
    );
    parts.prop_map(|(aid, account, name, rest)| {
        Application::new([Some(aid), Some(account), name, rest].into_iter().flatten().collect())
    })
}

/// Returns any code that can be written.
pub fn consumer_presented() -> impl Strategy<Value = ConsumerPresented> {
    let common = proptest::option::of(bytes(0x5F2D, 2..=8));
    let second = proptest::option::of(application());
    (application(), second, common).prop_filter_map("too long", |(first, second, common)| {
        let common = common.filter(|_| second.is_some());
        let applications = std::iter::once(first).chain(second).collect();
        ConsumerPresented::from_applications(applications, common.into_iter().collect()).ok()
    })
}
