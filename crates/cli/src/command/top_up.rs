//! `tongbao top-up`: money from a bound card into the account, and what became of it.

use super::pay::read_pin;
use crate::arguments::TopUp as Asked;
use crate::failure::Failure;
use crate::output;
use paycode::printable;
use serde::Serialize;
use wallet::card_top_up::{CardTopUp, CardTopUpEnd, CardTopUps};
use wallet_io::DeviceWallet;
use wire::card_top_up::{CardRefusal, CardTopUpState};
use wire::{Id, Money};

#[derive(Debug, Serialize)]
struct TopUpsView {
    min: Money,
    max: Money,
    left: Money,
    top_ups: Vec<TopUpView>,
}

#[derive(Debug, Serialize)]
struct TopUpView {
    top_up: Id,
    card: String,
    amount: Money,
    state: CardTopUpState,
    reason: Option<CardRefusal>,
    payment: Option<Id>,
    asked_at_ms: u64,
}

/// Asks for money from a card, or tells what there is to tell.
pub async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    let (Some(amount), Some(card)) = (asked.amount, asked.card) else {
        return listed(wallet.card_top_ups().await?, is_json);
    };
    let card = card.trim().parse().map_err(|_| {
        let advice = "Take it from tongbao card list.";
        Failure::new("card_unknown", "This is no card's identifier.".to_owned(), advice)
    })?;
    let (pin, _) = read_pin(true, asked.pin_stdin)?;
    let top_up = wallet.top_up(card, &amount, pin).await?;
    let said = said(&top_up);
    output::either(is_json, &view(&top_up), || said)
}

fn listed(book: CardTopUps, is_json: bool) -> Result<(), Failure> {
    let CardTopUps { min, max, left, top_ups } = book;
    let mut lines = vec![format!("From {min} to {max}; {left} more in these 24 hours.")];
    lines.extend(top_ups.iter().map(said));
    let top_ups = top_ups.iter().map(view).collect();
    let view = TopUpsView { min: min.into(), max: max.into(), left: left.into(), top_ups };
    output::either(is_json, &view, || lines.join("\n"))
}

fn view(top_up: &CardTopUp) -> TopUpView {
    let CardTopUp { top_up: id, amount, end, asked_at_ms, .. } = top_up;
    let (state, reason, payment) = match *end {
        CardTopUpEnd::Waiting => (CardTopUpState::Waiting, None, None),
        CardTopUpEnd::Paid(payment) => (CardTopUpState::Paid, None, Some(payment)),
        CardTopUpEnd::Refused(reason) => (CardTopUpState::Refused, Some(reason), None),
    };
    let (card, amount) = (card(top_up), (*amount).into());
    TopUpView { top_up: *id, card, amount, state, reason, payment, asked_at_ms: *asked_at_ms }
}

fn card(top_up: &CardTopUp) -> String {
    format!("{} ····{}", printable(&top_up.brand), printable(&top_up.last_four))
}

fn said(top_up: &CardTopUp) -> String {
    let end = match top_up.end {
        CardTopUpEnd::Waiting => {
            "is not answered by its bank yet. The operator keeps asking; nothing is lost"
        }
        CardTopUpEnd::Paid(_) => "is in your account",
        CardTopUpEnd::Refused(CardRefusal::FundsShort) => {
            "was refused: there is not that much on the card"
        }
        CardTopUpEnd::Refused(CardRefusal::LimitReached) => {
            "was refused: that is above the card's limit"
        }
        CardTopUpEnd::Refused(CardRefusal::CardBlocked) => {
            "was refused: the bank does not let the card pay"
        }
        CardTopUpEnd::Refused(CardRefusal::CardGone) => "was refused: the card was taken off",
    };
    format!("{} from {} {end}.", top_up.amount, card(top_up))
}
