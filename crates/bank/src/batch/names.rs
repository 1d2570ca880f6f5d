//! Which records a command and a record name: what is read ahead, so that a batch needs few reads.
//! Only speed hangs on this; what it leaves out is asked for while deciding.

use crate::command::{ChargePayerCode, Command, Envelope, Leg, Pay, Payee};
use crate::id::{AccountId, MerchantId, OrderId, PaymentId, PersonId, StaffId};
use crate::key::Key;
use crate::record::Record;
use crate::setting::SettingKey;

/// The limits of charges.
const OF_CHARGES: [SettingKey; 6] = [
    SettingKey::PaymentMax,
    SettingKey::QuickPaymentMax,
    SettingKey::QuickDayMax,
    SettingKey::QuickDayUsesMax,
    SettingKey::ConfirmWithinS,
    SettingKey::FeeRate,
];

/// Adds the keys that are known from the command alone.
pub(super) fn of_envelope(envelope: &Envelope, keys: &mut Vec<Key>) {
    if let Some(signed) = envelope.nonce {
        keys.push(Key::Nonce(signed.nonce_expires_at, signed.device, signed.nonce));
        keys.push(Key::Device(signed.device));
    }
    keys.extend(envelope.key.map(Key::Answered));
    of_command(&envelope.command, keys);
}

fn of_command(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::OpenDesk(command) => keys.extend([Key::Account(command.account)]),
        Command::OpenAccount(command) => keys.extend([
            Key::Handle(command.handle.clone()),
            Key::Person(command.person),
            Key::Account(command.account),
            Key::ReceiveCode(command.receive_code),
        ]),
        Command::OpenMerchant(command) => keys.extend([
            Key::Merchant(command.merchant),
            Key::Account(command.account),
            Key::Label(command.label),
        ]),
        Command::OpenLabel(command) => {
            keys.extend([Key::Merchant(command.merchant), Key::Label(command.label)]);
        }
        Command::StartEnrolment(command) => keys.extend([Key::Enrolment(command.enrolment)]),
        Command::ConfirmEnrolment(command) => keys.extend([
            Key::Device(command.device),
            Key::Enrolment(command.enrolment),
            Key::Person(command.new_person),
            Key::Account(command.new_account),
            Key::ReceiveCode(command.new_receive_code),
        ]),
        Command::TryPin(command) => keys.extend([Key::Person(command.person)]),
        Command::SetPin(command) => keys.extend([Key::Person(command.person)]),
        Command::TopUp(command) => keys.extend([
            Key::Payment(command.payment),
            Key::Account(command.desk),
            Key::Person(command.person),
        ]),
        Command::OpenOrder(command) => {
            keys.extend([Key::Order(command.order), Key::Merchant(command.merchant)]);
            keys.push(Key::Setting(SettingKey::PaymentMax));
        }
        Command::CloseOrder(command) => {
            keys.extend([Key::Order(command.order), Key::Merchant(command.merchant)]);
        }
        Command::Pay(command) => keys.extend([
            Key::Payment(command.payment),
            Key::Person(command.payer),
            Key::Setting(SettingKey::PaymentMax),
            Key::Setting(SettingKey::PinFrom),
            Key::Setting(SettingKey::FeeRate),
            match command.payee {
                Payee::Label(label) => Key::Label(label),
                Payee::Order(order) => Key::Order(order),
                Payee::Receive(code) => Key::ReceiveCode(code),
            },
        ]),
        Command::ChargePayerCode(command) => {
            keys.extend(OF_CHARGES.map(Key::Setting));
            keys.extend([
                Key::Payment(command.payment),
                Key::Order(OrderId(command.payment.0)),
                Key::Merchant(command.merchant),
            ]);
            if let Some(shown) = command.shown {
                keys.extend([Key::Device(shown.device), Key::TakenPayerCode(shown.device)]);
            }
        }
        Command::UseNonce => {}
        other => of_later_commands(other, keys),
    }
}

