//! An envelope for a group: sent from a terminal, claimed by link, and proven by every wallet.

use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;

#[test]
fn a_group_claims_an_envelope_by_its_link_and_every_wallet_proves_it() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let people = ["lin", "mei", "omar"];
    let wallets: Vec<Terminal> = people
        .iter()
        .map(|name| {
            let wallet = Terminal::new("271828");
            wallet.enrol(&operator, &operator.url(), &format!("{name}@demo.example"));
            wallet
        })
        .collect();
    let before: i64 = wallets.iter().map(Terminal::balance_minor).sum();
    let lin = &wallets[0];
    let ask = ["--json", "envelope", "send", "--amount", "8.88", "--shares", "3", "--yes"];
    let sent = lin.run(&[&ask[..], &["--greeting", "恭喜发财"]].concat());
    let code = sent.json["code"].as_str().expect("a link").to_owned();
    let envelope = sent.json["envelope"].as_str().expect("an identifier").to_owned();
    assert!(code.contains("/e/") && code.contains('#'), "{code}");
    let read = lin.run(&["code", "parse", &code]);
    assert!(!read.json.to_string().contains(code.split('#').next_back().expect("a secret")));

    for wallet in &wallets {
        let claimed = wallet.run(&["--json", "envelope", "claim", &code]);
        assert_eq!(claimed.json["proof"]["holds"], true);
        let again = wallet.run(&["--json", "envelope", "claim", &code]);
        assert_eq!(again.json["mine"], claimed.json["mine"], "the share that one has");
    }
    for wallet in &wallets {
        let verified = wallet.run(&["--json", "envelope", "verify", &envelope]);
        assert_eq!(verified.json["proof"]["is_whole"], true);
        assert_eq!(verified.json["state"], "finished");
        let shares = verified.json["claims"].as_array().expect("claims").iter();
        let sum: u64 = shares.map(|one| one["amount"]["minor"].as_u64().expect("a number")).sum();
        assert_eq!(sum, 888);
        let listed = wallet.run(&["--json", "envelope", "list"]);
        assert_eq!(listed.json[0]["envelope"], envelope.as_str());
    }
    assert_eq!(wallets.iter().map(Terminal::balance_minor).sum::<i64>(), before, "nothing is lost");
    operator.audit();
}

#[test]
fn an_envelope_for_one_person_is_opened_by_nobody_else() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let (lin, mei) = (Terminal::new("271828"), Terminal::new("161803"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    let own = mei.run(&["--json", "receive"]);
    let to = own.json["text"].as_str().expect("a code");
    let before = mei.balance_minor();
    let ask = ["--json", "envelope", "send", "--amount", "6.66", "--yes", "--to", to];
    let sent = lin.run(&ask);
    let code = sent.json["code"].as_str().expect("a link");
    assert!(!code.contains('#'), "it needs no secret");
    lin.refused(&["--json", "envelope", "claim", code], "envelope_not_for_you");
    let found = mei.run(&["--json", "envelope", "list"]);
    assert_eq!(found.json[0]["code"], code);
    mei.run(&["--json", "envelope", "claim", code]);
    assert_eq!(mei.balance_minor(), before + 666);
    operator.audit();
}
