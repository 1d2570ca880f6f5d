//! `campaigns`, `check_draw`, and what a payment's draw looks like.

use crate::host::{TestHost, code};
use crate::town::{NOW_MS, PIN};
use serde_json::{Value, json};
use wire::Id;
use wire::campaign::{
    CampaignMerchants, CampaignResponse, CampaignState, DrawResponse, EntrantResponse, EventDays,
    EventKind, MerchantsKind, PaymentDraw, PrizeKind, PrizeResponse, TermsResponse,
};
use wire::payee::PayeeKind;

const CAMPAIGN: Id = Id(5);

/// The local day of `NOW_MS` in Beijing.
fn today() -> i32 {
    i32::try_from((NOW_MS + 8 * 3_600_000) / 86_400_000).expect("a day")
}

pub fn autumn() -> CampaignResponse {
    let prize = |tickets, kind, number| PrizeResponse { tickets, kind, number };
    let event = |day, kind, cap_minor| EventDays { first_day: day, last_day: day, kind, cap_minor };
    CampaignResponse {
        campaign: CAMPAIGN,
        title: "Autumn".to_owned(),
        state: CampaignState::Active,
        commitment: "ab".repeat(32),
        anchor: "cd".repeat(32),
        terms: TermsResponse {
            campaign: format!("{:032x}", CAMPAIGN.0),
            currency: "CNY".to_owned(),
            ahead_min: 480,
            first_day: today() - 1,
            last_day: today() + 9,
            least_minor: 200,
            cap_minor: 2000,
            one_in: 1000,
            prizes: vec![prize(10, PrizeKind::Share, 1250), prize(90, PrizeKind::Fixed, 188)],
            events: vec![
                event(today() + 1, EventKind::Double, 0),
                event(today() + 2, EventKind::Waive, 5000),
            ],
            merchants: CampaignMerchants {
                kind: MerchantsKind::Only,
                listed: vec![format!("{:032x}", 77)],
            },
            hold_out_basis_points: 1_000,
        },
        merchant_names: vec!["Tea House".to_owned()],
        shown: None,
    }
}

#[tokio::test]
async fn a_campaign_is_shown_in_plain_figures_and_by_how_one_stands() {
    let host = TestHost::ready().await;
    host.town.books().campaigns = vec![autumn()];
    let view = host.ok("campaigns", json!({})).await["campaigns"][0].clone();
    assert_eq!((&view["title"], &view["state"]), (&json!("Autumn"), &json!("active")));
    assert_eq!((&view["today"], &view["won_by_me"]["digits"]), (&json!("open"), &json!("0.00")));
    assert_eq!((&view["only_at"], &view["not_at"]), (&json!(["Tea House"]), &json!([])));
    assert_eq!(view["prizes"][0]["reward"], json!({ "reward": "share", "percent": "12.5" }));
    assert_eq!(view["prizes"][1]["reward"]["amount"]["digits"], "1.88");
    assert_eq!(
        (&view["prizes"][1]["tickets"], &view["prizes"][1]["of"]),
        (&json!(90), &json!(1000))
    );
    // Of 2.00: 10 win 0.25 and 90 win 1.88; of 50.00: 10 win 6.25 and 90 win 1.88.
    let average = |at: usize| view["average"][at]["won"]["digits"].clone();
    assert_eq!((average(0), average(1)), (json!("0.171"), json!("0.231")));
    assert_eq!(view["events"][0]["kind"], "double");
    assert_eq!(view["events"][1]["cap"]["digits"], "50.00");
    let days = |of: &Value| (of["from_day"].clone(), of["until_day"].clone());
    assert_eq!(days(&view), (json!("2030-03-17"), json!("2030-03-27")));

    let entrant = EntrantResponse { campaign: CAMPAIGN, last_day: today(), won_minor: 188 };
    host.town.books().entrants = vec![entrant];
    let view = host.ok("campaigns", json!({})).await["campaigns"][0].clone();
    assert_eq!((&view["today"], &view["won_by_me"]["digits"]), (&json!("drawn"), &json!("1.88")));
    assert_eq!(view["held_out"], "10");
    host.town.books().held_out = vec![CAMPAIGN];
    let view = host.ok("campaigns", json!({})).await["campaigns"][0].clone();
    assert_eq!(view["today"], "held_out");
    host.town.books().is_online = false;
    assert_eq!(host.refused("campaigns", json!({})).await["code"], "offline");
}

#[tokio::test]
async fn a_payment_says_what_its_draw_came_to() {
    let host = TestHost::ready().await;
    host.town.books().campaigns = vec![autumn()];
    let label = code(host.town.settle(PayeeKind::Label, "Tea House", None), "Tea House", None);
    let payment = host.prepared(&label, Some("5.00")).await;
    let pay = json!({ "payment": payment, "pin": PIN });
    let paid = host.ok("confirm_payment", pay).await["payment"].clone();
    assert!(paid["draw"].is_null());
    let named = json!({ "payment": paid["payment"] });
    assert_eq!(host.refused("check_draw", named.clone()).await["code"], "payment_unknown");
    let draw = |won_minor: u64| DrawResponse {
        campaign: format!("{:032x}", CAMPAIGN.0),
        day: today(),
        evidence: "ef".repeat(32),
        currency: "CNY".to_owned(),
        paid_minor: 500,
        ticket: 12,
        prize: (won_minor > 0).then_some(1),
        won_minor,
    };
    for (drawn, reason, end, won) in [
        (Some(draw(188)), None, "won", json!("1.88")),
        (Some(draw(0)), None, "lost", Value::Null),
        (None, Some("drawn_today"), "not_drawn", Value::Null),
    ] {
        host.town.books().payments[0].draw = Some(Box::new(PaymentDraw {
            campaign: CAMPAIGN,
            title: "Autumn".to_owned(),
            day: today(),
            event: Some(EventKind::Double),
            is_seed_shown: false,
            reason: reason.map(str::to_owned),
            draw: drawn,
        }));
        let view = host.ok("payment", named.clone()).await["payment"]["draw"].clone();
        assert_eq!((&view["end"], &view["won"]["digits"]), (&json!(end), &won));
        assert_eq!((&view["day"], &view["event"]), (&json!("2030-03-18"), &json!("double")));
        assert_eq!(view["reason"], json!(reason));
    }
}
