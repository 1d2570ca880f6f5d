//! What a coupon does to a price, from the options of `tongbaod coupon open`.

use super::{amount, malformed};
use crate::command::CommandError;
use money::Currency;
use promotion::coupon::{AmountOff, FixedPrice, Kind, PercentOff, RandomValue};

/// What a coupon does to a price: one of four.
#[derive(Clone, Debug, Default, clap::Args)]
#[group(required = true, multiple = false)]
pub struct KindOptions {
    /// An amount off, for example `10.00`; with `--from`.
    #[arg(long, value_name = "AMOUNT")]
    pub(super) off: Option<String>,
    /// A share off in percent, for example `15` or `12.5`; with `--cap`.
    #[arg(long, value_name = "PERCENT", requires = "cap")]
    pub(super) percent: Option<String>,
    /// What it costs with the coupon; with `--cap`.
    #[arg(long, value_name = "AMOUNT", requires = "cap")]
    pub(super) price: Option<String>,
    /// An amount off that is drawn for each coupon, for example `1.00..8.00`; with `--from`.
    #[arg(long, value_name = "LEAST..MOST")]
    pub(super) random: Option<String>,
}

/// What goes with them.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct KindTerms {
    /// From which price on.
    #[arg(long, value_name = "AMOUNT")]
    pub(super) from: Option<String>,
    /// The most that `--percent` or `--price` takes off.
    #[arg(long, value_name = "AMOUNT")]
    pub(super) cap: Option<String>,
}

/// Returns the kind that the options describe.
pub fn kind(
    options: &KindOptions,
    terms: &KindTerms,
    currency: Currency,
) -> Result<Kind, CommandError> {
    let threshold_minor = match &terms.from {
        Some(text) => amount("--from", text, currency)?,
        None => 0,
    };
    let cap_minor = match &terms.cap {
        Some(text) => amount("--cap", text, currency)?,
        None => 0,
    };
    let has_cap = terms.cap.is_some();
    match options {
        KindOptions { off: Some(off), .. } => {
            refuse(has_cap, "--cap", "goes with --percent or --price")?;
            let off_minor = amount("--off", off, currency)?;
            Ok(Kind::AmountOff(AmountOff { threshold_minor, off_minor }))
        }
        KindOptions { percent: Some(percent), .. } => {
            let basis_points = basis_points(percent).ok_or_else(|| {
                malformed("--percent", "a share is 0.01 to 99.99, with at most two decimals")
            })?;
            Ok(Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor }))
        }
        KindOptions { price: Some(price), .. } => {
            refuse(terms.from.is_some(), "--from", "does not go with --price")?;
            let price_minor = amount("--price", price, currency)?;
            Ok(Kind::FixedPrice(FixedPrice { price_minor, saves_max_minor: cap_minor }))
        }
        KindOptions { random: Some(random), .. } => {
            refuse(has_cap, "--cap", "goes with --percent or --price")?;
            let (least, most) = random
                .split_once("..")
                .ok_or_else(|| malformed("--random", "two amounts, for example 1.00..8.00"))?;
            let least_minor = amount("--random", least, currency)?;
            let most_minor = amount("--random", most, currency)?;
            Ok(Kind::RandomValue(RandomValue { threshold_minor, least_minor, most_minor }))
        }
        _ => Err(malformed("--off", "one of --off, --percent, --price and --random is given")),
    }
}

fn refuse(is_given: bool, option: &str, why: &str) -> Result<(), CommandError> {
    if is_given { Err(malformed(option, why)) } else { Ok(()) }
}

/// Reads a share in percent, with at most two decimals, as hundredths of a percent.
fn basis_points(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 2 || decimals.len() > 2 {
        return None;
    }
    if !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    format!("{whole}{decimals:0<2}").parse().ok().filter(|share| *share > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny() -> Currency {
        Currency::from_code("CNY").expect("known")
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn shares_are_read_in_hundredths_of_a_percent() {
        for (text, share) in
            [("15", 1500), ("12.5", 1250), ("0.01", 1), ("99.99", 9999), ("07.", 700)]
        {
            assert_eq!(basis_points(text), Some(share), "{text}");
        }
        for text in ["", "0", "0.00", "100", ".5", "-1", "1.234", "1e1", "1,5", "１"] {
            assert_eq!(basis_points(text), None, "{text}");
        }
    }

    #[test]
    fn each_kind_is_read_from_its_options() {
        let none = KindTerms::default();
        let terms = KindTerms { from: text("100.00"), cap: None };
        let off = KindOptions { off: text("10"), ..KindOptions::default() };
        let read = kind(&off, &terms, cny()).expect("a kind");
        assert_eq!(read, Kind::AmountOff(AmountOff { threshold_minor: 10_000, off_minor: 1000 }));

        let random = KindOptions { random: text("1.00..8.00"), ..KindOptions::default() };
        let read = kind(&random, &terms, cny()).expect("a kind");
        let expected = RandomValue { threshold_minor: 10_000, least_minor: 100, most_minor: 800 };
        assert_eq!(read, Kind::RandomValue(expected));

        let capped = KindTerms { from: None, cap: text("20.00") };
        let percent = KindOptions { percent: text("15"), ..KindOptions::default() };
        let read = kind(&percent, &capped, cny()).expect("a kind");
        let expected = PercentOff { threshold_minor: 0, basis_points: 1500, cap_minor: 2000 };
        assert_eq!(read, Kind::PercentOff(expected));

        let price = KindOptions { price: text("9.90"), ..KindOptions::default() };
        let read = kind(&price, &capped, cny()).expect("a kind");
        assert_eq!(read, Kind::FixedPrice(FixedPrice { price_minor: 990, saves_max_minor: 2000 }));
        assert!(kind(&price, &terms, cny()).is_err(), "a price has no threshold");
        assert!(kind(&off, &capped, cny()).is_err(), "an amount has no cap");
        assert!(kind(&KindOptions::default(), &none, cny()).is_err());
        let odd = KindOptions { random: text("1.00-8.00"), ..KindOptions::default() };
        assert!(kind(&odd, &none, cny()).is_err());
    }
}
