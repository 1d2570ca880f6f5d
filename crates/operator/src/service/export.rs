//! A shop's portable export, line by line: what it is, its labels, its payments, and a seal over
//! all of them. Read page by page, so that a long history costs no memory.

use super::view::{self, Side};
use crate::clock;
use crate::command::state_word;
use crate::config::Config;
use crate::paycodes::{self, PaycodeError};
use bank::record::{Label, Merchant};
use bank::store::{Reader, StoreError};
use proof::export::{End, origin};
use proof::{NoteError, SigningKey};
use ring::digest::{Context, SHA256};
use serde::Serialize;
use wire::Id;
use wire::export::{ExportSeal, ExportedLabel, ExportedMerchant, FORM};

/// How many payments are read at once.
const AT_ONCE: u32 = 100;

/// Why an export is not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A label's code.
    #[error(transparent)]
    Code(#[from] PaycodeError),
    /// The operator's name.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A line.
    #[error("a line cannot be written: {0}")]
    Line(#[from] serde_json::Error),
}

/// An export on its way out.
pub struct Export {
    merchant: Merchant,
    step: Step,
    lines: u64,
    hashed: Context,
}

enum Step {
    Shop,
    Payments(Option<u64>),
    Seal,
    Done,
}

impl Export {
    /// Begins the export of a shop.
    pub fn of(merchant: Merchant) -> Self {
        Self { merchant, step: Step::Shop, lines: 0, hashed: Context::new(&SHA256) }
    }

    /// Returns the next lines; nothing behind the last.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub fn next_lines(
        &mut self,
        reader: &dyn Reader,
        config: &Config,
        key: &SigningKey,
    ) -> Result<Option<Vec<u8>>, ExportError> {
        let mut text = Vec::new();
        match self.step {
            Step::Shop => {
                self.put(&mut text, &self.shop(reader, config)?)?;
                self.step = Step::Payments(None);
            }
            Step::Payments(before) => {
                let payments = reader.payments(self.merchant.account, before, AT_ONCE)?;
                let side = Side { account: self.merchant.account, is_merchant: true };
                for payment in &payments {
                    self.put(&mut text, &view::payment(payment, side, config))?;
                }
                self.step = match payments.last() {
                    Some(last) if payments.len() as u64 >= u64::from(AT_ONCE) => {
                        Step::Payments(Some(last.sequence))
                    }
                    _ => Step::Seal,
                };
            }
            Step::Seal => {
                let mut hash = [0; 32];
                hash.copy_from_slice(self.hashed.clone().finish().as_ref());
                let end = End { number: self.lines, hash, at_ms: clock::now().0 };
                let seal = end.sign(&origin(&config.operator), key)?;
                self.put(&mut text, &ExportSeal { seal })?;
                self.step = Step::Done;
            }
            Step::Done => return Ok(None),
        }
        Ok(Some(text))
    }

    fn shop(&self, reader: &dyn Reader, config: &Config) -> Result<ExportedMerchant, ExportError> {
        let Merchant { id, name, city, category, state, .. } = &self.merchant;
        let labels = reader.labels(*id)?;
        let label = |label: &Label| {
            Ok::<_, ExportError>(ExportedLabel {
                label: Id(label.id.0),
                state: state_word(label.state).to_owned(),
                code: paycodes::label(config, &self.merchant, label, None)?,
            })
        };
        Ok(ExportedMerchant {
            form: FORM.to_owned(),
            operator: config.operator.clone(),
            at_ms: clock::now().0,
            merchant: Id(id.0),
            name: name.clone(),
            city: city.clone(),
            category: *category,
            currency: config.currency.code().to_owned(),
            state: state_word(*state).to_owned(),
            labels: labels.iter().map(label).collect::<Result<_, _>>()?,
        })
    }

    fn put(&mut self, text: &mut Vec<u8>, line: &impl Serialize) -> Result<(), ExportError> {
        let from = text.len();
        serde_json::to_writer(&mut *text, line)?;
        text.push(b'\n');
        self.hashed.update(text.get(from..).unwrap_or_default());
        self.lines += 1;
        Ok(())
    }
}
