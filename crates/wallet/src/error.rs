//! Why the wallet could not do what it was asked: one stable code, one sentence, one advice.

use crate::catalogue::CatalogueRule;
use crate::port::{ApiError, StoreError, VaultError};
use wire::{ErrorCode, Problem};

/// Why the wallet could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalletError {
    /// This wallet belongs to nobody yet.
    NotEnrolled,
    /// This wallet belongs to somebody already.
    AlreadyEnrolled,
    /// No one-time code is awaited.
    EnrolmentMissing,
    /// The text is no payment code, or a broken one.
    CodeUnreadable(paycode::CodeError),
    /// The code is sound, but nothing that this wallet can pay.
    CodeNotPayable,
    /// The code belongs to another operator, whose name is given.
    ForeignOperator(String),
    /// The code names no amount, and none was given.
    AmountMissing,
    /// The amount is not digits with the decimals of the currency.
    AmountMalformed,
    /// The same amount to the same payee was sent before, and its end is not known.
    PaymentUnfinished,
    /// The payment is being worked on at this moment.
    PaymentBusy,
    /// The payment was sent and may be done: it cannot be dropped.
    PaymentSent,
    /// The operator never gave what payer codes are made of, and cannot be reached.
    PayerCodeNotReady,
    /// A payer code was made a moment ago.
    PayerCodeTooSoon {
        /// How long to wait for the next one, in milliseconds.
        wait_ms: u64,
    },
    /// No code carries such a cap.
    CapUnknown,
    /// The code is not the label of a shop.
    NotALabel,
    /// The code is no invitation to a shop's staff.
    NotAnInvitation,
    /// What was written of a shop's catalogue breaks a rule.
    Catalogue(CatalogueRule),
    /// The operator cannot be reached; nothing was sent.
    Offline,
    /// The answer was lost: it may have been done or not.
    AnswerLost,
    /// The answer was not of the contract.
    AnswerMalformed(String),
    /// No campaign drew for the payment.
    DrawMissing,
    /// The receipt that the operator gave does not prove the payment.
    ReceiptInvalid,
    /// A bill or one of its files is not as the operator signed it.
    BillInvalid,
    /// A shift's report is not as the operator signed it.
    ReportInvalid,
    /// A shop's portable file is not as the operator sealed it.
    ExportInvalid,
    /// These are no days that figures are made of.
    DaysMalformed,
    /// The address is not one that may be used.
    AddressRefused(String),
    /// The operator refused, or would refuse by rules that the wallet knows too.
    Api(Box<Problem>),
    /// The state could not be read or saved.
    Store(StoreError),
    /// The device key could not be used.
    Vault(VaultError),
}

impl WalletError {
    /// Returns the error for a rule that the wallet keeps as the operator does.
    pub(crate) fn rule(code: ErrorCode) -> Self {
        Self::Api(Box::new(Problem::new(code)))
    }

