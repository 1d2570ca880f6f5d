//! Codes are guessed by nobody, tokens are worth something to their operator only, and what is
//! asked again has its first answer.

use super::*;
use crate::book::Book;
use crate::charge::{charge, charged};

const LIN: &str = "9000 0000 0000 1017";

fn asked<'a>(operator: &'a str, request: &'a str, now_ms: u64) -> Asked<'a> {
    Asked { operator, request, now_ms }
}

/// Asks a new book, which is on disk meanwhile.
fn with_pages(ask: impl FnOnce(&mut Pages)) {
    let folder = tempfile::tempdir().expect("a folder");
    let book = Book::open(folder.path()).expect("begins");
    book.change(ask).expect("writes");
    let again = Book::open(folder.path()).expect("opens");
    let (one, other) = (book.read(Pages::clone), again.read(Pages::clone));
    let text = |pages: &Pages| serde_json::to_string(pages).expect("JSON");
    assert_eq!(text(&one), text(&other), "what was told is on disk");
}

fn begun(pages: &mut Pages, request: &str, now_ms: u64) -> String {
    begin(pages, asked("town", request, now_ms), LIN, "Lin").expect("is sent").code
}

fn wrong_of(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

#[test]
fn a_code_binds_once_and_a_lost_answer_is_told_again() {
    with_pages(|pages| {
        let code = begun(pages, "r1", 0);
        assert_eq!(begun(pages, "r1", 1), code, "the same binding, the same code");
        let bound = confirm(pages, asked("town", "r1", 2), &code, "t1".to_owned());
        assert_eq!(bound.expect("is right").token, "t1");
        let late = asked("town", "r1", GOOD_FOR_MS + 1);
        let again = confirm(pages, late, &code, "t2".to_owned()).expect("is right");
        assert_eq!((again.token.as_str(), pages.tokens.len()), ("t1", 1));
        forget(pages, "town", "t1");
        let gone = confirm(pages, asked("town", "r1", 3), &code, "t3".to_owned()).err();
        assert_eq!(gone, Some(Refusal::BindingExpired), "what was forgotten is not bound again");
    });
}

#[test]
fn a_card_that_is_not_there_and_a_wrong_name_are_told_alike() {
    with_pages(|pages| {
        for (number, holder) in [(LIN, "Mei"), ("9000000000001033", "Lin"), ("1", "Lin"), ("", "")]
        {
            let refused = begin(pages, asked("town", "r", 0), number, holder).err();
            assert_eq!(refused, Some(Refusal::CardRefused), "{number} {holder}");
        }
        begun(pages, "r", 0);
        let other = begin(pages, asked("town", "r", 0), "9000000000002015", "Mei").err();
        assert_eq!(other, Some(Refusal::RequestConflict));
        let unknown = confirm(pages, asked("other", "r", 0), "000000", String::new()).err();
        assert_eq!(unknown, Some(Refusal::BindingUnknown), "another operator's binding");
        let late = asked("town", "r", GOOD_FOR_MS);
        assert_eq!(
            confirm(pages, late, "000000", String::new()).err(),
            Some(Refusal::BindingExpired)
        );
    });
}

#[test]
fn attack_guess_a_code_has_five_tries_and_a_card_ten_a_day() {
    with_pages(|pages| {
        let mut left = Vec::new();
        for request in ["r1", "r2"] {
            let code = begun(pages, request, 0);
            for _ in 0..5 {
                let tried =
                    confirm(pages, asked("town", request, 1), &wrong_of(&code), String::new());
                left.push(tried.err());
            }
            let right = confirm(pages, asked("town", request, 2), &code, "t".to_owned()).err();
            assert_eq!(right, Some(Refusal::CodeTriesUsed), "the right one comes too late");
        }
        let counted = [4, 3, 2, 1, 0, 4, 3, 2, 1, 0].map(|left| Some(Refusal::CodeWrong(left)));
        assert_eq!(left, counted);
        let locked = |pages: &mut Pages, operator, at| {
            begin(pages, asked(operator, "r3", at), LIN, "Lin").err()
        };
        assert_eq!(locked(pages, "town", 3), Some(Refusal::CardLocked));
        assert_eq!(locked(pages, "other", 3), Some(Refusal::CardLocked), "by no other operator");
        assert_eq!(locked(pages, "town", DAY_MS + 1), None);
        assert!(pages.tokens.is_empty());
    });
}

#[test]
fn attack_flood_a_phone_gets_five_codes_an_hour() {
    with_pages(|pages| {
        for request in ["r1", "r2", "r3", "r4", "r5"] {
            begun(pages, request, 0);
        }
        let sixth = |pages: &mut Pages, at| begin(pages, asked("town", "r6", at), LIN, "Lin").err();
        assert_eq!(sixth(pages, 1), Some(Refusal::CodesUsedUp));
        let again = begin(pages, asked("town", "r1", 1), LIN, "Lin").err();
        assert_eq!(again, Some(Refusal::CodesUsedUp), "also when an old one is asked again");
        assert_eq!(sixth(pages, HOUR_MS + 1), None);
    });
}

#[test]
fn attack_theft_a_token_is_worth_nothing_to_another_operator() {
    with_pages(|pages| {
        let code = begun(pages, "r1", 0);
        drop(confirm(pages, asked("town", "r1", 0), &code, "t1".to_owned()));
        let stolen = charge(pages, asked("thief", "c1", 0), "t1", (100, "CNY"));
        assert_eq!(stolen, Err(Refusal::TokenUnknown));
        forget(pages, "thief", "t1");
        let paid = charge(pages, asked("town", "c1", 0), "t1", (100, "CNY"));
        assert_eq!(paid.map(|paid| paid.end), Ok(Ok(())));
        assert_eq!(charged(pages, asked("thief", "c1", 0)), Err(Refusal::ChargeUnknown));
    });
}
