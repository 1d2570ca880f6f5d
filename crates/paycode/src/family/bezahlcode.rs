//! BezahlCode (Germany, superseded): `bank://`, an action and its parameters. Single payments are
//! payments; the other actions are recognised.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::amount;
use crate::part::iban::{self, IbanError};
use crate::part::uri::{self, Parameters};
use money::Currency;

/// The rule that only BezahlCode knows.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// No action of the scheme.
        BANK_ACTION_UNKNOWN "bank_action_unknown" "a bank address names one of its actions"
    }
}

/// Actions of the scheme; the first two are payments.
const ACTIONS: [&str; 12] = [
    "singlepaymentsepa",
    "singlepayment",
    "singledirectdebitsepa",
    "singledirectdebit",
    "periodicsinglepaymentsepa",
    "periodicsinglepayment",
    "contact_v2",
    "contact",
    "onlinebanking",
    "withdrawal",
    "mandate",
    "other",
];

/// What a BezahlCode says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BezahlCode {
    /// What it is for, such as `singlepaymentsepa`.
    pub action: &'static str,
    /// Who is paid, as stated.
    pub payee_name: Option<String>,
    /// The IBAN, its check digits verified, or the old account number.
    pub account: Option<String>,
    /// The bank's BIC, or its old number.
    pub bank: Option<String>,
    /// The amount with a comma, as stated; never zero.
    pub amount: Option<StatedAmount>,
    /// What the payment is for.
    pub reason: Option<String>,
}

impl Family for BezahlCode {
    const WORD: &'static str = "bezahlcode";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        uri::strip(text, "bank://").map(Self::read)
    }

    fn is_payment_code(&self) -> bool {
        ACTIONS[..2].contains(&self.action)
    }

    fn fields(&self) -> Fields {
        let amount = self.amount.as_ref().and_then(|stated| stated.amount);
        Fields::default()
            .text("scheme", "BezahlCode")
            .text("kind", self.action)
            .maybe("payee_name", self.payee_name.as_ref())
            .maybe("payee_account", self.account.as_ref())
            .maybe("payee_bic", self.bank.as_ref())
            .maybe("amount", self.amount.as_ref().map(|stated| &stated.text))
            .integer("amount_minor", amount.map(|amount| amount.minor()))
            .maybe("currency", amount.map(|amount| amount.currency().code().to_owned()))
            .maybe("message", self.reason.as_ref())
    }
}

impl BezahlCode {
    fn read(rest: &str) -> Result<Self, CodeError> {
        let (path, query) = uri::split_query(rest);
        let path = path.trim_matches('/').to_ascii_lowercase();
        let action = ACTIONS
            .iter()
            .find(|known| **known == path)
            .ok_or(CodeError::new(own_rule::BANK_ACTION_UNKNOWN, Place::field("action")))?;
        let query = Parameters::new(query);
        let iban = query.text("iban")?.map(|iban| iban.replace(' ', ""));
        if let Some(iban) = &iban {
            check_iban(iban)?;
        }
        let account = iban.or(query.text("account")?);
        let bank = match query.text("bic")? {
            Some(bic) => Some(bic),
            None => query.text("bnc")?,
        };
        let code = Self {
            action,
            payee_name: query.form_text("name")?,
            account,
            bank,
            amount: read_amount(query)?,
            reason: query.form_text("reason")?,
        };
        let missing = |name| CodeError::new(rule::FIELD_MISSING, Place::field(name));
        if code.is_payment_code() {
            code.payee_name.as_ref().ok_or(missing("name"))?;
            code.account.as_ref().ok_or(missing("account"))?;
        }
        Ok(code)
    }
}

fn check_iban(iban: &str) -> Result<(), CodeError> {
    let refused = |rule| CodeError::new(rule, Place::field("iban"));
    iban::check(&iban.to_ascii_uppercase()).map_err(|error| match error {
        IbanError::Form => refused(rule::ACCOUNT_MALFORMED),
        IbanError::Check => refused(rule::ACCOUNT_CHECK_WRONG),
    })
}

/// Reads `10,00`; where no currency is named it is the euro.
fn read_amount(query: Parameters<'_>) -> Result<Option<StatedAmount>, CodeError> {
    let Some(text) = query.text("amount")? else { return Ok(None) };
    let currency = query.text("currency")?.unwrap_or_else(|| "EUR".to_owned());
    let currency = Currency::from_code(&currency.to_ascii_uppercase())
        .map_err(|_| CodeError::new(rule::CURRENCY_UNKNOWN, Place::field("currency")))?;
    let refused = |rule| CodeError::new(rule, Place::field("amount"));
    let amount = amount::read(&text.replace(',', "."), currency).map_err(refused)?;
    if amount.is_zero() {
        return Err(refused(rule::AMOUNT_ZERO));
    }
    Ok(Some(StatedAmount { text, amount: Some(amount) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use proptest::prelude::*;

    #[test]
    fn only_single_payments_are_payments() {
        let is_payment = |text: &str| {
            let code = BezahlCode::recognise(text).expect("a BezahlCode").expect("sound");
            code.is_payment_code()
        };
        let account = "name=Teehaus&account=42&bnc=10020030";
        assert!(is_payment(&format!("bank://singlepayment?{account}&amount=1,5")));
        for action in &ACTIONS[2..] {
            assert!(!is_payment(&format!("BANK://{action}?{account}")), "{action}");
        }
    }

    proptest! {
        #[test]
        fn any_text_behind_the_scheme_is_a_code_or_an_error(
            rest in "(singlepayment(sepa)?[?])?\\PC{0,60}"
        ) {
            let _ = read(&format!("bank://{rest}")).map(|code| crate::describe(&code));
        }

        #[test]
        fn any_parameters_are_a_code_or_an_error(
            rest in "((name|iban|account|amount|currency)=[A-Z0-9,.]{0,12}&){0,6}"
        ) {
            let text = format!("bank://singlepayment?{rest}");
            let _ = read(&text).map(|code| crate::describe(&code));
        }
    }
}
