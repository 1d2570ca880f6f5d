//! PAY by square, the Slovak payment code, versions 1.0 to 1.2: tab-separated fields, compressed
//! and written in base32. Its sister for invoices is recognised and not opened further.

mod envelope;
mod payment;

pub use payment::{SquareAccount, SquarePayment, SquareStandingOrder};

use super::Family;
use crate::describe::{Fields, Value};
use crate::error::{CodeError, Place, rule};
use crate::part::sum;
use envelope::{Document, Envelope};
use payment::Columns;

/// A by-square code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BySquare {
    /// Payments, of which the payer makes each.
    Payments(PayBySquare),
    /// An invoice: data for bookkeeping, which pays nothing.
    Invoice,
}

/// The payments of a PAY by square code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayBySquare {
    /// The invoice that is paid, up to 10 characters.
    pub invoice_id: Option<String>,
    /// The payments, at least one.
    pub payments: Vec<SquarePayment>,
}

impl Family for BySquare {
    const WORD: &'static str = "bysquare";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let document = envelope::document(text)?;
        Some(Envelope::open(text).and_then(|envelope| match document {
            Document::Payments => PayBySquare::read(&envelope.text).map(Self::Payments),
            Document::Invoice => Ok(Self::Invoice),
        }))
    }

    fn is_payment_code(&self) -> bool {
        matches!(self, Self::Payments(_))
    }

    fn fields(&self) -> Fields {
        match self {
            Self::Payments(code) => code.fields(),
            Self::Invoice => Fields::default().text("scheme", "invoice by square"),
        }
    }
}

impl PayBySquare {
    /// Reads the fields behind the compression.
    fn read(text: &str) -> Result<Self, CodeError> {
        let mut columns = Columns::new(text);
        let invoice_id = columns.optional("invoice id", 10)?;
        let count = columns.count("payment count")?;
        let missing = CodeError::new(rule::FIELD_MISSING, Place::field("payment count"));
        if count == 0 {
            return Err(missing);
        }
        let mut payments = Vec::new();
        for _ in 0..count {
            payments.push(SquarePayment::read(&mut columns)?);
        }
        // Whom the payments are for stands behind all of them.
        for payment in &mut payments {
            payment.read_payee(&mut columns)?;
        }
        columns.check_end()?;
        Ok(Self { invoice_id, payments })
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default().text("scheme", "PAY by square");
        let Some(first) = self.payments.first() else {
            return fields;
        };
        let mut accounts = first.accounts.iter();
        let account = accounts.next();
        let others = accounts.map(|account| account.iban.clone()).collect();
        let count = u64::try_from(self.payments.len()).ok().filter(|count| *count > 1);
        let fields = fields
            .maybe("payee_name", first.name.as_ref())
            .maybe("payee_street", first.street.as_ref())
            .maybe("payee_city", first.town.as_ref())
            .maybe("payee_account", account.map(|account| account.iban.as_str()))
            .maybe("payee_bic", account.and_then(|account| account.bic.as_ref()))
            .list("alt_accounts", others);
        sum::tell(fields, first.amount.as_ref())
            .text("currency", first.currency.code())
            .maybe("variable_symbol", first.variable_symbol.as_ref())
            .maybe("specific_symbol", first.specific_symbol.as_ref())
            .maybe("constant_symbol", first.constant_symbol.as_ref())
            .maybe("reference", first.reference.as_ref())
            .maybe("message", first.message.as_ref())
            .maybe("due_date", first.due_date.as_ref())
            .maybe("invoice_id", self.invoice_id.as_ref())
            .value("is_standing_order", first.standing_order.as_ref().map(|_| Value::Flag(true)))
            .value("is_direct_debit", first.direct_debit.as_ref().map(|_| Value::Flag(true)))
            .integer("payment_count", count)
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
