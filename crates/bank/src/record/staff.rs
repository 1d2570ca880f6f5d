//! Merchants that persons opened, and who works for them.

use crate::id::{InvitationId, MerchantId, PersonId, StaffId, TimeMs};
use crate::record::{State, Taker};
use crate::registered::Salt;

/// What is known of a merchant beside its account: who opened it, where it stands with the
/// operator, and how many work there. One that the desk opened has none until somebody joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantProfile {
    /// The merchant.
    pub merchant: MerchantId,
    /// Where it is; none for one that the desk opened.
    pub address: Option<String>,
    /// Who opened it; none for the desk.
    pub opened_by: Option<PersonId>,
    /// Where it stands with the operator.
    pub standing: Standing,
    /// Why the operator refused it.
    pub reason: Option<String>,
    /// How many owners it has.
    pub owners: u16,
    /// How many work there, owners among them.
    pub staff: u16,
    /// When this was opened.
    pub opened_at: TimeMs,
    /// What keeps the journal's hash of this record from being guessed.
    pub salt: Salt,
}

/// Where a merchant stands with the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has to be approved.
    Pending,
    /// It was approved, or needed no approval.
    Active,
    /// It was refused.
    Refused,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Active, Self::Refused];

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Refused => "refused",
        }
    }

    /// Returns its stable number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Active => 1,
            Self::Refused => 2,
        }
    }
}

/// A person who works, or worked, for a merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The place: [`StaffId::of`] merchant and person.
    pub id: StaffId,
    /// The merchant.
    pub merchant: MerchantId,
    /// The person.
    pub person: PersonId,
    /// What the person may do.
    pub role: Role,
    /// When the person joined last.
    pub since: TimeMs,
    /// Whether the person still works there.
    pub state: State,
}

/// What a member of a merchant's staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything, and the money is theirs.
    Owner,
    /// Everything of the till, and the cashiers.
    Manager,
    /// Takes money, and refunds up to a limit.
    Cashier,
    /// Reads everything, changes nothing.
    Auditor,
}

impl Role {
    /// Every role, those that may do most in front.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Cashier, Self::Auditor];

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Cashier => "cashier",
            Self::Auditor => "auditor",
        }
    }

    /// Returns its stable number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Owner => 0,
            Self::Manager => 1,
            Self::Cashier => 2,
            Self::Auditor => 3,
        }
    }

    /// Returns whether it invites others with a role, and gives them no more than it has.
    pub const fn invites(self, role: Self) -> bool {
        match self {
            Self::Owner => !matches!(role, Self::Owner),
            Self::Manager => matches!(role, Self::Cashier),
            Self::Cashier | Self::Auditor => false,
        }
    }

    /// Returns whether it removes others of a role.
    pub const fn removes(self, role: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Manager => matches!(role, Self::Cashier),
            Self::Cashier | Self::Auditor => false,
        }
    }

    /// Returns whether it works the till.
    pub const fn works_till(self) -> bool {
        !matches!(self, Self::Auditor)
    }

    /// Returns whether it sees what the merchant owns, and who works there.
    pub const fn sees_all(self) -> bool {
        !matches!(self, Self::Cashier)
    }

    /// Returns whether it sets up the counter: printed labels and sound boxes.
    pub const fn sets_up(self) -> bool {
        matches!(self, Self::Owner | Self::Manager)
    }

    /// Returns whether it speaks for the merchant: appeals, and takes all that is the merchant's
    /// along.
    pub const fn represents(self) -> bool {
        matches!(self, Self::Owner)
    }
}

/// An invitation to a merchant's staff: for one person, once, for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The identifier, made by who invites.
    pub id: InvitationId,
    /// The merchant.
    pub merchant: MerchantId,
    /// The role of who joins.
    pub role: Role,
    /// The SHA-256 of the secret in its code.
    pub secret_hash: [u8; 32],
    /// Who invites; none for the operator. It is good as long as they may invite.
    pub by: Option<StaffId>,
    /// From when it cannot be used any more.
    pub expires_at: TimeMs,
    /// Who used it.
    pub used_by: Option<PersonId>,
}

/// How many merchants a person has opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Founder {
    /// The person.
    pub person: PersonId,
    /// How many.
    pub merchants: u16,
}

/// Who of a merchant's staff, or which of its programs' keys, opened an order, took a payment or
/// gave money back; the merchant's own till key is not noted. A note for the merchant's reports: it
/// moves no money and is not in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The merchant.
    pub merchant: MerchantId,
    /// The order, the payment, or the movement that gave money back.
    pub id: u128,
    /// Who.
    pub taker: Taker,
}
