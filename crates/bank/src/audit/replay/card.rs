//! Replays what the journal says of cards: who has bound which, and which coupon each counted for.

use super::{Replay, insert_new};
use crate::id::{AccountId, CardId, CouponId, StockId, TimeMs};
use crate::journal::CardEntry;
use crate::record::State;
use std::collections::BTreeMap;

/// What the journal adds up to of cards so far.
#[derive(Default)]
pub(in crate::audit) struct Cards {
    /// The cards that accounts have bound or had.
    pub(in crate::audit) bound: BTreeMap<(AccountId, CardId), ReplayedCard>,
    /// The coupon that each card counted for, by batch.
    pub(in crate::audit) gifts: BTreeMap<(StockId, CardId), CouponId>,
    /// The card that counts for the coupon of the next row.
    counting: Option<(StockId, CardId, CouponId)>,
}

/// A card of an account as the journal tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) struct ReplayedCard {
    pub(in crate::audit) hash: [u8; 32],
    pub(in crate::audit) bound_at: TimeMs,
    pub(in crate::audit) state: State,
}

impl Replay<'_> {
    /// Applies a row about cards; returns whether it can follow those before it.
    pub(super) fn apply_card(&mut self, at: TimeMs, entry: CardEntry) -> bool {
        let cards = &mut self.cards;
        match entry {
            CardEntry::Bound { card, account, hash } => {
                let bound = ReplayedCard { hash, bound_at: at, state: State::Active };
                cards.bound.insert((account, card), bound);
                self.accounts.contains_key(&account)
            }
            CardEntry::Unbound { card, account } => {
                let Some(found) = cards.bound.get_mut(&(account, card)) else { return false };
                std::mem::replace(&mut found.state, State::Closed) == State::Active
            }
            CardEntry::Counted { stock, card, coupon } => {
                let is_first = cards.counting.replace((stock, card, coupon)).is_none();
                insert_new(&mut cards.gifts, (stock, card), coupon) && is_first
            }
        }
    }

    /// Returns whether a coupon may be received as far as cards are concerned: of a batch that
    /// needs one, just after a card of the account counted for it, and of no other.
    pub(super) fn counts(
        &mut self,
        (coupon, stock): (CouponId, StockId),
        account: AccountId,
        needs_card: bool,
    ) -> bool {
        let Some((of, card, counted)) = self.cards.counting.take() else { return !needs_card };
        let bound = self.cards.bound.get(&(account, card));
        needs_card
            && (of, counted) == (stock, coupon)
            && bound.is_some_and(|bound| bound.state == State::Active)
    }
}
