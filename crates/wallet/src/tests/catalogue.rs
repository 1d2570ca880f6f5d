//! Catalogues: kept on the device, added up without a cent too few, read strictly.

use super::fake::operator::SHOP;
use super::fake::{World, yuan};
use crate::WalletError;
use crate::catalogue::{CatalogueRule, Fault, WrittenItem, write_csv};
use proptest::prelude::*;
use wire::{ErrorCode, Id};

fn written(name: &str, price: &str, barcode: &str) -> WrittenItem {
    let (name, price, barcode) = (name.to_owned(), price.to_owned(), barcode.to_owned());
    WrittenItem { line: 1, name, price, currency: None, barcode, tags: String::new() }
}

#[test]
fn things_are_kept_changed_added_up_and_taken_out() {
    let world = World::enrolled();
    let wallet = world.wallet();
    wallet.save_item(SHOP, None, written("Noodles", "12.5", "6901")).expect("kept");
    let items = wallet.save_item(SHOP, None, written("Tea", "0.05", "")).expect("kept");
    let (noodles, tea) = (items[0].item, items[1].item);
    let items = wallet.save_item(SHOP, Some(tea), written("Tea", "0.10", " ")).expect("changed");
    assert_eq!((items[1].price, items[1].barcode.as_ref()), (yuan(10), None));
    // Another start of the program, without a network.
    let wallet = world.wallet();
    let basket =
        wallet.add_up(SHOP, &[(noodles, 3), (tea, 999)], Some("0.01"), None).expect("added");
    assert_eq!(basket.total, yuan(3 * 1_250 + 999 * 10 + 1));
    assert_eq!(basket.lines[1].2, yuan(9_990));
    assert_eq!(wallet.add_up(SHOP, &[(tea, 0)], None, None), Err(WalletError::AmountMissing));
    let too_many = wallet.add_up(SHOP, &[(tea, 1000)], None, None);
    assert_eq!(too_many, Err(WalletError::Catalogue(CatalogueRule::TooMany)));
    let too_much = wallet.add_up(SHOP, &[(noodles, 401)], None, None);
    assert_eq!(too_much, Err(WalletError::rule(ErrorCode::AmountTooLarge)));
    assert_eq!(wallet.remove_item(SHOP, noodles).expect("taken out").len(), 1);
    let gone = wallet.add_up(SHOP, &[(noodles, 1)], None, None);
    assert_eq!(gone, Err(WalletError::Catalogue(CatalogueRule::ItemGone)));
    assert_eq!(wallet.catalogue(Id(78)), []);
}

fn tagged(name: &str, tags: &str) -> WrittenItem {
    WrittenItem { tags: tags.to_owned(), ..written(name, "1", "") }
}

#[test]
fn tags_are_kept_each_once_and_tables_with_and_without_them_are_read() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let tags = |items: &[crate::catalogue::Item]| {
        let texts = items.iter().map(|item| {
            let tags: Vec<&str> = item.tags.iter().map(crate::goods::Tag::as_str).collect();
            tags.join("+")
        });
        texts.collect::<Vec<_>>()
    };
    let items = wallet.save_item(SHOP, None, tagged("Tea", " Drink, hot，drink")).expect("kept");
    assert_eq!(tags(&items), ["drink+hot"]);
    let table = write_csv(&items);
    assert_eq!(table, "name,price,currency,barcode,tags\r\nTea,1.00,CNY,,drink hot\r\n");
    let read = wallet.read_csv(&table).expect("a table");
    let again = wallet.replace_catalogue(SHOP, read).expect("saved").expect("good");
    assert_eq!(tags(&again), ["drink+hot"]);
    let old = wallet.read_csv("name,price,currency,barcode\nTea,1,CNY,\n").expect("a table");
    let old = wallet.replace_catalogue(SHOP, old).expect("saved").expect("good");
    assert_eq!(tags(&old), [""]);
}