    /// Returns the stable code: a word of [`ErrorCode`], one of `paycode`, or the wallet's own.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CodeUnreadable(error) => error.code(),
            Self::Api(problem) => problem.code.word(),
            _ => self.own_texts().0,
        }
    }

    /// Returns what is wrong, in one sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::CodeUnreadable(error) => match error.family() {
                "" => format!("This payment code breaks the rule that {error}."),
                family => format!("This payment code ({family}) breaks the rule that {error}."),
            },
            Self::ForeignOperator(operator) => {
                format!("This code belongs to another operator: {operator}.")
            }
            Self::AddressRefused(why) => format!("This operator address cannot be used: {why}."),
            Self::Store(StoreError(why)) => {
                format!("The wallet could not be saved or read: {why}.")
            }
            Self::Vault(VaultError(why)) => format!("The device key could not be used: {why}."),
            Self::Api(problem) => problem.title.clone(),
            _ => self.own_texts().1.to_owned(),
        }
    }

    /// Returns what to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Api(problem) => problem.advice.clone(),
            _ => self.own_texts().2.to_owned(),
        }
    }

    /// Returns how many tries are left, for codes and PINs.
    pub fn tries_left(&self) -> Option<u8> {
        match self {
            Self::Api(problem) => problem.tries_left,
            _ => None,
        }
    }

    /// Returns when it makes sense to try again, in seconds.
    pub fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Api(problem) => problem.retry_after_s,
            Self::PayerCodeTooSoon { wait_ms } => Some(wait_ms.div_ceil(1000)),
            _ => None,
        }
    }

    /// Code, sentence and advice of the wallet's own errors; the others have theirs inside.
    const fn own_texts(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NotEnrolled => ("not_enrolled", "This wallet is not enrolled.", "Enrol first."),
            Self::AlreadyEnrolled => (
                "already_enrolled",
                "This wallet is enrolled already.",
                "Use another home folder for another account.",
            ),
            Self::EnrolmentMissing => {
                ("enrolment_missing", "No one-time code is awaited.", "Start the enrolment again.")
            }
            Self::CodeUnreadable(_) => ("code_unreadable", "", "Scan the code again."),
            Self::CodeNotPayable => (
                "not_payable",
                "This code is sound, but this wallet cannot pay it.",
                "Pay it with the app that it was made for.",
            ),
            Self::ForeignOperator(_) => {
                ("foreign_operator", "", "Pay it with a wallet of that operator.")
            }
            Self::AmountMissing => ("amount_missing", "The amount is missing.", "Enter an amount."),
            Self::AmountMalformed => (
                "amount_malformed",
                "This is not an amount.",
                "Use digits and a point, with the decimals of the currency, such as 12.50.",
            ),
            Self::PaymentUnfinished => (
                "payment_unfinished",
                "The same amount was sent to this payee before, and its end is not known yet.",
                "Resume that payment first.",
            ),
            Self::PaymentBusy => {
                ("payment_busy", "This payment is being worked on.", "Wait for its end.")
            }
            Self::PaymentSent => (
                "payment_sent",
                "This payment was sent and may be done.",
                "Resume it to learn its end.",
            ),
            Self::PayerCodeNotReady
            | Self::PayerCodeTooSoon { .. }
            | Self::CapUnknown
            | Self::NotALabel => self.payer_code_texts(),
            Self::NotAnInvitation => (
                "not_an_invitation",
                "This is not an invitation to a shop's staff.",
                "Ask the shop for its invitation.",
            ),
            Self::Catalogue(rule) => rule.texts(),
            Self::Offline => (
                "offline",
                "The operator cannot be reached; nothing was sent.",
                "Check the connection, then try again.",
            ),
            Self::AnswerLost
            | Self::AnswerMalformed(_)
            | Self::ReceiptInvalid
            | Self::BillInvalid
            | Self::ReportInvalid
            | Self::ExportInvalid
            | Self::DaysMalformed
            | Self::DrawMissing => self.answer_texts(),
            Self::AddressRefused(_) => {
                ("address_refused", "", "Use an address that begins with https://.")
            }
            Self::Api(_) => ("", "", ""),
            Self::Store(_) => ("store_failed", "", "Check that the disk is not full."),
            Self::Vault(_) => ("key_failed", "", "Start the wallet again."),
        }
    }

    /// As [`Self::own_texts`], for what the operator answers, and what it cannot be asked.
    const fn answer_texts(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::AnswerLost => (
                "answer_lost",
                "The operator's answer was lost.",
                "Try again when the connection is better.",
            ),
            Self::AnswerMalformed(_) => (
                "answer_malformed",
                "The operator's answer cannot be understood.",
                "Check the operator's address, or update the wallet.",
            ),
            Self::ReceiptInvalid => (
                "receipt_invalid",
                "The operator's receipt does not prove this payment.",
                "Keep your copy of the payment, and ask the operator.",
            ),
            Self::BillInvalid => (
                "bill_invalid",
                "This bill is not as the operator signed it.",
                "Do not rely on it; ask the operator.",
            ),
            Self::ReportInvalid => (
                "report_invalid",
                "This report is not as the operator signed it.",
                "Do not rely on it; ask the operator.",
            ),
            Self::ExportInvalid => (
                "export_invalid",
                "This file is not as the operator sealed it.",
                "Fetch it again; if it stays so, ask the operator.",
            ),
            Self::DaysMalformed => (
                "days_malformed",
                "These are not one to 366 days, the first of them in front.",
                "Choose other days.",
            ),
            Self::DrawMissing => (
                "draw_missing",
                "There was no draw for this payment.",
                "The receipt says why, where a campaign was running.",
            ),
            _ => ("", "", ""),
        }
    }

    /// As [`Self::own_texts`], for payer codes.
    const fn payer_code_texts(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::PayerCodeNotReady => (
                "payer_code_not_ready",
                "This wallet cannot make payer codes yet: the operator has to be reached once.",
                "Connect to the network once, then try again.",
            ),
            Self::PayerCodeTooSoon { .. } => (
                "payer_code_too_soon",
                "A payer code was made a moment ago.",
                "Wait a few seconds, then show a fresh one.",
            ),
            Self::CapUnknown => (
                "cap_unknown",
                "A payer code cannot carry this cap.",
                "Choose one of the caps offered.",
            ),
            Self::NotALabel => (
                "not_a_label",
                "This is not the label of a shop.",
                "Scan the label that the shop shows.",
            ),
            _ => ("", "", ""),
        }
    }
}

impl std::fmt::Display for WalletError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for WalletError {}

impl From<StoreError> for WalletError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<VaultError> for WalletError {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl From<ApiError> for WalletError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused(problem) => Self::Api(problem),
            ApiError::Unreachable => Self::Offline,
            ApiError::AnswerLost => Self::AnswerLost,
            ApiError::AnswerMalformed(what) => Self::AnswerMalformed(what),
            ApiError::AddressRefused(why) => Self::AddressRefused(why),
        }
    }
}
