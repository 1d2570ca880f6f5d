//! Receipts that stand alone: what the operator signs of a payment, and what shows its place in the
//! journal.

use crate::hex;
use crate::service::Service;
use crate::service::view::{self, Side};
use bank::head::SignedHead;
use bank::journal::row_content;
use bank::record::{self, Payment};
use bank::store::StoreError;
use bank::tree::Tree;
use proof::head;
use proof::key::signature_text;
use wire::receipt::{ReceiptInclusion, ReceiptResponse, ReceiptRow, VERSION};

/// Makes a payment's receipt for one of its sides, under a head that covers it.
///
/// A merchant sees neither the payer's name nor the row, which names the payer's account: with that
/// a till could tell which purchases one person made. The signature and the path hold without it.
pub fn make(
    service: &Service,
    payment: &Payment,
    side: Side,
    head: &SignedHead,
) -> Result<ReceiptResponse, StoreError> {
    let seen = view::payment(payment, side, &service.config);
    let is_own = |account| !side.is_merchant || side.account == account;
    let payer = match payment.kind {
        record::PaymentKind::TopUp | record::PaymentKind::CardTopUp(_) => {
            Some(&service.config.name)
        }
        record::PaymentKind::FeeReturned(_) => Some(&service.config.name),
        _ => Some(&payment.payer_name).filter(|_| is_own(payment.debit)),
    };
    let payee = match payment.kind {
        record::PaymentKind::Fee(_) => Some(&service.config.name),
        _ => Some(&payment.payee_name).filter(|_| is_own(payment.credit)),
    };
    let mut receipt = ReceiptResponse {
        version: VERSION,
        operator: service.config.operator.clone(),
        payment: seen.payment,
        kind: seen.kind,
        amount: seen.amount,
        payer: payer.cloned(),
        payee: payee.cloned(),
        note: seen.note,
        order: seen.order,
        draw: service.draw_of(payment)?,
        at_ms: seen.at_ms,
        sequence: seen.sequence,
        journal_hash: seen.journal_hash,
        signature: String::new(),
        row: if side.is_merchant { None } else { Some(row(service, payment)?) },
        inclusion: inclusion(service, payment, head)?,
    };
    let origin = head::origin(&receipt.operator);
    let text = receipt.signed_text();
    let signature = service.keys.operator.signing.sign(&origin, text.as_bytes());
    receipt.signature = signature_text(&signature);
    Ok(receipt)
}

fn row(service: &Service, payment: &Payment) -> Result<ReceiptRow, StoreError> {
    let before = payment.sequence.saturating_sub(1);
    let row = service.reader.journal(before, 1)?.pop();
    let row = row.filter(|row| row.hash == payment.journal_hash);
    let row = row.ok_or_else(|| StoreError("a payment without its journal row".to_owned()))?;
    let previous = match before.checked_sub(1) {
        None => [0; 32],
        Some(after) => service.reader.row_hashes(after, 1)?.pop().unwrap_or_default(),
    };
    let content = row_content(row.sequence, row.at, &row.entry);
    Ok(ReceiptRow { previous_hash: hex::encode(&previous), content: hex::encode(&content) })
}

fn inclusion(
    service: &Service,
    payment: &Payment,
    head: &SignedHead,
) -> Result<Option<ReceiptInclusion>, StoreError> {
    let index = payment.sequence.saturating_sub(1);
    let path = proof::tree::inclusion(index, head.size, &Tree(service.reader.as_ref()))?;
    Ok(path.map(|path| ReceiptInclusion {
        head: head.note.clone(),
        path: path.iter().map(|hash| hex::encode(hash)).collect(),
    }))
}
