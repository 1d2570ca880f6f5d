//! The bytes of rows; the layout is in the module above.

use super::{JournalEntry, Return, card, card_top_up, coupon, envelope, fee, goods, neutrality};
use crate::canonical::Bytes;
use crate::id::TimeMs;
use crate::record::{Floor, Owner};
use sha2::{Digest as _, Sha256};

/// Returns a row's hash; the layout is in the description of the module above.
pub fn row_hash(previous: &[u8; 32], sequence: u64, at: TimeMs, entry: &JournalEntry) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(row_content(sequence, at, entry));
    hasher.finalize().into()
}

/// Returns a row's own bytes, all that is hashed but the previous row's hash.
pub fn row_content(sequence: u64, at: TimeMs, entry: &JournalEntry) -> Vec<u8> {
    let bytes = Bytes::default().tag(1).number(sequence).number(at.0);
    match entry {
        JournalEntry::AccountOpened { account, owner, floor, currency } => {
            account_opened(bytes.tag(1).id(account.0), *owner, *floor).currency(*currency)
        }
        JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => bytes
            .tag(2)
            .id(payment.0)
            .id(debit.0)
            .id(credit.0)
            .amount(*amount)
            .optional_id(order.map(|order| order.0))
            .fixed(evidence_hash),
        JournalEntry::OrderOpened { order, credit, amount, expires_at } => {
            bytes.tag(3).id(order.0).id(credit.0).amount(*amount).number(expires_at.0)
        }
        JournalEntry::OrderClosed { order } => bytes.tag(4).id(order.0),
        JournalEntry::PayerAsked { order, credit, amount, expires_at, payer } => {
            bytes.tag(5).id(order.0).id(credit.0).amount(*amount).number(expires_at.0).id(payer.0)
        }
        JournalEntry::OrderReversed { order } => bytes.tag(6).id(order.0),
        JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price } => {
            let bytes = bytes
                .tag(returned_kind(*how, price.is_some()))
                .id(payment.0)
                .id(debit.0)
                .id(credit.0)
                .amount(*amount)
                .id(of.0)
                .optional_id(order.map(|order| order.0));
            match price {
                Some(price) => bytes.amount(*price),
                None => bytes,
            }
        }
        JournalEntry::Held { hold, debit, credit, amount, expires_at } => {
            bytes.tag(9).id(hold.0).id(debit.0).id(credit.0).amount(*amount).number(expires_at.0)
        }
        JournalEntry::HoldPosted { hold, payment, debit, credit, amount } => {
            bytes.tag(10).id(hold.0).id(payment.0).id(debit.0).id(credit.0).amount(*amount)
        }
        JournalEntry::HoldVoided { hold } => bytes.tag(11).id(hold.0),
        JournalEntry::HoldExpired { hold } => bytes.tag(12).id(hold.0),
        JournalEntry::Registered(registered) => registered.put(bytes),
        JournalEntry::SettingChanged { key, was, value, from, author, reason } => bytes
            .tag(40)
            .tag(key.number())
            .number(*was)
            .number(*value)
            .optional_number(from.map(|from| from.0))
            .text(author)
            .text(reason),
        of_envelopes @ (JournalEntry::EnvelopeSealed { .. }
        | JournalEntry::EnvelopeMoved { .. }
        | JournalEntry::ShareClaimed { .. }
        | JournalEntry::EnvelopeEnded { .. }) => envelope::content(bytes, of_envelopes),
        JournalEntry::Card(of_card) => card::content(bytes, of_card),
        JournalEntry::CardTopUp(entry) => card_top_up::content(bytes, entry),
        JournalEntry::Fee(moved) => fee::content(bytes, moved),
        JournalEntry::GoodsListed(listed) => goods::content(bytes, listed),
        entered @ JournalEntry::NeutralityEntered { .. } => neutrality::content(bytes, entered),
        of_coupons => coupon::content(bytes, of_coupons),
    }
    .into_vec()
}

/// Returns the kind of money that went back, of a payment with coupons or without.
fn returned_kind(how: Return, is_discounted: bool) -> u8 {
    match (how, is_discounted) {
        (Return::Refunded, false) => 7,
        (Return::Reversed, false) => 8,
        (Return::Refunded, true) => 69,
        (Return::Reversed, true) => 70,
    }
}

fn account_opened(bytes: Bytes, owner: Owner, floor: Floor) -> Bytes {
    let bytes = match owner {
        Owner::Desk => bytes.tag(0),
        Owner::Person(person) => bytes.tag(1).id(person.0),
        Owner::Merchant(merchant) => bytes.tag(2).id(merchant.0),
        Owner::Stock(stock) => bytes.tag(3).id(stock.0),
        Owner::Campaign(campaign) => bytes.tag(9).id(campaign.0),
        Owner::Envelope(envelope) => bytes.tag(8).id(envelope.0),
        Owner::Fees => bytes.tag(10),
        Owner::Issuer => bytes.tag(11),
    };
    bytes.tag(match floor {
        Floor::Zero => 0,
        Floor::None => 1,
    })
}
