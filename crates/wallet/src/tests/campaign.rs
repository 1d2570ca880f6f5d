//! Campaigns: what they committed to is kept, and draws are repeated and held against what this
//! device did.

use super::fake::operator::{LABEL, SHOP};
use super::fake::{PIN, START_MS, World, run, yuan};
use super::payment::code_for;
use super::receipt::{listed, sign, signer};
use crate::campaign::{DrawFault, DrawVerdict, GroupVerdict, PaymentCheck, check, check_group};
use crate::merchant::Net;
use crate::{PaymentEnd, Wallet, WalletError};
use money::{Amount, Currency};
use promotion::Seed;
use promotion::calendar::{LocalDay, TimeMs, Zone};
use promotion::campaign::{
    Draw, DrawError, Odds, Period, Prize, Reward, SeedChain, Terms, commitment, evidence_of_order,
    evidence_of_payer_code,
};
use promotion::coupon::Merchants;
use promotion::id::CampaignId;
use proof::hex;
use wire::campaign::{
    CampaignMerchants, CampaignResponse, CampaignState, DrawResponse, EntrantResponse,
    MerchantsKind, PaymentDraw, PrizeKind, PrizeResponse, ShownSeed, TermsResponse,
    UpliftDifference, UpliftGroup, UpliftResponse, UpliftVerdict,
};
use wire::payment::PaymentKind;
use wire::receipt::{ReceiptResponse, ReceiptRow, VERSION};
use wire::{Id, Money, Secret};

const CAMPAIGN: Id = Id(0xCA);

fn terms() -> Terms {
    let zone = Zone::new(480).expect("a zone");
    let first = zone.local(TimeMs(START_MS)).day;
    Terms {
        id: CampaignId(CAMPAIGN.0),
        currency: Currency::from_code("CNY").expect("a currency"),
        zone,
        period: Period { first, last: LocalDay(first.0 + 2) },
        least_minor: 200,
        cap_minor: 500,
        odds: Odds {
            one_in: 2,
            prizes: vec![Prize { tickets: 1, reward: Reward::Share { basis_points: 5000 } }],
        },
        events: Vec::new(),
        merchants: Merchants::All,
        hold_out_basis_points: 0,
    }
}

fn seeds() -> SeedChain {
    SeedChain::new(CampaignId(CAMPAIGN.0), terms().period, Seed::new([9; 32]))
}

fn today() -> LocalDay {
    terms().period.first
}

fn published(terms: &Terms) -> CampaignResponse {
    let anchor = seeds().anchor();
    CampaignResponse {
        campaign: CAMPAIGN,
        title: "Autumn".to_owned(),
        state: CampaignState::Active,
        commitment: hex::encode(&commitment(terms, &anchor)),
        anchor: hex::encode(&anchor),
        terms: TermsResponse {
            campaign: hex::encode(&terms.id.0.to_be_bytes()),
            currency: "CNY".to_owned(),
            ahead_min: 480,
            first_day: terms.period.first.0,
            last_day: terms.period.last.0,
            least_minor: terms.least_minor,
            cap_minor: terms.cap_minor,
            one_in: terms.odds.one_in,
            prizes: vec![PrizeResponse { tickets: 1, kind: PrizeKind::Share, number: 5000 }],
            events: Vec::new(),
            merchants: CampaignMerchants { kind: MerchantsKind::All, listed: Vec::new() },
            hold_out_basis_points: terms.hold_out_basis_points,
        },
        merchant_names: Vec::new(),
        shown: None,
    }
}

fn world() -> World {
    let world = World::enrolled();
    world.operator.inner().keys = listed(&[&signer(1)]);
    world.operator.inner().campaign = Some(published(&terms()));
    world
}

/// Shows the seed of the day that is so many after the first.
fn show(world: &World, days: i32) {
    let day = LocalDay(today().0 + days);
    let seed = hex::encode(seeds().of(day).expect("a day of it").expose());
    let mut inner = world.operator.inner();
    inner.campaign.as_mut().expect("runs").shown = Some(ShownSeed { day: day.0, seed });
}

/// Pays five at the label, and returns the payment with its part in the draw.
fn pay(world: &World, wallet: &Wallet<World>) -> (Id, [u8; 32]) {
    let prepared = run(wallet.prepare_payment(&code_for(LABEL), Some("5.00"), None));
    let payment = prepared.expect("prepared").unfinished.payment;
    let end = run(wallet.confirm_payment(payment, Some(Secret::new(PIN)))).expect("an end");
    assert!(matches!(end, PaymentEnd::Paid(_)), "{end:?}");
    let order = world.operator.inner().done[&payment].0.clone();
    (payment, evidence_of_order(&order.signed_text("demo.tongbao")))
}

