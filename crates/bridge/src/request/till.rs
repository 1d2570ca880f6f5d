//! What the UI asks a shop's till with.

use super::{BasketLine, id};
use crate::UiError;
use serde::Deserialize;
use ts_rs::TS;
use wire::{Id, Secret};

/// Opens an order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenOrderRequest {
    /// The shop.
    pub merchant: String,
    /// The digits of the amount.
    pub amount: String,
    /// What it is for.
    pub note: Option<String>,
    /// The things that it is for.
    #[serde(default)]
    pub lines: Vec<BasketLine>,
    /// The digits of the tip in the amount.
    #[serde(default)]
    pub tip: Option<String>,
}

/// Charges the code that a payer shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChargePayerCodeRequest {
    /// The shop.
    pub merchant: String,
    /// The digits of the amount.
    pub amount: String,
    /// What it is for.
    pub note: Option<String>,
    /// The things that it is for.
    #[serde(default)]
    pub lines: Vec<BasketLine>,
    /// The digits of the tip in the amount.
    #[serde(default)]
    pub tip: Option<String>,
    /// The 18 digits.
    #[ts(type = "string")]
    pub payer_code: Secret,
}

/// Names an attempt of a till to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChargeRequest {
    /// The attempt.
    pub charge: String,
}

impl ChargeRequest {
    /// Returns the attempt's identifier.
    pub(crate) fn id(&self) -> Result<Id, UiError> {
        id(&self.charge)
    }
}

/// Asks for a page of what a shop was paid and gave back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakingsRequest {
    /// The shop.
    pub merchant: String,
    /// Where the page before ended; null for the newest.
    pub before: Option<u64>,
}

/// Names a payment of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakenRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
}

/// Asks what a refund would give back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewRefundRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The digits of the amount.
    pub amount: String,
}

/// Gives back what was paid, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The digits of the amount.
    pub amount: String,
    /// Why, for the payer.
    pub reason: Option<String>,
}

/// Asks for the receipt of a payment of a shop as text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SlipRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The language of its words.
    pub language: SlipLanguage,
}

/// The languages of receipts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SlipLanguage {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl From<SlipLanguage> for slip::Language {
    fn from(language: SlipLanguage) -> Self {
        match language {
            SlipLanguage::En => Self::English,
            SlipLanguage::Zh => Self::Chinese,
        }
    }
}

/// Asks for the receipt of a payment of a shop as a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SlipFileRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The language of its words.
    pub language: SlipLanguage,
    /// What file it is to be.
    pub form: SlipForm,
}

/// The forms of a receipt that are files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SlipForm {
    /// A page of a roll of 80 mm.
    Pdf,
    /// What a receipt printer is sent.
    Escpos {
        /// Its paper.
        paper: PrinterPaper,
        /// How it reads letters.
        charset: PrinterCharset,
        /// Its address in the local network, where it is to print this; null for the file alone.
        print_at: Option<String>,
    },
}

/// The paper of a receipt printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrinterPaper {
    /// 58 mm: 32 columns.
    Narrow,
    /// 80 mm: 48 columns.
    Wide,
}

/// How a receipt printer reads letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrinterCharset {
    /// As printers for China do.
    Gbk,
    /// As newer ones do.
    Utf8,
}
