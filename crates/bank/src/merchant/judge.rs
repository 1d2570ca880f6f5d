//! Approves or refuses a merchant that a person opened. What was refused may be approved later;
//! what was approved is not refused any more, but closed.

use crate::command::{JudgeMerchant, Verdict};
use crate::effects::{Answer, Effects};
use crate::note;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Merchant, MerchantProfile, Record, Standing, State};
use crate::rejection::Rejection;

pub(crate) fn judge(page: &Page, command: &JudgeMerchant, effects: &mut Effects) -> Answer {
    let JudgeMerchant { merchant: id, verdict } = command;
    let (standing, state, reason) = match verdict {
        Verdict::Approve => (Standing::Active, State::Active, None),
        Verdict::Refuse(reason) => {
            note::check(Some(reason))?;
            (Standing::Refused, State::Closed, Some(reason.clone()))
        }
    };
    let merchant = page.merchant(*id)?.ok_or(Rejection::MerchantUnknown)?;
    let profile = page.merchant_profile(*id)?.ok_or(Rejection::MerchantJudged)?;
    if profile.standing == standing {
        return Ok(Receipt::MerchantJudged(*id));
    }
    if profile.standing == Standing::Active {
        return Err(Rejection::MerchantJudged.into());
    }
    let profile = MerchantProfile { standing, reason, ..profile.clone() };
    effects.register(Record::MerchantProfile(Box::new(profile)));
    if merchant.state != state {
        effects.register(Record::Merchant(Merchant { state, ..merchant.clone() }));
    }
    Ok(Receipt::MerchantJudged(*id))
}
