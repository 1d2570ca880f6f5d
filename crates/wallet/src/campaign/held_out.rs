//! Holds against what is published that a payment had no draw because its payer is in the
//! campaign's comparison group; asks nobody.

use super::read;
use crate::WalletError;
use promotion::campaign::{NotDrawn, Published, commitment};
use proof::hex;
use proof::row::{Movement, ROW_BYTES_MAX};
use wire::campaign::CampaignResponse;
use wire::receipt::ReceiptResponse;

/// What the rule says of the payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupVerdict {
    /// The payer is in the comparison group.
    Holds,
    /// The receipt does not name the payer's account: a merchant's never does.
    Unknown,
    /// The payer is not in it, and should have had a draw.
    NotInGroup,
    /// Terms and anchor are not what was committed to.
    CommitmentWrong,
}

impl GroupVerdict {
    /// Returns the stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Unknown => "unknown",
            Self::NotInGroup => "not_in_group",
            Self::CommitmentWrong => "commitment_wrong",
        }
    }

    /// Returns whether it is not as was promised.
    pub const fn is_wrong(self) -> bool {
        matches!(self, Self::NotInGroup | Self::CommitmentWrong)
    }
}

/// A payer's group, worked out again.
#[derive(Clone, Debug)]
pub struct GroupCheck {
    /// What it was held against.
    pub published: Published,
    /// Whether the commitment was kept from before the payment.
    pub commitment_was_kept: bool,
    /// What it came to.
    pub verdict: GroupVerdict,
}

impl GroupCheck {
    /// Returns what was committed to, in hexadecimal.
    pub fn commitment_text(&self) -> String {
        hex::encode(&self.published.commitment)
    }
}

/// Works out the group of who paid, from a receipt whose signature was verified. `kept` is a
/// commitment that was kept; without one, what is published now is believed.
///
/// # Errors
/// `DrawMissing` where the receipt gives another reason; `AnswerMalformed` where what is published
/// is none of a campaign.
pub fn check_group(
    receipt: &ReceiptResponse,
    campaign: &CampaignResponse,
    kept: Option<[u8; 32]>,
) -> Result<GroupCheck, WalletError> {
    let reason = receipt.draw.as_deref().and_then(|drawn| drawn.reason.as_deref());
    if reason != Some(NotDrawn::HeldOut.code()) {
        return Err(WalletError::DrawMissing);
    }
    let mut published = read::published(campaign)?;
    published.commitment = kept.unwrap_or(published.commitment);
    let Published { terms, anchor, commitment: committed } = &published;
    let verdict = if commitment(terms, anchor) != *committed {
        GroupVerdict::CommitmentWrong
    } else {
        match payer(receipt) {
            None => GroupVerdict::Unknown,
            Some(account) if terms.holds_out(anchor, account) => GroupVerdict::Holds,
            Some(_) => GroupVerdict::NotInGroup,
        }
    };
    Ok(GroupCheck { published, commitment_was_kept: kept.is_some(), verdict })
}

/// Returns the account that paid, by the journal's row; none where the receipt has none.
pub(super) fn payer(receipt: &ReceiptResponse) -> Option<u128> {
    let content = hex::decode_up_to(&receipt.row.as_ref()?.content, ROW_BYTES_MAX)?;
    Movement::parse(&content).map(|movement| movement.debit)
}
