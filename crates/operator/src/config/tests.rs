//! The configuration's defaults, its sources and their order, and the errors that name a key.

mod documented;

use super::*;

const SMALL: &str = "operator = \"demo.tongbao\"\nname = \"Demo Town\"\ncurrency = \"CNY\"\n\
    country = \"CN\"\n";
const LOG: &str = "[code]\nsender = \"log\"\n";

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("data"))
}

fn sources(text: &str, variables: &[(&str, &str)]) -> Sources {
    let variables =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Sources { variables, text: text.to_owned(), path: "operator.toml".into(), flags: Vec::new() }
}

fn checked(sources: &Sources) -> Result<Config, ConfigError> {
    check::check(&sources.settings()?, Path::new("data"))
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
    assert_eq!((config.limit.queue, config.timeout.idle_s), (4096, 75));
}

#[test]
fn an_error_names_its_key_and_its_line() {
    let smtp = "[code]\nsender = \"smtp\"\n";
    let cases = [
        (format!("{SMALL}pin = 1\n{LOG}"), "pin: no key has this name (data/operator.toml line 5)"),
        (format!("{SMALL}payment_max = \"0\"\n{LOG}"), "payment_max: is above zero"),
        (format!("{SMALL}payment_max = 5000\n{LOG}"), "payment_max: is a text, not a whole number"),
        (format!("{SMALL}pin_from = \"1.234\"\n{LOG}"), "pin_from: "),
        (format!("{SMALL}public_url = \"ftp://x\"\n{LOG}"), "public_url: "),
        (format!("{SMALL}public_url = \"https://x/path\"\n{LOG}"), "public_url: "),
        (format!("{SMALL}wallet_url = \"javascript:alert(1)\"\n{LOG}"), "wallet_url: "),
        (format!("{SMALL}wallet_url = \"https://me@x/\"\n{LOG}"), "wallet_url: "),
        (format!("{SMALL}listen = \"here\"\n{LOG}"), "listen: is an IP address with a port"),
        (format!("{SMALL}trusted_proxies = [\"x\"]\n{LOG}"), "trusted_proxies: is a list of IP"),
        (format!("{SMALL}payer_code_prefix = 62\n{LOG}"), "payer_code_prefix: "),
        (format!("{SMALL}payer_code_prefix = 10\n{LOG}"), "payer_code_prefix: "),
        (format!("{SMALL}{LOG}[quick_pay]\nday_max = \"x\"\n"), "quick_pay.day_max: "),
        (format!("{SMALL}{LOG}[quick_pay]\nday_uses_max = 101\n"), "quick_pay.day_uses_max: is a"),
        (SMALL.to_owned(), "code.sender: is missing; TONGBAOD_CODE_SENDER sets it too"),
        (format!("{SMALL}{LOG}[trace]\ncollector = \"x:4318\"\n"), "trace.collector: is http"),
        (format!("{SMALL}{LOG}[trace]\ncollector = \"http://a:b@x\"\n"), "trace.collector: is"),
        (format!("{SMALL}{LOG}[trace]\nper_thousand = 1001\n"), "trace.per_thousand: is a whole"),
        (format!("{SMALL}code = \"log\"\n"), "code: no key has this name"),
        (format!("{SMALL}{LOG}[limit]\nqueue = 0\n"), "(data/operator.toml line 8)"),
        (format!("{SMALL}{LOG}[limit]\nqueue = 0\n"), "limit.queue: is a whole number from 1 to"),
        (format!("{SMALL}{LOG}limit.queue = \"1\"\n"), "code.limit: no key has this name"),
        (format!("{SMALL}{LOG}[limit]\nquue = 1\n"), "limit.quue: no key has this name"),
        (format!("{SMALL}{LOG}[limits]\nqueue = 1\n"), "limits: no key has this name"),
        (format!("{SMALL}name = \"again\"\n{LOG}"), "(data/operator.toml line 5)"),
        (SMALL.replace("demo.tongbao", "Demo") + LOG, "operator: is 1 to 30 of"),
        (SMALL.replace("CNY", "XYZ") + LOG, "currency: "),
        (format!("{SMALL}{smtp}from = \"a@example.org\"\n"), "code.host: is missing"),
        (
            format!("{SMALL}{smtp}host = \"mail.example.org\"\ntls = \"none\"\nfrom = \"a@b.c\"\n"),
            "code.tls: ",
        ),
        (format!("{SMALL}{smtp}host = \"localhost\"\nfrom = \"nobody\"\n"), "code.from: "),
        (format!("{SMALL}{LOG}host = \"localhost\"\n"), "code.host: has no use with"),
    ];
    for (text, expected) in cases {
        let error = parse(&text).expect_err(&text).to_string();
        assert!(error.contains(expected), "{error} says {expected}");
    }
}

