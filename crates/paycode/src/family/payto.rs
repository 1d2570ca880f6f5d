//! `payto:` URIs (RFC 8905): a kind of target, its account, and what to pay.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::iban::{self, IbanError};
use crate::part::uri::{self, Parameters, QueryText};
use crate::part::{amount, percent};
use money::Currency;

/// The rule that only payto knows.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// No kind of target, or not one that can be registered.
        TARGET_MALFORMED "target_malformed" "a payto address names the kind of its target"
    }
}

/// What a `payto:` URI says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payto {
    /// The kind of target in lower case, such as `iban`.
    pub target: String,
    /// The account, decoded: for `iban` the IBAN, its check digits verified; else the path.
    pub account: String,
    /// The bank, where an IBAN stands behind one.
    pub bank: Option<String>,
    /// The amount with its currency; never zero.
    pub amount: Option<StatedAmount>,
    /// Who is paid, as stated.
    pub receiver_name: Option<String>,
    /// Who pays, as stated.
    pub sender_name: Option<String>,
    /// What the payment is for.
    pub message: Option<String>,
    /// A short machine-readable reference.
    pub instruction: Option<String>,
}

impl Family for Payto {
    const WORD: &'static str = "payto";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        uri::strip(text, "payto:").map(Self::read)
    }

    fn fields(&self) -> Fields {
        let amount = self.amount.as_ref().and_then(|stated| stated.amount);
        Fields::default()
            .text("scheme", "payto (RFC 8905)")
            .text("target", &self.target)
            .text("payee_account", &self.account)
            .maybe("payee_bic", self.bank.as_ref())
            .maybe("payee_name", self.receiver_name.as_ref())
            .maybe("amount", self.amount.as_ref().map(|stated| &stated.text))
            .integer("amount_minor", amount.map(|amount| amount.minor()))
            .maybe("currency", amount.map(|amount| amount.currency().code().to_owned()))
            .maybe("message", self.message.as_ref())
            .maybe("reference", self.instruction.as_ref())
            .maybe("payer_name", self.sender_name.as_ref())
    }
}

impl Payto {
    fn read(rest: &str) -> Result<Self, CodeError> {
        let target_error = CodeError::new(own_rule::TARGET_MALFORMED, Place::field("target"));
        let rest = rest.strip_prefix("//").ok_or(target_error)?;
        let (path, query) = uri::split_query(rest);
        let (target, path) = path.split_once('/').unwrap_or((path, ""));
        let is_target = target.starts_with(|c: char| c.is_ascii_alphabetic())
            && target.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        if !is_target {
            return Err(target_error);
        }
        let target = target.to_ascii_lowercase();
        let (account, bank) = read_account(&target, path)?;
        let query = Parameters::new(query);
        Ok(Self {
            target,
            account,
            bank,
            amount: query.text("amount")?.map(|text| read_amount(&text)).transpose()?,
            receiver_name: query.text("receiver-name")?,
            sender_name: query.text("sender-name")?,
            message: query.text("message")?,
            instruction: query.text("instruction")?,
        })
    }

    /// Writes the URI; parameters that this type does not name are not kept.
    pub fn write(&self) -> String {
        let amount = self.amount.as_ref().and_then(|stated| {
            Some(format!("{}:{}", stated.amount?.currency().code(), stated.text))
        });
        let query = QueryText::default()
            .maybe("amount", amount.as_deref())
            .maybe("receiver-name", self.receiver_name.as_deref())
            .maybe("sender-name", self.sender_name.as_deref())
            .maybe("message", self.message.as_deref())
            .maybe("instruction", self.instruction.as_deref());
        let bank = self.bank.as_ref().map(|bank| format!("{bank}/")).unwrap_or_default();
        let account: Vec<_> = self.account.split('/').map(percent::encode).collect();
        format!("payto://{}/{bank}{}{}", self.target, account.join("/"), query.into_text())
    }
}

/// Returns the account and, for an IBAN, its bank where one is named.
fn read_account(target: &str, path: &str) -> Result<(String, Option<String>), CodeError> {
    let refused = |rule| CodeError::new(rule, Place::field("account"));
    let path = percent::decode(path).ok_or(refused(rule::ACCOUNT_MALFORMED))?;
    if path.is_empty() {
        return Err(refused(rule::FIELD_MISSING));
    }
    if target != "iban" {
        return Ok((path, None));
    }
    let (bank, account) = match path.split_once('/') {
        Some((bank, account)) => (Some(bank), account),
        None => (None, path.as_str()),
    };
    let is_bank = |bank: &str| {
        matches!(bank.len(), 8 | 11) && bank.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if bank.is_some_and(|bank| !is_bank(bank)) {
        return Err(CodeError::new(rule::FIELD_MALFORMED, Place::field("bic")));
    }
    let account = account.to_ascii_uppercase();
    iban::check(&account).map_err(|error| match error {
        IbanError::Form => refused(rule::ACCOUNT_MALFORMED),
        IbanError::Check => refused(rule::ACCOUNT_CHECK_WRONG),
    })?;
    Ok((account, bank.map(str::to_ascii_uppercase)))
}

/// Reads `EUR:12.50`.
fn read_amount(text: &str) -> Result<StatedAmount, CodeError> {
    let refused = |rule| CodeError::new(rule, Place::field("amount"));
    let (currency, digits) = text.split_once(':').ok_or(refused(rule::AMOUNT_MALFORMED))?;
    let currency = currency.to_ascii_uppercase();
    let currency = Currency::from_code(&currency).map_err(|_| refused(rule::CURRENCY_UNKNOWN))?;
    let amount = amount::read(digits, currency).map_err(refused)?;
    if amount.is_zero() {
        return Err(refused(rule::AMOUNT_ZERO));
    }
    Ok(StatedAmount { text: digits.to_owned(), amount: Some(amount) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::option;
    use proptest::prelude::*;

    /// An IBAN of a country, its check digits made.
    fn with_check_digits(country: &str, rest: &str) -> String {
        let turned = format!("{rest}{country}00");
        let check = 98 - iban::modulo_97(turned.chars()).expect("letters and digits");
        format!("{country}{check:02}{rest}")
    }

    prop_compose! {
        fn code()(
            account in "[0-9A-Z]{18}".prop_map(|rest| with_check_digits("DE", &rest)),
            is_iban: bool,
            bank in option::of("[A-Z]{4}DE[A-Z0-9]{2}"),
            minor in option::of(1u64..1_000_000_000),
            currency in prop_oneof![Just("EUR"), Just("JPY"), Just("KWD")],
            receiver_name in option::of("[^\\p{C}]{1,30}"),
            message in option::of("[^\\p{C}]{1,30}"),
            instruction in option::of("[A-Z0-9]{1,20}"),
        ) -> Payto {
            let currency = Currency::from_code(currency).expect("known");
            let amount = minor.map(|minor| money::Amount::new(minor, currency).expect("small"));
            Payto {
                target: if is_iban { "iban" } else { "x-example" }.to_owned(),
                account: if is_iban { account } else { format!("a b/{account}") },
                bank: bank.filter(|_| is_iban),
                amount: amount.map(|amount| StatedAmount {
                    text: amount.digits(),
                    amount: Some(amount),
                }),
                receiver_name,
                sender_name: None,
                message,
                instruction,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(code in code()) {
            prop_assert_eq!(read(&code.write()), Ok(Code::Payto(code)));
        }

        #[test]
        fn any_text_behind_the_scheme_is_a_code_or_an_error(rest in "(iban/)?\\PC{0,60}") {
            let _ = read(&format!("payto://{rest}")).map(|code| crate::describe(&code));
        }
    }
}
