//! Payer codes from many tills at once; what a guess costs and how it is seen.

use super::charge;
use crate::payer_code::Wallet;
use crate::support::{Place, assert_problem};
use paycode::{PayerCode, PayerPrefix, PayerSecret, PayerStep, PayerTerms};
use reqwest::Method;
use wire::ErrorCode;

#[tokio::test]
async fn a44_guesses_of_several_tills_lock_each_till_alone_and_show_in_the_numbers() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let guess = |n: u8| {
        let secret = PayerSecret::new([n; 32]);
        let code =
            PayerCode::new(PayerPrefix::DEFAULT, &secret, PayerStep(1), PayerTerms::default());
        code.expose().to_owned()
    };
    for shop in [0, 1] {
        for n in 0..5 {
            let answer = charge(&place, shop, &guess(n), 100).await;
            assert_problem(&answer, ErrorCode::PayerCodeUnknown);
        }
        let code = wallet.show(PayerTerms::default());
        assert_problem(&charge(&place, shop, &code, 100).await, ErrorCode::PayerCodeLocked);
    }
    let code = wallet.show(PayerTerms::default());
    assert_eq!(charge(&place, 2, &code, 100).await.ok()["state"], "paid", "an honest till");
    let metrics = place.nobody(Method::GET, "/metrics").await.text;
    let counted = metrics.lines().any(|line| {
        line.starts_with("tongbao_rejections_total") && line.contains("payer_code_unknown")
    });
    assert!(counted, "an alarm can be set on it");
    place.audit();
}

#[tokio::test]
async fn a45_codes_outside_their_minute_are_refused_on_either_side_and_an_older_one_stays_dead() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let wallet = Wallet::of(&lin).await;
    let now = PayerStep::at(operator::clock::now().0).0;
    let terms = PayerTerms::default;
    // ±2 steps are within the minute of a phone that is ten seconds off.
    let ahead = wallet.at(now + 2, terms());
    assert_eq!(charge(&place, 0, &ahead, 100).await.ok()["state"], "paid");
    for step in [now + 2, now + 1, now, now - 1, now - 2] {
        // The phone's clock was set back to show a code again.
        let answer = charge(&place, 1, &wallet.at(step, terms()), 100).await;
        assert_problem(&answer, ErrorCode::PayerCodeUsed);
    }
    for step in [now - 12, now + 12, 0] {
        let answer = charge(&place, 2, &wallet.at(step, terms()), 100).await;
        assert_problem(&answer, ErrorCode::PayerCodeUnknown);
    }
    assert_eq!(lin.balance().await, 54_400);
    place.audit();
}
