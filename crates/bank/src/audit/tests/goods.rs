//! What an audit finds of goods that were changed behind the rules' back.

use super::*;
use crate::contract::town::goods as town_goods;
use crate::goods::goods_digest;

/// A town with an order, an order that a payer was asked for, and a charge, all with goods.
fn sold() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded_with_devices(2, 1, 50_000);
    envelopes.extend(town_goods::lived_in());
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(findings(&store), []);
    store
}

/// Changes a record, and returns what the audit finds.
fn changed(change: impl FnOnce(&mut BTreeMap<Key, Record>)) -> Vec<Finding> {
    let store = sold();
    store.tamper_records(change);
    findings(&store)
}

/// Rewrites the journal with a chain that fits again, and returns what the audit finds.
fn rewritten(change: impl FnOnce(&mut Vec<JournalEntry>)) -> Vec<Finding> {
    let store = sold();
    store.tamper_journal(|rows| {
        let mut entries: Vec<JournalEntry> = rows.iter().map(|row| row.entry.clone()).collect();
        change(&mut entries);
        let mut head = ChainHead::default();
        let rechained = entries.into_iter().map(|entry| {
            let row = head.append(AT, entry);
            head = row.head();
            row
        });
        *rows = rechained.collect();
    });
    findings(&store)
}

#[test]
fn attack_goods_another_line_price_or_tag_is_found() {
    for order in [1_500, 1_501, 1_502].map(OrderId) {
        for other in town_goods::others() {
            let found = changed(|records| {
                if let Some(Record::Goods(goods)) = records.get_mut(&Key::Goods(order)) {
                    goods.basket = other.clone();
                }
            });
            assert!(found.contains(&Finding::GoodsDiffers { order }), "{found:?}");
        }
        let missing = changed(|records| drop(records.remove(&Key::Goods(order))));
        assert_eq!(missing, [Finding::GoodsDiffers { order }]);
    }
}

#[test]
fn attack_goods_put_beside_what_had_none_are_found() {
    let order = OrderId(1_503);
    let found = changed(|records| {
        let kept = records.get(&Key::Goods(OrderId(1_500))).cloned();
        if let Some(Record::Goods(goods)) = kept {
            let made_up = crate::record::OrderGoods { order, ..goods };
            records.insert(Key::Goods(order), Record::Goods(made_up));
        }
    });
    assert_eq!(found, [Finding::GoodsDiffers { order }]);
}

#[test]
fn attack_goods_rows_that_are_gone_or_of_something_else_are_found() {
    let is_listed = |entry: &JournalEntry| matches!(entry, JournalEntry::GoodsListed(_));
    let gone = rewritten(|all| all.retain(|entry| !is_listed(entry)));
    for order in [1_500, 1_501, 1_502].map(OrderId) {
        assert!(gone.contains(&Finding::GoodsDiffers { order }), "{gone:?}");
    }
    let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
    let moved = rewritten(|all| {
        let place = all.iter().position(is_listed).expect("some are listed");
        all.swap(place, place + 1);
    });
    assert!(moved.iter().any(is_impossible), "{moved:?}");
    // The digest of goods that come to something else, kept as well.
    let store = sold();
    let cheaper = town_goods::cheaper();
    store.tamper_records(|records| {
        if let Some(Record::Goods(goods)) = records.get_mut(&Key::Goods(OrderId(1_500))) {
            goods.basket = cheaper.clone();
        }
    });
    store.tamper_journal(|rows| {
        let mut head = ChainHead::default();
        for row in rows {
            if let JournalEntry::GoodsListed(listed) = &mut row.entry
                && listed.order == OrderId(1_500)
            {
                listed.digest = goods_digest(&cheaper);
            }
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
    let found = findings(&store);
    assert!(found.iter().any(is_impossible), "{found:?}");
}
