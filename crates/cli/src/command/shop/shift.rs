//! `tongbao shop shift`: shifts opened and closed, and their reports.

use super::books::{NetView, SumsView, net, sums};
use super::id;
use crate::arguments::{PrintShift, Shift as Asked};
use crate::command::slip::{printed, printer, unwritten, write};
use crate::failure::Failure;
use crate::output;
use paycode::printable;
use serde::Serialize;
use slip::Language;
use wallet::merchant::{Shift, ShiftClosed, ShiftFigures, Shifts, TakerName};
use wallet_io::DeviceWallet;
use wire::Id;
use wire::staff::StaffRole;
use wire::taker::TakerKind;

/// Columns of the printed form.
const COLUMNS: usize = 48;

#[derive(Debug, Serialize)]
struct TakerView {
    kind: TakerKind,
    name: Option<String>,
    role: Option<StaffRole>,
}

#[derive(Debug, Serialize)]
struct FiguresView {
    payments: SumsView,
    orders: SumsView,
    codes: SumsView,
    refunds: SumsView,
    reversals: SumsView,
    tips: TipsView,
    net: NetView,
    first_number: Option<u64>,
    last_number: Option<u64>,
}

#[derive(Debug, Serialize)]
struct TipsView {
    count: u64,
    minor: u64,
}

#[derive(Debug, Serialize)]
struct ClosedView {
    at_ms: u64,
    number: u64,
    by: TakerView,
    report: Option<String>,
}

#[derive(Debug, Serialize)]
struct ShiftView {
    shift: Id,
    taker: TakerView,
    is_own: bool,
    opened_at_ms: u64,
    closed: Option<ClosedView>,
    figures: Option<FiguresView>,
    as_of_ms: u64,
}

#[derive(Debug, Serialize)]
struct ShiftsView {
    open: Vec<ShiftView>,
    closed: Vec<ShiftView>,
    next_before: Option<u64>,
    is_whole: bool,
}

/// Does one of them.
pub(super) async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    match asked {
        Asked::Open { shop } => {
            let opened = wallet.open_shift(id(&shop)?).await?;
            let text = line(&opened);
            output::either(is_json, &view(opened), || text)
        }
        Asked::Close { shop, shift } => {
            let (merchant, shift) = named(wallet, &shop, shift).await?;
            let closed = wallet.close_shift(merchant, shift).await?;
            told(wallet, merchant, closed, is_json).await
        }
        Asked::List { shop, before } => {
            let all = wallet.shifts(id(&shop)?, before).await?;
            let mut lines: Vec<String> = all.open.iter().chain(&all.closed).map(line).collect();
            lines.extend(all.next_before.map(|before| format!("more with --before {before}")));
            let Shifts { open, closed, next_before, is_whole } = all;
            let views = |shifts: Vec<Shift>| shifts.into_iter().map(view).collect();
            let view =
                ShiftsView { open: views(open), closed: views(closed), next_before, is_whole };
            output::either(is_json, &view, || {
                if lines.is_empty() { "No shifts.".to_owned() } else { lines.join("\n") }
            })
        }
        Asked::Show { shop, shift } => {
            let (merchant, shift) = named(wallet, &shop, shift).await?;
            told(wallet, merchant, wallet.shift(merchant, shift).await?, is_json).await
        }
        Asked::Print(asked) => print(wallet, asked, is_json).await,
    }
}

/// Returns the shift that is named, or the person's own that is open.
async fn named(
    wallet: &DeviceWallet,
    shop: &str,
    shift: Option<String>,
) -> Result<(Id, Id), Failure> {
    let merchant = id(shop)?;
    if let Some(shift) = shift {
        return Ok((merchant, id(&shift)?));
    }
    let open = wallet.shifts(merchant, None).await?.open;
    let own = open.iter().find(|shift| shift.is_own).map(|shift| shift.shift);
    let advice = "Open it with tongbao shop shift open, or name one that is listed.";
    let none = || Failure::new("shift_unknown", "You have no shift open in this shop.", advice);
    Ok((merchant, own.ok_or_else(none)?))
}

