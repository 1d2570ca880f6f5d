//! The rules' one entrance: what a command answers and changes, given a page of records.

use crate::command::{Command, Envelope};
use crate::effects::{Answer, Effects, Stop};
use crate::event::Event;
use crate::fingerprint::fingerprint;
use crate::journal::JournalRow;
use crate::page::{Missing, Page};
use crate::receipt::{Outcome, Receipt};
use crate::record::{Answered, Record};
use crate::rejection::Rejection;
use crate::{
    account, api_key, campaign, card, card_top_up, clock, coupon, desk, device, enrolment,
    envelope, hold, label, lease, link, merchant, neutrality, nonce, order, payer_code, payment,
    pin, refund, setting, shift, staff, webhook,
};

/// What a command answers and changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The answer.
    pub outcome: Outcome,
    /// Records in their new state. A refusal may have some: the used nonce, a counted try, the
    /// remembered answer.
    pub writes: Vec<Record>,
    /// Journal rows that continue the page's chain; none when refused.
    pub journal: Vec<JournalRow>,
    /// Events; none when refused.
    pub events: Vec<Event>,
}

/// Decides one command. The page is not changed.
///
/// Checks run in the order of [`Rejection::ALL`]: the nonce and the device, then whether the key
/// was answered before, then the command's own rules. Whether somebody works for the merchant in
/// whose name they ask comes before the key: a stranger is not told what was answered.
///
/// # Errors
/// [`Missing`] names what has to be looked up first.
pub fn decide(page: &Page, envelope: &Envelope) -> Result<Decision, Missing> {
    let mut effects = Effects::new(page.head(), envelope.at);
    let outcome = match answer(page, envelope, &mut effects) {
        Ok(receipt) => Ok(receipt),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Err(Stop::Missing(missing)) => return Err(missing),
    };
    Ok(effects.into_decision(outcome))
}

fn answer(page: &Page, envelope: &Envelope, effects: &mut Effects) -> Answer {
    let command = &envelope.command;
    nonce::use_up(page, envelope, effects)?;
    pin::forget_tries_after_right(page, command, effects)?;
    staff::require_role(page, command)?;
    let Some(key) = envelope.key.filter(|_| is_remembered(command)) else {
        return done(page, command, effects);
    };
    let fingerprint = fingerprint(command);
    if let Some(answered) = page.answered(key)? {
        if answered.fingerprint != fingerprint {
            return Err(Rejection::IdempotencyConflict.into());
        }
        return answered.outcome.clone().map_err(Stop::Refused);
    }
    let outcome = match done(page, command, effects) {
        Err(Stop::Missing(missing)) => return Err(missing.into()),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Ok(receipt) => Ok(receipt),
    };
    if outcome.as_ref().err().is_none_or(|refusal| is_final(refusal.rejection)) {
        let outcome = outcome.clone();
        effects.write_always(Record::Answered(Answered {
            key,
            fingerprint,
            outcome,
            at: envelope.at,
        }));
    }
    outcome.map_err(Stop::Refused)
}

