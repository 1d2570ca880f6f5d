//! Pairwise pseudonyms: what stands for a payer at one shop, and at no other.
//!
//! The pseudonym of an account at a shop is the first 128 bits of HMAC-SHA256, with a key that is
//! for nothing else, over the text `tongbao/pseudonym/1` and the 16 bytes each of the shop's and
//! the account's identifiers, big-endian. A shop sees that the same payer comes again; two shops
//! that compare their lists see two unrelated numbers, because without the key neither can be made
//! from the other. Every shop of a chain is a shop of its own here.

use bank::id::{AccountId, MerchantId};
use ring::hmac;
use wire::Id;

const CONTEXT: &[u8] = b"tongbao/pseudonym/1";

/// Makes pseudonyms.
#[derive(Clone, Debug)]
pub struct Pseudonyms(hmac::Key);

impl Pseudonyms {
    /// Makes them with a key.
    pub const fn new(key: hmac::Key) -> Self {
        Self(key)
    }

    /// Returns what stands for an account at a shop.
    pub fn of(&self, merchant: MerchantId, account: AccountId) -> Id {
        let Self(key) = self;
        let mut context = hmac::Context::with_key(key);
        context.update(CONTEXT);
        context.update(&merchant.0.to_be_bytes());
        context.update(&account.0.to_be_bytes());
        let tag = context.sign();
        let first = tag.as_ref().iter().take(16);
        Id(first.fold(0, |number, byte| number << 8 | u128::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn pseudonyms(byte: u8) -> Pseudonyms {
        Pseudonyms::new(hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]))
    }

    #[test]
    fn a_payer_is_the_same_at_one_shop_and_another_at_every_other() {
        let of = |shop, account| pseudonyms(7).of(MerchantId(shop), AccountId(account));
        assert_eq!(of(1, 9), of(1, 9));
        let seen: BTreeSet<Id> =
            (0..50).flat_map(|shop| (0..50).map(move |account| of(shop, account))).collect();
        assert_eq!(seen.len(), 2500, "no two pairs share one");
        // Who is which at one shop tells nothing about another: the order of payers is not kept.
        let order = |shop: u128| {
            let mut payers: Vec<u128> = (0..50).collect();
            payers.sort_by_key(|account| of(shop, *account));
            payers
        };
        assert_ne!(order(1), order(2));
    }

    #[test]
    fn the_derivation_is_the_one_that_is_described() {
        // The text, 1 and 2 in 16 bytes each, HMAC-SHA256 under 32 bytes of 7: by another program.
        let made = pseudonyms(7).of(MerchantId(1), AccountId(2));
        assert_eq!(format!("{:032x}", made.0), "f54a4f2a051cfdc8286c697b1bfde0c5");
        assert_ne!(made, pseudonyms(8).of(MerchantId(1), AccountId(2)), "another key");
        assert_ne!(made, pseudonyms(7).of(MerchantId(2), AccountId(1)), "the other way round");
    }
}
