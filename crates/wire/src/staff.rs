//! Who works for a merchant: `GET /v1/merchants/{merchant}/staff`,
//! `POST /v1/merchants/{merchant}/invitations`, `POST /v1/staff`,
//! `POST /v1/merchants/{merchant}/staff/{staff}/role` and `/remove`. Signed by a device.
//!
//! A till's requests (`/v1/orders`, `/v1/payer-code/payments`, `/v1/refunds`, `/v1/till`,
//! `/v1/events` and what belongs to them) and a shop's (`/v1/figures`, `/v1/bills`,
//! `/v1/sound-boxes`, `/v1/merchant`, appeals) are made by a member of staff with a device's
//! signature that covers the header [`MERCHANT`](crate::signature::MERCHANT); the role decides what
//! is done.

use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// How long an invitation is good, in seconds.
pub const INVITATION_FOR_S: u32 = 86_400;
/// How many staff a merchant has at most.
pub const STAFF_MAX: u16 = 100;

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Everything, and the money is theirs.
    Owner,
    /// Everything of the till, and the cashiers.
    Manager,
    /// Takes money, sees the till's payments, refunds up to a limit.
    Cashier,
    /// Reads everything, changes nothing.
    Auditor,
}

impl StaffRole {
    /// Every role, those that may do most in front.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Cashier, Self::Auditor];

    /// Returns the role as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Cashier => "cashier",
            Self::Auditor => "auditor",
        }
    }
}

/// `GET /v1/merchants/{merchant}/staff`, and the answer when a role changes or somebody leaves.
/// For owners, managers and auditors; empty for who has just left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffResponse {
    /// The staff, in the order in which they joined.
    #[schema(max_items = 100)]
    pub staff: Vec<StaffMember>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// One member of a merchant's staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StaffMember {
    /// The place among the staff: the same for ever for this person and merchant.
    pub staff: Id,
    /// The person's registered name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// Since when the person works there, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub since_ms: u64,
    /// Whether it is the reader.
    pub is_me: bool,
}

/// `POST /v1/merchants/{merchant}/invitations`: invites one person. An owner gives every role but
/// the owner's, a manager the cashier's. The same invitation again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteRequest {
    /// The invitation's identifier, made by the device.
    pub invitation: Id,
    /// The SHA-256 of the 16 bytes of the secret in the code, in hexadecimal. The operator does not
    /// see the secret before the invitation is used.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub secret_hash: String,
    /// The role of who joins.
    pub role: StaffRole,
}

/// An invitation that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InvitationResponse {
    /// The invitation.
    pub invitation: Id,
    /// The role of who joins.
    pub role: StaffRole,
    /// From when it cannot be used any more, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

/// `POST /v1/staff`: joins a merchant's staff. Answered with the merchant; the same again by the
/// same person gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// The invitation.
    pub invitation: Id,
    /// The secret of its code: 128 bits, written as identifiers are.
    #[schema(value_type = String, min_length = 26, max_length = 26,
        pattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]
    pub secret: Secret,
}

/// `POST /v1/merchants/{merchant}/staff/{staff}/role`: an owner gives another role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRoleRequest {
    /// The new role.
    pub role: StaffRole,
}

/// `POST /v1/merchants/{merchant}/staff/{staff}/remove`: there is nothing to say but who. An owner
/// removes anybody, a manager cashiers, everybody themselves; the last owner stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveStaffRequest {}

#[cfg(test)]
mod tests {
    use super::StaffRole;

    #[test]
    fn the_word_of_a_role_is_what_is_serialised() {
        for role in StaffRole::ALL {
            let json = serde_json::to_string(&role).expect("serialises");
            assert_eq!(json, format!("\"{}\"", role.word()));
        }
    }
}
