//! An amount as it is shown.

use money::{Amount, Currency};
use serde::Serialize;
use ts_rs::TS;

/// An amount ready to show: `symbol` and then `digits`, such as "¥" and "12.50".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AmountView {
    /// All decimals of the currency, with a point.
    pub digits: String,
    /// ISO 4217.
    pub currency: String,
    /// What stands before the digits; a code brings its own space.
    pub symbol: String,
}

/// Symbols that stand for one currency only, as a reader of Chinese or English expects them.
const SYMBOLS: &[(&str, &str)] = &[
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "C$"),
    ("CNY", "¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "JP¥"),
    ("KRW", "₩"),
    ("MOP", "MOP$"),
    ("NGN", "₦"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("RUB", "₽"),
    ("SGD", "S$"),
    ("THB", "฿"),
    ("TRY", "₺"),
    ("TWD", "NT$"),
    ("UAH", "₴"),
    ("USD", "$"),
    ("VND", "₫"),
];

impl From<Amount> for AmountView {
    fn from(amount: Amount) -> Self {
        let currency = amount.currency();
        Self {
            digits: amount.digits(),
            currency: currency.code().to_owned(),
            symbol: symbol(currency),
        }
    }
}

fn symbol(currency: Currency) -> String {
    let known = SYMBOLS.iter().find(|(code, _)| *code == currency.code());
    // A no-break space, so that a line never ends between the code and the digits.
    known.map_or_else(|| format!("{}\u{a0}", currency.code()), |(_, symbol)| (*symbol).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn view(minor: u64, code: &str) -> AmountView {
        let currency = Currency::from_code(code).expect("a currency");
        Amount::new(minor, currency).expect("an amount").into()
    }

    #[test]
    fn symbols_stand_before_all_decimals_of_the_currency() {
        let shown = |view: AmountView| view.symbol + &view.digits;
        assert_eq!(shown(view(1250, "CNY")), "¥12.50");
        assert_eq!(shown(view(5, "USD")), "$0.05");
        assert_eq!(shown(view(1250, "KWD")), "KWD\u{a0}1.250");
        assert_eq!(shown(view(1250, "JPY")), "JP¥1250");
    }

    #[test]
    fn no_symbol_stands_for_two_currencies() {
        let symbols: BTreeSet<_> = SYMBOLS.iter().map(|(_, symbol)| symbol).collect();
        assert_eq!(symbols.len(), SYMBOLS.len());
        for (code, _) in SYMBOLS {
            assert!(Currency::from_code(code).is_ok(), "{code}");
        }
    }
}
