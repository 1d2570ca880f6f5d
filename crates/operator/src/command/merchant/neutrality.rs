//! `tongbaod merchant limit|remove|lift|appeals|answer`: what holds a merchant back, each with a
//! reason of the published list and a sentence, in the neutrality log for everybody to read.

use super::super::desk::Desk;
use super::super::{CommandError, print};
use crate::service::neutrality::{ATTEMPTS, next_number, open_appeals, view};
use crate::{clock, random};
use bank::command::{AnswerAppeal, LimitMerchant, LimitStep};
use bank::id::MerchantId;
use bank::neutrality::holds_back;
use bank::record::NeutralityEntry;
use bank::{Command, CommandKey, Receipt, Rejection, Scope, TimeMs};
use proof::neutrality::{Action, Reason};
use serde_json::{Value, json};

/// Why, in a word of the list and in a sentence.
#[derive(Debug, clap::Args)]
pub struct Why {
    /// The reason: law, fraud_suspected, fraud_proven, chargebacks, identity_unproven,
    /// goods_forbidden, key_stolen, asked_by_merchant, inactive, reason_gone, mistake.
    #[arg(long, value_parser = reason)]
    reason: Reason,
    /// The sentence that everybody reads: one line of up to 280 characters.
    #[arg(long)]
    text: String,
}

fn reason(word: &str) -> Result<Reason, String> {
    Reason::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Reason::ALL.iter().map(|reason| reason.word()).collect();
        format!("is one of {}", words.join(", "))
    })
}

/// Limits, removes or lifts a merchant.
pub fn limit(
    desk: &Desk,
    merchant: &str,
    step: LimitStep,
    why: &Why,
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let about = holding(desk, merchant.id)?.map(|kept| kept.entry.number);
    enter(desk, json, |number| {
        let (merchant, reason, text) = (merchant.id, why.reason, why.text.trim().to_owned());
        Command::LimitMerchant(LimitMerchant { number, merchant, step, about, reason, text })
    })
}

/// Answers an appeal.
pub fn answer(
    desk: &Desk,
    appeal: u64,
    grant: bool,
    text: &str,
    json: bool,
) -> Result<(), CommandError> {
    let text = text.trim();
    enter(desk, json, |number| {
        Command::AnswerAppeal(AnswerAppeal { number, appeal, grant, text: text.to_owned() })
    })
}

/// Lists the appeals that wait for an answer, those whose time ends first in front.
pub fn appeals(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let mut open = open_appeals(desk.reader.as_ref())?;
    open.reverse();
    let now = clock::now().0;
    let mut lines = Vec::new();
    for kept in &open {
        let until = clock::text::to_text(TimeMs(kept.entry.answer_by_ms.unwrap_or_default()));
        let overdue = if kept.entry.is_overdue(now) { "  OVERDUE" } else { "" };
        lines.push(format!("{}  answer until {until}{overdue}", line(kept)));
    }
    let values: Vec<Value> = open
        .iter()
        .map(|kept| json!({ "entry": view(kept), "is_overdue": kept.entry.is_overdue(now) }))
        .collect();
    print::value(json, &json!(values), &lines);
    Ok(())
}

/// Returns the entry that holds a merchant back.
fn holding(desk: &Desk, merchant: MerchantId) -> Result<Option<NeutralityEntry>, CommandError> {
    let mut before = None;
    loop {
        let page = desk.reader.neutrality(before, 1000)?;
        let Some(last) = page.last() else { return Ok(None) };
        before = Some(last.entry.number);
        let is_it = |kept: &NeutralityEntry| kept.entry.merchant == merchant.0 && holds_back(kept);
        if let Some(found) = page.into_iter().find(is_it) {
            return Ok(Some(found));
        }
    }
}

/// Writes an entry under the next number, and again where a till was quicker.
fn enter(desk: &Desk, json: bool, command: impl Fn(u64) -> Command) -> Result<(), CommandError> {
    let key = CommandKey { scope: Scope::Operator, id: random::bits()? };
    for _ in 0..ATTEMPTS {
        let next = next_number(desk.reader.as_ref())?;
        match desk.ask(Some(key), command(next))? {
            Ok(Receipt::NeutralityEntered(number)) => return tell(desk, number, json),
            Ok(_) => return Err(CommandError::new("internal", "answered with another receipt")),
            Err(refusal) if refusal.rejection == Rejection::NeutralityStale => {}
            Err(refusal) => return Err(Desk::refused(refusal.rejection)),
        }
    }
    Err(Desk::refused(Rejection::NeutralityStale))
}

fn tell(desk: &Desk, number: u64, json: bool) -> Result<(), CommandError> {
    let page = desk.reader.neutrality(Some(number + 1), 1)?;
    let kept = page.first().ok_or_else(|| CommandError::new("internal", "the entry is gone"))?;
    print::value(json, &json!(view(kept)), &[line(kept)]);
    Ok(())
}

fn line(kept: &NeutralityEntry) -> String {
    let entry = &kept.entry;
    let why = entry.reason.map(|reason| format!(" ({})", reason.word())).unwrap_or_default();
    let action = match entry.action {
        Action::Appealed | Action::Upheld | Action::Granted => {
            format!("{} {}", entry.action.word(), entry.about.unwrap_or_default())
        }
        action => action.word().to_owned(),
    };
    format!("{}  {}: {action}{why}  “{}”", entry.number, entry.name, entry.text)
}

/// Returns the desk's words for a refusal that nobody else can get.
pub fn refused(rejection: Rejection) -> Option<(&'static str, &'static str)> {
    Some(match rejection {
        Rejection::NeutralityReasonUnfit => (
            "neutrality_reason_unfit",
            "this reason does not go with what is done: a suspicion limits and never removes, \
             and what lifts is reason_gone, mistake or asked_by_merchant",
        ),
        Rejection::MerchantStateDiffers => (
            "merchant_state_differs",
            "who is free is limited or removed, who is limited is removed or lifted, and who is \
             removed is lifted",
        ),
        Rejection::AppealAnswered => ("appeal_answered", "the appeal has been answered"),
        Rejection::MerchantUnknown => ("merchant_unknown", "no merchant is called so"),
        _ => return None,
    })
}
