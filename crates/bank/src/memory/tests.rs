//! The contract of stores, run on the one in memory.

use super::*;
use crate::contract::Subject;
use crate::store::{Store, Upkeep};

struct Memory(MemoryStore);

impl Subject for Memory {
    fn store(&self) -> Box<dyn Store> {
        Box::new(self.0.clone())
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(self.0.clone())
    }

    fn upkeep(&self) -> Box<dyn Upkeep> {
        Box::new(self.0.clone())
    }

    fn reads_during_batches(&self) -> bool {
        false
    }
}

crate::bank_store_contract!(|| Memory(MemoryStore::default()));
