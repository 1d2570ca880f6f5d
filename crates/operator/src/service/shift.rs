//! Shifts as the wire tells them, each to who may see it; and the report of one, made and kept the
//! first time that it is asked for.

use crate::clock;
use crate::figures::takers::told;
use crate::problem::Fault;
use crate::request::Counter;
use crate::routes::bills::sums;
use crate::service::{ReadError, Service, Shared};
use crate::shift::{Counted, Extent, MOST, count, sign};
use bank::command::KeepReport;
use bank::id::ShiftId;
use bank::record::{Merchant, Record, Roster, Shift, ShiftEnd, Taker};
use bank::{Command, Key};
use proof::bill::Sums;
use proof::{ShiftReport, head};
use wire::shift::{ShiftClosed, ShiftFigures, ShiftResponse, ShiftTips, ShiftsResponse};
use wire::{ErrorCode, Id};

/// Who looks at a shop's shifts.
pub struct Seeing {
    merchant: Merchant,
    taker: Taker,
    sees_all: bool,
}

impl Seeing {
    /// Returns it for who asks.
    pub fn of(counter: Counter) -> Self {
        let (taker, sees_all) = (counter.taker(), counter.sees_all());
        Self { merchant: counter.merchant, taker, sees_all }
    }

    fn sees(&self, taker: Taker) -> bool {
        self.sees_all || self.taker == taker
    }
}

impl Service {
    /// Reads a shift.
    ///
    /// # Errors
    /// `shift_unknown`, also for one of another shop, or of somebody else where who asks sees their
    /// own only.
    pub fn shift(&self, seeing: &Seeing, id: ShiftId) -> Result<Shift, ReadError> {
        match self.reader.record(&Key::Shift(id))? {
            Some(Record::Shift(shift))
                if shift.merchant == seeing.merchant.id && seeing.sees(shift.taker) =>
            {
                Ok(*shift)
            }
            _ => Err(ErrorCode::ShiftUnknown.into()),
        }
    }

    /// Returns a shift with its report, or with what was taken so far while it is open.
    ///
    /// # Errors
    /// `shift_unknown`, and what the store and the teller do.
    pub async fn reported(
        self: &Shared,
        seeing: Seeing,
        id: ShiftId,
    ) -> Result<ShiftResponse, Fault> {
        let find = move |service: &Service| {
            let shift = service.shift(&seeing, id)?;
            let zone = service.config.time_zone;
            let report = match shift.report {
                Some(_) => None,
                None => sign(service.books(), &seeing.merchant, &shift, zone)?,
            };
            Ok((seeing, report))
        };
        let (seeing, unkept) = self.read(find).await?;
        if let Some(report) = unkept {
            let command = Command::KeepReport(KeepReport { shift: id, report });
            self.decide(None, None, clock::now(), command).await?;
        }
        self.read(move |service| {
            let shift = service.shift(&seeing, id)?;
            service.seen_shift(&seeing, &shift, true)
        })
        .await
    }

    /// Returns a shift as the wire tells it, with what was taken in it where that is wanted.
    ///
    /// # Errors
    /// When the store fails, or a report cannot be believed.
    pub fn seen_shift(
        &self,
        seeing: &Seeing,
        shift: &Shift,
        with_figures: bool,
    ) -> Result<ShiftResponse, ReadError> {
        let figures = match (&shift.report, shift.end) {
            _ if !with_figures => None,
            (Some(note), _) => Some(self.figures_of_report(note)?),
            (None, Some(_)) => None,
            (None, None) => self.figures_so_far(&seeing.merchant, shift)?,
        };
        let reader = self.reader.as_ref();
        let closed = match shift.end {
            None => None,
            Some(ShiftEnd { at, last: _, number, by }) => Some(ShiftClosed {
                at_ms: at.0,
                number,
                by: told(reader, by)?,
                report: shift.report.clone(),
            }),
        };
        Ok(ShiftResponse {
            shift: Id(shift.id.0),
            taker: told(reader, shift.taker)?,
            is_own: shift.taker == seeing.taker,
            opened_at_ms: shift.opened_at.0,
            closed,
            figures,
            as_of_ms: clock::now().0,
            zone_ahead_min: self.config.time_zone.zone().ahead_min(),
        })
    }

    /// Returns a page of a shop's shifts.
    ///
    /// # Errors
    /// When the store fails.
    pub fn shifts(
        &self,
        seeing: &Seeing,
        before: Option<u64>,
        limit: u32,
    ) -> Result<ShiftsResponse, ReadError> {
        let reader = self.reader.as_ref();
        let merchant = &seeing.merchant;
        let mut open = Vec::new();
        if before.is_none()
            && let Some(Record::Roster(Roster { open: now, .. })) =
                reader.record(&Key::Roster(merchant.id))?
        {
            for (taker, id) in now.into_iter().filter(|(taker, _)| seeing.sees(*taker)) {
                let shift = self.shift(seeing, id)?;
                open.push(self.seen_shift(seeing, &shift, taker == seeing.taker)?);
            }
        }
        let only = if seeing.sees_all { None } else { Some(seeing.taker) };
        let kept = reader.shifts_of(merchant.id, only, before, limit)?;
        let closed = kept.iter().map(|shift| self.seen_shift(seeing, shift, false));
        let closed = closed.collect::<Result<Vec<_>, _>>()?;
        let is_full = kept.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
        let lowest = kept.last().and_then(|shift| shift.end).map(|end| end.number);
        let currency = self.account(merchant.account)?.balance.currency();
        Ok(ShiftsResponse {
            open,
            closed,
            next_before: lowest.filter(|number| is_full && *number > 1),
            is_whole: seeing.sees_all,
            currency: currency.code().to_owned(),
        })
    }

    fn figures_of_report(&self, note: &str) -> Result<ShiftFigures, ReadError> {
        let operator = &self.config.operator;
        let keys = self.keys.operator.public();
        let report = ShiftReport::verify(note, operator, &head::origin(operator), &keys);
        let report = report.map_err(crate::bill::BillError::from)?;
        let ShiftReport { payments, orders, refunds, reversals, tips, numbers, .. } = report;
        Ok(figures(&Counted { payments, orders, refunds, reversals, tips, numbers, seen: 0 }))
    }

    fn figures_so_far(
        &self,
        merchant: &Merchant,
        shift: &Shift,
    ) -> Result<Option<ShiftFigures>, ReadError> {
        let (taker, after) = (shift.taker, shift.after);
        let extent = Extent { taker, after, last: u64::MAX, seen: None, most: MOST };
        Ok(count(self.books(), merchant, extent)?.map(|counted| figures(&counted)))
    }
}

fn figures(counted: &Counted) -> ShiftFigures {
    let Counted { payments, orders, refunds, reversals, tips, numbers, seen: _ } = counted;
    let net = |sums: &Sums| i64::try_from(sums.net()).unwrap_or(i64::MAX);
    ShiftFigures {
        payments: sums(payments),
        orders: sums(orders),
        codes: sums(&payments.less(orders)),
        refunds: sums(refunds),
        reversals: sums(reversals),
        tips: ShiftTips { count: tips.count, minor: tips.minor },
        net_minor: net(payments) - net(refunds) - net(reversals),
        first_number: numbers.map(|(first, _)| first),
        last_number: numbers.map(|(_, last)| last),
    }
}
