//! Compares cards, and the coupons that they counted for, with what the journal added up to.

use super::{Tell, each};
use crate::audit::replay::Replay;
use crate::audit::replay::card::ReplayedCard;
use crate::audit::{AuditReport, Finding};
use crate::key::Kind;
use crate::record::{Card, CardGift, Record};
use crate::store::{Reader, StoreError};
use std::collections::BTreeSet;

pub(super) fn all(
    reader: &dyn Reader,
    replay: &Replay<'_>,
    report: &mut AuditReport,
    tell: &mut Tell<'_>,
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    each(reader, Kind::Card, "cards", tell, |record| {
        let Record::Card(card) = record else { return Ok(()) };
        let key = replay.directory.of_person(card.person).map(|account| (account, card.id));
        let replayed = key.and_then(|key| replay.cards.bound.get(&key));
        if replayed != Some(&as_replayed(&card)) {
            report.findings.push(Finding::CardDiffers { card: card.id });
        }
        seen.extend(key);
        Ok(())
    })?;
    for (_, card) in replay.cards.bound.keys().filter(|key| !seen.contains(key)) {
        report.findings.push(Finding::CardDiffers { card: *card });
    }
    let mut seen = BTreeSet::new();
    each(reader, Kind::CardGift, "gifts for cards", tell, |record| {
        let Record::CardGift(CardGift { stock, card, coupon }) = record else { return Ok(()) };
        if replay.cards.gifts.get(&(stock, card)) != Some(&coupon) {
            report.findings.push(Finding::CardDiffers { card });
        }
        seen.insert((stock, card));
        Ok(())
    })?;
    for (_, card) in replay.cards.gifts.keys().filter(|key| !seen.contains(key)) {
        report.findings.push(Finding::CardDiffers { card: *card });
    }
    Ok(())
}

fn as_replayed(card: &Card) -> ReplayedCard {
    ReplayedCard { hash: card.hash(), bound_at: card.bound_at, state: card.state }
}
