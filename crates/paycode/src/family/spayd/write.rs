//! Writes a Czech code in the order in which its check value is computed.

use super::attribute::{self, Attribute};
use super::{Spayd, SpaydAccount, SpaydCheck};
use crate::error::CodeError;
use crate::part::field;

impl Spayd {
    /// Writes the code, version 1.0. A code that is to have a check value gets the right one,
    /// whatever digits it holds so far.
    ///
    /// # Errors
    /// The rule that a part breaks: what is written is read back first.
    pub fn write(&self) -> Result<String, CodeError> {
        let header = format!("{}*1.0*", self.kind.word());
        let mut attributes = self.attributes();
        attributes.sort_unstable();
        let listed = attributes.iter().map(|(key, raw)| Attribute { key, raw });
        let check = attribute::check_value(&header, &listed.collect::<Vec<_>>());
        let mut text = header;
        for (key, raw) in &attributes {
            text.push_str(&format!("{key}:{raw}*"));
        }
        let check = match self.check {
            SpaydCheck::Absent => SpaydCheck::Absent,
            SpaydCheck::Right(_) | SpaydCheck::Wrong(_) => {
                let digits = format!("{check:08X}");
                text.push_str(&format!("CRC32:{digits}*"));
                SpaydCheck::Right(digits)
            }
        };
        text.pop();
        let expected = Self { check, ..self.clone() };
        let rest = |text: &str| text.get(4..).map(str::to_owned).unwrap_or_default();
        field::read_back(&expected, text, |text| Self::read(self.kind, &rest(text)))
    }

    fn attributes(&self) -> Vec<(&str, String)> {
        let joined = |account: &SpaydAccount| match &account.bic {
            Some(bic) => format!("{}+{bic}", account.iban),
            None => account.iban.clone(),
        };
        let alternatives: Vec<_> = self.alternative_accounts.iter().map(joined).collect();
        let text = |part: &Option<String>| part.clone();
        let parts = [
            ("ACC", Some(joined(&self.account))),
            ("ALT-ACC", (!alternatives.is_empty()).then(|| alternatives.join(","))),
            ("AM", self.amount.as_ref().map(|stated| stated.text.clone())),
            ("CC", self.currency.map(|currency| currency.code().to_owned())),
            ("RF", text(&self.reference)),
            ("RN", text(&self.name)),
            ("DT", text(&self.due_date)),
            ("PT", text(&self.payment_type)),
            ("MSG", text(&self.message)),
            ("NT", self.notify.map(|notify| notify.word().to_owned())),
            ("NTA", text(&self.notify_address)),
            ("X-VS", text(&self.variable_symbol)),
            ("X-SS", text(&self.specific_symbol)),
            ("X-KS", text(&self.constant_symbol)),
        ];
        let others = self.others.iter().map(|(key, value)| (key.as_str(), Some(value.clone())));
        let stated = parts.into_iter().chain(others);
        stated.filter_map(|(key, value)| Some((key, attribute::encoded(&value?)))).collect()
    }
}
