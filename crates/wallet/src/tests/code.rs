//! What a text means for the wallet.

use super::fake::network::Fault;
use super::fake::operator::{FRIEND, LABEL, ORDER, RECEIVE};
use super::fake::{START_MS, World, run, yuan};
use super::payment::tongbao_code;
use crate::{Offer, Reading, Wallet, WalletError};
use paycode::{Code, TongbaoCode};
use wire::payee::{Payee, PayeeKind};

fn read(wallet: &Wallet<World>, code: &TongbaoCode) -> Result<Offer, WalletError> {
    match run(wallet.read_code(&code.write().expect("a code")))? {
        Reading::Payable(offer) => Ok(*offer),
        other => panic!("not payable: {other:?}"),
    }
}

#[test]
fn an_offer_shows_the_registered_name() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let offer = read(&wallet, &tongbao_code(LABEL)).expect("payable");
    assert_eq!((offer.name.as_str(), offer.name_differs), ("Tea House", false));
    assert_eq!((offer.amount, offer.amount_fixed), (None, false));
    let code = TongbaoCode { name: "Tea H0use".to_owned(), ..tongbao_code(LABEL) };
    let offer = read(&wallet, &code).expect("payable");
    assert_eq!(offer.name, "Tea House");
    assert_eq!((offer.stated_name.as_str(), offer.name_differs), ("Tea H0use", true));
    let offer = read(&wallet, &tongbao_code(ORDER)).expect("payable");
    assert_eq!((offer.amount, offer.amount_fixed), (Some(yuan(880)), true));
    assert_eq!(offer.note.as_deref(), Some("two teas"));
    let code = TongbaoCode { amount: Some(yuan(2000)), ..tongbao_code(FRIEND) };
    let offer = read(&wallet, &code).expect("payable");
    assert_eq!((offer.amount, offer.amount_fixed), (Some(yuan(2000)), false));
}

#[test]
fn what_can_be_known_without_asking_is_refused_without_asking() {
    let world = World::enrolled();
    let wallet = world.wallet();
    // Had it asked, it would have met this.
    world.network.script(&[Fault::Unreachable; 9]);
    let code =
        TongbaoCode { operator: "other.town".parse().expect("a name"), ..tongbao_code(LABEL) };
    let text = code.write().expect("a code");
    assert_eq!(run(wallet.read_code(&text)), Ok(Reading::Other(Box::new(Code::Tongbao(code)))));
    let error = run(wallet.prepare_payment(&text, Some("1"), None)).expect_err("refused");
    assert_eq!(error, WalletError::ForeignOperator("other.town".to_owned()));
    assert_eq!(error.code(), "foreign_operator");
    let own = tongbao_code(Payee { kind: PayeeKind::Receive, id: RECEIVE });
    assert_eq!(read(&wallet, &own).expect_err("refused").code(), "payee_is_payer");
    let now_s = START_MS / 1000;
    let over = TongbaoCode { expires_at_s: Some(now_s - 1), ..tongbao_code(ORDER) };
    assert_eq!(read(&wallet, &over).expect_err("refused").code(), "order_expired");
    let last = TongbaoCode { expires_at_s: Some(now_s), ..tongbao_code(ORDER) };
    assert_eq!(read(&wallet, &last), Err(WalletError::Offline), "the operator judges");
    let euro = money::Currency::from_code("EUR").expect("known");
    let code = TongbaoCode { currency: euro, ..tongbao_code(LABEL) };
    assert_eq!(read(&wallet, &code).expect_err("refused").code(), "currency_mismatch");
}

#[test]
fn an_order_whose_code_was_changed_or_whose_time_is_over_is_refused() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let code = TongbaoCode { amount: Some(yuan(879)), ..tongbao_code(ORDER) };
    assert_eq!(read(&wallet, &code).expect_err("refused").code(), "order_amount_differs");
    world.clock.advance(600_000);
    let error = read(&wallet, &tongbao_code(ORDER)).expect_err("refused");
    assert_eq!(error.code(), "order_expired");
}

