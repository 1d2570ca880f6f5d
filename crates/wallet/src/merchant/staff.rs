//! The staff of a shop: who works there, who is invited, who joins and who goes.
//!
//! An invitation is a code with a secret in it, which the operator sees when it is used and not
//! before: until then it has the secret's hash.

use super::{Merchant, merchant};
use crate::port::{MerchantApi as _, Ports, Random as _};
use crate::wallet::Wallet;
use crate::{WalletError, code};
use paycode::{Code, InvitationAddress, PartError, Site};
use proof::hex;
use sha2::{Digest as _, Sha256};
use wire::staff::{ChangeRoleRequest, InviteRequest, JoinRequest, StaffResponse, StaffRole};
use wire::{Id, Secret};

/// One of a shop's staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The place among the staff.
    pub staff: Id,
    /// The registered name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// Since when, in Unix milliseconds.
    pub since_ms: u64,
    /// Whether it is this person.
    pub is_me: bool,
}

/// An invitation that can be used once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The text of its code: whoever has it can join.
    pub code: Secret,
    /// The role of who joins.
    pub role: StaffRole,
    /// From when it is over, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl<P: Ports> Wallet<P> {
    /// Returns who works in a shop.
    ///
    /// # Errors
    /// `NotEnrolled`, `staff_role_insufficient`, `merchant_unknown`, and what the network does.
    pub async fn staff(&self, merchant: Id) -> Result<Vec<Member>, WalletError> {
        let url = self.profile()?.operator_url;
        Ok(members(self.ports.api().staff(&url, merchant).await?))
    }

    /// Invites somebody: the code is good for a day, once. An invitation whose answer was lost is
    /// worth nothing to anybody, so another try makes another.
    ///
    /// # Errors
    /// As [`Self::staff`].
    pub async fn invite_staff(
        &self,
        merchant: Id,
        role: StaffRole,
    ) -> Result<Invitation, WalletError> {
        let url = self.profile()?.operator_url;
        let (invitation, secret) = (self.new_id(), Id(self.ports.random().number()));
        let secret_hash = hex::encode(Sha256::digest(secret.0.to_be_bytes()).as_slice());
        let request = InviteRequest { invitation, secret_hash, role };
        let made = self.ports.api().invite_staff(&url, merchant, &request).await?;
        if (made.invitation, made.role) != (invitation, role) {
            return Err(WalletError::AnswerMalformed("another invitation".to_owned()));
        }
        let odd = |_: PartError| WalletError::AnswerMalformed("an invitation".to_owned());
        let address = InvitationAddress {
            site: Site::of_url(&url.to_ascii_lowercase()).map_err(odd)?,
            invitation: invitation.to_string().parse().map_err(odd)?,
            secret: secret.to_string().parse().map_err(odd)?,
        };
        let expires_at_ms = made.expires_at_ms;
        Ok(Invitation { code: Secret::new(address.to_string()), role, expires_at_ms })
    }

    /// Joins a shop's staff by the text of an invitation. The same again gives the same answer.
    ///
    /// # Errors
    /// As [`Self::staff`]; `CodeUnreadable`, `NotAnInvitation`, `ForeignOperator`,
    /// `invitation_used`, `invitation_expired`, `staff_already`, …
    pub async fn join_merchant(&self, code: &Secret) -> Result<Merchant, WalletError> {
        let profile = self.profile()?;
        let address = match paycode::read(code.expose()).map_err(WalletError::CodeUnreadable)? {
            Code::InvitationAddress(address) => address,
            _ => return Err(WalletError::NotAnInvitation),
        };
        if !code::is_host_of(address.site.host().as_str(), &profile.operator_url) {
            return Err(WalletError::ForeignOperator(address.site.host().to_string()));
        }
        let invitation = address.invitation.as_str().parse();
        let invitation = invitation.map_err(|_| WalletError::NotAnInvitation)?;
        let secret = Secret::new(address.secret.as_str().to_owned());
        let request = JoinRequest { invitation, secret };
        let joined = self.ports.api().join_merchant(&profile.operator_url, &request).await?;
        let joined = merchant(joined, profile.currency)?;
        self.learn_merchant(&joined)?;
        Ok(joined)
    }

    /// Gives one of the staff another role; returns who works there.
    ///
    /// # Errors
    /// As [`Self::staff`], `staff_last_owner`.
    pub async fn change_role(
        &self,
        merchant: Id,
        staff: Id,
        role: StaffRole,
    ) -> Result<Vec<Member>, WalletError> {
        let url = self.profile()?.operator_url;
        let request = ChangeRoleRequest { role };
        Ok(members(self.ports.api().change_role(&url, merchant, staff, &request).await?))
    }

    /// Removes one of the staff; returns who is left, nobody for who left by themselves.
    ///
    /// # Errors
    /// As [`Self::staff`], `staff_last_owner`.
    pub async fn remove_staff(&self, merchant: Id, staff: Id) -> Result<Vec<Member>, WalletError> {
        let url = self.profile()?.operator_url;
        let left = members(self.ports.api().remove_staff(&url, merchant, staff).await?);
        if left.is_empty() {
            // Who has left has no till there any more.
            self.change(|state| state.merchants.retain(|known| known.merchant != merchant))?;
        }
        Ok(left)
    }
}

fn members(response: StaffResponse) -> Vec<Member> {
    let StaffResponse { staff, as_of_ms: _ } = response;
    let read = |one: wire::staff::StaffMember| {
        let wire::staff::StaffMember { staff, name, role, since_ms, is_me } = one;
        Member { staff, name, role, since_ms, is_me }
    };
    staff.into_iter().map(read).collect()
}
