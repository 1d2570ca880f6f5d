//! Answers an appeal; one that is granted frees the merchant, unless another entry holds them back
//! since.

use super::enter::{Said, check_text, enter, previous};
use super::holds_back;
use crate::command::AnswerAppeal;
use crate::effects::{Answer, Effects};
use crate::id::MerchantId;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Merchant, NeutralityEntry, Record, State};
use crate::rejection::Rejection;
use proof::neutrality::Action;

pub(crate) fn answer(page: &Page, command: &AnswerAppeal, effects: &mut Effects) -> Answer {
    let AnswerAppeal { number, appeal, grant, text } = command;
    let previous = previous(page, *number)?;
    check_text(text)?;
    let appeal = page.neutrality(*appeal)?.filter(|kept| kept.entry.action == Action::Appealed);
    let appeal = appeal.ok_or(Rejection::NeutralityEntryUnknown)?;
    let merchant = page.merchant(MerchantId(appeal.entry.merchant))?;
    let merchant = merchant.ok_or(Rejection::NeutralityEntryUnknown)?;
    let appealed = page.neutrality(appeal.entry.about.unwrap_or_default())?;
    let appealed = appealed.ok_or(Rejection::NeutralityEntryUnknown)?;
    if appeal.ended_by.is_some() {
        return Err(Rejection::AppealAnswered.into());
    }
    let said = Said {
        action: if *grant { Action::Granted } else { Action::Upheld },
        reason: None,
        about: Some(appeal.entry.number),
        evidence: None,
        answer_by_ms: None,
        text,
    };
    enter(merchant, *number, previous, &said, effects);
    let ended_by = Some(*number);
    effects.write(Record::Neutrality(NeutralityEntry { ended_by, ..appeal.clone() }));
    if *grant && holds_back(appealed) {
        effects.write(Record::Neutrality(NeutralityEntry { ended_by, ..appealed.clone() }));
        let state = State::Active;
        effects.register(Record::Merchant(Merchant { state, ..merchant.clone() }));
    }
    Ok(Receipt::NeutralityEntered(*number))
}