/// Adds what a payment's coupons and draw need: who pays is known from a label's or an order's
/// command alone. Coupons go on to their batches, and those to their accounts.
pub(super) fn of_promotion(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::Pay(Pay { discount, drawing, payer, payee, .. }) => {
            if let (Some(_), Payee::Order(order)) = (discount, payee) {
                keys.push(Key::Goods(*order));
            }
            let coupons = discount.iter().flat_map(|discount| &discount.coupons);
            keys.extend(coupons.map(|coupon| Key::Coupon(*coupon)));
            if let Some(drawing) = drawing {
                keys.push(Key::Campaign(drawing.campaign));
                keys.push(Key::Entrant(drawing.campaign, *payer));
            }
        }
        Command::ChargePayerCode(ChargePayerCode { drawing, offered, .. }) => {
            keys.extend(offered.coupons.iter().map(|coupon| Key::Coupon(*coupon)));
            keys.extend(drawing.as_ref().map(|drawing| Key::Campaign(drawing.campaign)));
        }
        _ => {}
    }
}

fn of_later_commands(command: &Command, keys: &mut Vec<Key>) {
    of_lost(command, keys);
    of_ends(command, keys);
    of_movements(command, keys);
    of_neutrality(command, keys);
    of_cards(command, keys);
    of_programs(command, keys);
    of_staff(command, keys);
}

/// Adds what is named by who lost a device or a till key.
fn of_lost(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::RevokeDevice(command) => {
            keys.push(Key::Device(command.device));
            if let Some(from) = command.from {
                keys.extend([Key::Device(from.device), Key::Person(command.person)]);
            }
        }
        Command::RotateTillKey(command) => keys.extend([Key::Merchant(command.merchant)]),
        _ => {}
    }
}

/// Adds what entries of the neutrality log name: the one before, and what they are about.
fn of_neutrality(command: &Command, keys: &mut Vec<Key>) {
    let (number, about) = match command {
        Command::CloseLabel(command) => {
            keys.push(Key::Label(command.label));
            return;
        }
        Command::LimitMerchant(command) => {
            keys.push(Key::Merchant(command.merchant));
            (command.number, command.about)
        }
        Command::AppealLimit(command) => {
            keys.push(Key::Merchant(command.merchant));
            (command.number, Some(command.about))
        }
        Command::AnswerAppeal(command) => (command.number, Some(command.appeal)),
        _ => return,
    };
    let named = [Some(number), number.checked_sub(1), about];
    keys.extend(named.into_iter().flatten().map(Key::Neutrality));
}

/// Adds what merchants that persons open, and their staff, name.
fn of_staff(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::FoundMerchant(command) => keys.extend([
            Key::Person(command.person),
            Key::Merchant(command.merchant),
            Key::Account(command.account),
            Key::Label(command.label),
            Key::Founder(command.person),
        ]),
        Command::JudgeMerchant(command) => {
            keys.extend([Key::Merchant(command.merchant), Key::MerchantProfile(command.merchant)]);
        }
        Command::InviteStaff(command) => {
            keys.extend([Key::Invitation(command.invitation), Key::Merchant(command.merchant)]);
            keys.extend(command.by.into_iter().flat_map(|by| of_member(command.merchant, by)));
        }
        Command::JoinStaff(command) => {
            keys.extend([Key::Invitation(command.invitation), Key::Person(command.person)]);
        }
        Command::ChangeRole(command) => {
            keys.extend([Key::Staff(command.staff), Key::MerchantProfile(command.merchant)]);
            keys.extend(of_member(command.merchant, command.by));
        }
        Command::RemoveStaff(command) => {
            keys.extend([Key::Staff(command.staff), Key::MerchantProfile(command.merchant)]);
            keys.extend(of_member(command.merchant, command.by));
        }
        Command::Withdraw(command) => {
            keys.extend([Key::Payment(command.payment), Key::Merchant(command.merchant)]);
            keys.extend(of_member(command.merchant, command.by));
        }
        Command::AsStaff(command) => {
            keys.extend(of_member(command.merchant, command.person));
            of_command(&command.command, keys);
        }
        Command::AsKey(command) => {
            keys.push(Key::ApiKey(command.key));
            of_command(&command.command, keys);
        }
        Command::OpenShift(command) => keys.extend([
            Key::Shift(command.shift),
            Key::Merchant(command.merchant),
            Key::Roster(command.merchant),
        ]),
        Command::CloseShift(command) => {
            keys.extend([Key::Shift(command.shift), Key::Roster(command.merchant)]);
        }
        Command::KeepReport(command) => keys.extend([Key::Shift(command.shift)]),
        _ => {}
    }
}

/// Returns what says whether a person works for a merchant.
fn of_member(merchant: MerchantId, person: PersonId) -> [Key; 2] {
    [Key::Staff(StaffId::of(merchant, person)), Key::Person(person)]
}

