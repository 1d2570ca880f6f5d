//! The bytes of rows about envelopes, kinds 80 to 83.

use super::*;

#[test]
fn rows_of_envelopes_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let money = |minor: u64| [&minor.to_be_bytes()[..], b"CNY"].concat();
    let (envelope, sender) = (EnvelopeId(1), account(2));
    let sealed = |payee, split, claim_hash| JournalEntry::EnvelopeSealed {
        envelope,
        sender,
        payee,
        total: amount(3),
        shares: 0x0405,
        split,
        claim_hash,
        commitment: [6; 32],
    };
    let begun = [id(1), id(account(2).0)].concat();
    let to_group = [&begun[..], &[0], &money(3), &[4, 5], &[2], &[1], &[7; 32], &[6; 32]].concat();
    let to_one =
        [&begun[..], &[1], &id(account(8).0), &money(3), &[4, 5], &[1], &[0], &[6; 32]].concat();
    let moved = JournalEntry::EnvelopeMoved {
        payment: PaymentId(9),
        debit: sender,
        credit: account(10),
        amount: amount(11),
        envelope,
        evidence_hash: [12; 32],
    };
    let accounts = [id(account(2).0), id(account(10).0)].concat();
    let of_moved = [&id(9)[..], &accounts, &money(11), &id(1), &[12; 32]].concat();
    let claimed = JournalEntry::ShareClaimed { envelope, account: sender, place: 0x0102 };
    let ended = JournalEntry::EnvelopeEnded { envelope, seed: Seed::new([13; 32]) };
    let rows = [
        (80, sealed(None, Split::Lucky, Some([7; 32])), to_group),
        (80, sealed(Some(account(8)), Split::Equal, None), to_one),
        (81, moved, of_moved),
        (82, claimed, [&begun[..], &[1, 2]].concat()),
        (83, ended, [&id(1)[..], &[13; 32]].concat()),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}
