//! What makes two commands the same: a SHA-256 over the parts that an honest retry repeats.
//!
//! Left out, because a retry may bring others: what is known about the PIN and the operator's
//! limits, the signed order's text and signature (ES256 is randomised; the order's content is in),
//! the PIN's verifier (salted), the hash of a code that is sent, its end, when the business day
//! began, which campaign runs and its seed, identifiers and salts that the operator makes for
//! who is opened, the hash of a key that the operator makes, and who was found to show a payer code
//! (its digits are in). The key, the nonce and the time are no content.

mod campaign;
mod coupon;
mod envelope;
mod movement;
mod neutrality;
mod program;
mod shift;
mod staff;

use crate::canonical::Bytes;
use crate::command::{
    AdvanceClock, AskCardTopUp, BindCard, CardWord, ChangeSetting, ChargePayerCode, ClockMove,
    CloseOrder, Command, ConfirmEnrolment, ExpireHold, ExpireOrder, LapseCoupon, OpenAccount,
    OpenDesk, OpenLabel, OpenMerchant, OpenOrder, Pay, Payee, Refund, ReturnEnvelope, ReverseOrder,
    SetPin, SettleCardTopUp, StartEnrolment, TakeLease, TopUp, TryPin, UnbindCard, VoidHold,
};
use crate::goods;
use promotion::coupon::Basket;

/// Returns the SHA-256 of a command's content.
pub fn fingerprint(command: &Command) -> [u8; 32] {
    let bytes = Bytes::default();
    match command {
        Command::OpenDesk(OpenDesk { account, currency }) => {
            bytes.tag(1).id(account.0).currency(*currency)
        }
        Command::OpenAccount(OpenAccount {
            person: _,
            account: _,
            receive_code: _,
            handle,
            name,
            currency,
            salt: _,
            handle_salt: _,
        }) => bytes.tag(2).text(handle).text(name).currency(*currency),
        Command::OpenMerchant(command) => open_merchant(bytes.tag(3), command),
        Command::OpenLabel(OpenLabel { label, merchant }) => {
            bytes.tag(4).id(label.0).id(merchant.0)
        }
        Command::CloseLabel(command) => neutrality::close_label(bytes.tag(130), command),
        Command::LimitMerchant(command) => neutrality::limit(bytes.tag(131), command),
        Command::AppealLimit(command) => neutrality::appeal(bytes.tag(132), command),
        Command::AnswerAppeal(command) => neutrality::answer(bytes.tag(133), command),
        Command::StartEnrolment(command) => start_enrolment(bytes.tag(5), command),
        Command::ConfirmEnrolment(command) => confirm_enrolment(bytes.tag(6), command),
        Command::TryPin(TryPin { person }) => bytes.tag(7).id(person.0),
        Command::SetPin(SetPin { person, verifier: _, current_pin_right: _ }) => {
            bytes.tag(8).id(person.0)
        }
        Command::TopUp(command) => top_up(bytes.tag(9), command),
        Command::OpenOrder(command) => open_order(bytes.tag(10), command),
        Command::CloseOrder(CloseOrder { order, merchant }) => {
            bytes.tag(11).id(order.0).id(merchant.0)
        }
        Command::Pay(command) => pay(bytes.tag(12), command),
        Command::UseNonce => bytes.tag(13),
        Command::ChargePayerCode(command) => charge(bytes.tag(14), command),
        Command::ExpireOrder(ExpireOrder { order }) => bytes.tag(15).id(order.0),
        Command::ReverseOrder(ReverseOrder { order, merchant, reversal, day_began_at: _ }) => {
            bytes.tag(16).id(order.0).id(merchant.0).id(reversal.0)
        }
        Command::Refund(command) => refund(bytes.tag(17), command),
        Command::Hold(command) => movement::hold(bytes.tag(18), command),
        Command::PostHold(command) => movement::post(bytes.tag(19), command),
        Command::VoidHold(VoidHold { hold }) => bytes.tag(20).id(hold.0),
        Command::ExpireHold(ExpireHold { hold }) => bytes.tag(21).id(hold.0),
        Command::Link(command) => movement::link(bytes.tag(22), command),
        Command::TakeLease(command) => take_lease(bytes.tag(23), command),
        Command::ChangeSetting(command) => change_setting(bytes.tag(24), command),
        Command::OpenStock(command) => coupon::open_stock(bytes.tag(25), command),
        Command::ChangeStock(command) => coupon::change_stock(bytes.tag(26), command),
        Command::LimitStock(command) => coupon::limit_stock(bytes.tag(27), command),
        Command::ReceiveCoupon(command) => coupon::receive(bytes.tag(28), command),
        Command::LapseCoupon(LapseCoupon { coupon }) => bytes.tag(29).id(coupon.0),
        Command::OpenCampaign(command) => campaign::open(bytes.tag(90), command),
        Command::ChangeCampaign(command) => campaign::change(bytes.tag(91), command),
        Command::LimitCampaign(command) => campaign::limit(bytes.tag(92), command),
        Command::ShowSeed(command) => campaign::show_seed(bytes.tag(93), command),
        Command::SendEnvelope(command) => envelope::send(bytes.tag(80), command),
        Command::ClaimEnvelope(command) => envelope::claim(bytes.tag(81), command),
        Command::ReturnEnvelope(ReturnEnvelope { envelope }) => bytes.tag(82).id(envelope.0),
        // Whoever works the till: one order is one order.
        Command::AsStaff(as_staff) => return fingerprint(&as_staff.command),
        Command::AsKey(as_key) => return fingerprint(&as_key.command),
        later => of_later_commands(bytes, later),
    }
    .sha256()
}