/// Does the command by its own rules.
pub(crate) fn done(page: &Page, command: &Command, effects: &mut Effects) -> Answer {
    match command {
        Command::OpenDesk(command) => desk::open(page, command, effects),
        Command::OpenAccount(command) => account::open(page, command, effects),
        Command::OpenMerchant(command) => merchant::open(page, command, effects),
        Command::OpenLabel(command) => label::open(page, command, effects),
        Command::RotateTillKey(command) => merchant::rotate_till_key(page, command, effects),
        Command::CloseLabel(command) => label::close(page, command, effects),
        Command::LimitMerchant(command) => neutrality::limit(page, command, effects),
        Command::AppealLimit(command) => neutrality::appeal(page, command, effects),
        Command::AnswerAppeal(command) => neutrality::answer(page, command, effects),
        Command::StartEnrolment(command) => enrolment::start(page, command, effects),
        Command::ConfirmEnrolment(command) => enrolment::confirm(page, command, effects),
        Command::RevokeDevice(command) => device::revoke(page, command, effects),
        Command::TryPin(command) => pin::try_(page, command, effects),
        Command::SetPin(command) => pin::set(page, command, effects),
        Command::TopUp(command) => payment::top_up(page, command, effects),
        Command::OpenOrder(command) => order::open(page, command, effects),
        Command::CloseOrder(command) => order::close(page, command, effects),
        Command::Pay(command) => payment::pay(page, command, effects),
        Command::ChargePayerCode(command) => payer_code::charge(page, command, effects),
        Command::UseNonce => Ok(Receipt::NonceUsed),
        Command::ExpireOrder(command) => order::expire(page, command, effects),
        Command::ReverseOrder(command) => order::reverse(page, command, effects),
        Command::Refund(command) => refund::make(page, command, effects),
        Command::Hold(command) => hold::place(page, command, effects),
        Command::PostHold(command) => hold::post(page, command, effects),
        Command::VoidHold(command) => hold::void(page, command, effects),
        Command::ExpireHold(command) => hold::expire(page, command, effects),
        Command::Link(command) => link::link(page, command, effects),
        Command::TakeLease(command) => lease::take(page, command, effects),
        Command::ChangeSetting(command) => setting::change(page, command, effects),
        Command::AdvanceClock(command) => clock::advance(page, command, effects),
        Command::OpenStock(command) => coupon::open(page, command, effects),
        Command::ChangeStock(command) => coupon::change(page, command, effects),
        Command::LimitStock(command) => coupon::limit(page, command, effects),
        Command::ReceiveCoupon(command) => coupon::receive(page, command, effects),
        Command::LapseCoupon(command) => coupon::lapse(page, command, effects),
        Command::OpenCampaign(command) => campaign::open(page, command, effects),
        Command::ChangeCampaign(command) => campaign::change(page, command, effects),
        Command::LimitCampaign(command) => campaign::limit(page, command, effects),
        Command::ShowSeed(command) => campaign::show_seed(page, command, effects),
        Command::SendEnvelope(command) => envelope::send(page, command, effects),
        Command::ClaimEnvelope(command) => envelope::claim(page, command, effects),
        Command::ReturnEnvelope(command) => envelope::give_back(page, command, effects),
        Command::BindCard(command) => card::bind(page, command, effects),
        Command::UnbindCard(command) => card::unbind(page, command, effects),
        Command::AskCardTopUp(command) => card_top_up::ask(page, command, effects),
        Command::SettleCardTopUp(command) => card_top_up::settle(page, command, effects),
        Command::OpenApiKey(command) => api_key::open(page, command, effects),
        Command::RevokeApiKey(command) => api_key::revoke(page, command, effects),
        Command::OpenWebhook(command) => webhook::open(page, command, effects),
        Command::ChangeWebhook(command) => webhook::change(page, command, effects),
        Command::NoteWebhook(command) => webhook::note(page, command, effects),
        Command::FoundMerchant(command) => merchant::found(page, command, effects),
        Command::JudgeMerchant(command) => merchant::judge(page, command, effects),
        Command::InviteStaff(command) => staff::invite(page, command, effects),
        Command::JoinStaff(command) => staff::join(page, command, effects),
        Command::ChangeRole(command) => staff::change_role(page, command, effects),
        Command::RemoveStaff(command) => staff::remove(page, command, effects),
        Command::Withdraw(command) => merchant::withdraw(page, command, effects),
        Command::AsStaff(command) => staff::act(page, command, effects),
        Command::AsKey(command) => staff::act_by_key(page, command, effects),
        Command::OpenShift(command) => shift::open(page, command, effects),
        Command::CloseShift(command) => shift::close(page, command, effects),
        Command::KeepReport(command) => shift::keep_report(page, command, effects),
    }
}