#[test]
fn a_thing_that_breaks_a_rule_is_refused_with_the_rule() {
    let world = World::enrolled();
    let wallet = world.wallet();
    wallet.save_item(SHOP, None, written("Noodles", "12.5", "6901")).expect("kept");
    let long = "x".repeat(41);
    for (item, rule) in [
        (written(" ", "1", ""), CatalogueRule::Name),
        (written(&long, "1", ""), CatalogueRule::Name),
        (written("a\nb", "1", ""), CatalogueRule::Name),
        (written("=cmd()", "1", ""), CatalogueRule::Name),
        (written("a\u{202e}b", "1", ""), CatalogueRule::Name),
        (written("Tea", "0", ""), CatalogueRule::Price),
        (written("Tea", "-1", ""), CatalogueRule::Price),
        (written("Tea", "1.234", ""), CatalogueRule::Price),
        (written("Tea", "5000.01", ""), CatalogueRule::Price),
        (written("Tea", "1", "6 9"), CatalogueRule::Barcode),
        (written("Tea", "1", "6901"), CatalogueRule::BarcodeTwice),
        (tagged("Tea", "hot!"), CatalogueRule::Tags),
        (tagged("Tea", "a b c d e f g h i"), CatalogueRule::Tags),
        (tagged("Tea", &"x".repeat(33)), CatalogueRule::Tags),
    ] {
        let refused = wallet.save_item(SHOP, None, item.clone());
        assert_eq!(refused, Err(WalletError::Catalogue(rule)), "{item:?}");
    }
    assert_eq!(wallet.catalogue(SHOP).len(), 1);
}

#[test]
fn a_table_tells_every_fault_with_its_line_and_then_replaces_nothing() {
    let world = World::enrolled();
    let wallet = world.wallet();
    wallet.save_item(SHOP, None, written("Noodles", "12.5", "6901")).expect("kept");
    let table = "\u{feff}name,price,currency,barcode\r\n\"Tea, \"\"green\"\"\",3,CNY,1\n\
                 \n\"two\nlines\",3,CNY,\nTea,x,CNY,\nTea,3,USD,\nTea,3,CNY,1\n";
    let lines = wallet.read_csv(table).expect("a table");
    assert_eq!(lines[0].name, "Tea, \"green\"");
    let faults = wallet.replace_catalogue(SHOP, lines).expect("saved").expect_err("faults");
    let fault = |line, rule| Fault { line, rule };
    assert_eq!(
        faults,
        [
            fault(4, CatalogueRule::Name),
            fault(6, CatalogueRule::Price),
            fault(7, CatalogueRule::Currency),
            fault(8, CatalogueRule::BarcodeTwice),
        ]
    );
    assert_eq!(wallet.catalogue(SHOP).len(), 1);
    for (table, line, rule) in [
        ("", 1, CatalogueRule::Columns),
        ("name;price;currency;barcode\n", 1, CatalogueRule::Columns),
        ("name,price,currency,barcode,tags,more\n", 1, CatalogueRule::Columns),
        ("name,price,currency\n", 1, CatalogueRule::Columns),
        ("name,price,currency,barcode\nTea,3,CNY\n", 2, CatalogueRule::Fields),
        ("name,price,currency,barcode\nTea,3,CNY,,hot\n", 2, CatalogueRule::Fields),
        ("name,price,currency,barcode,tags\nTea,3,CNY,\n", 2, CatalogueRule::Fields),
        ("name,price,currency,barcode\n\"Tea,3,CNY,\n", 2, CatalogueRule::Quotes),
        ("name,price,currency,barcode\n\"Tea\"x,3,CNY,\n", 2, CatalogueRule::Quotes),
    ] {
        assert_eq!(wallet.read_csv(table), Err(vec![fault(line, rule)]), "{table}");
    }
    let none = wallet.replace_catalogue(SHOP, Vec::new()).expect("saved");
    assert_eq!(none, Err(vec![fault(1, CatalogueRule::Empty)]));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "[a,\"\r\n\\PC]{0,60}") {
        let world = World::enrolled();
        let _ = world.wallet().read_csv(&format!("name,price,currency,barcode\n{text}"));
    }

    #[test]
    fn what_is_written_is_read(
        things in prop::collection::vec(("[a-zA-Z,\" \u{4e00}-\u{4e10}]{0,20}[a-z]", 1u64..500_000), 1..8)
    ) {
        let world = World::enrolled();
        let wallet = world.wallet();
        let things: Vec<_> = things
            .iter()
            .map(|(name, minor)| written(name, &yuan(*minor).digits(), ""))
            .collect();
        let kept = wallet.replace_catalogue(SHOP, things).expect("saved").expect("good");
        let read = wallet.read_csv(&write_csv(&kept)).expect("a table");
        let again = wallet.replace_catalogue(SHOP, read).expect("saved").expect("good");
        let plain = |items: &[crate::catalogue::Item]| {
            items.iter().map(|one| (one.name.clone(), one.price)).collect::<Vec<_>>()
        };
        prop_assert_eq!(plain(&kept), plain(&again));
    }
}
