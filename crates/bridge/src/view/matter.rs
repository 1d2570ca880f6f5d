//! What is or was held against a shop, and its appeals, as the neutrality log has them.

use paycode::printable;
use serde::Serialize;
use ts_rs::TS;
use wallet::merchant::{Appeal, Matter, Said};

/// What is or was held against a shop, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MattersView {
    /// The entries that limited or removed it.
    pub matters: Vec<MatterView>,
}

/// An entry that limits or removes a shop, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MatterView {
    /// Its number in the log.
    pub entry: u64,
    /// `limited` or `removed`.
    pub action: String,
    /// Why, a word of the published list.
    pub reason: Option<String>,
    /// The operator's sentence.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// What ended it; null while it holds the shop back.
    pub ended: Option<SaidView>,
    /// The shop's appeal.
    pub appeal: Option<AppealView>,
}

/// What a later entry says about an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SaidView {
    /// `removed`, `lifted`, `upheld` or `granted`.
    pub action: String,
    /// The sentence.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AppealView {
    /// What the shop said.
    pub text: String,
    /// The SHA-256 of what it is shown with, in hexadecimal.
    pub evidence: Option<String>,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Until when it is to be answered, in Unix milliseconds.
    pub answer_by_ms: u64,
    /// Whether that is over, and no answer there.
    pub is_overdue: bool,
    /// The operator's answer.
    pub answer: Option<SaidView>,
}

impl From<Said> for SaidView {
    fn from(said: Said) -> Self {
        let Said { action, text, at_ms } = said;
        Self { action: action.word().to_owned(), text: printable(&text), at_ms }
    }
}

impl From<Appeal> for AppealView {
    fn from(appeal: Appeal) -> Self {
        let Appeal { text, evidence, at_ms, answer_by_ms, is_overdue, answer } = appeal;
        let (text, answer) = (printable(&text), answer.map(SaidView::from));
        Self { text, evidence, at_ms, answer_by_ms, is_overdue, answer }
    }
}

impl MattersView {
    pub(crate) fn of(matters: Vec<Matter>) -> Self {
        let view = |Matter { entry, action, reason, text, at_ms, ended, appeal }| MatterView {
            entry,
            action: action.word().to_owned(),
            reason: reason.map(|reason| reason.word().to_owned()),
            text: printable(&text),
            at_ms,
            ended: ended.map(SaidView::from),
            appeal: appeal.map(AppealView::from),
        };
        Self { matters: matters.into_iter().map(view).collect() }
    }
}