/// Returns whether the answer is kept under the command's key. The others count every time
/// (`TryPin`, `UseNonce`, `TakeLease`, `NoteWebhook`) or answer the same from their own record,
/// which has ended for good then (`ConfirmEnrolment`, `RevokeDevice`, `CloseOrder`, `CloseLabel`,
/// `RotateTillKey`, `ReverseOrder`, `VoidHold`, `ShowSeed`, `UnbindCard`, `SettleCardTopUp`,
/// `RevokeApiKey`,
/// `ChangeWebhook`, `JudgeMerchant`, `JoinStaff`, `ChangeRole`, `RemoveStaff`, `CloseShift`,
/// `KeepReport`, what
/// expires), so that no verifier is kept twice, a key that also opened the thing is no conflict,
/// and what came too soon can be asked again.
fn is_remembered(command: &Command) -> bool {
    match command {
        Command::UseNonce
        | Command::TryPin(_)
        | Command::ConfirmEnrolment(_)
        | Command::RevokeDevice(_)
        | Command::CloseOrder(_)
        | Command::CloseLabel(_)
        | Command::RotateTillKey(_)
        | Command::ExpireOrder(_)
        | Command::ReverseOrder(_)
        | Command::VoidHold(_)
        | Command::ExpireHold(_)
        | Command::LapseCoupon(_)
        | Command::ShowSeed(_)
        | Command::ReturnEnvelope(_)
        | Command::UnbindCard(_)
        | Command::SettleCardTopUp(_)
        | Command::RevokeApiKey(_)
        | Command::ChangeWebhook(_)
        | Command::NoteWebhook(_)
        | Command::JudgeMerchant(_)
        | Command::JoinStaff(_)
        | Command::ChangeRole(_)
        | Command::RemoveStaff(_)
        | Command::CloseShift(_)
        | Command::KeepReport(_)
        | Command::TakeLease(_) => false,
        Command::AsStaff(as_staff) => is_remembered(&as_staff.command),
        Command::AsKey(as_key) => is_remembered(&as_key.command),
        Command::OpenDesk(_)
        | Command::OpenAccount(_)
        | Command::OpenMerchant(_)
        | Command::OpenLabel(_)
        | Command::LimitMerchant(_)
        | Command::AppealLimit(_)
        | Command::AnswerAppeal(_)
        | Command::StartEnrolment(_)
        | Command::SetPin(_)
        | Command::TopUp(_)
        | Command::OpenOrder(_)
        | Command::Pay(_)
        | Command::ChargePayerCode(_)
        | Command::Refund(_)
        | Command::Hold(_)
        | Command::PostHold(_)
        | Command::OpenStock(_)
        | Command::ChangeStock(_)
        | Command::LimitStock(_)
        | Command::ReceiveCoupon(_)
        | Command::OpenCampaign(_)
        | Command::ChangeCampaign(_)
        | Command::LimitCampaign(_)
        | Command::SendEnvelope(_)
        | Command::ClaimEnvelope(_)
        | Command::BindCard(_)
        | Command::AskCardTopUp(_)
        | Command::OpenApiKey(_)
        | Command::OpenWebhook(_)
        | Command::FoundMerchant(_)
        | Command::InviteStaff(_)
        | Command::Withdraw(_)
        | Command::OpenShift(_)
        | Command::Link(_)
        | Command::ChangeSetting(_)
        | Command::AdvanceClock(_) => true,
    }
}

/// Returns whether a refusal is about the command, for ever, and not about this attempt at it: who
/// carried it, with which nonce, code, PIN or role. Those may be put right under the same key.
fn is_final(rejection: Rejection) -> bool {
    !matches!(
        rejection,
        Rejection::SignatureReplayed
            | Rejection::DeviceUnknown
            | Rejection::DeviceRevoked
            | Rejection::IdempotencyConflict
            | Rejection::CodeWrong
            | Rejection::NameMissing
            | Rejection::PinNotSet
            | Rejection::PinLocked
            | Rejection::PinMissing
            | Rejection::PinAlreadySet
            | Rejection::NeutralityStale
            | Rejection::MerchantPending
            | Rejection::StaffRoleInsufficient
    )
}

#[cfg(test)]
mod tests;