fn drawn(evidence: [u8; 32]) -> Draw {
    let paid = Amount::new(500, terms().currency).expect("an amount");
    terms().draw(seeds().of(today()).expect("today's"), today(), evidence, paid)
}

fn receipt(payment: Id, kind: PaymentKind, draw: &Draw, at_ms: u64) -> ReceiptResponse {
    let told = DrawResponse {
        campaign: hex::encode(&draw.campaign.0.to_be_bytes()),
        day: draw.day.0,
        evidence: hex::encode(&draw.evidence),
        currency: "CNY".to_owned(),
        paid_minor: draw.paid.minor(),
        ticket: draw.ticket,
        prize: draw.prize,
        won_minor: draw.won.minor(),
    };
    ReceiptResponse {
        version: VERSION,
        operator: "demo.tongbao".to_owned(),
        payment,
        kind,
        amount: Money { minor: 500, currency: "CNY".to_owned() },
        payer: Some("Lin".to_owned()),
        payee: Some("Tea House".to_owned()),
        note: None,
        order: None,
        draw: Some(Box::new(PaymentDraw {
            campaign: CAMPAIGN,
            title: "Autumn".to_owned(),
            day: draw.day.0,
            event: None,
            is_seed_shown: false,
            reason: None,
            draw: Some(told),
        })),
        at_ms,
        sequence: 7,
        journal_hash: "ab".repeat(32),
        signature: String::new(),
        row: None,
        inclusion: None,
    }
}

/// Lets the operator give this receipt, and repeats its draw.
fn checked(world: &World, wallet: &Wallet<World>, mut receipt: ReceiptResponse) -> PaymentCheck {
    let payment = receipt.payment;
    sign(&mut receipt, &signer(1));
    world.operator.inner().receipts.insert(payment, receipt);
    run(wallet.check_draw(payment)).expect("checked")
}

fn wrong(error: DrawError) -> DrawVerdict {
    DrawVerdict::Wrong(DrawFault::Draw(error))
}

#[test]
fn a_draw_is_repeated_once_its_seed_is_shown() {
    let world = world();
    let wallet = world.wallet();
    let (seen, _) = run(wallet.campaigns()).expect("listed");
    assert_eq!((seen.len(), seen[0].has_drawn_today, seen[0].won.minor()), (1, false, 0));
    let (payment, evidence) = pay(&world, &wallet);
    let label = |draw: &Draw| receipt(payment, PaymentKind::Label, draw, START_MS + 1000);
    let draw = drawn(evidence);
    let done = checked(&world, &wallet, label(&draw));
    assert_eq!(done.check.verdict, DrawVerdict::Waiting);
    assert!(done.commitment_was_kept && done.check.seed.is_none());
    assert_eq!(done.evidence_is_mine, Some(true));
    // The seeds of later days lead down to this one's.
    for days in 0..=2 {
        show(&world, days);
        let done = checked(&world, &wallet, label(&draw));
        assert_eq!(done.check.verdict, DrawVerdict::Holds);
        assert_eq!(done.check.seed.as_ref(), seeds().of(today()));
        assert_eq!(done.check.prize().is_some(), draw.prize.is_some());
    }
    let other = Draw { ticket: 1 - draw.ticket, ..draw };
    let ticket = draw.ticket;
    let verdict = checked(&world, &wallet, label(&other)).check.verdict;
    assert_eq!(verdict, wrong(DrawError::TicketWrong { ticket }));
    let more = Draw { won: Amount::new(499, terms().currency).expect("an amount"), ..draw };
    let verdict = checked(&world, &wallet, label(&more)).check.verdict;
    assert!(matches!(verdict, DrawVerdict::Wrong(DrawFault::Draw(DrawError::WonWrong { .. }))));
    let dear = ReceiptResponse {
        amount: Money { minor: 501, currency: "CNY".to_owned() },
        ..label(&draw)
    };
    let tomorrow = ReceiptResponse { at_ms: START_MS + 86_400_000, ..label(&draw) };
    for other in [dear, tomorrow] {
        let verdict = checked(&world, &wallet, other).check.verdict;
        assert_eq!(verdict, DrawVerdict::Wrong(DrawFault::OtherPayment));
    }
}

/// A receipt that gives no draw because its payer is held out, of who pays from an account.
fn held_out(account: Option<u128>) -> ReceiptResponse {
    let mut told = receipt(Id(70), PaymentKind::Label, &drawn([0; 32]), START_MS);
    let draw = told.draw.as_mut().expect("a part in it");
    (draw.draw, draw.reason) = (None, Some("held_out".to_owned()));
    told.row = account.map(|account| {
        let mut content = vec![1];
        [7_u64, START_MS].iter().for_each(|number| content.extend(number.to_be_bytes()));
        content.push(2);
        [70, account, 2].iter().for_each(|id: &u128| content.extend(id.to_be_bytes()));
        content.extend(500_u64.to_be_bytes());
        content.extend(b"CNY\0");
        content.extend([0; 32]);
        ReceiptRow { previous_hash: hex::encode(&[0; 32]), content: hex::encode(&content) }
    });
    told
}

