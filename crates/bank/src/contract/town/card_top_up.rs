//! Top-ups by card in the town: asked for, paid and refused.

use super::{amount, person, plain};
use crate::card_top_up::CardTopUpLimits;
use crate::command::{
    AskCardTopUp, CardWord, Command, CommandKey, Envelope, PinCheck, Scope, SettleCardTopUp,
};
use crate::contract::town::card::{bind, card};
use crate::id::CardTopUpId;
use crate::record::CardRefusal;

/// How far the town's people go: from 1.00 to 500.00, 800.00 a day, five times.
pub const LIMITS: CardTopUpLimits =
    CardTopUpLimits { min_minor: 100, max_minor: 50_000, day_max_minor: 80_000, day_uses_max: 5 };

/// Asks for money from card `card_n` of a person; no PIN is needed.
pub fn ask(id: u128, person_n: u32, card_n: u32, minor: u64) -> Envelope {
    let person = person(person_n);
    let ask = AskCardTopUp {
        top_up: CardTopUpId(id),
        person,
        card: card(card_n),
        amount: amount(minor),
        pin: PinCheck::Missing,
        pin_from_minor: u64::MAX,
        limits: LIMITS,
    };
    let key = CommandKey { scope: Scope::Person(person), id };
    Envelope { key: Some(key), ..plain(Command::AskCardTopUp(ask)) }
}

/// Brings the issuer's word.
pub fn settle(id: u128, word: CardWord) -> Envelope {
    plain(Command::SettleCardTopUp(SettleCardTopUp { top_up: CardTopUpId(id), word }))
}

/// Brings the word that the card has paid.
pub fn charged(id: u128) -> Envelope {
    settle(id, CardWord::Charged)
}

/// Brings the word that there is not that much on it.
pub fn refused(id: u128) -> Envelope {
    settle(id, CardWord::Refused(CardRefusal::FundsShort))
}

/// Returns all that can happen to top-ups by card: one is paid, one refused, one in the air.
pub fn lived_in() -> Vec<Envelope> {
    vec![
        bind(1_500, 5, 5),
        ask(1_501, 5, 5, 900),
        charged(1_501),
        ask(1_502, 5, 5, 800),
        refused(1_502),
        ask(1_503, 5, 5, 700),
    ]
}
