//! `tongbao bill verify`: holds a file of a shop's bill against what the operator signed, without a
//! network.

use super::receipt;
use crate::arguments::Bill as Asked;
use crate::failure::Failure;
use crate::output::{self, moment};
use paycode::printable;
use proof::bill::FileHash;
use proof::note::NOTE_BYTES_MAX;
use proof::{Bill, head};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The end of a note's name, which files of one bill share the beginning of.
const NOTE: &str = "bill.note";

/// What was checked.
#[derive(Debug, Serialize)]
struct View {
    operator: String,
    shop: String,
    merchant: String,
    day: String,
    /// Which of the bill's files it is; absent for the note itself.
    file: Option<&'static str>,
    payments: u64,
    trade_net_minor: i64,
    opening_minor: i64,
    closing_minor: i64,
    currency: String,
    at_ms: u64,
}

/// Does what was asked.
pub async fn run(home: Option<PathBuf>, asked: Asked, is_json: bool) -> Result<(), Failure> {
    let Asked::Verify { file, note, operator_key } = asked;
    let note_file = note.unwrap_or_else(|| note_beside(&file));
    let text = read_note(&note_file)?;
    let (operator, keys) = receipt::keys(home, operator_key.as_deref()).await?;
    let bill = Bill::verify(&text, &operator, &head::origin(&operator), &keys);
    let bill = bill.map_err(|error| {
        let sentence = format!("This bill proves nothing: {error}.");
        Failure::new("bill_invalid", sentence, "Do not rely on it; ask the operator.")
    })?;
    let found = if file == note_file { None } else { Some(which(&bill, &file)?) };
    tell(&operator, &bill, found, is_json)
}

/// Returns which of the bill's files this is.
fn which(bill: &Bill, file: &Path) -> Result<&'static str, Failure> {
    let unread = |error| Failure::io("The file cannot be read", &error);
    let mut hash = FileHash::default();
    let mut open = File::open(file).map_err(unread)?;
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match open.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => hash.update(chunk.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unread(error)),
        }
    }
    let (sha256, bytes) = hash.finish();
    bill.file(&sha256, bytes).ok_or_else(|| {
        let sentence = "This file is not the one that the operator signed.";
        let advice = "Download it again, and never save it anew from a spreadsheet.";
        Failure::new("bill_differs", sentence, advice)
    })
}

/// Returns the note that belongs to a file as both are named when they are downloaded.
fn note_beside(file: &Path) -> PathBuf {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let beginning = ["trade.csv", "trade.json", "fund.csv", "fund.json", NOTE]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or_default();
    file.with_file_name(format!("{beginning}{NOTE}"))
}

fn read_note(file: &Path) -> Result<String, Failure> {
    let advice = "Download bill.note of the same day, and name it with --note.";
    let unread = |error: io::Error| {
        let sentence = format!("The bill's note cannot be read: {}: {error}.", file.display());
        Failure::new("note_unreadable", sentence, advice)
    };
    let mut text = String::new();
    let open = File::open(file).map_err(unread)?;
    open.take(NOTE_BYTES_MAX as u64 + 1).read_to_string(&mut text).map_err(unread)?;
    Ok(text)
}

fn tell(
    operator: &str,
    bill: &Bill,
    file: Option<&'static str>,
    is_json: bool,
) -> Result<(), Failure> {
    let merchant = wire::Id(bill.merchant).to_string();
    let view = View {
        operator: operator.to_owned(),
        shop: bill.name.clone(),
        merchant,
        day: bill.day.clone(),
        file,
        payments: bill.payments.count,
        trade_net_minor: i64::try_from(bill.trade_net()).unwrap_or(i64::MAX),
        opening_minor: bill.opening,
        closing_minor: bill.closing,
        currency: bill.currency.clone(),
        at_ms: bill.at_ms,
    };
    output::either(is_json, &view, || {
        let mut lines = vec![
            format!("bill of {}  {}", printable(&bill.name), printable(&bill.day)),
            format!(
                "{} payments; the account held {} before and {} afterwards (minor units, {})",
                bill.payments.count,
                bill.opening,
                bill.closing,
                printable(&bill.currency)
            ),
            format!("ok      {} signed it, {}", printable(operator), moment(bill.at_ms)),
        ];
        lines.extend(file.map(|file| format!("ok      the file is {file} as it was signed")));
        lines.join("\n")
    })
}

#[cfg(test)]
mod tests {
    use super::{note_beside, run};
    use crate::arguments::Bill as Asked;
    use proof::bill::{File, FileHash, Hour, Sums};
    use proof::{Bill, SigningKey, head};
    use std::path::{Path, PathBuf};

    fn bill(file: &[u8]) -> Bill {
        let mut hash = FileHash::default();
        hash.update(file);
        let (sha256, bytes) = hash.finish();
        let none = File { rows: 0, bytes: 0, sha256: [0; 32] };
        Bill {
            merchant: 5,
            name: "Lin's Noodles".to_owned(),
            day: "2028-02-29".to_owned(),
            zone: "+08:00".to_owned(),
            from_ms: 1,
            until_ms: 2,
            currency: "CNY".to_owned(),
            after: 0,
            last: 9,
            seen: 9,
            opening: 0,
            closing: 0,
            payments: Sums::default(),
            refunds: Sums::default(),
            reversals: Sums::default(),
            other_in: 0,
            other_out: 0,
            withdrawn: 0,
            has_fees: false,
            early: 0,
            late: 0,
            hours: [Hour::default(); 24],
            files: [File { rows: 1, bytes, sha256 }, none, none, none],
            previous: None,
            at_ms: 3,
        }
    }

    #[test]
    fn a_file_is_verified_without_a_network_and_a_changed_one_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = SigningKey::from_seed(&[5; 32]).expect("a key");
        let (origin, file) = (head::origin("harbour"), b"time,kind\r\n".as_slice());
        let note = bill(file).sign("harbour", &origin, &key).expect("signs");
        let place = |name: &str| folder.path().join(name);
        std::fs::write(place("2028-02-29-bill.note"), &note).expect("writes");
        std::fs::write(place("2028-02-29-trade.csv"), file).expect("writes");
        std::fs::write(place("changed.csv"), b"time,kind\n").expect("writes");
        let key = key.public().to_text(&origin);
        let verify = |file: &str, note: Option<&str>| {
            let asked = Asked::Verify {
                file: place(file),
                note: note.map(place),
                operator_key: Some(key.clone()),
            };
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("starts");
            runtime.block_on(run(None, asked, true)).map_err(|failure| failure.code)
        };
        assert_eq!(verify("2028-02-29-trade.csv", None), Ok(()));
        assert_eq!(verify("2028-02-29-bill.note", None), Ok(()));
        assert_eq!(
            verify("changed.csv", Some("2028-02-29-bill.note")),
            Err("bill_differs".to_owned())
        );
        assert_eq!(verify("changed.csv", None), Err("note_unreadable".to_owned()));
        std::fs::write(place("bill.note"), note.replace("opening 0", "opening 1")).expect("writes");
        assert_eq!(verify("bill.note", None), Err("bill_invalid".to_owned()));
    }

    #[test]
    fn a_files_note_has_the_same_beginning() {
        for (file, note) in [
            ("bills/2028-02-29-trade.csv", "bills/2028-02-29-bill.note"),
            ("fund.json", "bill.note"),
            ("2028-02-29-bill.note", "2028-02-29-bill.note"),
            ("other.csv", "bill.note"),
        ] {
            assert_eq!(note_beside(Path::new(file)), PathBuf::from(note));
        }
    }
}
