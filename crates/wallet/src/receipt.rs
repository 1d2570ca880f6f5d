//! Receipts: fetched from the operator, and verified by whoever has one, without asking anybody.

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::wallet::Wallet;
use proof::key::follow as follow_handovers;
use proof::row::{Movement, ROW_BYTES_MAX, row_hash};
use proof::tree::{PROOF_MAX, leaf_hash, verify_inclusion};
use proof::{Handover, Hash, Head, PublicKey, head, hex};
use wire::Id;
use wire::operator::OperatorResponse;
use wire::receipt::{ReceiptInclusion, ReceiptResponse, ReceiptRow, VERSION};

/// The longest text of a receipt, in bytes.
const TEXT_BYTES_MAX: usize = 512;

/// What became of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not: the receipt is worth nothing.
    Broken,
    /// The receipt does not have what is checked.
    Absent,
}

/// What was checked of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptReport {
    /// Its form: version, sizes, no line break where none may be.
    pub form: Verdict,
    /// That a key of this operator signed everything that it says of the payment.
    pub signature: Verdict,
    /// That the journal row hashes to what was signed, and says the same of the payment.
    pub row: Verdict,
    /// That a key of this operator signed the head.
    pub head: Verdict,
    /// That the row is in the journal that the head covers.
    pub inclusion: Verdict,
    /// The head, where it is signed.
    pub covered_by: Option<Head>,
}

impl ReceiptReport {
    /// Returns whether nothing is broken and the operator stands behind it.
    pub fn is_sound(&self) -> bool {
        let Self { form, signature, row, head, inclusion, covered_by: _ } = self;
        let parts = [form, signature, row, head, inclusion];
        *signature == Verdict::Holds && parts.into_iter().all(|part| *part != Verdict::Broken)
    }

    /// Returns whether it is sound and a signed head covers it.
    pub fn is_covered(&self) -> bool {
        self.is_sound() && self.inclusion == Verdict::Holds
    }
}

impl<P: Ports> Wallet<P> {
    /// Fetches the receipt of a payment and checks it.
    ///
    /// # Errors
    /// `NotEnrolled`, `payment_unknown`, what the network does, and `ReceiptInvalid` when the
    /// receipt does not hold.
    pub async fn receipt(
        &self,
        payment: Id,
    ) -> Result<(ReceiptResponse, ReceiptReport), WalletError> {
        let profile = self.profile()?;
        let receipt = self.ports.api().receipt(&profile.operator_url, payment).await?;
        let mut report = verify(&receipt, &profile.operator, &self.operator_keys());
        if report.signature == Verdict::Broken {
            // The operator may have a new key, for which the known one vouches.
            let keys = self.learn_operator_keys().await?;
            report = verify(&receipt, &profile.operator, &keys);
        }
        if receipt.payment != payment || !report.is_sound() {
            return Err(WalletError::ReceiptInvalid);
        }
        Ok((receipt, report))
    }

    /// Fetches the receipt of a payment and checks it, also against what the history says.
    ///
    /// # Errors
    /// As [`Self::receipt`]; `ReceiptInvalid` also when history and receipt tell different stories.
    pub async fn proven(
        &self,
        payment: Id,
    ) -> Result<(ReceiptResponse, ReceiptReport), WalletError> {
        let (receipt, report) = self.receipt(payment).await?;
        let told = self.payment(payment).await?.payment;
        let amount = money::Amount::try_from(&receipt.amount);
        let is_same = amount.is_ok_and(|amount| amount == told.amount)
            && (receipt.at_ms, receipt.sequence) == (told.at_ms, told.sequence)
            && receipt.journal_hash == told.journal_hash;
        if is_same { Ok((receipt, report)) } else { Err(WalletError::ReceiptInvalid) }
    }

    /// Returns the operator's keys as far as they are known, oldest first.
    pub fn operator_keys(&self) -> Vec<PublicKey> {
        self.state().operator_keys.clone()
    }

    /// Asks the operator for its keys; believes those that the known ones vouch for. A wallet that
    /// knows none, because its operator had none when it enrolled, believes what it is told now.
    ///
    /// # Errors
    /// What the network does, and `AnswerMalformed` when a key is not vouched for.
    pub async fn learn_operator_keys(&self) -> Result<Vec<PublicKey>, WalletError> {
        let profile = self.profile()?;
        let facts = self.ports.api().operator(&profile.operator_url).await?;
        let keys = follow(&facts, &self.operator_keys())?;
        self.change(|state| state.operator_keys.clone_from(&keys))?;
        Ok(keys)
    }
}