/// Prints what was taken in a shift.
async fn told(
    wallet: &DeviceWallet,
    merchant: Id,
    shift: Shift,
    is_json: bool,
) -> Result<(), Failure> {
    let printed = shift.printed(&wallet.merchant(merchant).await?);
    let text = match printed {
        Some(printed) => printed.text(Language::English, COLUMNS).trim_end().to_owned(),
        None => line(&shift),
    };
    output::either(is_json, &view(shift), || text)
}

/// Prints a shift's report, or writes it to the file that is named.
async fn print(wallet: &DeviceWallet, asked: PrintShift, is_json: bool) -> Result<(), Failure> {
    let PrintShift { shop, shift, pdf, escpos, note, print_at, paper, charset, language } = asked;
    let (merchant, shift) = named(wallet, &shop, shift).await?;
    let shift = wallet.shift(merchant, shift).await?;
    let too_much = || {
        let advice = "Close it: a report is made of any number of payments.";
        Failure::new("report_too_long", "There is too much in this shift to count it now.", advice)
    };
    let report = shift.printed(&wallet.merchant(merchant).await?).ok_or_else(too_much)?;
    let (language, printer) = (Language::from(language), printer(paper, charset));
    if let Some(address) = print_at {
        let bytes = report.escpos(language, printer);
        return printed(&address, &bytes, is_json).await;
    }
    let file = match (&pdf, &escpos, &note) {
        (Some(file), ..) => {
            let written = report.pdf(language, slip::fonts());
            write(file, &written.map_err(|error| unwritten(&error))?)?
        }
        (None, Some(file), _) => write(file, &report.escpos(language, printer))?,
        (None, None, Some(file)) => {
            let signed = shift.closed.as_ref().and_then(|closed| closed.note.as_deref());
            let advice = "Close the shift first: what is open is not signed.";
            let open = || Failure::new("shift_open", "The shift is open.", advice);
            write(file, signed.ok_or_else(open)?.as_bytes())?
        }
        (None, None, None) => {
            let text = report.text(language, printer.paper.columns()).trim_end().to_owned();
            return output::either(is_json, &serde_json::json!({ "text": text }), || text.clone());
        }
    };
    let path = file.display().to_string();
    output::either(is_json, &serde_json::json!({ "file": path }), || format!("{path} written."))
}

fn line(shift: &Shift) -> String {
    let name = match (&shift.taker.name, shift.taker.kind) {
        (Some(name), _) => printable(name),
        (None, _) => "the till key".to_owned(),
    };
    let opened = output::moment(shift.opened_at_ms);
    match &shift.closed {
        None => format!("{}  open    {name}  since {opened}", shift.shift),
        Some(closed) => {
            let until = output::moment(closed.at_ms);
            format!("{}  Z {:<5} {name}  {opened} to {until}", shift.shift, closed.number)
        }
    }
}

fn view(shift: Shift) -> ShiftView {
    let Shift { shift, taker, is_own, opened_at_ms, closed, figures, as_of_ms, zone: _ } = shift;
    ShiftView {
        shift,
        taker: taker_view(taker),
        is_own,
        opened_at_ms,
        closed: closed.map(|ShiftClosed { at_ms, number, by, note }| ClosedView {
            at_ms,
            number,
            by: taker_view(by),
            report: note,
        }),
        figures: figures.map(figures_view),
        as_of_ms,
    }
}

fn taker_view(taker: TakerName) -> TakerView {
    let TakerName { kind, name, role } = taker;
    TakerView { kind, name: name.map(|name| printable(&name)), role }
}

fn figures_view(figures: ShiftFigures) -> FiguresView {
    let ShiftFigures { payments, orders, codes, refunds, reversals, tips, net: change, numbers } =
        figures;
    let (count, minor) = tips.map_or((0, 0), |(count, sum)| (count, sum.minor()));
    FiguresView {
        payments: sums(payments),
        orders: sums(orders),
        codes: sums(codes),
        refunds: sums(refunds),
        reversals: sums(reversals),
        tips: TipsView { count, minor },
        net: net(change),
        first_number: numbers.map(|(first, _)| first),
        last_number: numbers.map(|(_, last)| last),
    }
}
