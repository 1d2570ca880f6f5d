//! A shop as one sealed file, to be taken to another operator: handed out only where its seal is
//! the operator's, over this very content, of this very shop.

use crate::WalletError;
use crate::port::{ExportAnswer, OfficeApi as _, Ports};
use crate::wallet::Wallet;
use proof::PublicKey;
use proof::bill::FileHash;
use proof::export::{End, origin};
use wire::Id;
use wire::export::{ExportedMerchant, FORM};

/// A shop's portable file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopExport {
    /// The shop's registered name.
    pub name: String,
    /// How many payments are in it.
    pub payments: u64,
    /// The file.
    pub content: Vec<u8>,
}

impl<P: Ports> Wallet<P> {
    /// Fetches a shop's portable file: what it is, its labels and its payments; for its owners.
    ///
    /// # Errors
    /// `staff_role_insufficient`, `ExportInvalid`, and what the network does.
    pub async fn export_shop(&self, merchant: Id) -> Result<ShopExport, WalletError> {
        let profile = self.profile()?;
        let answer = self.ports.api().shop_export(&profile.operator_url, merchant).await?;
        let is_sealed = |keys: &[PublicKey]| is_sealed(&answer, merchant, &profile.operator, keys);
        // The operator may have a new key, for which the known one vouches.
        if !is_sealed(&self.operator_keys()) && !is_sealed(&self.learn_operator_keys().await?) {
            return Err(WalletError::ExportInvalid);
        }
        let payments = lines(sealed(&answer)).saturating_sub(1);
        Ok(ShopExport { name: answer.shop.name, payments, content: answer.content })
    }
}

/// Returns what the seal is over.
fn sealed(answer: &ExportAnswer) -> &[u8] {
    answer.content.get(..answer.sealed_bytes).unwrap_or_default()
}

fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Returns whether the operator has sealed this file, as the file of this shop.
fn is_sealed(answer: &ExportAnswer, merchant: Id, operator: &str, keys: &[PublicKey]) -> bool {
    let Ok(end) = End::verify(&answer.seal, &origin(operator), keys) else { return false };
    let mut hash = FileHash::default();
    hash.update(sealed(answer));
    let ExportedMerchant { form, operator: by, merchant: of, .. } = &answer.shop;
    (end.number, end.hash) == (lines(sealed(answer)), hash.finish().0)
        && (form.as_str(), by.as_str(), *of) == (FORM, operator, merchant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proof::SigningKey;

    const SHOP: Id = Id(7);

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32]).expect("a key")
    }

    /// A file of three lines; what they say besides is for who reads them.
    fn answer(operator: &str, key: &SigningKey) -> ExportAnswer {
        let content = b"shop\none\ntwo\n".to_vec();
        let mut hash = FileHash::default();
        hash.update(&content);
        let end = End { number: 3, hash: hash.finish().0, at_ms: 1 };
        let seal = end.sign(&origin("harbour"), key).expect("signs");
        let shop = ExportedMerchant {
            form: FORM.to_owned(),
            operator: operator.to_owned(),
            at_ms: 1,
            merchant: SHOP,
            name: "Canal Tea".to_owned(),
            city: "Suzhou".to_owned(),
            category: 5814,
            currency: "CNY".to_owned(),
            state: "active".to_owned(),
            labels: Vec::new(),
        };
        ExportAnswer { sealed_bytes: content.len(), content, shop, seal }
    }

    #[test]
    fn a_sealed_file_is_believed_and_any_other_is_not() {
        let keys = [key(1).public()];
        let good = answer("harbour", &key(1));
        assert!(is_sealed(&good, SHOP, "harbour", &keys));
        assert!(!is_sealed(&good, Id(8), "harbour", &keys), "of another shop");
        assert!(!is_sealed(&good, SHOP, "other", &keys), "of another operator");
        assert!(!is_sealed(&good, SHOP, "harbour", &[key(2).public()]), "another's seal");
        assert!(!is_sealed(&answer("other", &key(1)), SHOP, "harbour", &keys));
        for (content, sealed_bytes) in
            [("shop\none\ntwx\n", 13), ("shop\none\ntwo\n", 9), ("shop\none\n", 9), ("", 13)]
        {
            let changed = ExportAnswer { content: content.into(), sealed_bytes, ..good.clone() };
            assert!(!is_sealed(&changed, SHOP, "harbour", &keys), "{content:?} {sealed_bytes}");
        }
    }
}
