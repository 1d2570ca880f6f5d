//! What holds shops of the town back: limited, removed, lifted, appealed and answered.

use super::{at_desk, label, merchant, plain};
use crate::command::{
    AnswerAppeal, AppealLimit, CloseLabel, Command, CommandKey, Envelope, LimitMerchant, LimitStep,
    Scope,
};
use proof::neutrality::Reason;

/// The sentence of every entry.
pub const TEXT: &str = "Three cards reported stolen were charged within an hour. 三张被盗卡";

/// Limits, removes or lifts a shop as entry `number`.
pub fn limit_for(
    number: u64,
    merchant_n: u32,
    step: LimitStep,
    about: Option<u64>,
    reason: Reason,
) -> Envelope {
    let (merchant, text) = (merchant(merchant_n), TEXT.to_owned());
    let limit = LimitMerchant { number, merchant, step, about, reason, text };
    at_desk(0x1_0000 + u128::from(number), Command::LimitMerchant(limit))
}

/// Limits a free shop.
pub fn limit(number: u64, merchant_n: u32) -> Envelope {
    limit_for(number, merchant_n, LimitStep::Limit, None, Reason::FraudSuspected)
}

/// Removes a shop that an entry may have limited before.
pub fn remove(number: u64, merchant_n: u32, about: Option<u64>) -> Envelope {
    limit_for(number, merchant_n, LimitStep::Remove, about, Reason::FraudProven)
}

/// Lifts what an entry did.
pub fn lift(number: u64, merchant_n: u32, about: u64) -> Envelope {
    limit_for(number, merchant_n, LimitStep::Lift, Some(about), Reason::ReasonGone)
}

/// Appeals an entry in a shop's name.
pub fn appeal(number: u64, merchant_n: u32, about: u64) -> Envelope {
    let (merchant, text) = (merchant(merchant_n), TEXT.to_owned());
    let appeal = AppealLimit { number, merchant, about, text, evidence: Some([0xE; 32]) };
    let key = CommandKey { scope: Scope::Merchant(merchant), id: 0x1_0000 + u128::from(number) };
    Envelope { key: Some(key), ..plain(Command::AppealLimit(appeal)) }
}

/// Answers an appeal.
pub fn answer(number: u64, appeal: u64, grant: bool) -> Envelope {
    let answer = AnswerAppeal { number, appeal, grant, text: TEXT.to_owned() };
    at_desk(0x1_0000 + u128::from(number), Command::AnswerAppeal(answer))
}

/// Withdraws the label of a shop.
pub fn close_label(merchant_n: u32) -> Envelope {
    let (label, merchant) = (label(merchant_n), merchant(merchant_n));
    plain(Command::CloseLabel(CloseLabel { label, merchant }))
}

/// Returns all that can happen to shop 1, which is limited in the end.
pub fn lived_in() -> Vec<Envelope> {
    vec![
        limit(1, 1),
        appeal(2, 1, 1),
        answer(3, 2, true),
        limit(4, 1),
        lift(5, 1, 4),
        remove(6, 1, None),
        appeal(7, 1, 6),
        answer(8, 7, false),
        lift(9, 1, 6),
        limit(10, 1),
        appeal(11, 1, 10),
        close_label(1),
    ]
}