/// Puts the content of commands about cards, merchants that persons open, and their staff, and of
/// the clock of a sandbox.
fn of_later_commands(bytes: Bytes, command: &Command) -> Bytes {
    match command {
        // What the issuer says of it is the issuer's to say, and another token each time.
        Command::BindCard(BindCard { person, card, brand: _, last_four: _, token: _ }) => {
            bytes.tag(100).id(person.0).id(card.0)
        }
        Command::UnbindCard(UnbindCard { person, card }) => bytes.tag(101).id(person.0).id(card.0),
        Command::AskCardTopUp(AskCardTopUp { top_up, person, card, amount, .. }) => {
            bytes.tag(102).id(top_up.0).id(person.0).id(card.0).amount(*amount)
        }
        Command::SettleCardTopUp(SettleCardTopUp { top_up, word }) => {
            let said = match word {
                CardWord::Charged => 0,
                CardWord::Refused(reason) => reason.number(),
            };
            bytes.tag(103).id(top_up.0).tag(said)
        }
        of_programs @ (Command::OpenApiKey(_)
        | Command::RevokeApiKey(_)
        | Command::OpenWebhook(_)
        | Command::ChangeWebhook(_)
        | Command::NoteWebhook(_)) => program::content(bytes, of_programs),
        Command::FoundMerchant(command) => staff::found(bytes.tag(110), command),
        Command::JudgeMerchant(command) => staff::judge(bytes.tag(111), command),
        Command::InviteStaff(command) => staff::invite(bytes.tag(112), command),
        Command::JoinStaff(command) => staff::join(bytes.tag(113), command),
        Command::ChangeRole(command) => staff::change_role(bytes.tag(114), command),
        Command::RemoveStaff(command) => staff::remove(bytes.tag(115), command),
        Command::Withdraw(command) => staff::withdraw(bytes.tag(116), command),
        Command::AdvanceClock(command) => advance_clock(bytes.tag(140), command),
        of_shifts @ (Command::OpenShift(_) | Command::CloseShift(_) | Command::KeepReport(_)) => {
            shift::content(bytes, of_shifts)
        }
        _ => bytes,
    }
}

fn start_enrolment(bytes: Bytes, command: &StartEnrolment) -> Bytes {
    let StartEnrolment { enrolment, handle, public_key, code_hash: _, expires_at: _ } = command;
    bytes.id(enrolment.0).text(handle).fixed(public_key)
}

fn confirm_enrolment(bytes: Bytes, command: &ConfirmEnrolment) -> Bytes {
    let ConfirmEnrolment {
        enrolment,
        code_hash: _,
        device,
        name: _,
        new_person: _,
        new_account: _,
        new_receive_code: _,
        new_salt: _,
        new_handle_salt: _,
        currency,
    } = command;
    bytes.id(enrolment.0).id(device.0).currency(*currency)
}

