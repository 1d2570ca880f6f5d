//! The nonce of a signed request: used up once, by a device that may sign for this command.

use crate::command::{Command, Envelope, SignedBy};
use crate::effects::{Effects, Stop};
use crate::id::{DeviceId, PersonId};
use crate::page::Page;
use crate::record::{Nonce, Record, State};
use crate::rejection::Rejection;

/// Who has to stand behind a device's signature.
enum Signer {
    /// The device of this person.
    Of(PersonId),
    /// Any device that is enrolled.
    Enrolled,
    /// This device, which may not be enrolled yet.
    Enrolling(DeviceId),
}

/// Uses up the nonce, whatever becomes of the command, and checks the device.
pub(crate) fn use_up(page: &Page, envelope: &Envelope, effects: &mut Effects) -> Result<(), Stop> {
    let Some(SignedBy { device, nonce, nonce_expires_at: expires_at }) = envelope.nonce else {
        return Ok(());
    };
    if page.nonce(expires_at, device, nonce)?.is_some() {
        return Err(Rejection::SignatureReplayed.into());
    }
    effects.write_always(Record::Nonce(Nonce { device, nonce, expires_at }));
    let known = page.device(device)?;
    let fits = match signer(&envelope.command) {
        Signer::Of(person) => known.is_some_and(|device| device.person == person),
        Signer::Enrolled => known.is_some(),
        Signer::Enrolling(enrolling) => device == enrolling,
    };
    if !fits || sender_differs(&envelope.command, device) {
        return Err(Rejection::DeviceUnknown.into());
    }
    if known.is_some_and(|device| device.state == State::Closed) {
        return Err(Rejection::DeviceRevoked.into());
    }
    Ok(())
}

fn signer(command: &Command) -> Signer {
    match command {
        Command::Pay(command) => Signer::Of(command.payer),
        Command::TryPin(command) => Signer::Of(command.person),
        Command::SetPin(command) => Signer::Of(command.person),
        Command::RevokeDevice(command) => Signer::Of(command.person),
        Command::ReceiveCoupon(command) => Signer::Of(command.person),
        Command::SendEnvelope(command) => Signer::Of(command.sender),
        Command::ClaimEnvelope(command) => Signer::Of(command.person),
        Command::BindCard(command) => Signer::Of(command.person),
        Command::UnbindCard(command) => Signer::Of(command.person),
        Command::AskCardTopUp(command) => Signer::Of(command.person),
        Command::FoundMerchant(command) => Signer::Of(command.person),
        Command::JoinStaff(command) => Signer::Of(command.person),
        Command::ChangeRole(command) => Signer::Of(command.by),
        Command::RemoveStaff(command) => Signer::Of(command.by),
        Command::Withdraw(command) => Signer::Of(command.by),
        Command::AsStaff(command) => Signer::Of(command.person),
        Command::InviteStaff(command) => command.by.map_or(Signer::Enrolled, Signer::Of),
        Command::StartEnrolment(command) => {
            Signer::Enrolling(DeviceId::of_public_key(&command.public_key))
        }
        Command::ConfirmEnrolment(command) => Signer::Enrolling(command.device),
        Command::UseNonce
        | Command::AsKey(_)
        | Command::OpenShift(_)
        | Command::CloseShift(_)
        | Command::KeepReport(_)
        | Command::OpenDesk(_)
        | Command::OpenAccount(_)
        | Command::OpenMerchant(_)
        | Command::OpenLabel(_)
        | Command::CloseLabel(_)
        | Command::RotateTillKey(_)
        | Command::LimitMerchant(_)
        | Command::AppealLimit(_)
        | Command::AnswerAppeal(_)
        | Command::TopUp(_)
        | Command::SettleCardTopUp(_)
        | Command::OpenOrder(_)
        | Command::CloseOrder(_)
        | Command::ChargePayerCode(_)
        | Command::ExpireOrder(_)
        | Command::ReverseOrder(_)
        | Command::Refund(_)
        | Command::Hold(_)
        | Command::PostHold(_)
        | Command::VoidHold(_)
        | Command::ExpireHold(_)
        | Command::Link(_)
        | Command::TakeLease(_)
        | Command::OpenStock(_)
        | Command::ChangeStock(_)
        | Command::LimitStock(_)
        | Command::LapseCoupon(_)
        | Command::OpenCampaign(_)
        | Command::ChangeCampaign(_)
        | Command::LimitCampaign(_)
        | Command::ShowSeed(_)
        | Command::ReturnEnvelope(_)
        | Command::OpenApiKey(_)
        | Command::RevokeApiKey(_)
        | Command::OpenWebhook(_)
        | Command::ChangeWebhook(_)
        | Command::NoteWebhook(_)
        | Command::JudgeMerchant(_)
        | Command::ChangeSetting(_)
        | Command::AdvanceClock(_) => Signer::Enrolled,
    }
}

/// Returns whether a command names another device as its sender than the one that signed it.
fn sender_differs(command: &Command, device: DeviceId) -> bool {
    match command {
        Command::Pay(pay) => pay.evidence.device != device,
        Command::SendEnvelope(send) => send.evidence.device != device,
        Command::RevokeDevice(revoke) => revoke.from.is_some_and(|from| from.device != device),
        _ => false,
    }
}
