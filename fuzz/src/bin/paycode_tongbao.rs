//! What Tongbao writes, it reads back. Lines: operator, payee, minor units, currency, name, city,
//! country, expiry, note. A text that is read as an address is written as one that reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::{Amount, Currency};
use paycode::{Code, Payee, TongbaoCode, describe, read};

fn code(text: &str) -> Option<TongbaoCode> {
    let mut lines = text.splitn(9, '\n');
    let operator = lines.next()?.parse().ok()?;
    let (kind, id) = lines.next()?.split_at_checked(1)?;
    let id = id.parse().ok()?;
    let minor = lines.next()?;
    let currency = Currency::from_code(lines.next()?).ok()?;
    Some(TongbaoCode {
        operator,
        payee: match kind {
            "L" => Payee::Label(id),
            "O" => Payee::Order(id),
            _ => Payee::Receive(id),
        },
        amount: minor.parse().ok().and_then(|minor| Amount::new(minor, currency).ok()),
        currency,
        name: lines.next()?.to_owned(),
        city: lines.next()?.to_owned(),
        country: lines.next()?.parse().ok()?,
        expires_at_s: lines.next()?.parse().ok(),
        note: lines.next().map(str::to_owned),
        page_host: None,
    })
}

/// Returns the address of a label, an envelope, an invitation or a batch of coupons as it is
/// written.
fn address(text: &str) -> Option<(String, Code)> {
    let code = read(text).ok()?;
    let written = match &code {
        Code::TongbaoAddress(address) => address.to_string(),
        Code::EnvelopeAddress(address) => address.to_string(),
        Code::InvitationAddress(address) => address.to_string(),
        Code::CouponAddress(address) => address.to_string(),
        _ => return None,
    };
    Some((written, code))
}

fuzz_target!(|text: &str| {
    if let Some((written, code)) = address(text) {
        assert_eq!(describe(&code).family, "tongbao");
        assert_eq!(read(&written), Ok(code));
    }
    if let Some(code) = code(text)
        && let Ok(written) = code.write()
    {
        assert_eq!(read(&written), Ok(Code::Tongbao(code)));
    }
});
