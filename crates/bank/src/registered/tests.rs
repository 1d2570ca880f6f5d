//! The digests are the described bytes, and every part of a record is in them.

use super::*;
use crate::contract::town;
use crate::id::{AccountId, LabelId, MerchantId, PersonId, ReceiveCodeId, TimeMs};
use crate::record::Pin;
use sha2::{Digest as _, Sha256};

fn person() -> Person {
    Person {
        id: PersonId(1),
        name: "Lin".to_owned(),
        account: AccountId(2),
        receive_code: ReceiveCodeId(3),
        state: State::Active,
        pin: Pin::default(),
        opened_at: TimeMs(4),
        salt: Salt(5),
    }
}

fn registered(record: Record) -> Registered {
    Registered::of(&record).expect("is registered")
}

#[test]
fn a_person_is_hashed_as_described() {
    let id = |id: u128| id.to_be_bytes();
    let mut bytes = vec![20];
    bytes.extend(id(5));
    bytes.extend(id(1));
    bytes.extend(3_u64.to_be_bytes());
    bytes.extend(b"Lin");
    bytes.extend(id(2));
    bytes.extend(id(3));
    bytes.extend([0, 0]);
    bytes.extend(4_u64.to_be_bytes());
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let expected =
        Registered { kind: RegisteredKind::Person, id: 1, owner: 2, state: State::Active, digest };
    assert_eq!(registered(Record::Person(person())), expected);
}

#[test]
fn everything_of_a_person_is_in_the_digest_but_tries() {
    let digest = |person: Person| registered(Record::Person(person)).digest;
    let own = digest(person());
    let changes: [fn(&mut Person); 8] = [
        |person| person.id = PersonId(9),
        |person| person.name.push('n'),
        |person| person.account = AccountId(9),
        |person| person.receive_code = ReceiveCodeId(9),
        |person| person.state = State::Closed,
        |person| person.pin.verifier = Some(String::new()),
        |person| person.opened_at = TimeMs(9),
        |person| person.salt = Salt(9),
    ];
    for change in changes {
        let mut other = person();
        change(&mut other);
        assert_ne!(digest(other), own);
    }
    let pin = Pin { tries: 3, locks: 1, locked_until: Some(TimeMs(9)), verifier: None };
    assert_eq!(digest(Person { pin, ..person() }), own);
}

#[test]
fn everything_of_the_other_records_is_in_their_digests() {
    let salt = Salt(1);
    let handle = |handle: &str, person, salt| {
        let handle = handle.to_owned();
        Record::Handle(Handle { handle, person: PersonId(person), salt })
    };
    let text = town::handle(1);
    let device = |person, public_key, state, at| {
        let (id, person, enrolled_at) = (town::device(1), PersonId(person), TimeMs(at));
        Record::Device(Device { id, person, public_key, state, enrolled_at, revoked_at: None })
    };
    let revoked = |at| {
        let (id, person, enrolled_at) = (town::device(1), PersonId(1), TimeMs(1));
        let (state, revoked_at) = (State::Closed, Some(TimeMs(at)));
        let public_key = [4; 65];
        Record::Device(Device { id, person, public_key, state, enrolled_at, revoked_at })
    };
    let label = |id, merchant, state| {
        Record::Label(Label { id: LabelId(id), merchant: MerchantId(merchant), state })
    };
    let code = |id, person| {
        Record::ReceiveCode(ReceiveCode { id: ReceiveCodeId(id), person: PersonId(person) })
    };
    let records = [
        handle(&text, 1, salt),
        handle(&town::handle(2), 1, salt),
        handle(&text, 2, salt),
        handle(&text, 1, Salt(2)),
        device(1, [4; 65], State::Active, 1),
        device(2, [4; 65], State::Active, 1),
        device(1, [5; 65], State::Active, 1),
        device(1, [4; 65], State::Closed, 1),
        device(1, [4; 65], State::Active, 2),
        revoked(1),
        revoked(2),
        label(1, 1, State::Active),
        label(2, 1, State::Active),
        label(1, 2, State::Active),
        label(1, 1, State::Closed),
        code(1, 1),
        code(2, 1),
        code(1, 2),
    ];
    let mut digests: Vec<[u8; 32]> = records.map(|record| registered(record).digest).to_vec();
    digests.sort_unstable();
    let count = digests.len();
    digests.dedup();
    assert_eq!(digests.len(), count);
}

#[test]
fn everything_of_a_merchant_is_in_its_digest() {
    let merchant = Merchant {
        id: MerchantId(1),
        name: "Shop".to_owned(),
        city: "Suzhou".to_owned(),
        category: 5812,
        account: AccountId(2),
        state: State::Active,
        till_key_hash: [3; 32],
        salt: Salt(4),
    };
    let digest = |merchant: &Merchant| registered(Record::Merchant(merchant.clone())).digest;
    let changes: [fn(&mut Merchant); 8] = [
        |merchant| merchant.id = MerchantId(9),
        |merchant| merchant.name.push('s'),
        |merchant| merchant.city.push('s'),
        |merchant| merchant.category = 9,
        |merchant| merchant.account = AccountId(9),
        |merchant| merchant.state = State::Closed,
        |merchant| merchant.till_key_hash = [9; 32],
        |merchant| merchant.salt = Salt(9),
    ];
    for change in changes {
        let mut other = merchant.clone();
        change(&mut other);
        assert_ne!(digest(&other), digest(&merchant));
    }
}
