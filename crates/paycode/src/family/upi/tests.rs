//! UPI: what is written is read, and nothing behind the scheme does harm.

use super::*;
use crate::{Code, read};
use proptest::option;
use proptest::prelude::*;

fn stated() -> impl Strategy<Value = StatedAmount> {
    (1u64..100_000_000, any::<bool>()).prop_map(|(minor, is_short)| {
        let minor = if is_short { minor * 100 } else { minor };
        let amount = money::Amount::new(minor, Currency::from_code("INR").expect("rupees"));
        let amount = amount.expect("small");
        let text = if is_short { (minor / 100).to_string() } else { amount.digits() };
        StatedAmount { text, amount: Some(amount) }
    })
}

prop_compose! {
    fn code()(
        payee_address in "[a-z0-9._-]{1,20}@[a-z]{2,8}",
        payee_name in option::of("[^\\p{C}]{1,40}"),
        amount in option::of(stated()),
        category in option::of("[0-9]{4}"),
        reference in option::of("[^\\p{C}]{1,35}"),
        note in option::of("[^\\p{C}]{1,80}"),
        expires in option::of("20[0-9]{2}-0[1-9]-0[1-9]T10:00:00[+]05:30"),
    ) -> Upi {
        Upi {
            action: UpiAction::Pay,
            payee_address: Some(payee_address),
            payee_name,
            minimum: amount.clone(),
            amount,
            category,
            reference,
            transaction_id: None,
            note,
            details_url: None,
            expires,
            is_signed: false,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(code in code()) {
        prop_assert_eq!(read(&code.write()), Ok(Code::Upi(code)));
    }

    #[test]
    fn any_text_behind_the_scheme_is_a_code_or_an_error(rest in "(pay|mandate|\\PC{0,9})[?]?\\PC{0,60}") {
        let _ = read(&format!("upi://{rest}")).map(|code| crate::describe(&code));
    }

    #[test]
    fn any_parameters_are_a_code_or_an_error(rest in "((pa|pn|am|mam|cu|tr|tn)=[a-z0-9.@%+]{0,9}&){0,8}") {
        let _ = read(&format!("upi://pay?{rest}")).map(|code| crate::describe(&code));
    }
}

#[test]
fn an_amount_without_a_minimum_is_fixed() {
    let code = |text: &str| Upi::recognise(text).expect("UPI").expect("sound");
    assert!(code("upi://pay?pa=a@b&am=1.00").is_amount_fixed());
    assert!(!code("upi://pay?pa=a@b&am=1.00&mam=0.50").is_amount_fixed());
    assert!(!code("upi://pay?pa=a@b").is_amount_fixed());
}
