//! What holds a shop back, or did, as the neutrality log has it; and the shop's appeal.

use crate::port::{OfficeApi as _, Ports};
use crate::wallet::Wallet;
use crate::{WalletError, neutrality};
use proof::hex;
use proof::neutrality::{Action, Entry, Reason};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use wire::neutrality::{AppealRequest, MerchantNeutralityEntry, MerchantNeutralityResponse};
use wire::{ErrorCode, Id};

/// Something that was held against a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The entry's number in the log.
    pub entry: u64,
    /// Whether the shop was limited or removed.
    pub action: Action,
    /// Why, by the published list.
    pub reason: Option<Reason>,
    /// The operator's sentence.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// What ended it; none while it holds the shop back.
    pub ended: Option<Said>,
    /// The shop's appeal.
    pub appeal: Option<Appeal>,
}

/// What a later entry says about an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub action: Action,
    /// The sentence.
    pub text: String,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// What the shop said.
    pub text: String,
    /// The SHA-256 of what it is shown with, in hexadecimal.
    pub evidence: Option<String>,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Until when it is to be answered, in Unix milliseconds.
    pub answer_by_ms: u64,
    /// Whether that is over, and no answer there.
    pub is_overdue: bool,
    /// The operator's answer.
    pub answer: Option<Said>,
}

impl<P: Ports> Wallet<P> {
    /// Returns what was held against a shop, newest first.
    ///
    /// # Errors
    /// `NotEnrolled`, `merchant_unknown`, and what the network does.
    pub async fn matters(&self, merchant: Id) -> Result<Vec<Matter>, WalletError> {
        let url = self.profile()?.operator_url;
        let told = self.ports.api().merchant_neutrality(&url, merchant).await?;
        matters(told, merchant, self.now_ms())
    }

    /// Appeals an entry in a shop's name, and returns what is held against it. Evidence is named by
    /// its SHA-256, in hexadecimal. The same words again
    /// are the same appeal, so that a lost answer is asked for once more.
    ///
    /// # Errors
    /// As [`Self::matters`]; `staff_role_insufficient`, `neutrality_text_malformed`,
    /// `neutrality_entry_unknown`, `neutrality_appealed`.
    pub async fn appeal(
        &self,
        merchant: Id,
        entry: u64,
        text: &str,
        evidence: Option<&str>,
    ) -> Result<Vec<Matter>, WalletError> {
        let url = self.profile()?.operator_url;
        let text = text.trim().to_owned();
        if evidence.is_some_and(|hash| hex::decode::<32>(hash).is_none()) {
            return Err(WalletError::rule(ErrorCode::RequestMalformed));
        }
        let appeal = identifier(merchant, entry, &text, evidence);
        let evidence = evidence.map(str::to_owned);
        let request = AppealRequest { appeal, text, evidence };
        self.ports.api().appeal(&url, merchant, entry, &request).await?;
        self.matters(merchant).await
    }
}

/// Returns the identifier of an appeal: made of all that it says.
fn identifier(merchant: Id, entry: u64, text: &str, evidence: Option<&str>) -> Id {
    let evidence = evidence.unwrap_or("-");
    let said = format!("tongbao appeal 1\n{merchant}\n{entry}\n{evidence}\n{text}");
    let hash: [u8; 32] = Sha256::digest(said.as_bytes()).into();
    let (first, _) = hash.split_at(16);
    Id(first.iter().fold(0, |number, byte| number << 8 | u128::from(*byte)))
}

fn matters(
    told: MerchantNeutralityResponse,
    merchant: Id,
    now_ms: u64,
) -> Result<Vec<Matter>, WalletError> {
    let malformed = || WalletError::AnswerMalformed("an entry of the log".to_owned());
    let mut entries: BTreeMap<u64, (Entry, MerchantNeutralityEntry)> = BTreeMap::new();
    for one in told.entries {
        let (entry, hash) = neutrality::read(&one.entry).ok_or_else(malformed)?;
        // What is told is what the log's hash is of, and about this shop.
        if entry.hash() != hash || entry.merchant != merchant.0 {
            return Err(malformed());
        }
        entries.insert(entry.number, (entry, one));
    }
    let said = |number: u64| {
        let (entry, _) = entries.get(&number)?;
        Some(Said { action: entry.action, text: entry.text.clone(), at_ms: entry.at_ms })
    };
    let held = entries
        .values()
        .rev()
        .filter(|(entry, _)| matches!(entry.action, Action::Limited | Action::Removed));
    let matters = held.map(|(entry, told)| {
        let appeal = told.appealed_by.and_then(|number| entries.get(&number));
        Matter {
            entry: entry.number,
            action: entry.action,
            reason: entry.reason,
            text: entry.text.clone(),
            at_ms: entry.at_ms,
            ended: told.ended_by.and_then(said),
            appeal: appeal.map(|(appeal, told)| Appeal {
                text: appeal.text.clone(),
                evidence: appeal.evidence.map(|hash| hex::encode(&hash)),
                at_ms: appeal.at_ms,
                answer_by_ms: appeal.answer_by_ms.unwrap_or_default(),
                is_overdue: told.ended_by.is_none() && appeal.is_overdue(now_ms),
                answer: told.ended_by.and_then(said),
            }),
        }
    });
    Ok(matters.collect())
}
