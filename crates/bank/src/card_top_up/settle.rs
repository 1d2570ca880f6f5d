//! Ends a top-up with the issuer's word. The same word again changes nothing: whoever asked the
//! issuer, on whichever node, brings the same one, and the first that is decided moves the money.

use crate::account::open_account;
use crate::command::{CardWord, SettleCardTopUp};
use crate::effects::{Answer, Effects, Stop};
use crate::id::{AccountId, PaymentId};
use crate::journal::{CardTopUpEntry, JournalEntry};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::receipt::Receipt;
use crate::record::{Account, CardTopUp, CardTopUpState, Floor, Owner, PaymentKind, Record};
use crate::rejection::Rejection;
use money::Currency;

pub(crate) fn settle(page: &Page, command: &SettleCardTopUp, effects: &mut Effects) -> Answer {
    let SettleCardTopUp { top_up: id, word } = *command;
    let top_up = page.card_top_up(id)?.ok_or(Rejection::CardTopUpUnknown)?;
    match (top_up.state, word) {
        (CardTopUpState::Asked, CardWord::Charged) => pay(page, top_up, effects)?,
        (CardTopUpState::Asked, CardWord::Refused(reason)) => {
            let refused = CardTopUpEntry::Refused { top_up: id, reason };
            effects.journal(JournalEntry::CardTopUp(refused));
            let state = CardTopUpState::Refused { reason, at: effects.at() };
            effects.write(Record::CardTopUp(CardTopUp { state, ..top_up.clone() }));
        }
        (CardTopUpState::Paid { .. }, CardWord::Charged) => {}
        (CardTopUpState::Refused { reason, .. }, CardWord::Refused(again)) if reason == again => {}
        // An issuer that says now this and now that: somebody has to look.
        (CardTopUpState::Paid { .. } | CardTopUpState::Refused { .. }, _) => {
            return Err(Rejection::CardTopUpEnded.into());
        }
    }
    Ok(Receipt::CardTopUp(id))
}

/// Moves the money. Whether the person may still ask for any does not count: their card has paid.
fn pay(page: &Page, top_up: &CardTopUp, effects: &mut Effects) -> Result<(), Stop> {
    let CardTopUp { id, person, amount, .. } = *top_up;
    let person = page.person(person)?.ok_or(Rejection::PersonUnknown)?;
    let debit = owed(page, amount.currency(), effects)?;
    let credit = page.account(person.account)?.ok_or(Rejection::AccountUnknown)?;
    let movement = Transfer {
        payment: PaymentId::of_card_top_up(id),
        kind: PaymentKind::CardTopUp(id),
        debit: &debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: "",
        payee_name: &person.name,
        note: Some(top_up.card_name()),
        evidence: None,
    };
    let paid = transfer(movement, effects)?;
    let state = CardTopUpState::Paid { at: paid.at };
    effects.write(Record::CardTopUp(CardTopUp { state, ..top_up.clone() }));
    Ok(())
}

/// Returns the account of what the issuer owes, which is opened with the first top-up.
fn owed(page: &Page, currency: Currency, effects: &mut Effects) -> Result<Account, Stop> {
    let id = AccountId::of_issuer(currency);
    Ok(match page.account(id)? {
        Some(known) => known.clone(),
        None => open_account(id, Owner::Issuer, Floor::None, currency, effects),
    })
}
