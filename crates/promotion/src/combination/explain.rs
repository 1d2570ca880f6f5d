//! Puts a selection into words: what each offer saves, or why it is not used.

use super::ranked::Ranked;
use super::search::{Candidate, Part, Selection};
use super::{Combination, ITEM_OFFERS_MAX, ORDER_OFFERS_MAX, Unused, Verdict};
use crate::coupon::Order;
use money::Amount;

/// Who made the selection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Saving,
    Payer,
}

pub(super) fn combination(
    order: &Order,
    ranked: &Ranked,
    selection: &Selection,
    by: By,
) -> Combination {
    let currency = order.total().currency();
    let amount = |minor| Amount::new(minor, currency).unwrap_or(order.total());
    let verdicts = ranked.given.iter().map(|(id, refusal)| {
        let mut found = ranked.candidates.iter().chain(&ranked.spare);
        let verdict = match (refusal, found.find(|found| found.id == *id)) {
            (Some(refusal), _) => Verdict::Unused(Unused::Refused(*refusal)),
            (None, None) => Verdict::Unused(Unused::NotChosen),
            (None, Some(candidate)) => {
                let step = selection.steps.iter().find(|(rank, ..)| *rank == candidate.rank);
                match step {
                    Some((_, line, saving_minor)) => {
                        Verdict::Used { line: *line, saving: amount(*saving_minor) }
                    }
                    None if by == By::Payer => Verdict::Unused(Unused::NotChosen),
                    None => Verdict::Unused(why_not(order, ranked, selection, candidate)),
                }
            }
        };
        (*id, verdict)
    });
    Combination {
        total: order.total(),
        payable: amount(selection.payable_minor),
        verdicts: verdicts.collect(),
    }
}

/// Returns why a candidate that could be used is not, by the first reason that holds.
fn why_not(order: &Order, ranked: &Ranked, selection: &Selection, candidate: &Candidate) -> Unused {
    let of_rank = |rank: usize| ranked.candidates.get(rank);
    let used = || selection.steps.iter().filter_map(|(rank, ..)| of_rank(*rank));
    if let Some(alone) = used().find(|used| !used.is_stackable) {
        return Unused::BesideAlone { used: alone.id };
    }
    if !candidate.is_stackable {
        return Unused::OnlyAlone { saves_minor: alone_minor(order, candidate) };
    }
    if selection.payable_minor == 1 {
        return Unused::NothingLeft;
    }
    let items = selection.steps.iter().filter(|(_, line, _)| line.is_some()).count();
    match &candidate.part {
        Part::Order(_) if selection.steps.len() - items == ORDER_OFFERS_MAX => {
            Unused::LimitReached { most: ORDER_OFFERS_MAX }
        }
        Part::Order(_) => Unused::NoGain,
        Part::Item(edges) => {
            let holder = |line: usize| {
                selection.steps.iter().find(|(_, on, _)| *on == Some(line)).map(|(rank, ..)| *rank)
            };
            let best = edges.iter().max_by_key(|edge| (edge.saving_minor, usize::MAX - edge.line));
            let by = best.and_then(|edge| holder(edge.line)).and_then(of_rank);
            match by {
                Some(by) if edges.iter().all(|edge| holder(edge.line).is_some()) => {
                    Unused::ItemTaken { by: by.id }
                }
                Some(_) | None if items == ITEM_OFFERS_MAX => {
                    Unused::LimitReached { most: ITEM_OFFERS_MAX }
                }
                Some(_) | None => Unused::NoGain,
            }
        }
    }
}

/// What a candidate saves by itself, in minor units.
fn alone_minor(order: &Order, candidate: &Candidate) -> u64 {
    let total_minor = order.total().minor();
    match &candidate.part {
        Part::Order(cut) => cut.saving_minor(total_minor),
        Part::Item(edges) => {
            let best = edges.iter().map(|edge| edge.saving_minor).max().unwrap_or_default();
            best.min(total_minor - 1)
        }
    }
}