/// Adds what cards name, and coupons that one may count for.
fn of_cards(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::ReceiveCoupon(command) => {
            keys.extend([
                Key::Coupon(command.coupon),
                Key::Stock(command.stock),
                Key::Person(command.person),
                Key::Receiver(command.stock, command.person),
            ]);
            if let Some(card) = command.card {
                keys.push(Key::Card(command.person, card));
                keys.push(Key::CardGift(command.stock, card));
            }
        }
        Command::BindCard(command) => keys.extend([Key::Person(command.person)]),
        Command::AskCardTopUp(command) => keys.extend([
            Key::Person(command.person),
            Key::CardTopUp(command.top_up),
            Key::Card(command.person, command.card),
            Key::Setting(SettingKey::PinFrom),
            Key::Setting(SettingKey::CardTopUpMin),
            Key::Setting(SettingKey::CardTopUpMax),
            Key::Setting(SettingKey::CardTopUpDayMax),
            Key::Setting(SettingKey::CardTopUpDayUsesMax),
        ]),
        Command::SettleCardTopUp(command) => keys.extend([Key::CardTopUp(command.top_up)]),
        Command::UnbindCard(command) => {
            keys.extend([Key::Person(command.person), Key::Card(command.person, command.card)]);
        }
        _ => {}
    }
}

/// Adds what keys and addresses of merchants' programs name.
fn of_programs(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::OpenApiKey(command) => {
            keys.extend([Key::ApiKey(command.key), Key::Merchant(command.merchant)]);
        }
        Command::RevokeApiKey(command) => keys.extend([Key::ApiKey(command.key)]),
        Command::OpenWebhook(command) => {
            keys.extend([Key::Webhook(command.webhook), Key::Merchant(command.merchant)]);
        }
        Command::ChangeWebhook(command) => keys.extend([Key::Webhook(command.webhook)]),
        Command::NoteWebhook(command) => keys.extend([Key::Webhook(command.webhook)]),
        _ => {}
    }
}

/// Adds what the ends of orders and payments name, and jobs.
fn of_ends(command: &Command, keys: &mut Vec<Key>) {
    match command {
        Command::ExpireOrder(command) => keys.extend([Key::Order(command.order)]),
        Command::ReverseOrder(command) => keys.extend([
            Key::Order(command.order),
            Key::Payment(PaymentId(command.order.0)),
            Key::Payment(command.reversal),
            Key::Merchant(command.merchant),
        ]),
        Command::Refund(command) => keys.extend([
            Key::Payment(command.refund),
            Key::Payment(command.payment),
            Key::Returned(command.payment),
            Key::Discount(command.payment),
            Key::Drawn(command.payment),
            Key::Payment(PaymentId::of_fee(command.payment)),
            Key::Merchant(command.merchant),
        ]),
        Command::TakeLease(command) => keys.extend([Key::Lease(command.job.clone())]),
        Command::ChangeSetting(command) => keys.extend([Key::Setting(command.key)]),
        Command::AdvanceClock(_) => keys.extend([Key::Setting(SettingKey::ClockAhead)]),
        Command::OpenStock(command) => keys.extend([Key::Stock(command.stock)]),
        Command::ChangeStock(command) => {
            keys.extend([Key::Stock(command.stock), Key::Payment(command.movement)]);
        }
        Command::LimitStock(command) => {
            keys.extend([Key::Stock(command.stock), Key::Payment(command.movement)]);
        }
        Command::LapseCoupon(command) => keys.extend([Key::Coupon(command.coupon)]),
        Command::OpenCampaign(command) => keys.extend([Key::Campaign(command.terms.id)]),
        Command::ChangeCampaign(command) => {
            keys.extend([Key::Campaign(command.campaign), Key::Payment(command.movement)]);
        }
        Command::LimitCampaign(command) => {
            keys.extend([Key::Campaign(command.campaign), Key::Payment(command.movement)]);
        }
        Command::ShowSeed(command) => keys.extend([Key::Campaign(command.campaign)]),
        Command::SendEnvelope(command) => {
            keys.extend([
                Key::Envelope(command.envelope),
                Key::Payment(PaymentId(command.envelope.0)),
                Key::Account(AccountId::of_envelope(command.envelope)),
                Key::Person(command.sender),
                Key::Setting(SettingKey::PaymentMax),
                Key::Setting(SettingKey::PinFrom),
            ]);
            keys.extend(command.payee.map(Key::ReceiveCode));
        }
        Command::ClaimEnvelope(command) => keys.extend([
            Key::Envelope(command.envelope),
            Key::Account(AccountId::of_envelope(command.envelope)),
            Key::Claim(command.envelope, command.person),
            Key::Payment(command.claim),
            Key::Person(command.person),
        ]),
        Command::ReturnEnvelope(command) => keys.extend([
            Key::Envelope(command.envelope),
            Key::Account(AccountId::of_envelope(command.envelope)),
        ]),
        _ => {}
    }
}

