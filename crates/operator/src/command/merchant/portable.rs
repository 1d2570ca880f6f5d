//! `tongbaod merchant export` and `import`: a shop is carried to another operator with its labels,
//! so that what is printed still pays there.

use super::super::desk::Desk;
use super::super::{CommandError, print};
use super::{plan, till_url};
use crate::service::export::Export;
use crate::{random, till_key_hash};
use bank::command::{OpenLabel, OpenMerchant};
use bank::id::{AccountId, LabelId, MerchantId};
use bank::record::Record;
use bank::registered::Salt;
use bank::{Command, Key};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proof::PublicKey;
use proof::export::{End, origin};
use ring::digest::{Context, SHA256};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use wire::Id;
use wire::export::{ExportSeal, ExportedMerchant, FORM};
use wire::payment::PaymentResponse;

/// The longest line of an export, in bytes: a shop with thousands of labels.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Writes a shop to a new file.
pub fn export(desk: &Desk, merchant: &str, out: &Path, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let id = Id(merchant.id.0);
    let unwritten = |error| CommandError::file(out, &error);
    let mut file = File::create_new(out).map_err(unwritten)?;
    let mut export = Export::of(merchant);
    let key = &desk.keys.operator.signing;
    let failed = |error: crate::service::export::ExportError| {
        CommandError::new("export_failed", error.to_string())
    };
    while let Some(lines) =
        export.next_lines(desk.reader.as_ref(), &desk.config, key).map_err(failed)?
    {
        file.write_all(&lines).map_err(unwritten)?;
    }
    file.sync_all().map_err(unwritten)?;
    let value = json!({ "merchant": id, "file": out });
    print::value(json, &value, &[format!("{} written", out.display())]);
    Ok(())
}

/// Opens a shop from the file of another operator, whose key is given.
pub fn import(desk: &Desk, file: &Path, key: &str, json: bool) -> Result<(), CommandError> {
    let (shop, payments) = read(file, key)?;
    let currency = desk.config.currency.code();
    if shop.currency != currency {
        let say = format!(
            "the shop's account is in {}, and this operator's in {currency}",
            shop.currency
        );
        return Err(CommandError::new("currency_mismatch", say));
    }
    let active: Vec<LabelId> = shop
        .labels
        .iter()
        .filter(|label| label.state == "active")
        .map(|label| LabelId(label.label.0))
        .collect();
    let opened = open(desk, &shop, &active)?;
    let mut labels = 0;
    for label in &active {
        labels += u32::from(open_label(desk, shop.merchant, *label)?);
    }
    let url = opened.as_ref().map(|key| till_url(&desk.config.public_url, key));
    let value = json!({
        "merchant": shop.merchant, "name": shop.name, "from": shop.operator, "payments": payments,
        "is_new": opened.is_some(), "labels": active.len(), "labels_opened": labels,
        "till_key": opened, "till_url": url,
    });
    let mut lines = vec![
        format!("merchant  {}  {}", shop.merchant, shop.name),
        format!("from      {} ({}), {payments} payments in the file", shop.operator, shop.state),
        format!("labels    {} that pay here now", active.len()),
    ];
    match url {
        Some(url) => lines.extend([
            format!("till      {url}"),
            "Keep the till's address: its key is not shown again.".to_owned(),
        ]),
        None => lines.push("The shop was here already: nothing else has changed.".to_owned()),
    }
    print::value(json, &value, &lines);
    Ok(())
}

