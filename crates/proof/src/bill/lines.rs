//! The lines of the text of a bill or of a shift's report, read in their order.

use super::{Bill, FILES, File, Hour, Sums, VERSION};
use crate::hex;
use std::str::Split;

/// The digits of identifiers: Crockford's base 32.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns an identifier as 26 characters.
pub(crate) fn identifier(id: u128) -> String {
    let digit = |place: u32| {
        let at = usize::try_from(id >> (5 * place) & 31).unwrap_or_default();
        char::from(DIGITS.get(at).copied().unwrap_or(b'0'))
    };
    (0..26).rev().map(digit).collect()
}

pub(crate) fn identified(text: &str) -> Option<u128> {
    let digit = |id: u128, c: u8| {
        let value = DIGITS.iter().position(|digit| *digit == c)?;
        id.checked_mul(32)?.checked_add(u128::try_from(value).ok()?)
    };
    text.bytes().try_fold(0, digit)
}

/// What is left of a text.
pub(crate) struct Lines<'a> {
    lines: Split<'a, char>,
    /// A line that was looked at and is still to be read.
    next: Option<&'a str>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { lines: text.split('\n'), next: None }
    }

    /// Returns the next line whole.
    pub(crate) fn first(&mut self) -> Option<&'a str> {
        self.next.take().or_else(|| self.lines.next())
    }

    /// Returns what stands behind a name, which the next line must begin with.
    pub(crate) fn value(&mut self, name: &str) -> Option<&'a str> {
        let line = self.first()?;
        let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
        if value.is_none() {
            self.next = Some(line);
        }
        value
    }

    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.value(name).map(str::to_owned)
    }

    pub(crate) fn number<T: std::str::FromStr>(&mut self, name: &str) -> Option<T> {
        self.value(name)?.parse().ok()
    }

    fn pair<T: std::str::FromStr>(&mut self, name: &str) -> Option<(T, T)> {
        let (one, other) = self.value(name)?.split_once(' ')?;
        Some((one.parse().ok()?, other.parse().ok()?))
    }

    fn sums(&mut self, name: &str) -> Option<Sums> {
        let numbers: Option<Vec<u64>> =
            self.value(name)?.split(' ').map(|part| part.parse().ok()).collect();
        let [count, price, cash, operator, shops, given_up] = numbers?.try_into().ok()?;
        // So that what moved can be added up.
        cash.checked_add(operator)?.checked_add(shops)?;
        Some(Sums { count, price, cash, operator, shops, given_up, fee: 0 })
    }

    /// Reads what was taken of each kind of trade, where the bill tells of fees.
    fn fees(&mut self, kinds: &mut [Sums; 3]) -> Option<bool> {
        let Some(value) = self.value("fees") else { return Some(false) };
        let mut parts = value.split(' ');
        for sums in kinds {
            sums.fee = parts.next()?.parse().ok()?;
            // Nobody is taken more than came in.
            sums.gross().checked_sub(sums.fee)?;
        }
        Some(parts.next().is_none())
    }

    fn hours(&mut self) -> Option<[Hour; 24]> {
        let mut hours = [Hour::default(); 24];
        while let Some(value) = self.value("hour") {
            let (hour, rest) = value.split_once(' ')?;
            let (count, price) = rest.split_once(' ')?;
            let place: usize = hour.parse().ok()?;
            *hours.get_mut(place)? =
                Hour { count: count.parse().ok()?, price: price.parse().ok()? };
        }
        Some(hours)
    }

    fn file(&mut self, name: &str) -> Option<File> {
        let mut parts = self.value(name)?.split(' ');
        let mut number = || parts.next()?.parse().ok();
        let (rows, bytes) = (number()?, number()?);
        Some(File { rows, bytes, sha256: hex::decode(parts.next()?)? })
    }

    fn files(&mut self) -> Option<[File; 4]> {
        let files: Option<Vec<File>> = FILES.iter().map(|name| self.file(name)).collect();
        files?.try_into().ok()
    }

    /// Reads all lines behind the first.
    pub(super) fn bill(&mut self) -> Option<Bill> {
        // Which of the two it is follows from its lines, and is compared with them.
        if !(1..=VERSION).contains(&self.number::<u64>("version")?) {
            return None;
        }
        let merchant = identified(self.value("merchant")?)?;
        let (name, day, zone) = (self.text("name")?, self.text("day")?, self.text("zone")?);
        let (from_ms, until_ms) = (self.number("from")?, self.number("until")?);
        let currency = self.text("currency")?;
        let (after, last, seen) =
            (self.number("after")?, self.number("last")?, self.number("seen")?);
        let (opening, closing) = (self.number("opening")?, self.number("closing")?);
        let mut kinds = [self.sums("payments")?, self.sums("refunds")?, self.sums("reversals")?];
        let has_fees = self.fees(&mut kinds)?;
        let [payments, refunds, reversals] = kinds;
        let (other_in, other_out) = self.pair("other")?;
        let withdrawn = match self.value("withdrawn") {
            None => 0,
            Some(value) => value.parse().ok()?,
        };
        let (early, late) = self.pair("timing")?;
        let (hours, files) = (self.hours()?, self.files()?);
        let previous = match self.value("previous")? {
            "none" => None,
            value => {
                let (day, hash) = value.split_once(' ')?;
                Some((day.to_owned(), hex::decode(hash)?))
            }
        };
        let at_ms = self.number("time")?;
        Some(Bill {
            merchant,
            name,
            day,
            zone,
            from_ms,
            until_ms,
            currency,
            after,
            last,
            seen,
            opening,
            closing,
            payments,
            refunds,
            reversals,
            other_in,
            other_out,
            withdrawn,
            has_fees,
            early,
            late,
            hours,
            files,
            previous,
            at_ms,
        })
    }
}
