//! Writes a Swiss QR-bill.

use super::{LineEnding, SwissAddress, SwissQrBill};
use crate::error::CodeError;
use crate::part::field;

impl SwissQrBill {
    /// Writes the code, version 0200.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let optional = |part: &'_ Option<String>| -> String { part.clone().unwrap_or_default() };
        let mut lines: Vec<String> = ["SPC", "0200", "1", &self.account].map(str::to_owned).into();
        let person = |person: Option<&SwissAddress>| {
            let person = person.map_or([""; 7], SwissAddress::lines);
            person.map(str::to_owned)
        };
        lines.extend(person(Some(&self.creditor)));
        lines.extend(person(None));
        lines.push(self.amount.as_ref().map(|stated| stated.text.clone()).unwrap_or_default());
        lines.push(self.currency.code().to_owned());
        lines.extend(person(self.debtor.as_ref()));
        lines.push(self.reference.kind().to_owned());
        lines.push(self.reference.text().unwrap_or("").to_owned());
        lines.push(optional(&self.message));
        lines.push("EPD".to_owned());
        let bill_information = optional(&self.bill_information);
        if !bill_information.is_empty() || !self.alternative_schemes.is_empty() {
            lines.push(bill_information);
        }
        lines.extend(self.alternative_schemes.iter().cloned());
        let text = lines.join(match self.line_ending {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
            LineEnding::Cr => "\r",
        });
        field::read_back(self, text, Self::read)
    }
}
