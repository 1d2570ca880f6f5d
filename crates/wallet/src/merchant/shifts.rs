//! Shifts of those who take a shop's money: opened, closed, listed, and their reports, which are
//! read as the operator signed them and never as it tells them besides.

use super::Merchant;
use super::bills::sums;
use super::figures::{self, Net, TradeSums, net};
use super::takers::{TakerName, Tips, party, printed};
use crate::port::{Clock as _, OfficeApi as _, Ports};
use crate::retry::{self, Backoff, RETRY_MS};
use crate::state::Profile;
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, Currency};
use promotion::calendar::{TimeMs, Zone};
use proof::shift::{Party, Taker};
use proof::{PublicKey, ShiftReport, head};
use wire::Id;
use wire::shift::{OpenShiftRequest, ShiftResponse, ShiftsResponse};
use wire::staff::StaffRole;
use wire::taker::TakerKind;

/// How many closed shifts are asked for at once.
const PAGE: u32 = 30;

/// What was taken in a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShiftFigures {
    /// Payments.
    pub payments: TradeSums,
    /// Those of order codes.
    pub orders: TradeSums,
    /// Those of payer codes.
    pub codes: TradeSums,
    /// Refunds.
    pub refunds: TradeSums,
    /// Reversals.
    pub reversals: TradeSums,
    /// How many payments had a tip, and what the tips came to; none where no payment had one.
    pub tips: Option<(u64, Amount)>,
    /// What all of them changed the account by.
    pub net: Net,
    /// The numbers of the first and the last payment, as their receipts have them.
    pub numbers: Option<(u64, u64)>,
}

/// How a shift ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftClosed {
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Its report's number at the shop.
    pub number: u64,
    /// Who closed it.
    pub by: TakerName,
    /// The report as the operator signed it; absent in a list where it was never asked for.
    pub note: Option<String>,
}

/// A shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The shift.
    pub shift: Id,
    /// Whose it is.
    pub taker: TakerName,
    /// Whether it is this person's.
    pub is_own: bool,
    /// When it was opened, in Unix milliseconds.
    pub opened_at_ms: u64,
    /// How it ended; absent while it is open.
    pub closed: Option<ShiftClosed>,
    /// What was taken in it, by its report or so far; absent where that was not asked for.
    pub figures: Option<ShiftFigures>,
    /// When this was told, in Unix milliseconds.
    pub as_of_ms: u64,
    /// The zone in which its times are shown.
    pub zone: Zone,
}

/// A shop's shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shifts {
    /// Those that are open; on the first page only.
    pub open: Vec<Shift>,
    /// Those that are closed, the highest numbers in front.
    pub closed: Vec<Shift>,
    /// What to ask for as `before` to go on; none at the end.
    pub next_before: Option<u64>,
    /// Whether these are the shifts of all; a cashier is told of their own.
    pub is_whole: bool,
}

impl<P: Ports> Wallet<P> {
    /// Returns a page of a shop's shifts.
    ///
    /// # Errors
    /// `NotEnrolled`, `ReportInvalid`, `merchant_unknown`, and what the network does.
    pub async fn shifts(&self, merchant: Id, before: Option<u64>) -> Result<Shifts, WalletError> {
        let profile = self.profile()?;
        let told = self.ports.api().shifts(&profile.operator_url, merchant, before, PAGE).await?;
        let ShiftsResponse { open, closed, next_before, is_whole, currency } = told;
        answer::same_currency(&currency, profile.currency)?;
        Ok(Shifts {
            open: self.read_shifts(merchant, open, &profile).await?,
            closed: self.read_shifts(merchant, closed, &profile).await?,
            next_before,
            is_whole,
        })
    }

    /// Returns a shift with its report, or with what was taken so far while it is open.
    ///
    /// # Errors
    /// As [`Self::shifts`], and `shift_unknown`.
    pub async fn shift(&self, merchant: Id, shift: Id) -> Result<Shift, WalletError> {
        let profile = self.profile()?;
        let told = self.ports.api().shift(&profile.operator_url, merchant, shift).await?;
        self.read_shift(merchant, told, &profile).await
    }

