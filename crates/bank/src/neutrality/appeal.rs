//! Appeals an entry, in the merchant's name: also one that holds nobody back any more, because it
//! stays readable.

use super::enter::{Said, about, check_text, enter, previous};
use crate::command::AppealLimit;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{NeutralityEntry, Record};
use crate::rejection::Rejection;
use proof::neutrality::{ANSWER_WITHIN_MS, Action};

pub(crate) fn appeal(page: &Page, command: &AppealLimit, effects: &mut Effects) -> Answer {
    let AppealLimit { number, merchant, about: appealed, text, evidence } = command;
    let merchant = page.merchant(*merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let previous = previous(page, *number)?;
    check_text(text)?;
    let kept = about(page, *appealed, merchant.id)?;
    if !matches!(kept.entry.action, Action::Limited | Action::Removed) {
        return Err(Rejection::NeutralityEntryUnknown.into());
    }
    if kept.appealed_by.is_some() {
        return Err(Rejection::NeutralityAppealed.into());
    }
    let said = Said {
        action: Action::Appealed,
        reason: None,
        about: Some(*appealed),
        evidence: *evidence,
        answer_by_ms: Some(effects.at().plus_ms(ANSWER_WITHIN_MS).0),
        text,
    };
    enter(merchant, *number, previous, &said, effects);
    let appealed_by = Some(*number);
    effects.write(Record::Neutrality(NeutralityEntry { appealed_by, ..kept.clone() }));
    Ok(Receipt::NeutralityEntered(*number))
}
