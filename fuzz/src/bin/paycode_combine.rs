//! Any label is combined with ours or refused; a combined one is read as both.
#![no_main]

use money::Currency;
use paycode::{Code, MerchantPresented, Payee, TongbaoCode, combine, read};

libfuzzer_sys::fuzz_target!(|existing: &str| {
    let Ok(stated) = MerchantPresented::read(existing) else { return };
    let ours = TongbaoCode {
        operator: "pay.example".parse().expect("a name"),
        payee: Payee::Label("01JD9Z3N8Q4T7V0W2X5Y6Z7A8B".parse().expect("an identifier")),
        amount: None,
        currency: stated.currency().unwrap_or(Currency::from_code("EUR").expect("known")),
        name: "Shop".to_owned(),
        city: "Town".to_owned(),
        country: stated
            .country()
            .and_then(|c| c.parse().ok())
            .unwrap_or("XX".parse().expect("two")),
        note: None,
        expires_at_s: None,
        page_host: None,
    };
    let Ok(combined) = combine(existing, &ours) else { return };
    let Ok(Code::Tongbao(code)) = read(&combined) else { panic!("not ours any more") };
    assert_eq!(code.payee, ours.payee);
    let others = MerchantPresented::read(&combined).expect("still of the standard");
    for account in stated
        .accounts()
        .iter()
        .filter(|a| a.template.as_ref().is_none_or(|t| !t.is_of("app.tongbao")))
    {
        assert!(others.accounts().contains(account), "an account of another scheme changed");
    }
});