/// Adds what movements name that are held or linked.
fn of_movements(command: &Command, keys: &mut Vec<Key>) {
    let of_hold = |hold: &crate::command::Hold| {
        [Key::Hold(hold.hold), Key::Account(hold.debit), Key::Account(hold.credit)]
    };
    match command {
        Command::Hold(hold) => keys.extend(of_hold(hold)),
        Command::PostHold(post) => keys.extend([Key::Hold(post.hold), Key::Payment(post.payment)]),
        Command::VoidHold(void) => keys.extend([Key::Hold(void.hold)]),
        Command::ExpireHold(expire) => keys.extend([Key::Hold(expire.hold)]),
        Command::Link(link) => {
            for leg in &link.legs {
                match leg {
                    Leg::Book(book) => keys.extend([
                        Key::Payment(book.payment),
                        Key::Account(book.debit),
                        Key::Account(book.credit),
                    ]),
                    Leg::Hold(hold) => keys.extend(of_hold(hold)),
                    Leg::Post(post) => {
                        keys.extend([Key::Hold(post.hold), Key::Payment(post.payment)]);
                    }
                    Leg::Void(void) => keys.extend([Key::Hold(void.hold)]),
                }
            }
        }
        _ => {}
    }
}

/// Returns the record that a command on this one goes on to.
pub(super) fn of_record(record: &Record) -> Option<Key> {
    match record {
        Record::Person(person) => Some(Key::Account(person.account)),
        Record::Handle(handle) => Some(Key::Person(handle.person)),
        Record::Enrolment(enrolment) => Some(
            enrolment.confirmed.map_or_else(|| Key::Handle(enrolment.handle.clone()), Key::Person),
        ),
        Record::Merchant(merchant) => Some(Key::Account(merchant.account)),
        Record::Label(label) => Some(Key::Merchant(label.merchant)),
        Record::Order(order) => Some(Key::Merchant(order.merchant)),
        Record::ReceiveCode(code) => Some(Key::Person(code.person)),
        Record::Hold(hold) => Some(Key::Account(hold.debit)),
        Record::Coupon(coupon) => Some(Key::Stock(coupon.coupon.stock)),
        Record::Stock(stock) => stock.account.map(Key::Account),
        Record::Campaign(campaign) => Some(Key::Account(campaign.account)),
        // What is refunded or taken back: who gets it, with which coupon, after which draw.
        Record::Payment(payment) => Some(Key::Account(payment.debit)),
        Record::Discount(discount) => discount.used.first().map(|used| Key::Coupon(used.coupon)),
        Record::Drawn(drawn) => Some(Key::Campaign(drawn.campaign)),
        Record::Envelope(sent) => Some(Key::Person(sent.sender)),
        // An appeal that is answered goes on to what was appealed.
        Record::Neutrality(kept) => kept.entry.about.map(Key::Neutrality),
        Record::CardTopUp(top_up) => Some(Key::Person(top_up.person)),
        Record::Staff(staff) => Some(Key::Person(staff.person)),
        Record::Invitation(invitation) => Some(Key::MerchantProfile(invitation.merchant)),
        Record::Account(_)
        | Record::Device(_)
        | Record::Returned(_)
        | Record::Lease(_)
        | Record::Setting(_)
        | Record::Receiver(_)
        | Record::Entrant(_)
        | Record::Claim(_)
        | Record::Card(_)
        | Record::CardGift(_)
        | Record::ApiKey(_)
        | Record::Webhook(_)
        | Record::MerchantProfile(_)
        | Record::Founder(_)
        | Record::Served(_)
        | Record::Goods(_)
        | Record::Shift(_)
        | Record::Roster(_)
        | Record::Nonce(_)
        | Record::TakenPayerCode(_)
        | Record::QuickPay(_)
        | Record::Answered(_) => None,
    }
}
