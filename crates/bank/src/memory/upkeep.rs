//! The upkeep of the store in memory.

use super::MemoryStore;
use crate::bill::SignedBill;
use crate::head::SignedHead;
use crate::id::TimeMs;
use crate::record::Record;
use crate::store::{StoreError, Upkeep};
use crate::tree::TreeNode;

impl Upkeep for MemoryStore {
    fn forget_nonces(&mut self, expired_before: TimeMs) -> Result<u64, StoreError> {
        let mut contents = self.contents();
        let before = contents.records.len();
        contents.records.retain(|_, record| {
            !matches!(record, Record::Nonce(nonce) if nonce.expires_at < expired_before)
        });
        Ok((before - contents.records.len()) as u64)
    }

    fn keep_tree(&mut self, nodes: &[TreeNode]) -> Result<(), StoreError> {
        let mut contents = self.contents();
        for node in nodes {
            contents.tree.entry((node.level, node.place)).or_insert(node.hash);
        }
        Ok(())
    }

    fn keep_head(&mut self, head: &SignedHead) -> Result<(), StoreError> {
        self.contents().heads.entry(head.size).or_insert_with(|| head.clone());
        Ok(())
    }

    fn keep_bill(&mut self, bill: &SignedBill) -> Result<(), StoreError> {
        let place = (bill.merchant, bill.day);
        self.contents().bills.entry(place).or_insert_with(|| bill.clone());
        Ok(())
    }
}
