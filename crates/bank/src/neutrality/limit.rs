//! Limits, removes or lifts a merchant.

use super::enter::{Said, about, check_text, enter, previous};
use super::{holds_back, state_after};
use crate::command::{LimitMerchant, LimitStep};
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Merchant, NeutralityEntry, Record, State};
use crate::rejection::Rejection;
use proof::neutrality::Action;

pub(crate) fn limit(page: &Page, command: &LimitMerchant, effects: &mut Effects) -> Answer {
    let LimitMerchant { number, merchant, step, about: ended, reason, text } = command;
    let merchant = page.merchant(*merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let previous = previous(page, *number)?;
    check_text(text)?;
    let action = match step {
        LimitStep::Limit => Action::Limited,
        LimitStep::Remove => Action::Removed,
        LimitStep::Lift => Action::Lifted,
    };
    if !reason.may(action) {
        return Err(Rejection::NeutralityReasonUnfit.into());
    }
    let ended = match ended {
        None => None,
        Some(ended) => {
            let kept = about(page, *ended, merchant.id)?;
            Some(if holds_back(kept) { kept } else { return unfit() })
        }
    };
    let fits = match (step, merchant.state) {
        (LimitStep::Limit, State::Active) => ended.is_none(),
        (LimitStep::Remove, State::Active) => ended.is_none(),
        (LimitStep::Remove, State::Limited) => ended.is_some(),
        (LimitStep::Lift, State::Limited | State::Closed) => ended.is_some(),
        _ => false,
    };
    if !fits {
        return unfit();
    }
    let said = Said {
        action,
        reason: Some(*reason),
        about: ended.map(|kept| kept.entry.number),
        evidence: None,
        answer_by_ms: None,
        text,
    };
    enter(merchant, *number, previous, &said, effects);
    if let Some(ended) = ended {
        let ended_by = Some(*number);
        effects.write(Record::Neutrality(NeutralityEntry { ended_by, ..ended.clone() }));
    }
    let state = state_after(action).unwrap_or(merchant.state);
    effects.register(Record::Merchant(Merchant { state, ..merchant.clone() }));
    Ok(Receipt::NeutralityEntered(*number))
}

fn unfit() -> Answer {
    Err(Rejection::MerchantStateDiffers.into())
}
