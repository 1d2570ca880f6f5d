//! The text that a sender signs, and what of an order is refused before.

use super::*;

fn order() -> EnvelopeOrder {
    EnvelopeOrder {
        envelope: Id(5),
        total: Money { minor: 888, currency: "CNY".to_owned() },
        shares: 3,
        split: EnvelopeSplit::Lucky,
        payee: None,
        claim_hash: Some("ab".repeat(32)),
        greeting: Some("恭喜发财".to_owned()),
        expires_at_ms: 9,
    }
}

#[test]
fn the_signed_text_is_spelled_out() {
    let text = order().signed_text("pay.example");
    let claim = "ab".repeat(32);
    let id = Id(5);
    assert_eq!(
        text,
        format!(
            "tongbao-envelope-order-1\noperator: pay.example\nenvelope: {id}\ntotal: 888 CNY\n\
             shares: 3 lucky\npayee: -\nclaim: {claim}\nexpires: 9\ngreeting: 恭喜发财"
        )
    );
    assert_eq!(order().claim_hash_bytes(), Some([0xAB; 32]));
}

#[test]
fn what_is_not_of_its_form_is_refused() {
    assert_eq!(order().validate(), Ok(()));
    let person = EnvelopeOrder { payee: Some(Id(1)), claim_hash: None, shares: 1, ..order() };
    assert_eq!(person.validate(), Ok(()));
    let lower = Money { minor: 1, currency: "cny".to_owned() };
    for malformed in [
        EnvelopeOrder { total: lower, ..order() },
        EnvelopeOrder { claim_hash: None, ..order() },
        EnvelopeOrder { claim_hash: Some("AB".repeat(32)), ..order() },
        EnvelopeOrder { claim_hash: Some("ab".repeat(31)), ..order() },
        EnvelopeOrder { payee: Some(Id(1)), ..order() },
    ] {
        assert_eq!(malformed.validate(), Err(EnvelopeOrderError::Malformed));
    }
    for shares in [0, 101] {
        let wrong = EnvelopeOrder { shares, ..order() };
        assert_eq!(wrong.validate(), Err(EnvelopeOrderError::SharesInvalid));
    }
    let two = EnvelopeOrder { shares: 2, ..person };
    assert_eq!(two.validate(), Err(EnvelopeOrderError::SharesInvalid));
    let greeting = Some("a\nb".to_owned());
    let lines = EnvelopeOrder { greeting, ..order() };
    assert_eq!(lines.validate(), Err(EnvelopeOrderError::GreetingMalformed));
}
