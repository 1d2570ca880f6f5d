//! A thousand people pay at once, and the budget is enough for a hundred of them.

use super::{LocalDay, until_shown};
use super::{checker_agrees, date, desk, fake_clock, published, put_together, started, today};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;
use tests::device::{Failure, new_id};
use tests::ground::Ground;
use tests::town::{OPERATOR, Townsperson, money};
use wallet::receipt::verify;
use wire::operator::OperatorResponse;
use wire::payee::{Payee, PayeeKind};
use wire::payment::PaymentResponse;
use wire::receipt::ReceiptResponse;

const PEOPLE: usize = 1_000;

/// Pays the shop 5.00; asks again with the same order until there is an answer.
async fn paid(payer: &Townsperson, shop: Payee) -> PaymentResponse {
    let order = payer.device.order(OPERATOR, new_id(), shop, money(500));
    loop {
        match payer.device.pay(&order, None).await {
            Ok(payment) => return payment,
            Err(Failure::Refused(problem)) if problem.status < 500 => panic!("{problem:?}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Everybody pays at the same moment; returns what each was told.
async fn rush(people: Vec<Townsperson>, shop: Payee) -> Vec<(Townsperson, PaymentResponse)> {
    let pays = people.into_iter().map(|payer| {
        tokio::spawn(async move {
            let payment = paid(&payer, shop).await;
            (payer, payment)
        })
    });
    let pays: Vec<_> = pays.collect();
    let mut told = Vec::with_capacity(PEOPLE);
    for pay in pays {
        told.push(pay.await.expect("a payer ends well"));
    }
    told
}

fn won_minor(payment: &PaymentResponse) -> Option<u64> {
    payment.draw.as_ref()?.draw.as_ref().map(|draw| draw.won_minor)
}

/// Checks that the operator signs what it made of a payment, won or not.
async fn assert_signed(payer: &Townsperson, payment: &PaymentResponse, facts: &OperatorResponse) {
    let path = format!("/v1/payments/{}/receipt", payment.payment);
    let receipt: ReceiptResponse = payer.device.send("GET", &path, None).await.expect("a receipt");
    let key = proof::PublicKey::parse(&facts.keys[0].key).expect("a key").1;
    assert!(verify(&receipt, OPERATOR, &[key]).is_sound());
    let told = |draw: &Option<Box<wire::campaign::PaymentDraw>>| {
        draw.as_ref().map(|one| (one.campaign, one.reason.clone(), one.draw.clone()))
    };
    assert_eq!(told(&receipt.draw), told(&payment.draw));
    let mut forged = receipt;
    let draw = forged.draw.as_mut().expect("a part in the campaign");
    draw.reason = Some("drawn_today".to_owned());
    draw.draw = None;
    assert!(!verify(&forged, OPERATOR, &[key]).is_sound(), "another reason is not signed");
}

#[test]
fn scenario_04_of_a_thousand_who_pay_at_once_the_budget_gives_a_hundred_their_win() {
    let Some(clock) = fake_clock() else { return };
    let ground = Ground::on_sqlite();
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), PEOPLE, 1_000);
    let merchant = ["merchant", "create", "--name", "Noodle House", "--city", "Suzhou"];
    let label = desk(&operator, &merchant)["label"].as_str().expect("an identifier").to_owned();
    let shop = Payee { kind: PayeeKind::Label, id: label.parse().expect("an identifier") };
    // Every second ticket wins 1.00.
    let id = started(
        &operator,
        &format!(
            "first_day = \"{}\"\nyears = 1\ncap = \"1.00\"\none_in = 2\n\
             [[prize]]\ntickets = 1\namount = \"1.00\"\n",
            date(today())
        ),
    );
    operator.start_by(clock.tongbaod(), &[]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let told = runtime.block_on(rush(people, shop));

    let of = |won: Option<u64>| told.iter().filter(move |(_, paid)| won_minor(paid) == won);
    let (winners, lost, none) = (of(Some(100)).count(), of(Some(0)).count(), of(None).count());
    assert_eq!((winners, winners + lost + none), (100, PEOPLE), "{lost} lost, {none} had none");
    let short = |paid: &PaymentResponse| {
        paid.draw.as_ref().and_then(|draw| draw.reason.as_deref()) == Some("budget_short")
    };
    assert!(of(None).all(|(_, paid)| short(paid)), "and each is told so");
    assert_eq!(desk(&operator, &["campaign", "list"])[0]["left_minor"], 0);
    let facts = published(&operator, "/v1/operator").expect("the operator");
    let facts: OperatorResponse = serde_json::from_value(facts).expect("facts");
    for won in [Some(100), Some(0), None] {
        let (payer, payment) = of(won).next().expect("there are some");
        runtime.block_on(assert_signed(payer, payment, &facts));
    }

    // Once the seed is shown, a loser's draw is repeated as a winner's is.
    operator.stop();
    clock.set(86_400);
    operator.start_by(clock.tongbaod(), &[]);
    let draws = told.iter().filter_map(|(_, paid)| paid.draw.as_ref()?.draw.as_ref());
    let days: BTreeSet<i32> = draws.map(|draw| draw.day).collect();
    let campaign = published(&operator, &format!("/v1/campaigns/{id}")).expect("a campaign");
    let mut repeated = 0;
    for day in days {
        let shown = until_shown(&operator, &format!("/v1/campaigns/{id}/days/{day}"));
        repeated += shown["draws"].as_array().expect("draws").len();
        let file = put_together(&campaign, &shown);
        assert!(checker_agrees(ground.data(), &file), "{file:#}");
        let audited = desk(&operator, &["campaign", "audit", &date(LocalDay(day))]);
        assert_eq!(audited[0]["wrong"], json!([]));
    }
    assert_eq!(repeated, winners + lost);
    ground.audit();
}
