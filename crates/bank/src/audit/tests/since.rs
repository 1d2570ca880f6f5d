//! An audit that goes on from a trusted row finds what was changed since, and says nothing wrong
//! of an honest town wherever it begins.

use super::*;
use crate::tree::grow;
use std::sync::Arc;

fn since(store: &MemoryStore, since: u64) -> AuditReport {
    audit_with(store, Options { since, ..Options::default() }).expect("memory works")
}

/// A town with more rows than the tree has leaves below its first kept hash.
fn grown() -> MemoryStore {
    use crate::store::Upkeep as _;
    let mut store = lived_in();
    let envelopes: Vec<_> = (0..60).map(|n| town::open_account(10 + n)).collect();
    assert!(batch::run(&mut store, &envelopes).expect("memory works").iter().all(Result::is_ok));
    let nodes = grow(&store, 10).expect("grows");
    assert!(!nodes.is_empty());
    store.keep_tree(&nodes).expect("keeps");
    store
}

#[test]
fn an_honest_town_is_clean_from_every_row_on() {
    let store = grown();
    let end = store.chain_head().expect("memory works").sequence;
    for row in (0..30).chain(250..=end) {
        let report = since(&store, row);
        assert_eq!(report.findings, [], "since {row}");
        assert_eq!((report.since, report.rows, report.head.sequence), (row, end - row, end));
    }
}

#[test]
fn what_was_changed_since_is_found_and_what_was_before_is_believed() {
    let store = lived_in();
    let payment = PaymentId(3);
    store.tamper_records(|records| {
        let Some(Record::Payment(own)) = records.get_mut(&Key::Payment(payment)) else { return };
        Arc::make_mut(own).amount = town::amount(6);
    });
    let last = store.chain_head().expect("memory works").sequence;
    assert_eq!(since(&store, last - 1).findings, [Finding::PaymentDiffers { payment }]);
    assert_eq!(since(&store, last).findings, []);
    store.tamper_journal(|rows| rows[FIRST_PAYMENT].at = AT.plus_ms(1));
    assert!(since(&store, 14).findings.contains(&Finding::HashWrong { sequence: 15 }));
    assert!(!since(&store, 15).findings.contains(&Finding::HashWrong { sequence: 15 }));
}

#[test]
fn a_row_that_is_not_there_is_a_finding() {
    let beyond = since(&lived_in(), 21).findings;
    assert_eq!(beyond, [Finding::Unproven(Unproven::HeadBeyond { size: 21 })]);
}

#[test]
fn progress_is_told() {
    let mut stages = Vec::new();
    let mut progress = |progress: Progress| stages.push((progress.stage, progress.done));
    let options = Options { progress: Some(&mut progress), ..Options::default() };
    assert!(audit_with(&lived_in(), options).expect("memory works").is_clean());
    assert!(stages.contains(&("rows", 20)) && stages.contains(&("accounts", 4)), "{stages:?}");
}