#[test]
fn who_is_held_out_is_found_by_the_published_rule_and_who_is_not_is_told() {
    let terms = Terms { hold_out_basis_points: 5_000, ..terms() };
    let (told, anchor) = (published(&terms), seeds().anchor());
    let mut verdicts = [0, 0];
    for account in 0..32 {
        let group = check_group(&held_out(Some(account)), &told, None).expect("checked");
        let is_in = terms.holds_out(&anchor, account);
        let expected = if is_in { GroupVerdict::Holds } else { GroupVerdict::NotInGroup };
        assert_eq!((group.verdict, group.verdict.is_wrong()), (expected, !is_in));
        verdicts[usize::from(is_in)] += 1;
        // A draw of somebody who is held out is none that was promised.
        let row = held_out(Some(account)).row;
        let drawn = receipt(Id(70), PaymentKind::Label, &drawn([0; 32]), START_MS);
        let drawn = check(&ReceiptResponse { row, ..drawn }, &told, None).expect("checked");
        let wrong = DrawVerdict::Wrong(DrawFault::HeldOut);
        assert_eq!(drawn.verdict == wrong, is_in, "{:?}", drawn.verdict);
    }
    assert!(verdicts.iter().all(|count| *count > 4), "{verdicts:?}");
    let unknown = check_group(&held_out(None), &told, None).expect("checked").verdict;
    assert_eq!(unknown, GroupVerdict::Unknown);
    let other = check_group(&held_out(Some(1)), &told, Some([9; 32])).expect("checked").verdict;
    assert_eq!(other, GroupVerdict::CommitmentWrong);
    let reason = receipt(Id(70), PaymentKind::Label, &drawn([0; 32]), START_MS);
    assert!(matches!(check_group(&reason, &told, None), Err(WalletError::DrawMissing)));
}

#[test]
fn how_one_stands_in_a_campaign_is_told_by_its_day() {
    let world = world();
    let wallet = world.wallet();
    let entrant = |last_day| EntrantResponse { campaign: CAMPAIGN, last_day, won_minor: 250 };
    for (last_day, has_drawn_today) in [(today().0, true), (today().0 - 1, false)] {
        world.operator.inner().entrant = Some(entrant(last_day));
        let (seen, _) = run(wallet.campaigns()).expect("listed");
        assert_eq!((seen[0].has_drawn_today, seen[0].won.minor()), (has_drawn_today, 250));
    }
}

#[test]
fn who_is_held_out_is_told_so_before_paying() {
    let world = world();
    let wallet = world.wallet();
    assert!(!run(wallet.campaigns()).expect("listed").0[0].is_held_out);
    world.operator.inner().held_out = vec![CAMPAIGN];
    assert!(run(wallet.campaigns()).expect("listed").0[0].is_held_out);
}

#[test]
fn a_promise_that_was_kept_is_not_replaced_by_another() {
    let world = world();
    run(world.wallet().campaigns()).expect("listed");
    // Over a restart, as it is kept with the state.
    let wallet = world.wallet();
    let (payment, evidence) = pay(&world, &wallet);
    let meaner = Terms { cap_minor: 1, ..terms() };
    world.operator.inner().campaign = Some(published(&meaner));
    let label = receipt(payment, PaymentKind::Label, &drawn(evidence), START_MS + 1000);
    let done = checked(&world, &wallet, label);
    assert_eq!(done.check.verdict, wrong(DrawError::CommitmentWrong));
}

#[test]
fn a_promise_that_was_first_seen_after_the_payment_says_so() {
    let world = world();
    let wallet = world.wallet();
    let (payment, evidence) = pay(&world, &wallet);
    show(&world, 0);
    let label = receipt(payment, PaymentKind::Label, &drawn(evidence), START_MS - 1);
    for _ in 0..2 {
        let done = checked(&world, &wallet, label.clone());
        assert_eq!(done.check.verdict, DrawVerdict::Holds);
        assert!(!done.commitment_was_kept);
    }
}

#[test]
fn a_draw_by_what_another_signed_is_found_out() {
    let world = world();
    let wallet = world.wallet();
    let (payment, _) = pay(&world, &wallet);
    show(&world, 0);
    let draw = drawn(evidence_of_order("what nobody signed"));
    let label = receipt(payment, PaymentKind::Label, &draw, START_MS + 1000);
    let done = checked(&world, &wallet, label);
    assert_eq!((done.check.verdict, done.evidence_is_mine), (DrawVerdict::Holds, Some(false)));
    let elsewhere = receipt(Id(5), PaymentKind::Label, &draw, START_MS + 1000);
    assert_eq!(checked(&world, &wallet, elsewhere).evidence_is_mine, None, "another device paid");
}

