//! A catalogue as a table of text (RFC 4180): comma, quotation marks, one line a thing.

use super::read::{CatalogueRule, Fault, WrittenItem};
use crate::goods::Tag;
use crate::state::Item;

const COLUMNS: [&str; 5] = ["name", "price", "currency", "barcode", "tags"];
/// Tables that were written before things had tags have no column of them.
const COLUMNS_MIN: usize = 4;

/// Writes things as a table.
pub fn write_csv(items: &[Item]) -> String {
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    for Item { item: _, name, price, barcode, tags } in items {
        let barcode = barcode.as_deref().unwrap_or_default();
        let tags: Vec<&str> = tags.iter().map(Tag::as_str).collect();
        let tags = tags.join(" ");
        let fields = [name, &price.digits(), price.currency().code(), barcode, &tags].map(quoted);
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Reads a table. Only its form is looked at: what it says is for the rules of a catalogue.
pub(super) fn read_csv(text: &str) -> Result<Vec<WrittenItem>, Vec<Fault>> {
    // Programs for tables put this in front of UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = rows(text).map_err(|fault| vec![fault])?.into_iter();
    let head = rows.next().map(|(_, fields)| fields).unwrap_or_default();
    let columns = COLUMNS.get(..head.len()).filter(|columns| columns.len() >= COLUMNS_MIN);
    let is_head =
        |columns: &[&str]| head.iter().map(|name| name.trim()).eq(columns.iter().copied());
    if !columns.is_some_and(is_head) {
        return Err(vec![Fault { line: 1, rule: CatalogueRule::Columns }]);
    }
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for (line, fields) in rows {
        let is_whole = fields.len() == head.len();
        let mut fields = fields.into_iter();
        match std::array::from_fn(|_| fields.next()) {
            [Some(name), Some(price), Some(currency), Some(barcode), tags] if is_whole => {
                let (currency, tags) = (Some(currency.trim().to_owned()), tags.unwrap_or_default());
                items.push(WrittenItem { line, name, price, currency, barcode, tags });
            }
            _ => faults.push(Fault { line, rule: CatalogueRule::Fields }),
        }
    }
    faults.truncate(20);
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

/// Splits a table into lines and fields; each line with its number. Empty lines are left out.
fn rows(text: &str) -> Result<Vec<(u32, Vec<String>)>, Fault> {
    let mut rows = Vec::new();
    let mut rest = text.chars().peekable();
    let mut line = 1;
    while rest.peek().is_some() {
        let began = line;
        let mut fields = Vec::new();
        loop {
            let quotes = Fault { line, rule: CatalogueRule::Quotes };
            let field = field(&mut rest, &mut line).ok_or(quotes)?;
            fields.push(field);
            match rest.next() {
                Some(',') => {}
                Some('\r') => {
                    rest.next_if_eq(&'\n');
                    break;
                }
                Some('\n') | None => break,
                Some(_) => return Err(quotes),
            }
        }
        line += 1;
        if fields.iter().any(|field| !field.trim().is_empty()) {
            rows.push((began, fields));
        }
    }
    Ok(rows)
}

/// Takes one field; `None` where its quotation mark is not closed.
fn field(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, line: &mut u32) -> Option<String> {
    let mut field = String::new();
    if rest.next_if_eq(&'"').is_none() {
        while let Some(one) = rest.next_if(|one| !matches!(one, ',' | '\r' | '\n')) {
            field.push(one);
        }
        return Some(field);
    }
    loop {
        match rest.next()? {
            '"' if rest.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => return Some(field),
            one => {
                *line += u32::from(one == '\n');
                field.push(one);
            }
        }
    }
}
