//! The demo's shops: merchants with a label, printed, and a till.

use super::Demo;
use crate::command::CommandError;
use crate::command::label;
use crate::command::merchant::{plan, records, till_url};
use crate::till_key_hash;
use bank::Command;
use bank::command::OpenMerchant;
use bank::id::{AccountId, LabelId, MerchantId};
use bank::registered::Salt;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::path::Path;
use wire::Id;

/// Slug, registered name and merchant category code of each shop.
const SHOPS: &[(&str, &str, u16)] = &[
    ("noodle-house", "Noodle House 面馆", 5812),
    ("green-grocer", "Green Grocer", 5411),
    ("night-tea", "Night Tea", 5814),
];

/// A shop as the demo lists it.
pub(super) struct Shop {
    pub(super) merchant: Id,
    pub(super) name: String,
    pub(super) city: String,
    pub(super) till_key: String,
    pub(super) till_url: String,
    pub(super) label: Id,
    pub(super) code: String,
    pub(super) svg: String,
    pub(super) png: String,
}

/// Opens the shops and draws their labels.
pub(super) fn open(demo: &Demo<'_>, data: &Path) -> Result<Vec<Shop>, CommandError> {
    let folder = data.join("labels");
    std::fs::create_dir_all(&folder).map_err(|error| CommandError::file(&folder, &error))?;
    SHOPS
        .iter()
        .map(|(slug, name, category)| open_one(demo, &folder, slug, name, *category))
        .collect()
}

/// Returns the label of a shop.
pub(super) fn label_of(demo: &Demo<'_>, slug: &str) -> LabelId {
    LabelId(demo.id(&format!("label {slug}")))
}

/// Returns a shop's merchant.
pub(super) fn merchant_of(demo: &Demo<'_>, slug: &str) -> MerchantId {
    MerchantId(demo.id(&format!("merchant {slug}")))
}

fn open_one(
    demo: &Demo<'_>,
    folder: &Path,
    slug: &str,
    name: &str,
    category: u16,
) -> Result<Shop, CommandError> {
    let till_key = URL_SAFE_NO_PAD.encode(demo.bytes(&format!("till key {slug}")));
    let command = OpenMerchant {
        merchant: merchant_of(demo, slug),
        account: AccountId(demo.id(&format!("merchant account {slug}"))),
        label: label_of(demo, slug),
        name: name.to_owned(),
        city: "Demo Town".to_owned(),
        category,
        currency: demo.desk.config.currency,
        till_key_hash: till_key_hash(&till_key),
        salt: Salt(demo.id(&format!("merchant salt {slug}"))),
    };
    let planned = plan(demo.desk, command)?;
    let (merchant, label) = records(&planned.command);
    demo.desk.order(merchant.id.0, Command::OpenMerchant(planned.command))?;
    let file = |ending: &str| folder.join(format!("{slug}.{ending}"));
    for out in [file("svg"), file("png")] {
        if !out.exists() {
            label::write(
                demo.desk,
                &merchant,
                &label,
                &planned.code,
                label::PrintOptions::default(),
                &out,
            )?;
        }
    }
    Ok(Shop {
        merchant: Id(merchant.id.0),
        name: merchant.name,
        city: merchant.city,
        till_url: till_url(&demo.desk.config.public_url, &till_key),
        till_key,
        label: Id(label.id.0),
        code: planned.code,
        svg: file("svg").display().to_string(),
        png: file("png").display().to_string(),
    })
}