    /// Opens this person's shift in a shop. Where the answer is lost it is asked for again.
    ///
    /// # Errors
    /// As [`Self::shifts`], `shift_open`, `staff_role_insufficient`.
    pub async fn open_shift(&self, merchant: Id) -> Result<Shift, WalletError> {
        let profile = self.profile()?;
        let request = OpenShiftRequest { shift: self.new_id() };
        let mut backoff = Backoff::default();
        let until_ms = self.now_ms().saturating_add(RETRY_MS);
        let told = loop {
            let api = self.ports.api();
            match api.open_shift(&profile.operator_url, merchant, &request).await {
                Ok(told) => break told,
                Err(error) if retry::is_passing(&error) && self.now_ms() < until_ms => {
                    let pause = backoff.next_ms(retry::asked_s(&error));
                    self.ports.clock().sleep_ms(pause).await;
                }
                Err(error) => return Err(error.into()),
            }
        };
        self.read_shift(merchant, told, &profile).await
    }

    /// Closes a shift; returns it with its report. Closing it again gives the same report.
    ///
    /// # Errors
    /// As [`Self::shifts`], `shift_unknown`, `staff_role_insufficient`.
    pub async fn close_shift(&self, merchant: Id, shift: Id) -> Result<Shift, WalletError> {
        let profile = self.profile()?;
        let told = self.ports.api().close_shift(&profile.operator_url, merchant, shift).await?;
        self.read_shift(merchant, told, &profile).await
    }

    async fn read_shifts(
        &self,
        merchant: Id,
        told: Vec<ShiftResponse>,
        profile: &Profile,
    ) -> Result<Vec<Shift>, WalletError> {
        let mut shifts = Vec::with_capacity(told.len());
        for one in told {
            shifts.push(self.read_shift(merchant, one, profile).await?);
        }
        Ok(shifts)
    }

    /// Reads a shift: what a report says counts, and nothing that is told beside it.
    async fn read_shift(
        &self,
        merchant: Id,
        told: ShiftResponse,
        profile: &Profile,
    ) -> Result<Shift, WalletError> {
        let zone = Zone::new(told.zone_ahead_min)
            .map_err(|_| WalletError::AnswerMalformed("a zone".to_owned()))?;
        let currency = profile.currency;
        let report = match told.closed.as_ref().and_then(|closed| closed.report.as_deref()) {
            None => None,
            Some(note) => Some(self.signed_report(merchant, &told, note, profile).await?),
        };
        let ShiftResponse { shift, taker, is_own, opened_at_ms, closed, figures, .. } = told;
        let shift = Shift {
            shift,
            taker: taker.into(),
            is_own,
            opened_at_ms,
            closed: closed.map(|closed| ShiftClosed {
                at_ms: closed.at_ms,
                number: closed.number,
                by: closed.by.into(),
                note: closed.report,
            }),
            figures: None,
            as_of_ms: told.as_of_ms,
            zone,
        };
        match report {
            Some(report) => of_report(shift, &report, currency),
            // Of a closed shift only its report counts.
            None if shift.closed.is_some() => Ok(shift),
            None => {
                let figures = figures.map(|one| so_far(one, currency)).transpose()?;
                Ok(Shift { figures, ..shift })
            }
        }
    }

    /// Returns a report as its note says, once the operator's key has signed that.
    async fn signed_report(
        &self,
        merchant: Id,
        told: &ShiftResponse,
        note: &str,
        profile: &Profile,
    ) -> Result<ShiftReport, WalletError> {
        let origin = head::origin(&profile.operator);
        let read =
            |keys: &[PublicKey]| ShiftReport::verify(note, &profile.operator, &origin, keys).ok();
        let report = match read(&self.operator_keys()) {
            Some(report) => Some(report),
            // The operator may have a new key, for which the known one vouches.
            None => read(&self.learn_operator_keys().await?),
        };
        let is_it = |report: &ShiftReport| {
            let closed = told.closed.as_ref();
            (report.merchant, report.shift) == (merchant.0, told.shift.0)
                && closed.is_some_and(|closed| closed.number == report.number)
        };
        report.filter(is_it).ok_or(WalletError::ReportInvalid)
    }
}

