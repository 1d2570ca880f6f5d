//! Commands about merchants that persons open, and about who works for them.

use super::{Command, PinCheck};
use crate::id::{
    AccountId, ApiKeyId, InvitationId, LabelId, MerchantId, PaymentId, PersonId, StaffId,
};
use crate::record::Role;
use crate::registered::Salt;
use money::{Amount, Currency};

/// Opens a merchant for a person, who is its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMerchant {
    /// The merchant, made by the person's device.
    pub merchant: MerchantId,
    /// Who opens it.
    pub person: PersonId,
    /// The identifiers to use.
    pub account: AccountId,
    /// See `account`.
    pub label: LabelId,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is.
    pub address: String,
    /// The merchant category code of ISO 18245.
    pub category: u16,
    /// The currency.
    pub currency: Currency,
    /// Whether it needs no approval.
    pub is_approved: bool,
    /// The hash of a till key that nobody has.
    pub till_key_hash: [u8; 32],
    /// 128 random bits for the merchant's record.
    pub salt: Salt,
    /// 128 other random bits for its profile.
    pub profile_salt: Salt,
}

/// Approves or refuses a merchant that a person opened, in the operator's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeMerchant {
    /// The merchant.
    pub merchant: MerchantId,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a merchant that a person opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be paid.
    Approve,
    /// It cannot; the reason is a note that its owner reads.
    Refuse(String),
}

/// Invites one person to a merchant's staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InviteStaff {
    /// The invitation.
    pub invitation: InvitationId,
    /// The merchant.
    pub merchant: MerchantId,
    /// Who invites; none for the operator, who may make owners.
    pub by: Option<PersonId>,
    /// The role of who joins.
    pub role: Role,
    /// The SHA-256 of the secret in its code.
    pub secret_hash: [u8; 32],
}

/// Uses an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinStaff {
    /// The invitation.
    pub invitation: InvitationId,
    /// Who joins.
    pub person: PersonId,
    /// The SHA-256 of the secret that was shown.
    pub secret_hash: [u8; 32],
    /// 128 random bits for the profile of a merchant that has none.
    pub profile_salt: Salt,
}

/// Gives a member of a merchant's staff another role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeRole {
    /// The merchant.
    pub merchant: MerchantId,
    /// Whose role.
    pub staff: StaffId,
    /// Who changes it.
    pub by: PersonId,
    /// The new role.
    pub role: Role,
}

/// Removes a member of a merchant's staff, or has one leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoveStaff {
    /// The merchant.
    pub merchant: MerchantId,
    /// Who goes.
    pub staff: StaffId,
    /// Who removes them.
    pub by: PersonId,
}

/// Moves money of a merchant into its owner's own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// The payment.
    pub payment: PaymentId,
    /// The merchant.
    pub merchant: MerchantId,
    /// The owner.
    pub by: PersonId,
    /// How much.
    pub amount: Amount,
    /// What is known about the owner's PIN, which is always asked for.
    pub pin: PinCheck,
}

/// Does a till's command for a member of the merchant's staff, if the role allows it at the moment
/// at which it is decided. The same command of the till, or of somebody else of the staff, under
/// the same key is the same command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsStaff {
    /// The merchant.
    pub merchant: MerchantId,
    /// Who asks.
    pub person: PersonId,
    /// How much of one payment a cashier lets go back, in minor units, all parts together.
    pub cashier_refund_max_minor: u64,
    /// What to do: open, close or reverse an order, charge a payer code, refund, open or close a
    /// shift, or appeal what holds the merchant back.
    pub command: Command,
}

/// Does a till's command for a program of the merchant, and notes by which key. The same command
/// under the same key of the command is the same, whoever works the till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsKey {
    /// The merchant.
    pub merchant: MerchantId,
    /// The key that the program shows.
    pub key: ApiKeyId,
    /// What to do.
    pub command: Command,
}
