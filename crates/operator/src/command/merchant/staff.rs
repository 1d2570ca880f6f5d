//! Approves, refuses and staffs merchants that people opened.

use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{paycodes, random};
use bank::command::{InviteStaff, JudgeMerchant, Verdict};
use bank::id::{InvitationId, MerchantId};
use bank::record::{MerchantProfile, Record, Role};
use bank::store::StoreError;
use bank::{Command, Key, Receipt, Rejection};
use ring::digest::{SHA256, digest};
use serde_json::json;
use wire::Id;

/// Reads what is known of a merchant beside its account.
pub(super) fn profile(
    desk: &Desk,
    merchant: MerchantId,
) -> Result<Option<MerchantProfile>, StoreError> {
    match desk.reader.record(&Key::MerchantProfile(merchant))? {
        Some(Record::MerchantProfile(profile)) => Ok(Some(*profile)),
        _ => Ok(None),
    }
}

pub(super) fn judge(
    desk: &Desk,
    merchant: &str,
    verdict: Verdict,
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let word = match &verdict {
        Verdict::Approve => "approved",
        Verdict::Refuse(_) => "refused",
    };
    let command = Command::JudgeMerchant(JudgeMerchant { merchant: merchant.id, verdict });
    desk.ask(None, command)?.map_err(|refusal| match refusal.rejection {
        Rejection::MerchantJudged => {
            let sentence = "it was approved before, or needs no approval";
            CommandError::new("merchant_judged", sentence)
        }
        other => Desk::refused(other),
    })?;
    let id = Id(merchant.id.0);
    let value = json!({ "merchant": id, "name": merchant.name, "state": word });
    print::value(json, &value, &[format!("{id}  {}  {word}", merchant.name)]);
    Ok(())
}

pub(super) fn invite(
    desk: &Desk,
    merchant: &str,
    role: &str,
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let role = Role::ALL.into_iter().find(|known| known.word() == role).ok_or_else(|| {
        CommandError::new("role_unknown", "a role is owner, manager, cashier or auditor")
    })?;
    let (invitation, secret): (u128, u128) = (random::bits()?, random::bits()?);
    let mut secret_hash = [0; 32];
    secret_hash.copy_from_slice(digest(&SHA256, &secret.to_be_bytes()).as_ref());
    let command = Command::InviteStaff(InviteStaff {
        invitation: InvitationId(invitation),
        merchant: merchant.id,
        by: None,
        role,
        secret_hash,
    });
    let Receipt::Invited(_, expires_at) = desk.order(invitation, command)? else {
        return Err(CommandError::new("internal", "an invitation had another receipt"));
    };
    let link = paycodes::invitation(&desk.config, Id(invitation), Id(secret))?;
    let value = json!({
        "merchant": Id(merchant.id.0), "role": role.word(), "link": link,
        "expires_at_ms": expires_at.0,
    });
    let lines = [
        format!("{} invites one {}, for a day:", merchant.name, role.word()),
        link,
        "Whoever has the whole address can use it, once.".to_owned(),
    ];
    print::value(json, &value, &lines);
    Ok(())
}
