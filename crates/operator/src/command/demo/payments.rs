//! The demo's payments: Ada enrols a device with a one-time code, sets a PIN, signs orders and
//! pays, as anyone would; only the HTTP in between is left out.

use super::Demo;
use super::people::ADA;
use super::shops::label_of;
use crate::command::CommandError;
use crate::{clock, code, pin, random};
use bank::command::{ConfirmEnrolment, Pay, Payee, PinCheck, SetPin, StartEnrolment, TryPin};
use bank::id::{AccountId, DeviceId, EnrolmentId, PaymentId, PersonId, ReceiveCodeId, TimeMs};
use bank::record::{Evidence, Person};
use bank::registered::Salt;
use bank::{Command, CommandKey, Key, Receipt, Scope};
use money::Amount;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use wire::payee::PayeeKind;
use wire::payment::PaymentOrder;
use wire::{Id, Money, Secret};

/// One payment: its name, whom it pays, how much, and its note.
struct Planned {
    name: &'static str,
    payee: Whom,
    amount_minor: u64,
    note: &'static str,
}

enum Whom {
    Shop(&'static str),
    Person(&'static str),
}

const PAYMENTS: &[Planned] = &[
    Planned {
        name: "lunch",
        payee: Whom::Shop("noodle-house"),
        amount_minor: 1850,
        note: "Beef noodles",
    },
    Planned { name: "tea", payee: Whom::Shop("night-tea"), amount_minor: 900, note: "" },
    Planned { name: "pears", payee: Whom::Shop("green-grocer"), amount_minor: 640, note: "Pears" },
    Planned {
        name: "cinema",
        payee: Whom::Person("lin@demo.example"),
        amount_minor: 4500,
        note: "Cinema tickets",
    },
];

/// Makes the payments that are not made yet.
pub(super) fn pay(demo: &Demo<'_>) -> Result<(), CommandError> {
    let mut ada = None;
    for planned in PAYMENTS {
        let payment = Id(demo.id(&format!("payment {}", planned.name)));
        if demo.desk.reader.record(&Key::Payment(PaymentId(payment.0)))?.is_some() {
            continue;
        }
        let ada = match &ada {
            Some(ada) => ada,
            None => ada.insert(enrol(demo)?),
        };
        pay_one(demo, ada, planned, payment)?;
    }
    Ok(())
}

/// Ada with her device.
struct Ada {
    person: Person,
    device: DeviceId,
    key: EcdsaKeyPair,
    pin: Secret,
}

fn enrol(demo: &Demo<'_>) -> Result<Ada, CommandError> {
    let broken = |what: &str| CommandError::new("internal", format!("demo device: {what}"));
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let document =
        EcdsaKeyPair::generate_pkcs8(algorithm, &random).map_err(|_| broken("no key"))?;
    let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random)
        .map_err(|_| broken("no key"))?;
    let public_key: [u8; 65] =
        key.public_key().as_ref().try_into().map_err(|_| broken("an odd key"))?;
    let enrolment = random::id()?;
    let device = DeviceId(wire::signature::device_id(&public_key).0);
    let one_time = code::make(&demo.desk.keys.code, enrolment, ADA.handle, &public_key);
    let code_hash = code::hash(&demo.desk.keys.code, enrolment, &one_time);
    let enrolment_key = CommandKey { scope: Scope::Device(device), id: enrolment.0 };
    let start = Command::StartEnrolment(StartEnrolment {
        enrolment: EnrolmentId(enrolment.0),
        handle: ADA.handle.to_owned(),
        public_key,
        code_hash,
        expires_at: clock::now().plus_ms(code::GOOD_FOR_MS),
    });
    demo.desk.decide(Some(enrolment_key), start)?;
    let confirm = Command::ConfirmEnrolment(ConfirmEnrolment {
        enrolment: EnrolmentId(enrolment.0),
        code_hash,
        device,
        name: Some(ADA.name.to_owned()),
        new_person: PersonId(random::bits()?),
        new_account: AccountId(random::bits()?),
        new_receive_code: ReceiveCodeId(random::bits()?),
        new_salt: Salt(random::bits()?),
        new_handle_salt: Salt(random::bits()?),
        currency: demo.desk.config.currency,
    });
    let Receipt::Enrolled { person, .. } = demo.desk.decide(None, confirm)? else {
        return Err(broken("answered with another receipt"));
    };
    let pin = ada_pin(demo);
    if person.pin.verifier.is_none() {
        let verifier = pin::make(&demo.desk.keys.pepper, &pin, Id(person.id.0))?;
        let set = SetPin { person: person.id, verifier, current_pin_right: false };
        demo.desk.decide(None, Command::SetPin(set))?;
    }
    Ok(Ada { person: *person, device, key, pin })
}

/// Returns Ada's PIN: made from the demo's key, so that a run that was cut off can go on.
fn ada_pin(demo: &Demo<'_>) -> Secret {
    let candidates = (0_u32..).map(|n| demo.id(&format!("pin {n}")) % 1_000_000);
    let pins = candidates.map(|number| format!("{number:06}"));
    Secret::new(pins.into_iter().find(|pin| pin::is_allowed(pin)).unwrap_or_default())
}

fn pay_one(demo: &Demo<'_>, ada: &Ada, planned: &Planned, payment: Id) -> Result<(), CommandError> {
    let desk = demo.desk;
    let amount = Amount::new(planned.amount_minor, desk.config.currency)
        .map_err(|error| CommandError::new("internal", error.to_string()))?;
    let (kind, payee) = match planned.payee {
        Whom::Shop(slug) => {
            let label = label_of(demo, slug);
            (wire::payee::Payee { kind: PayeeKind::Label, id: Id(label.0) }, Payee::Label(label))
        }
        Whom::Person(handle) => {
            let code = desk.person(handle)?.receive_code;
            let id = Id(code.0);
            (wire::payee::Payee { kind: PayeeKind::Receive, id }, Payee::Receive(code))
        }
    };
    let note = (!planned.note.is_empty()).then(|| planned.note.to_owned());
    let order = PaymentOrder {
        payment,
        payee: kind,
        amount: Money::from(amount),
        discount: None,
        note: note.clone(),
        expires_at_ms: clock::now().plus_ms(60_000).0,
    };
    let command = Command::Pay(Pay {
        payment: PaymentId(payment.0),
        payer: ada.person.id,
        payee,
        amount,
        discount: None,
        drawing: None,
        note,
        order_expires_at: TimeMs(order.expires_at_ms),
        pin: try_pin(demo, ada)?,
        pin_from_minor: desk.config.pin_from.minor(),
        payment_max_minor: desk.config.payment_max.minor(),
        fee: desk.config.fee,
        evidence: sign(&order, ada, &desk.config.operator)?,
    });
    let key = CommandKey { scope: Scope::Person(ada.person.id), id: payment.0 };
    desk.decide(Some(key), command)?;
    Ok(())
}

fn try_pin(demo: &Demo<'_>, ada: &Ada) -> Result<PinCheck, CommandError> {
    let command = Command::TryPin(TryPin { person: ada.person.id });
    match demo.desk.decide(None, command)? {
        Receipt::PinTried { verifier, .. } => {
            let id = Id(ada.person.id.0);
            let right = pin::compare(&demo.desk.keys.pepper, &ada.pin, id, &verifier)?;
            Ok(if right { PinCheck::Right } else { PinCheck::Missing })
        }
        _ => Err(CommandError::new("internal", "answered with another receipt")),
    }
}

fn sign(order: &PaymentOrder, ada: &Ada, operator: &str) -> Result<Evidence, CommandError> {
    let signed_text = order.signed_text(operator);
    let signature = ada
        .key
        .sign(&SystemRandom::new(), signed_text.as_bytes())
        .ok()
        .and_then(|signature| signature.as_ref().try_into().ok())
        .ok_or_else(|| CommandError::new("internal", "the demo device cannot sign"))?;
    Ok(Evidence { device: ada.device, signed_text, signature })
}
