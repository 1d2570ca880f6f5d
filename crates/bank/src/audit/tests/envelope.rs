//! What an audit finds of envelopes that were changed behind the rules' back.

use crate::audit::{Finding, Options, audit, audit_with};
use crate::batch;
use crate::contract::town::{self, envelope as town_envelope};
use crate::id::EnvelopeId;
use crate::journal::{ChainHead, JournalEntry};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{EnvelopeState, Record, SentEnvelope};
use promotion::Seed;

fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(3, 1, 50_000);
    envelopes.extend(town_envelope::lived_in());
    for outcome in batch::run(&mut store, &envelopes).expect("memory works") {
        outcome.expect("nothing speaks against it");
    }
    store
}

/// Changes an envelope, and returns whether the audit names it.
fn is_found(id: u128, change: impl FnOnce(&mut SentEnvelope)) -> bool {
    let store = lived_in();
    store.tamper_records(|records| match records.get_mut(&Key::Envelope(EnvelopeId(id))) {
        Some(Record::Envelope(sent)) => change(sent),
        other => panic!("an envelope, not {other:?}"),
    });
    let findings = audit(&store).expect("memory works").findings;
    findings.contains(&Finding::EnvelopeDiffers { envelope: EnvelopeId(id) })
}

/// Changes entries of the journal and chains it anew, as whoever holds every file would.
fn rewritten(change: impl Fn(&mut JournalEntry)) -> Vec<Finding> {
    let store = lived_in();
    store.tamper_journal(|rows| {
        let mut head = ChainHead::default();
        for row in rows {
            change(&mut row.entry);
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
    audit(&store).expect("memory works").findings
}

#[test]
fn an_honest_town_is_clean_from_every_row_on() {
    let store = lived_in();
    let whole = audit(&store).expect("memory works");
    assert_eq!(whole.findings, []);
    for since in 1..=whole.rows {
        let options = Options { since, ..Options::default() };
        assert_eq!(audit_with(&store, options).expect("memory works").findings, [], "{since}");
    }
}

#[test]
fn every_part_of_an_envelope_is_compared() {
    for id in [300, 310, 320, 330, 340] {
        assert!(is_found(id, |sent| sent.seed = Seed::new([1; 32])), "{id}: other shares");
        assert!(is_found(id, |sent| sent.envelope.total = town::amount(7)));
        assert!(is_found(id, |sent| sent.envelope.shares += 1));
        assert!(is_found(id, |sent| sent.sender = town::person(9)));
        assert!(is_found(id, |sent| sent.payee = Some(town::person(9))));
        assert!(is_found(id, |sent| sent.claim_hash = Some([1; 32])));
        assert!(is_found(id, |sent| sent.sent_at.0 += 1));
        assert!(is_found(id, |sent| sent.claimed += 1));
        assert!(is_found(id, |sent| sent.state = match sent.state {
            EnvelopeState::Open => EnvelopeState::Finished,
            EnvelopeState::Finished | EnvelopeState::Returned => EnvelopeState::Open,
        }));
    }
}

#[test]
fn envelopes_and_claims_that_were_added_or_removed_are_found() {
    for (envelope, person) in [(300, 1), (330, 0)] {
        let key = Key::Claim(EnvelopeId(envelope), town::person(person));
        let found = [Finding::EnvelopeDiffers { envelope: EnvelopeId(envelope) }];
        let store = lived_in();
        store.tamper_records(|records| drop(records.remove(&key)));
        assert_eq!(audit(&store).expect("memory works").findings, found);
        let store = lived_in();
        store.tamper_records(|records| {
            let Some(Record::Claim(claim)) = records.get(&key).cloned() else { panic!("a claim") };
            let more = Record::Claim(crate::record::Claim { person: town::person(7), ..claim });
            records.insert(more.key(), more);
        });
        assert_eq!(audit(&store).expect("memory works").findings, found);
    }
    let store = lived_in();
    store.tamper_records(|records| drop(records.remove(&Key::Envelope(EnvelopeId(340)))));
    assert!(!audit(&store).expect("memory works").is_clean());
}

#[test]
fn a_rewritten_journal_gives_nobody_another_share() {
    let cases: [fn(&mut JournalEntry); 6] = [
        |entry| {
            if let JournalEntry::EnvelopeSealed { commitment, .. } = entry {
                commitment[0] ^= 1;
            }
        },
        |entry| {
            if let JournalEntry::ShareClaimed { place, .. } = entry {
                *place += 1;
            }
        },
        |entry| {
            if let JournalEntry::ShareClaimed { account, .. } = entry {
                *account = town::account(0);
            }
        },
        |entry| {
            if let JournalEntry::EnvelopeEnded { seed, .. } = entry {
                *seed = Seed::new([1; 32]);
            }
        },
        |entry| {
            if let JournalEntry::EnvelopeSealed { payee, .. } = entry {
                *payee = None;
            }
        },
        |entry| {
            if let JournalEntry::EnvelopeMoved { envelope, .. } = entry {
                *envelope = EnvelopeId(300);
            }
        },
    ];
    for (number, change) in cases.into_iter().enumerate() {
        assert!(!rewritten(change).is_empty(), "case {number}");
    }
}
