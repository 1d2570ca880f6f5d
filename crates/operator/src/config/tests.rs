//! The configuration's defaults and the errors that name a key.

use super::*;

const SMALL: &str = "operator = \"demo.tongbao\"\nname = \"Demo Town\"\ncurrency = \"CNY\"\n\
    country = \"CN\"\n";
const LOG: &str = "[code]\nsender = \"log\"\n";

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("data"))
}

#[test]
fn three_names_and_a_sender_are_enough() {
    let config = parse(&format!("{SMALL}{LOG}")).expect("parses");
    assert_eq!(config.public_url, "http://127.0.0.1:8080");
    assert_eq!(config.payment_max.minor(), 500_000);
    assert!(config.pin_from.is_zero());
    assert_eq!(config.payer_code_prefix.number(), 71);
    let limits = config.quick_pay.limits();
    assert_eq!((limits.payment_max_minor, limits.day_max_minor), (10_000, 30_000));
    assert_eq!(limits.day_uses_max, 10);
    assert_eq!(config.database, Path::new("data/bank.sqlite"));
    assert_eq!(config.limit, LimitConfig::default());
}

#[test]
fn an_error_names_its_key() {
    let cases = [
        (format!("{SMALL}pin = 1\n{LOG}"), "pin"),
        (format!("{SMALL}payment_max = \"0\"\n{LOG}"), "payment_max"),
        (format!("{SMALL}pin_from = \"1.234\"\n{LOG}"), "pin_from"),
        (format!("{SMALL}public_url = \"ftp://x\"\n{LOG}"), "public_url"),
        (format!("{SMALL}public_url = \"https://x/path\"\n{LOG}"), "public_url"),
        (format!("{SMALL}payer_code_prefix = 62\n{LOG}"), "payer_code_prefix"),
        (format!("{SMALL}payer_code_prefix = 10\n{LOG}"), "payer_code_prefix"),
        (format!("{SMALL}{LOG}[quick_pay]\nday_max = \"x\"\n"), "quick_pay.day_max"),
        (format!("{SMALL}{LOG}[quick_pay]\nday_uses_max = 101\n"), "quick_pay.day_uses_max"),
        (SMALL.to_owned(), "code"),
        (format!("{SMALL}{LOG}[limit]\nqueue = 0\n"), "limit.queue"),
        (format!("{SMALL}{LOG}[limit]\nquue = 1\n"), "quue"),
        (SMALL.replace("demo.tongbao", "Demo") + LOG, "operator"),
        (SMALL.replace("CNY", "XYZ") + LOG, "currency"),
        (
            format!(
                "{SMALL}[code]\nsender = \"smtp\"\nhost = \"mail.example.org\"\ntls = \"none\"\n\
                 from = \"a@example.org\"\n"
            ),
            "code.tls",
        ),
        (
            format!("{SMALL}[code]\nsender = \"smtp\"\nhost = \"localhost\"\nfrom = \"nobody\"\n"),
            "code.from",
        ),
    ];
    for (text, key) in cases {
        let error = parse(&text).expect_err(&text).to_string();
        assert!(error.contains(key), "{error} names {key}");
    }
}