#[test]
fn attack_ssrf_card_numbers_go_to_a_safe_address_of_the_configuration_or_nowhere() {
    let secret = "0123456789abcdef";
    let table = |url: &str, secret: &str| {
        format!("{SMALL}{LOG}[issuer]\nurl = \"{url}\"\nsecret = \"{secret}\"\n")
    };
    let fine = ["https://issuer.example", "http://127.0.0.1:8702", "http://[::1]:8702"];
    for url in fine {
        let config = parse(&table(url, secret)).expect(url);
        assert_eq!(config.issuer.expect("an issuer").url, url);
    }
    for url in [
        "http://issuer.example",
        "http://127.0.0.1.issuer.example",
        "https://issuer.example/v1",
        "https://issuer.example/",
        "https://issuer.example?to=x",
        "https://name:word@issuer.example",
        "http://127.0.0.1@issuer.example",
        "ftp://issuer.example",
        "issuer.example",
        "",
    ] {
        let error = parse(&table(url, secret)).expect_err(url).to_string();
        assert!(error.contains("issuer.url: is https"), "{url}: {error}");
    }
    let short = parse(&table(fine[0], "short")).expect_err("is short").to_string();
    assert!(short.contains("issuer.secret: ") && !short.contains("short\""), "{short}");
    let half = format!("{SMALL}{LOG}[issuer]\nurl = \"{}\"\n", fine[0]);
    let half = parse(&half).expect_err("lacks its secret").to_string();
    assert!(half.contains("issuer.secret: is missing"), "{half}");
    assert!(parse(&format!("{SMALL}{LOG}")).expect("a configuration").issuer.is_none());
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let text = format!("{SMALL}listen = \"127.0.0.1:1\"\n{LOG}[limit]\nqueue = 1\nreads = 1\n");
    let mut sources = sources(
        &text,
        &[
            ("TONGBAOD_LISTEN", "127.0.0.1:2"),
            ("TONGBAOD_LIMIT_QUEUE", "2"),
            ("TONGBAOD_TRUSTED_PROXIES", "127.0.0.1, ::1"),
            ("TONGBAO_OPERATOR", "http://a.wallet.example"),
        ],
    );
    sources.flags.push(("listen", "--listen", "127.0.0.1:3".to_owned()));
    let config = checked(&sources).expect("a configuration");
    assert_eq!(config.listen.port(), 3);
    assert_eq!((config.limit.queue, config.limit.reads), (2, 1));
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.operator, "demo.tongbao");

    let origins: Vec<String> = show(&sources.settings().expect("settings"))
        .into_iter()
        .filter(|shown| ["listen", "limit.queue", "limit.reads", "keys"].contains(&shown.key))
        .map(|shown| shown.origin)
        .collect();
    let expected = ["--listen", "default", "TONGBAOD_LIMIT_QUEUE", "operator.toml line 10"];
    let mut expected: Vec<String> = expected.iter().map(|text| (*text).to_owned()).collect();
    let mut origins = origins;
    origins.sort();
    expected.sort();
    assert_eq!(origins, expected);
}

#[test]
fn a_wrong_variable_is_named() {
    let text = format!("{SMALL}{LOG}");
    let cases = [
        ("TONGBAOD_LIMIT_QUEUE", "many", "limit.queue: is a whole number from 1 to 1000000"),
        ("TONGBAOD_LIMIT_QUEUE", "0", "(TONGBAOD_LIMIT_QUEUE)"),
        ("TONGBAOD_LOG_PRETTY", "yes", "log_pretty: is true or false"),
        ("TONGBAOD_LIMITS_QUEUE", "1", "TONGBAOD_LIMITS_QUEUE: no key has this name"),
        ("TONGBAOD_CURRENCY", "XYZ", "(TONGBAOD_CURRENCY)"),
    ];
    for (name, value, expected) in cases {
        let error = checked(&sources(&text, &[(name, value)])).expect_err(name).to_string();
        assert!(error.contains(expected), "{error} says {expected}");
    }
}

#[test]
fn a_secret_comes_from_a_file_or_a_credential_and_is_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("relay");
    std::fs::write(&file, "hush from a file\n").expect("written");
    std::fs::write(folder.path().join("code.password"), "hush by systemd").expect("written");
    let path = file.to_str().expect("a path");
    let smtp = format!(
        "{SMALL}[code]\nsender = \"smtp\"\nhost = \"mail.example.org\"\nuser = \"us\"\n\
         from = \"a@example.org\"\n"
    );
    let by_file = format!("{smtp}password_file = {}\n", toml::Value::String(path.to_owned()));
    let credentials = ("CREDENTIALS_DIRECTORY", folder.path().to_str().expect("a path"));
    let cases = [
        (sources(&by_file, &[]), "hush from a file"),
        (sources(&by_file, &[credentials]), "hush by systemd"),
        (sources(&smtp, &[("TONGBAOD_CODE_PASSWORD_FILE", path), credentials]), "hush from a file"),
        (sources(&by_file, &[("TONGBAOD_CODE_PASSWORD", "hush"), credentials]), "hush"),
    ];
    for (sources, expected) in cases {
        let config = checked(&sources).expect("a configuration");
        let CodeConfig::Smtp(smtp) = &config.code else { panic!("a relay") };
        assert_eq!(smtp.password.as_ref().expect("a password").expose(), expected);
        let shown = format!("{:?}{config:?}", show(&sources.settings().expect("settings")));
        assert!(!shown.contains("hush"), "{shown}");
    }
    let both = sources(&format!("{by_file}password = \"hush\"\n"), &[]);
    let error = checked(&both).expect_err("two passwords").to_string();
    assert!(error.contains("code.password: comes alone, without code.password_file"), "{error}");
    assert!(!error.contains("hush"));
    std::fs::remove_file(&file).expect("removed");
    let error = checked(&sources(&by_file, &[])).expect_err("no file").to_string();
    assert!(error.contains("code.password: cannot be read"), "{error}");
}
