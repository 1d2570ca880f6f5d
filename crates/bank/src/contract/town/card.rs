//! Cards of the town: bound by whoever holds them, taken off, and counted for gifts.

use super::coupon::{given_out, receive, rules};
use super::{person, plain};
use crate::command::{BindCard, Command, CommandKey, Envelope, Scope, UnbindCard};
use crate::id::CardId;
use crate::record::CardToken;
use promotion::coupon::Rules;

/// Returns a card.
pub fn card(n: u32) -> CardId {
    CardId(0xC_0000_0000 + u128::from(n))
}

/// Returns what binds card `n` to a person.
pub fn to_bind(person_n: u32, n: u32) -> BindCard {
    BindCard {
        person: person(person_n),
        card: card(n),
        brand: "Harbour Bank".to_owned(),
        last_four: 4242,
        token: CardToken::new(format!("token-{person_n}-{n}")),
    }
}

/// Returns the command under a key of the person's.
pub fn bind_with(id: u128, bind: BindCard) -> Envelope {
    let key = CommandKey { scope: Scope::Person(bind.person), id };
    Envelope { key: Some(key), ..plain(Command::BindCard(bind)) }
}

/// Binds card `n` to a person.
pub fn bind(id: u128, person_n: u32, n: u32) -> Envelope {
    bind_with(id, to_bind(person_n, n))
}

/// Takes card `n` off a person.
pub fn unbind(person_n: u32, n: u32) -> Envelope {
    plain(Command::UnbindCard(UnbindCard { person: person(person_n), card: card(n) }))
}

/// Returns the rules of a gift for binding a card.
pub fn gift() -> Rules {
    Rules { needs_card: true, per_person_max: 1, ..rules() }
}

/// Gives a person a coupon of batch `n`, for which a card counts.
pub fn receive_for(id: u128, n: u32, person_n: u32, card_n: u32) -> Envelope {
    let mut envelope = receive(id, n, person_n);
    if let Command::ReceiveCoupon(receive) = &mut envelope.command {
        receive.card = Some(card(card_n));
    }
    envelope
}

/// Returns all that can happen to cards.
pub fn lived_in() -> Vec<Envelope> {
    let mut envelopes = vec![bind(400, 0, 0), bind(401, 1, 0), bind(402, 1, 1), unbind(1, 1)];
    envelopes.extend(given_out(9, gift()));
    envelopes.push(receive_for(403, 9, 0, 0));
    envelopes
}
