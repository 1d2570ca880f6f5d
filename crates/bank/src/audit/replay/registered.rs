//! Replays who is registered: the last row of each record counts.

use super::Replay;
use crate::id::AccountId;
use crate::record::Owner;
use crate::registered::{Registered, RegisteredKind};
use crate::store::StoreError;

impl Replay<'_> {
    /// Notes what the row says; whose it is must be there before.
    pub(super) fn register(
        &mut self,
        sequence: u64,
        registered: Registered,
    ) -> Result<bool, StoreError> {
        let Registered { kind, id, owner, .. } = registered;
        let may = self.may_register(sequence, &registered);
        let possible = match kind {
            RegisteredKind::Person => self
                .is_account_of(owner, |of| matches!(of, Owner::Person(person) if person.0 == id))?,
            RegisteredKind::Merchant => self.is_account_of(
                owner,
                |of| matches!(of, Owner::Merchant(merchant) if merchant.0 == id),
            )?,
            RegisteredKind::Label
            | RegisteredKind::MerchantProfile
            | RegisteredKind::Staff
            | RegisteredKind::Invitation
            | RegisteredKind::ApiKey
            | RegisteredKind::Webhook
            | RegisteredKind::Shift
            | RegisteredKind::Roster => self.is_registered(RegisteredKind::Merchant, owner)?,
            RegisteredKind::Handle
            | RegisteredKind::ReceiveCode
            | RegisteredKind::Device
            | RegisteredKind::Founder => self.is_registered(RegisteredKind::Person, owner)?,
        };
        self.registered.insert((kind, id), registered);
        Ok(possible && may)
    }

    fn is_account_of(
        &mut self,
        account: u128,
        is_owner: impl Fn(Owner) -> bool,
    ) -> Result<bool, StoreError> {
        Ok(self.account(AccountId(account))?.is_some_and(|account| is_owner(account.owner)))
    }

    /// Returns whether an owner was registered; one who was before the audit began is believed.
    fn is_registered(&self, kind: RegisteredKind, id: u128) -> Result<bool, StoreError> {
        if self.registered.contains_key(&(kind, id)) {
            return Ok(true);
        }
        Ok(self.since > 0 && self.directory.registered.contains_key(&(kind, id)))
    }
}
