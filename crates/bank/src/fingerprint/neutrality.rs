//! What makes two commands about the neutrality log the same. Left out is the number that the entry
//! gets: a retry brings another when somebody else was quicker.

use crate::canonical::Bytes;
use crate::command::{AnswerAppeal, AppealLimit, CloseLabel, LimitMerchant, LimitStep};

pub(super) fn limit(bytes: Bytes, command: &LimitMerchant) -> Bytes {
    let LimitMerchant { number: _, merchant, step, about, reason, text } = command;
    let bytes = bytes.id(merchant.0).tag(match step {
        LimitStep::Limit => 1,
        LimitStep::Remove => 2,
        LimitStep::Lift => 3,
    });
    bytes.optional_number(*about).tag(reason.number()).text(text)
}

pub(super) fn appeal(bytes: Bytes, command: &AppealLimit) -> Bytes {
    let AppealLimit { number: _, merchant, about, text, evidence } = command;
    bytes.id(merchant.0).number(*about).text(text).optional_hash(evidence.as_ref())
}

pub(super) fn answer(bytes: Bytes, command: &AnswerAppeal) -> Bytes {
    let AnswerAppeal { number: _, appeal, grant, text } = command;
    bytes.number(*appeal).tag(u8::from(*grant)).text(text)
}

pub(super) fn close_label(bytes: Bytes, command: &CloseLabel) -> Bytes {
    let CloseLabel { label, merchant } = command;
    bytes.id(label.0).id(merchant.0)
}