fn open_merchant(bytes: Bytes, command: &OpenMerchant) -> Bytes {
    let OpenMerchant {
        merchant,
        account,
        label,
        name,
        city,
        category,
        currency,
        till_key_hash,
        salt: _,
    } = command;
    bytes
        .id(merchant.0)
        .id(account.0)
        .id(label.0)
        .text(name)
        .text(city)
        .number(u64::from(*category))
        .currency(*currency)
        .fixed(till_key_hash)
}

fn top_up(bytes: Bytes, command: &TopUp) -> Bytes {
    let TopUp { payment, desk, person, amount, note } = command;
    bytes.id(payment.0).id(desk.0).id(person.0).amount(*amount).optional_text(note.as_deref())
}

fn open_order(bytes: Bytes, command: &OpenOrder) -> Bytes {
    let OpenOrder { order, merchant, amount, note, goods, open_for_s, payment_max_minor: _ } =
        command;
    let bytes = bytes
        .id(order.0)
        .id(merchant.0)
        .amount(*amount)
        .optional_text(note.as_deref())
        .number(u64::from(*open_for_s));
    with_goods(bytes, goods.as_ref())
}

/// What has no goods keeps the bytes that it had before there were any.
fn with_goods(bytes: Bytes, goods: Option<&Basket>) -> Bytes {
    match goods {
        None => bytes,
        Some(goods) => goods::put(bytes, goods),
    }
}

fn refund(bytes: Bytes, command: &Refund) -> Bytes {
    let Refund { refund, payment, merchant, amount, reason } = command;
    bytes.id(refund.0).id(payment.0).id(merchant.0).amount(*amount).optional_text(reason.as_deref())
}

fn take_lease(bytes: Bytes, command: &TakeLease) -> Bytes {
    let TakeLease { job, node, for_ms } = command;
    bytes.text(job).id(node.0).number(*for_ms)
}

fn change_setting(bytes: Bytes, command: &ChangeSetting) -> Bytes {
    let ChangeSetting { key, configured: _, was, value, from, author, reason } = command;
    bytes
        .tag(key.number())
        .number(*was)
        .number(*value)
        .optional_number(from.map(|from| from.0))
        .text(author)
        .text(reason)
}

fn advance_clock(bytes: Bytes, command: &AdvanceClock) -> Bytes {
    let AdvanceClock { to, real_at: _, author } = command;
    let bytes = match to {
        ClockMove::By(ms) => bytes.tag(1).number(*ms),
        ClockMove::To(at) => bytes.tag(2).number(at.0),
    };
    bytes.text(author)
}

fn charge(bytes: Bytes, command: &ChargePayerCode) -> Bytes {
    let ChargePayerCode {
        payment,
        merchant,
        amount,
        note,
        goods,
        code_hash,
        draw_evidence: _,
        drawing: _,
        shown: _,
        // What is found for the payer, not what the till asks.
        offered: _,
        quick_pay: _,
        payment_max_minor: _,
        open_for_s: _,
        fee: _,
    } = command;
    let bytes = bytes
        .id(payment.0)
        .id(merchant.0)
        .amount(*amount)
        .optional_text(note.as_deref())
        .fixed(code_hash);
    with_goods(bytes, goods.as_ref())
}

fn pay(bytes: Bytes, command: &Pay) -> Bytes {
    let Pay {
        payment,
        payer,
        payee,
        amount,
        discount,
        drawing: _,
        note,
        order_expires_at,
        pin: _,
        pin_from_minor: _,
        payment_max_minor: _,
        fee: _,
        evidence: _,
    } = command;
    let bytes = bytes.id(payment.0).id(payer.0);
    let bytes = match payee {
        Payee::Label(label) => bytes.tag(1).id(label.0),
        Payee::Order(order) => bytes.tag(2).id(order.0),
        Payee::Receive(code) => bytes.tag(3).id(code.0),
    };
    let bytes = bytes.amount(*amount).optional_text(note.as_deref()).number(order_expires_at.0);
    // A payment without coupons keeps the bytes that it had before there were any.
    match discount {
        None => bytes,
        Some(discount) => coupon::discounting(bytes, discount),
    }
}

#[cfg(test)]
mod tests;