fn of_report(shift: Shift, report: &ShiftReport, currency: Currency) -> Result<Shift, WalletError> {
    answer::same_currency(&report.currency, currency)?;
    let minor = i64::try_from(report.net()).map_err(|_| WalletError::ReportInvalid)?;
    let figures = ShiftFigures {
        payments: sums(&report.payments, currency)?,
        orders: sums(&report.orders, currency)?,
        codes: sums(&report.codes(), currency)?,
        refunds: sums(&report.refunds, currency)?,
        reversals: sums(&report.reversals, currency)?,
        tips: tips(report.tips.count, report.tips.minor, currency)?,
        net: net(minor, currency)?,
        numbers: report.numbers,
    };
    let zone = zone(&report.zone).ok_or(WalletError::ReportInvalid)?;
    let closed = shift.closed.map(|closed| ShiftClosed {
        at_ms: report.until_ms,
        number: report.number,
        by: named(&report.closed_by, closed.by.role),
        note: closed.note,
    });
    Ok(Shift {
        taker: named(&report.taker, shift.taker.role),
        opened_at_ms: report.from_ms,
        closed,
        figures: Some(figures),
        zone,
        ..shift
    })
}

fn named(taker: &Taker, role: Option<StaffRole>) -> TakerName {
    let name = Some(taker.name.clone());
    match taker.party {
        Party::Staff => TakerName { kind: TakerKind::Staff, name, role },
        Party::Key => TakerName { kind: TakerKind::Key, name, role: None },
        Party::Till => TakerName { kind: TakerKind::Key, name: None, role: None },
    }
}

/// Reads an offset as a report has it: `+08:00`.
fn zone(text: &str) -> Option<Zone> {
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let ahead: i16 = hours.parse::<i16>().ok()?.checked_mul(60)? + minutes.parse::<i16>().ok()?;
    Zone::new(if sign == "-" { -ahead } else { ahead }).ok()
}

fn so_far(
    told: wire::shift::ShiftFigures,
    currency: Currency,
) -> Result<ShiftFigures, WalletError> {
    let wire::shift::ShiftFigures {
        payments, orders, codes, refunds, reversals, tips: given, ..
    } = told;
    Ok(ShiftFigures {
        payments: figures::sums(&payments, currency)?,
        orders: figures::sums(&orders, currency)?,
        codes: figures::sums(&codes, currency)?,
        refunds: figures::sums(&refunds, currency)?,
        reversals: figures::sums(&reversals, currency)?,
        tips: tips(given.count, given.minor, currency)?,
        net: net(told.net_minor, currency)?,
        numbers: told.first_number.zip(told.last_number),
    })
}

fn tips(count: u64, minor: u64, currency: Currency) -> Result<Option<(u64, Amount)>, WalletError> {
    let odd = |_| WalletError::AnswerMalformed("tips".to_owned());
    let sum = Amount::new(minor, currency).map_err(odd)?;
    Ok((count > 0).then_some((count, sum)))
}

impl Shift {
    /// Returns it as a till prints it; none where what was taken in it was not asked for.
    pub fn printed(&self, shop: &Merchant) -> Option<slip::Shift> {
        let figures = self.figures?;
        let ShiftFigures { payments, orders, codes, refunds, reversals, tips, net, numbers } =
            figures;
        let taker = self.taker.printed();
        let tips = tips.map(|(count, given)| {
            let back = Amount::zero(given.currency());
            Tips { count, given, back }
        });
        let until = self.closed.as_ref().map_or(self.as_of_ms, |closed| closed.at_ms);
        Some(slip::Shift {
            shop: shop.name.clone(),
            city: shop.city.clone(),
            closed: self.closed.as_ref().map(|closed| (closed.number, closed.by.printed())),
            from: TimeMs(self.opened_at_ms),
            until: TimeMs(until),
            zone: self.zone,
            party: party(taker, (payments, refunds, reversals), tips, net, numbers),
            orders: printed(orders),
            codes: printed(codes),
        })
    }
}