#[test]
fn other_texts_need_no_enrolment() {
    let world = World::new();
    let wallet = world.wallet();
    let read = run(wallet.read_code("hello"));
    assert_eq!(read, Ok(Reading::Other(Box::new(Code::Text("hello".to_owned())))));
    let mut code = tongbao_code(LABEL).write().expect("a code");
    assert_eq!(run(wallet.read_code(&code)), Err(WalletError::NotEnrolled));
    let last = code.pop().expect("a digit");
    code.push(if last == '0' { '1' } else { '0' });
    assert_eq!(run(wallet.read_code(&code)).expect_err("broken").code(), "crc_wrong");
}

#[test]
fn the_own_receive_code_reads_back() {
    let world = World::enrolled();
    let wallet = world.wallet();
    world.network.script(&[Fault::Unreachable; 9]);
    let code = wallet.receive_code(Some("20"), Some(" dinner ".to_owned())).expect("a code");
    let Ok(Code::Tongbao(read)) = paycode::read(&code.text) else { panic!("{}", code.text) };
    assert_eq!(read.amount, Some(yuan(2000)));
    assert_eq!(read.note.as_deref(), Some("dinner"));
    assert_eq!((read.name.as_str(), read.operator.as_str()), ("Lin", "demo.tongbao"));
    assert_eq!(read.payee.id().as_str(), RECEIVE.to_string());
    assert!(wallet.receive_code(None, None).is_ok());
    let error = |amount: &str, note: &str| {
        let code = wallet.receive_code(Some(amount), Some(note.to_owned()));
        code.expect_err("refused").code()
    };
    assert_eq!(error("0", ""), "amount_zero");
    assert_eq!(error("1", "a\u{202e}b"), "note_malformed");
    assert_eq!(World::new().wallet().receive_code(None, None), Err(WalletError::NotEnrolled));
}

#[test]
fn the_address_of_a_labels_page_is_asked_of_the_own_operator_only() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let profile = wallet.state().profile.clone();
    let host = profile.expect("enrolled").operator_url;
    let host = host.split_once("://").expect("an address").1.trim_end_matches('/').to_owned();
    let address = |host: &str| format!("https://{host}/l/{}", LABEL.id);
    let Ok(Reading::Payable(offer)) = run(wallet.read_code(&address(&host))) else {
        panic!("not payable: {host}")
    };
    assert_eq!((offer.name.as_str(), offer.name_differs), ("Tea House", false));
    world.network.script(&[Fault::Unreachable; 9]);
    let foreign = run(wallet.read_code(&address("other.town")));
    let Ok(Reading::Other(other)) = foreign else { panic!("{foreign:?}") };
    assert!(matches!(*other, Code::TongbaoAddress(_)), "{other:?}");
}

/// Another code is stuck over a shop's label: the wallet shows who is registered, and warns.
#[test]
fn scenario_15_a_code_stuck_over_a_label_shows_who_is_paid_and_warns() {
    let world = World::enrolled();
    let wallet = world.wallet();
    // The thief's own personal code.
    let personal = read(&wallet, &tongbao_code(FRIEND)).expect("payable");
    assert_eq!((personal.payee.kind, personal.is_new_person), (PayeeKind::Receive, true));
    assert_eq!((personal.merchant, personal.city), (None, None), "no shop, and no place");
    // Another shop's label that states the robbed shop's name.
    let code = TongbaoCode { name: "Night Tea".to_owned(), ..tongbao_code(LABEL) };
    let other = read(&wallet, &code).expect("payable");
    assert_eq!((other.name.as_str(), other.name_differs), ("Tea House", true));
    assert!(other.city.is_some() && !other.is_new_person);
}

/// A label of another operator pays where its shop was brought to this one, and only under the name
/// that is printed in it.
#[test]
fn attack_portable_a_label_of_another_operator_counts_under_its_own_name_alone() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let foreign =
        |code: TongbaoCode| TongbaoCode { operator: "other.town".parse().expect("a name"), ..code };
    let offer = read(&wallet, &foreign(tongbao_code(LABEL))).expect("brought here");
    assert_eq!((offer.name.as_str(), offer.name_differs), ("Tea House", false));
    let renamed = TongbaoCode { name: "Night Tea".to_owned(), ..tongbao_code(LABEL) };
    for code in [foreign(renamed), foreign(tongbao_code(ORDER)), foreign(tongbao_code(FRIEND))] {
        let text = code.write().expect("a code");
        let other = run(wallet.read_code(&text));
        assert_eq!(other, Ok(Reading::Other(Box::new(Code::Tongbao(code)))), "{text}");
    }
}
