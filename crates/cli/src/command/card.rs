//! `tongbao card`: the bound cards of this wallet, binding one and taking one off.

use crate::arguments::Card as Asked;
use crate::failure::Failure;
use crate::{output, prompt};
use paycode::printable;
use serde::Serialize;
use wallet::card::{Card, CardCode};
use wallet_io::DeviceWallet;
use wire::{Id, Secret};

/// Where a card's number may come from: never the command line, which others can read.
const NUMBER: &str = "TONGBAO_CARD_NUMBER";

#[derive(Debug, Serialize)]
struct CardView {
    card: Id,
    brand: String,
    last_four: String,
    bound_at_ms: u64,
}

#[derive(Debug, Serialize)]
struct SentView {
    binding: Id,
    sent_to: String,
    code_digits: u8,
    expires_at_ms: u64,
}

/// Does one of the four.
pub async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    match asked {
        Asked::List => listed(wallet.cards().await?.cards, is_json),
        Asked::Bind { holder } => {
            let number = match prompt::from_environment(NUMBER) {
                Some(number) => number,
                None => prompt::secret("The number on the card")?,
            };
            let CardCode { binding, sent_to, code_digits, expires_at_ms } =
                wallet.bind_card(number, &holder).await?;
            let sent_to = printable(&sent_to);
            let view = SentView { binding, sent_to, code_digits, expires_at_ms };
            output::either(is_json, &view, || {
                let SentView { binding, sent_to, code_digits, .. } = &view;
                format!(
                    "The issuer sent a code of {code_digits} digits to {sent_to}. Go on with: \
                     tongbao card confirm {binding} --code CODE"
                )
            })
        }
        Asked::Confirm { binding, code } => {
            let binding = binding.parse().map_err(|_| unknown("binding"))?;
            let card = wallet.confirm_card(binding, Secret::new(code.trim())).await?;
            let view = view(&card);
            output::either(is_json, &view, || format!("Bound: {}", line(&view)))
        }
        Asked::Unbind { card } => {
            let card = card.parse().map_err(|_| unknown("card"))?;
            listed(wallet.unbind_card(card).await?.cards, is_json)
        }
    }
}

fn unknown(what: &str) -> Failure {
    let code = if what == "card" { "card_unknown" } else { "card_binding_unknown" };
    let advice = "Take it from tongbao card list, or bind the card again.";
    Failure::new(code, format!("This is no {what}'s identifier."), advice)
}

fn listed(cards: Vec<Card>, is_json: bool) -> Result<(), Failure> {
    let views: Vec<CardView> = cards.iter().map(view).collect();
    output::either(is_json, &views, || {
        let lines: Vec<String> = views.iter().map(line).collect();
        if lines.is_empty() { "No cards.".to_owned() } else { lines.join("\n") }
    })
}

fn view(card: &Card) -> CardView {
    let Card { card, brand, last_four, bound_at_ms } = card;
    CardView {
        card: *card,
        brand: printable(brand),
        last_four: last_four.clone(),
        bound_at_ms: *bound_at_ms,
    }
}

fn line(view: &CardView) -> String {
    format!("{}  {}  ···· {}", view.card, view.brand, view.last_four)
}
