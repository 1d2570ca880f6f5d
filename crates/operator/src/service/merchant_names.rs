//! The names of the merchants that rules and terms list, looked up once each.

use bank::Key;
use bank::id::MerchantId;
use bank::record::Record;
use bank::store::{Reader, StoreError};
use promotion::coupon::Merchants;
use std::collections::BTreeMap;

/// The names that an answer needs.
#[derive(Default)]
pub struct MerchantNames(BTreeMap<MerchantId, String>);

impl MerchantNames {
    /// Returns the names of the listed merchants, in their order; empty for one that is gone, so
    /// that names stay beside their merchants.
    ///
    /// # Errors
    /// When the store fails.
    pub fn of(
        &mut self,
        reader: &dyn Reader,
        merchants: &Merchants,
    ) -> Result<Vec<String>, StoreError> {
        match merchants {
            Merchants::All => Ok(Vec::new()),
            Merchants::Only(listed) | Merchants::Except(listed) => {
                listed.iter().map(|id| self.name(reader, MerchantId(id.0))).collect()
            }
        }
    }

    fn name(&mut self, reader: &dyn Reader, id: MerchantId) -> Result<String, StoreError> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = match reader.record(&Key::Merchant(id))? {
            Some(Record::Merchant(merchant)) => merchant.name,
            _ => String::new(),
        };
        self.0.insert(id, name.clone());
        Ok(name)
    }
}
