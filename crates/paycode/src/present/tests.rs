//! Presentations: of codes of this crate, and of families by their fields alone.

use super::*;
use crate::read;
use std::path::Path;

fn presented(text: &str) -> Presentation {
    present(&read(text).expect("sound"), text)
}

/// A description as a family might give it.
fn described(family: &'static str, fields: &[(&'static str, &str)]) -> Presentation {
    let value = |text: &str| match text.parse() {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::Text(text.to_owned()),
    };
    let fields = fields.iter().map(|(name, text)| (*name, value(text))).collect();
    of_description(&Description { family, format: family, valid: true, fields }, "text")
}

#[test]
fn a_payment_is_shown_whole() {
    let text = "upi://pay?pa=tea@bank&pn=Tea+House&am=150&cu=INR&tr=7&tn=two pots";
    let shown = presented(text);
    assert_eq!((shown.scheme.as_str(), shown.role), ("UPI", Role::Payee));
    assert_eq!(shown.payee_name.as_deref(), Some("Tea House"));
    assert_eq!(shown.payee_account.as_deref(), Some("tea@bank"));
    assert_eq!(shown.amount.map(|amount| amount.text()).as_deref(), Some("150.00 INR"));
    assert_eq!(shown.amount_set_by, AmountSetBy::Code);
    assert_eq!(shown.reference.as_deref(), Some("7"));
    assert_eq!(shown.message.as_deref(), Some("two pots"));
    assert_eq!(shown.networks, ["UPI"]);
    assert_eq!(shown.link, Some(text.replace(' ', "%20")));
    assert!(shown.can_copy && shown.name_warnings.is_empty());
}

#[test]
fn roles_are_told_apart() {
    assert_eq!(presented("280000000000000001").role, Role::Payer);
    assert!(!presented("280000000000000001").can_copy);
    for other in [
        "upi://mandate?pa=tea@bank",
        "lnurlw://pay.example/tea",
        "taler://withdraw/bank.example/x",
        "taler://pay-push/bank.example/x",
        "https://shop.example",
        "some text",
    ] {
        assert_eq!(presented(other).role, Role::Other, "{other}");
    }
    assert_eq!(described("ips-rs", &[("kind", "PK")]).role, Role::Payer);
    assert_eq!(described("ips-rs", &[("kind", "PR")]).role, Role::Payee);
    assert_eq!(described("emv-cpm", &[("scheme", "EMV CPM")]).role, Role::Payer);
    let mandate = described("spayd", &[("scheme", "SPAYD direct-debit mandate (SCD)")]);
    assert_eq!(mandate.role, Role::Other);
}

#[test]
fn who_sets_the_amount_is_told() {
    let set_by = |text: &str| presented(text).amount_set_by;
    assert_eq!(set_by("upi://pay?pa=tea@bank"), AmountSetBy::Payer);
    assert_eq!(set_by("upi://pay?pa=tea@bank&am=9&mam=1"), AmountSetBy::Payer);
    assert_eq!(set_by("C1231231231;25;;2"), AmountSetBy::Payer);
    assert_eq!(set_by("C1231231231;25;;4"), AmountSetBy::Code);
    assert_eq!(set_by("taler://pay/shop.example/7/"), AmountSetBy::Unknown);
    assert_eq!(set_by("litecoin:ltc1qteahouse0000?amount=1"), AmountSetBy::Unknown);
    let dynamic = described("pix", &[("payload_url", "pix.example/x"), ("amount", "1.00")]);
    assert_eq!(dynamic.amount_set_by, AmountSetBy::Unknown);
    assert_eq!(dynamic.host.as_deref(), Some("pix.example"));
}