/// Returns the keys that are believed once the operator has told its list.
pub(crate) fn follow(
    facts: &OperatorResponse,
    known: &[PublicKey],
) -> Result<Vec<PublicKey>, WalletError> {
    let wrong = |why: &str| WalletError::AnswerMalformed(why.to_owned());
    let origin = head::origin(&facts.operator);
    let listed = facts.keys.iter().map(|listed| {
        let (name, key) = PublicKey::parse(&listed.key).ok()?;
        let by_previous = match &listed.handover {
            None => None,
            Some(signature) => Some(proof::key::signature_from_text(signature)?),
        };
        (name == origin).then_some(Handover { key, by_previous })
    });
    let listed: Option<Vec<Handover>> = listed.collect();
    let listed = listed.ok_or_else(|| wrong("a key of the operator"))?;
    follow_handovers(&origin, known, &listed).map_err(|error| wrong(&error.to_string()))
}

/// Checks a receipt against an operator's name and keys; asks nobody.
pub fn verify(receipt: &ReceiptResponse, operator: &str, keys: &[PublicKey]) -> ReceiptReport {
    let mut report = ReceiptReport {
        form: Verdict::Broken,
        signature: Verdict::Absent,
        row: Verdict::Absent,
        head: Verdict::Absent,
        inclusion: Verdict::Absent,
        covered_by: None,
    };
    let Some(hash) = hex::decode(&receipt.journal_hash).filter(|_| is_well_formed(receipt)) else {
        return report;
    };
    report.form = Verdict::Holds;
    let origin = head::origin(operator);
    let signature = proof::key::signature_from_text(&receipt.signature);
    let text = receipt.signed_text();
    report.signature = verdict(
        receipt.operator == operator
            && signature.is_some_and(|bytes| {
                keys.iter().any(|key| key.verifies(&origin, text.as_bytes(), &bytes))
            }),
    );
    if let Some(row) = &receipt.row {
        report.row = verdict(row_fits(row, receipt, &hash));
    }
    if let Some(inclusion) = &receipt.inclusion {
        let head = Head::verify(&inclusion.head, &origin, keys).ok();
        report.covered_by = head;
        report.head = verdict(head.is_some());
        let held = head.is_some_and(|head| is_included(inclusion, receipt.sequence, &hash, &head));
        report.inclusion = verdict(held);
    }
    report
}

const fn verdict(holds: bool) -> Verdict {
    if holds { Verdict::Holds } else { Verdict::Broken }
}

/// With a line break inside a field, two receipts could have one signed text.
fn is_well_formed(receipt: &ReceiptResponse) -> bool {
    let texts = [
        Some(&receipt.operator),
        Some(&receipt.amount.currency),
        receipt.payer.as_ref(),
        receipt.payee.as_ref(),
        receipt.note.as_ref(),
    ];
    let is_line = |text: &String| {
        text.len() <= TEXT_BYTES_MAX && !text.chars().any(|c| c.is_control() || c == '\u{2028}')
    };
    let numbers = [receipt.amount.minor, receipt.at_ms, receipt.sequence];
    receipt.version == VERSION
        && receipt.sequence > 0
        && numbers.iter().all(|number| *number <= head::NUMBER_MAX)
        && texts.into_iter().flatten().all(is_line)
}

fn row_fits(row: &ReceiptRow, receipt: &ReceiptResponse, hash: &Hash) -> bool {
    let content = hex::decode_up_to(&row.content, ROW_BYTES_MAX);
    let (Some(previous), Some(content)) = (hex::decode(&row.previous_hash), content) else {
        return false;
    };
    row_hash(&previous, &content) == *hash
        && Movement::parse(&content).is_some_and(|movement| {
            let Movement { sequence, at_ms, payment, debit: _, minor, currency } = movement;
            (sequence, at_ms, payment) == (receipt.sequence, receipt.at_ms, receipt.payment.0)
                && minor == receipt.amount.minor
                && currency.as_slice() == receipt.amount.currency.as_bytes()
        })
}

fn is_included(inclusion: &ReceiptInclusion, sequence: u64, hash: &Hash, head: &Head) -> bool {
    if inclusion.path.len() > PROOF_MAX {
        return false;
    }
    let path: Option<Vec<Hash>> = inclusion.path.iter().map(|hash| hex::decode(hash)).collect();
    path.is_some_and(|path| {
        verify_inclusion(&leaf_hash(hash), sequence - 1, head.size, &path, &head.root)
    })
}
