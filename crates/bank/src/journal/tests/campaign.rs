//! The bytes of rows about campaigns, kinds 90 to 95.

use super::*;
use promotion::calendar;
use promotion::id::MerchantId;

const DAY: [u8; 4] = (-2_i32).to_be_bytes();

#[test]
fn rows_of_campaigns_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let number = |number: u64| number.to_be_bytes();
    let campaign = CampaignId(1);
    let opened = |funder| JournalEntry::CampaignOpened {
        campaign,
        account: account(2),
        title: "\u{96EA}".to_owned(),
        commitment: [3; 32],
        anchor: [4; 32],
        funder,
        budget_minor: 5,
    };
    let title = [&number(3)[..], "\u{96EA}".as_bytes()].concat();
    let begun = [&id(1)[..], &id(account(2).0), &title, &[3; 32], &[4; 32]].concat();
    let by_operator = [&begun[..], &[1], &number(5)].concat();
    let by_merchant = [&begun[..], &[2], &id(6), &number(5)].concat();
    let changed = |state| JournalEntry::CampaignChanged { campaign, state };
    let seed = JournalEntry::SeedShown { campaign, day: LocalDay(-2), seed: [7; 32] };
    let rows = [
        (90, opened(Funder::Operator), by_operator),
        (90, opened(Funder::Merchant(MerchantId(6))), by_merchant),
        (91, changed(State::Draft), [&id(1)[..], &[0]].concat()),
        (91, changed(State::Active), [&id(1)[..], &[1]].concat()),
        (91, changed(State::Paused), [&id(1)[..], &[2]].concat()),
        (91, changed(State::Ended), [&id(1)[..], &[3]].concat()),
        (
            92,
            JournalEntry::CampaignLimited { campaign, budget_minor: 8 },
            [&id(1)[..], &number(8)].concat(),
        ),
        (95, seed, [&id(1)[..], &DAY, &[7; 32]].concat()),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}

#[test]
fn rows_of_draws_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let number = |number: u64| number.to_be_bytes();
    let money = |minor: u64| [&number(minor)[..], b"CNY"].concat();
    let (campaign, payment, account) = (CampaignId(1), PaymentId(2), account(3));
    let drawn = |prize, won| {
        let (day, evidence, paid, ticket) = (LocalDay(-2), [4; 32], amount(5), 6);
        let draw = Draw { campaign, day, evidence, paid, ticket, prize, won: amount(won) };
        JournalEntry::Drawn { payment, account, draw }
    };
    let begun = [&id(2)[..], &id(account.0), &id(1), &DAY, &[4; 32], &money(5), &number(6)];
    let lost = [&begun.concat()[..], &[0], &money(0)].concat();
    let won = [&begun.concat()[..], &[1], &number(7), &money(8)].concat();
    let not = |reason| JournalEntry::NotDrawn { payment, campaign, account, reason };
    let none = |code: &str, of: u64| {
        let length = number(u64::try_from(code.len()).expect("short"));
        [&id(2)[..], &id(account.0), &id(1), &length, code.as_bytes(), &number(of)].concat()
    };
    let over = NotDrawn::Over { until: calendar::TimeMs(9) };
    let rows = [
        (93, drawn(None, 0), lost),
        (93, drawn(Some(7), 8), won),
        (94, not(NotDrawn::DrawnToday), none("drawn_today", 0)),
        (94, not(over), none("over", 9)),
        (94, not(NotDrawn::BudgetShort { worst_minor: 10 }), none("budget_short", 10)),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}