#[test]
fn amounts_are_written_as_their_currency_writes_them() {
    let amount = |fields: &[(&'static str, &str)]| {
        described("a-family", fields).amount.map(|amount| amount.text())
    };
    let known = [("amount", "x12,5"), ("amount_minor", "1250"), ("currency", "EUR")];
    assert_eq!(amount(&known).as_deref(), Some("12.50 EUR"));
    assert_eq!(amount(&[("amount_minor", "0"), ("currency", "EUR")]), None);
    assert_eq!(
        amount(&[("amount_msat", "1"), ("currency", "BTC")]).as_deref(),
        Some("0.00000000001 BTC")
    );
    assert_eq!(
        amount(&[("amount_minor", "50000"), ("currency", "BTC")]).as_deref(),
        Some("0.0005 BTC")
    );
    let fee = |tip| described("emv-mpm", &[("tip", tip), ("currency", "THB")]).fee;
    assert_eq!(fee("fixed 6.66").as_deref(), Some("6.66 THB"));
    assert_eq!(fee("percent 2.5").as_deref(), Some("2.5 %"));
    assert_eq!(fee("prompt").as_deref(), Some("tip"));
}

#[test]
fn a_name_is_fit_to_be_shown_and_checked_as_it_stands() {
    let shown = described("a-family", &[("payee_name", "Tea\u{202e}\r\nHouse")]);
    assert_eq!(shown.payee_name.as_deref(), Some("Tea House"));
    assert_eq!(shown.name_warnings, [NameWarning::DirectionOverride]);
    let japanese = [("payee_name", "CHAYA"), ("alt_name", "茶屋")];
    assert_eq!(described("jpqr", &japanese).payee_name.as_deref(), Some("茶屋"));
    assert_eq!(described("emv-mpm", &japanese).payee_name.as_deref(), Some("CHAYA"));
    assert_eq!(described("fps-hk", &[("payee_name", "NA")]).payee_name, None);
}

#[test]
fn a_link_leads_to_a_payment_scheme_only() {
    let link = |text: &str| presented(text).link;
    for text in [
        "https://qr.alipay.com/fkx0",
        "https://payconiq.com/t/1/0",
        "wxp://f2f0tea",
        "TALER://pay/a.example/7/",
    ] {
        assert_eq!(link(text).as_deref(), Some(text));
    }
    assert_eq!(link("tea@pay.example").as_deref(), Some("lightning:tea@pay.example"));
    for text in [
        "https://shop.example",
        "taler+http://pay/a.example/7/",
        "280000000000000001",
        "A0701740605",
        "some text",
        "upi://pay?pa=tea@bank&pn=Te\u{202e}a",
    ] {
        assert_eq!(link(text), None, "{text}");
    }
}

#[test]
fn networks_go_by_their_names() {
    let list = |texts: &[&str]| {
        Value::List(texts.iter().map(|text| Value::Text((*text).to_owned())).collect())
    };
    let fields = vec![
        ("guids", list(&["SG.PAYNOW", "sg.sgqr", "org.example", "sg.paynow"])),
        ("card_scheme_ids", list(&["02", "15", "17"])),
    ];
    let description = Description { family: "emv-mpm", format: "emv-mpm", valid: true, fields };
    let shown = of_description(&description, "");
    assert_eq!(shown.networks, ["Visa", "UnionPay", "PayNow", "org.example"]);
    assert_eq!(shown.scheme, "EMV merchant code");
    let address = "18DjDC8MGpSYYTn91sH6z9LNBx2nmpYVYD";
    let both = presented(&format!("bitcoin:{address}?lightning=LNBC1TEA"));
    assert_eq!(both.networks, ["Bitcoin", "Lightning"]);
}

/// Every sound vector of every family can be presented, and says no less than it described.
#[test]
fn every_family_comes_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("vectors") {
        let text = std::fs::read_to_string(entry.expect("entry").path()).expect("a file");
        let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
        for vector in vectors.iter().filter(|vector| vector["reject"].is_null()) {
            let text = vector["text"].as_str().expect("text");
            let shown = presented(text);
            assert!(!shown.scheme.is_empty() && !shown.family.is_empty(), "{text}");
            let has = |name: &str| vector["fields"].get(name).is_some();
            assert_eq!(shown.payee_account.is_some(), has("payee_account"), "{text}");
            assert!(
                shown.amount.is_none()
                    || has("amount_minor")
                    || has("amount_msat")
                    || has("amount"),
                "{text}"
            );
            assert!(shown.link.is_none() || shown.family != "web-address", "{text}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}
