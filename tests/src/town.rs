//! A town to pay in, for load: people with enrolled devices, money and receive codes, made through
//! the bank's own rules before the operator starts.

use crate::device::{Device, new_id, now_ms};
use bank::command::{
    Command, ConfirmEnrolment, Envelope, OpenAccount, OpenDesk, StartEnrolment, TopUp,
};
use bank::id::{AccountId, DeviceId, EnrolmentId, PaymentId, PersonId, ReceiveCodeId, TimeMs};
use bank::registered::Salt;
use bank::store::Store;
use bank::{CommandKey, Receipt, Scope};
use money::{Amount, Currency};
use wire::payee::{Payee, PayeeKind};
use wire::{Id, Money};

/// A person of the town with one device.
pub struct Townsperson {
    /// The person.
    pub person: Id,
    /// The account.
    pub account: AccountId,
    /// Where others pay them.
    pub receive: Payee,
    /// Their device.
    pub device: Device,
}

/// Opens accounts for people with these devices and pays `minor` in for each.
///
/// # Panics
/// When the bank refuses or the store fails.
pub fn settle(
    store: &mut dyn Store,
    devices: Vec<Device>,
    currency: Currency,
    minor: u64,
) -> Vec<Townsperson> {
    let desk = AccountId(new_id().0);
    let mut run = |command: Command, scope: Scope| {
        // A payment's key is its identifier: what was answered under it is audited.
        let id = match &command {
            Command::TopUp(top_up) => top_up.payment.0,
            _ => new_id().0,
        };
        let key = CommandKey { scope, id };
        let at = TimeMs(now_ms());
        let envelope = Envelope { key: Some(key), nonce: None, at, command };
        let outcomes = bank::batch::run(store, &[envelope]).expect("the store works");
        outcomes.into_iter().next().expect("one outcome").expect("the bank agrees")
    };
    let opened = run(Command::OpenDesk(OpenDesk { account: desk, currency }), Scope::Operator);
    let Receipt::DeskOpened(desk) = opened else { panic!("no desk: {opened:?}") };
    let mut people = Vec::new();
    for (number, device) in devices.into_iter().enumerate() {
        let handle = format!("person{number}@town.example");
        let (person, account, receive) = (new_id(), AccountId(new_id().0), new_id());
        run(
            Command::OpenAccount(OpenAccount {
                person: PersonId(person.0),
                account,
                receive_code: ReceiveCodeId(receive.0),
                handle: handle.clone(),
                name: format!("Person {number}"),
                currency,
                salt: Salt(new_id().0),
                handle_salt: Salt(new_id().0),
            }),
            Scope::Operator,
        );
        enrol(&mut run, &device, handle, currency);
        let amount = Amount::new(minor, currency).expect("an amount");
        let (payment, person_id) = (PaymentId(new_id().0), PersonId(person.0));
        let top_up = TopUp { payment, desk, person: person_id, amount, note: None };
        run(Command::TopUp(top_up), Scope::Operator);
        let receive = Payee { kind: PayeeKind::Receive, id: receive };
        people.push(Townsperson { person, account, receive, device });
    }
    people
}

fn enrol(
    run: &mut impl FnMut(Command, Scope) -> Receipt,
    device: &Device,
    handle: String,
    currency: Currency,
) {
    let (enrolment, code_hash) = (EnrolmentId(new_id().0), [7; 32]);
    let device_id = DeviceId(device.id.0);
    let start = StartEnrolment {
        enrolment,
        handle,
        public_key: device.public_key,
        code_hash,
        expires_at: TimeMs(now_ms() + 600_000),
    };
    run(Command::StartEnrolment(start), Scope::Device(device_id));
    let confirm = ConfirmEnrolment {
        enrolment,
        code_hash,
        device: device_id,
        name: None,
        new_person: PersonId(new_id().0),
        new_account: AccountId(new_id().0),
        new_receive_code: ReceiveCodeId(new_id().0),
        new_salt: Salt(new_id().0),
        new_handle_salt: Salt(new_id().0),
        currency,
    };
    run(Command::ConfirmEnrolment(confirm), Scope::Device(device_id));
}

/// The town's currency.
pub fn currency() -> Currency {
    Currency::from_code("CNY").expect("a currency")
}

/// An amount in the town's currency, in minor units.
pub fn money(minor: u64) -> Money {
    Money { minor, currency: "CNY".to_owned() }
}

/// The operator's name inside codes and signed orders, in a town made by [`found`].
pub const OPERATOR: &str = "load.tongbao";

/// Makes an operator's data folder for load: no PIN below 1000.00 and no rate limits in the way.
/// The rules of money are the usual ones.
///
/// # Panics
/// When `tongbaod init` fails or the file cannot be written.
pub fn found(data: &std::path::Path, public_url: &str) {
    crate::operator_process::tongbaod_done(&[
        "init",
        "--data",
        &data.display().to_string(),
        "--operator",
        OPERATOR,
        "--name",
        "Load Town",
        "--currency",
        "CNY",
        "--country",
        "CN",
        "--smtp-host",
        "127.0.0.1",
        "--smtp-from",
        "codes@load.example",
    ]);
    let config = format!(
        "operator = \"{OPERATOR}\"\nname = \"Load Town\"\ncurrency = \"CNY\"\n\
         country = \"CN\"\npublic_url = \"{public_url}\"\npin_from = \"1000.00\"\n\
         [code]\nsender = \"log\"\n\
         [limit]\nper_ip_per_minute = 1000000\nper_device_per_minute = 1000000\n\
         same_per_minute = 1000000\nconnections_per_ip = 2048\n\
         queue_per_account = 4096\nrequests_per_account = 512\nqueue_target_ms = 60000\n"
    );
    std::fs::write(data.join("operator.toml"), config).expect("a configuration is written");
}

/// Opens the store of a data folder made by [`found`].
///
/// # Panics
/// When it cannot be opened.
pub fn store(data: &std::path::Path) -> bank_sqlite::SqliteStore {
    bank_sqlite::SqliteStore::open(&data.join("bank.sqlite")).expect("the store opens")
}