#[test]
fn a_draw_of_a_payer_code_is_held_against_the_codes_that_were_shown() {
    let world = world();
    let wallet = world.wallet();
    let shown = run(wallet.payer_code(None, None, false)).expect("a code");
    let mine = drawn(evidence_of_payer_code(shown.code.expose()));
    let other = drawn(evidence_of_payer_code("710000000000000000"));
    let charged = |draw, at_ms| receipt(Id(5), PaymentKind::PayerCode, draw, at_ms);
    let is_mine = |draw, at_ms| checked(&world, &wallet, charged(draw, at_ms)).evidence_is_mine;
    assert_eq!(is_mine(&mine, shown.made_at_ms + 5000), Some(true));
    assert_eq!(is_mine(&other, shown.made_at_ms + 5000), Some(false));
    assert_eq!(is_mine(&other, shown.made_at_ms + 3_600_000), None, "another device may have");
}

#[test]
fn a_payment_without_a_draw_and_what_is_no_campaign_are_told() {
    let world = world();
    let wallet = world.wallet();
    let (payment, evidence) = pay(&world, &wallet);
    let mut plain = receipt(payment, PaymentKind::Label, &drawn(evidence), START_MS + 1000);
    let label = plain.clone();
    plain.draw.as_mut().expect("drawn").draw = None;
    sign(&mut plain, &signer(1));
    world.operator.inner().receipts.insert(payment, plain);
    assert_eq!(run(wallet.check_draw(payment)).expect_err("none"), WalletError::DrawMissing);
    let endless = |told: &mut CampaignResponse| told.terms.last_day = i32::MAX;
    let foreign = |told: &mut CampaignResponse| told.terms.campaign = "00".repeat(16);
    let outside = |told: &mut CampaignResponse| {
        told.shown = Some(ShownSeed { day: today().0 + 3, seed: "00".repeat(32) });
    };
    let odd: [fn(&mut CampaignResponse); 3] = [endless, foreign, outside];
    let mut label = label;
    sign(&mut label, &signer(1));
    world.operator.inner().receipts.insert(payment, label);
    for change in odd {
        let mut told = published(&terms());
        change(&mut told);
        world.operator.inner().campaign = Some(told);
        let error = run(wallet.check_draw(payment)).expect_err("malformed");
        assert!(matches!(error, WalletError::AnswerMalformed(_)), "{error:?}");
    }
}

#[test]
fn what_campaigns_brought_to_a_shop_is_told_of_those_in_which_it_takes_part() {
    let world = world();
    let wallet = world.wallet();
    let group = |people, mean_hundredths| UpliftGroup {
        people,
        buyers: 1,
        taken_minor: -5,
        mean_hundredths,
    };
    let told = UpliftResponse {
        campaign: CAMPAIGN,
        title: "Autumn".to_owned(),
        currency: "CNY".to_owned(),
        from_ms: 1,
        until_ms: 2,
        is_over: true,
        hold_out_basis_points: 1_000,
        may_win: group(9, Some(12_350)),
        held_out: group(0, None),
        difference: Some(UpliftDifference {
            mean_hundredths: 150,
            low_hundredths: -150,
            high_hundredths: 449,
        }),
        verdict: UpliftVerdict::NoneTold,
    };
    world.operator.inner().office.uplifts = vec![told.clone()];
    let seen = run(wallet.uplifts(SHOP)).expect("told").remove(0);
    let net = |minor: u64, is_negative| Net { amount: yuan(minor), is_negative };
    assert_eq!((seen.may_win.mean, seen.may_win.taken), (Some(net(124, false)), net(5, true)));
    let difference = seen.difference.expect("a difference");
    assert_eq!((difference.mean, difference.low), (net(2, false), net(2, true)));
    assert_eq!(difference.high, net(5, false));
    let foreign = UpliftResponse { currency: "EUR".to_owned(), ..told };
    world.operator.inner().office.uplifts = vec![foreign];
    assert!(run(wallet.uplifts(SHOP)).is_err());
    let mut elsewhere = published(&terms());
    let listed = vec![hex::encode(&5_u128.to_be_bytes())];
    elsewhere.terms.merchants = CampaignMerchants { kind: MerchantsKind::Only, listed };
    world.operator.inner().campaign = Some(elsewhere);
    assert_eq!(run(wallet.uplifts(SHOP)), Ok(Vec::new()));
}