/// Opens the shop with its first label unless it is here already; returns the new till key.
fn open(
    desk: &Desk,
    shop: &ExportedMerchant,
    labels: &[LabelId],
) -> Result<Option<String>, CommandError> {
    let id = MerchantId(shop.merchant.0);
    match desk.reader.record(&Key::Merchant(id))? {
        Some(Record::Merchant(known)) if known.name == shop.name => return Ok(None),
        Some(_) => {
            let say = "another shop has this identifier here";
            return Err(CommandError::new("merchant_taken", say));
        }
        None => {}
    }
    for label in labels {
        if desk.reader.record(&Key::Label(*label))?.is_some() {
            return Err(label_taken(*label));
        }
    }
    let label = match labels.first() {
        Some(label) => *label,
        // A shop without a label gets one, as every new shop does.
        None => LabelId(random::bits()?),
    };
    let till_key = URL_SAFE_NO_PAD.encode(random::bytes::<32>()?);
    let planned = plan(
        desk,
        OpenMerchant {
            merchant: id,
            account: AccountId(random::bits()?),
            label,
            name: shop.name.clone(),
            city: shop.city.clone(),
            category: shop.category,
            currency: desk.config.currency,
            till_key_hash: till_key_hash(&till_key),
            salt: Salt(random::bits()?),
        },
    )?;
    desk.order(shop.merchant.0, Command::OpenMerchant(planned.command))?;
    Ok(Some(till_key))
}

/// Opens a label unless the shop has it already; returns whether it did.
fn open_label(desk: &Desk, merchant: Id, label: LabelId) -> Result<bool, CommandError> {
    let merchant = MerchantId(merchant.0);
    match desk.reader.record(&Key::Label(label))? {
        Some(Record::Label(known)) if known.merchant == merchant => Ok(false),
        Some(_) => Err(label_taken(label)),
        None => {
            desk.order(label.0, Command::OpenLabel(OpenLabel { label, merchant }))?;
            Ok(true)
        }
    }
}

fn label_taken(label: LabelId) -> CommandError {
    let say = format!("another shop has the label {} here", Id(label.0));
    CommandError::new("label_taken", say)
}

/// Reads a whole export, and believes nothing in it before its seal was checked; returns the shop
/// and how many payments there are.
fn read(file: &Path, key: &str) -> Result<(ExportedMerchant, u64), CommandError> {
    let (name, key) = PublicKey::parse(key)
        .map_err(|error| CommandError::new("operator_key_malformed", error.to_string()))?;
    let operator = name.strip_suffix("/journal").unwrap_or(&name).to_owned();
    let unread = |error| CommandError::file(file, &error);
    let broken = |why: &str| CommandError::new("export_broken", why.to_owned());
    let mut input = BufReader::new(File::open(file).map_err(unread)?);
    let (mut hashed, mut lines) = (Context::new(&SHA256), 0_u64);
    let (mut shop, mut payments): (Option<ExportedMerchant>, u64) = (None, 0);
    loop {
        let mut line = Vec::new();
        (&mut input).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(unread)?;
        if !line.ends_with(b"\n") {
            return Err(broken("it breaks off before its seal"));
        }
        if let Ok(ExportSeal { seal }) = serde_json::from_slice(&line) {
            let end = End::verify(&seal, &origin(&operator), &[key])
                .map_err(|error| CommandError::new("export_broken", error.to_string()))?;
            if (end.number, end.hash.as_slice()) != (lines, hashed.finish().as_ref()) {
                return Err(broken("its content is not what was sealed"));
            }
            break;
        }
        match &shop {
            None => {
                let first: Option<ExportedMerchant> = serde_json::from_slice(&line).ok();
                shop = Some(first.ok_or_else(|| broken("its first line is no shop"))?);
            }
            Some(_) => {
                serde_json::from_slice::<PaymentResponse>(&line)
                    .map_err(|_| broken("a line is no payment"))?;
                payments += 1;
            }
        }
        hashed.update(&line);
        lines += 1;
    }
    let mut rest = Vec::new();
    input.take(1).read_to_end(&mut rest).map_err(unread)?;
    match shop.filter(|shop| shop.form == FORM && shop.operator == operator && rest.is_empty()) {
        Some(shop) => Ok((shop, payments)),
        None => Err(broken("it is of another form or operator, or goes on behind its seal")),
    }
}
