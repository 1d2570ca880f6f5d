//! From the operator's answer to what is shown of an envelope; and whether it is what was committed
//! to.

use super::address;
use crate::WalletError;
use crate::answer::amount;
use crate::state::{KnownEnvelope, Profile};
use money::Amount;
use promotion::Seed;
use promotion::envelope::{self, Envelope, Hash, Share, Split, verify_envelope, verify_share};
use promotion::id::EnvelopeId;
use proof::hex;
use wire::Id;
use wire::envelope::{
    ClaimResponse, EnvelopeResponse, EnvelopeSplit, EnvelopeState, ShareResponse,
};

/// An envelope, as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenEnvelope {
    /// The envelope.
    pub envelope: Id,
    /// The text of its code; none where this device does not know its secret.
    pub code: Option<String>,
    /// What is written on it.
    pub greeting: Option<String>,
    /// The registered name of who sent it.
    pub sender: String,
    /// The registered name of the one person who may claim it.
    pub payee: Option<String>,
    /// Whether the person sent it.
    pub is_mine: bool,
    /// All of its money.
    pub total: Amount,
    /// Into how many shares.
    pub shares: u16,
    /// How it is divided.
    pub split: Split,
    /// Where it stands.
    pub state: EnvelopeState,
    /// When it was sent, in Unix milliseconds.
    pub sent_at_ms: u64,
    /// From when on what is left goes back, in Unix milliseconds.
    pub returns_at_ms: u64,
    /// How many shares are claimed.
    pub claimed: u16,
    /// How much that is.
    pub claimed_amount: Amount,
    /// What the person claimed.
    pub mine: Option<Amount>,
    /// Who claimed what, in the order of the shares; nobody in a list.
    pub claims: Vec<SeenClaim>,
    /// What went back.
    pub returned: Option<Amount>,
    /// Whether the operator kept to what it committed to; absent in a list.
    pub proof: Option<EnvelopeProof>,
}

/// Who claimed a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenClaim {
    /// The registered name.
    pub name: String,
    /// How much.
    pub amount: Amount,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Whether it is the person's own.
    pub is_me: bool,
    /// Whether nobody has more: told of lucky shares, once the envelope has ended.
    pub is_luckiest: bool,
}

/// Whether the operator kept to what it committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeProof {
    /// What it committed to, in hexadecimal.
    pub commitment: String,
    /// What the shares were made of, in hexadecimal, once that is shown.
    pub seed: Option<String>,
    /// Whether all that can be recomputed now was, and is so.
    pub holds: bool,
    /// Whether that is the whole envelope, and not only the person's own share.
    pub is_whole: bool,
}

pub(super) fn envelope(
    answer: EnvelopeResponse,
    known: Option<&KnownEnvelope>,
    profile: &Profile,
) -> Result<SeenEnvelope, WalletError> {
    let proof = proof(&answer, known);
    let currency = profile.currency;
    let has_ended = answer.state != EnvelopeState::Open;
    let EnvelopeResponse {
        envelope,
        sender,
        payee,
        is_mine,
        greeting,
        total,
        shares,
        split,
        state,
        sent_at_ms,
        returns_at_ms,
        claimed,
        claimed_amount,
        mine,
        claims,
        returned,
        commitment: _,
        leaves: _,
        seed: _,
    } = answer;
    let secret = known.and_then(|known| known.secret.as_ref());
    // For one person it needs none; of a group's, only who has the secret can hand it on.
    let code = match payee.is_some() || secret.is_some() {
        true => Some(address(profile, envelope, secret)?),
        false => None,
    };
    let largest = claims.iter().map(|claim| claim.amount.minor).max();
    let is_told = has_ended && split == EnvelopeSplit::Lucky && claims.len() > 1;
    let claims = claims.into_iter().map(|claim| {
        let ClaimResponse { name, amount: money, at_ms, is_me } = claim;
        let is_luckiest = is_told && Some(money.minor) == largest;
        Ok(SeenClaim { name, amount: amount(&money, currency)?, at_ms, is_me, is_luckiest })
    });
    Ok(SeenEnvelope {
        envelope,
        code,
        greeting,
        sender,
        payee,
        is_mine,
        total: amount(&total, currency)?,
        shares,
        split: self::split(split),
        state,
        sent_at_ms,
        returns_at_ms,
        claimed,
        claimed_amount: amount(&claimed_amount, currency)?,
        mine: mine.map(|share| amount(&share.amount, currency)).transpose()?,
        claims: claims.collect::<Result<_, WalletError>>()?,
        returned: returned.map(|returned| amount(&returned, currency)).transpose()?,
        proof,
    })
}

fn split(split: EnvelopeSplit) -> Split {
    match split {
        EnvelopeSplit::Equal => Split::Equal,
        EnvelopeSplit::Lucky => Split::Lucky,
    }
}

/// Recomputes what can be; nothing where the answer has no hashes of shares.
fn proof(answer: &EnvelopeResponse, known: Option<&KnownEnvelope>) -> Option<EnvelopeProof> {
    if answer.leaves.is_empty() {
        return None;
    }
    // Nobody is shown another commitment than at first.
    let is_same = known.is_none_or(|known| known.commitment == answer.commitment);
    Some(EnvelopeProof {
        commitment: answer.commitment.clone(),
        seed: answer.seed.clone(),
        holds: is_same && recomputed(answer).unwrap_or(false),
        is_whole: answer.seed.is_some(),
    })
}

/// Returns whether what the answer says fits together; nothing where it is not of its form.
fn recomputed(answer: &EnvelopeResponse) -> Option<bool> {
    let envelope = Envelope {
        id: EnvelopeId(answer.envelope.0),
        total: Amount::try_from(&answer.total).ok()?,
        shares: answer.shares,
        split: split(answer.split),
    };
    let committed: Hash = hex::decode(&answer.commitment)?;
    let leaves: Option<Vec<Hash>> = answer.leaves.iter().map(|leaf| hex::decode(leaf)).collect();
    let leaves = leaves?;
    let own = match &answer.mine {
        None => None,
        Some(ShareResponse { payment: _, place, amount, salt }) => {
            Some((*place, Share { minor: amount.minor, salt: hex::decode(salt)? }))
        }
    };
    let own_fits = match own {
        Some(own) => verify_share(&envelope, &committed, &leaves, own).is_ok(),
        None => envelope::commitment(&envelope, &leaves) == committed,
    };
    let Some(seed) = &answer.seed else { return Some(own_fits) };
    let seed = Seed::new(hex::decode(seed)?);
    let Ok(sealed) = verify_envelope(&envelope, &committed, &seed) else { return Some(false) };
    let mut claimed = sealed.shares.iter().zip(&answer.claims);
    Some(own_fits && claimed.all(|(share, claim)| share.minor == claim.amount.minor))
}
