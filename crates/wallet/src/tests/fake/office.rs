//! The books and fittings of the person's shop in the model of an operator.

use super::network::Network;
use super::operator::{Answer, Operator, SHOP, refuse};
use crate::port::{ApiError, ExportAnswer, OfficeApi};
use proof::hex;
use proof::neutrality::{Action, Entry};
use std::collections::BTreeMap;
use wire::bill::{BillResponse, BillSums, BillsResponse, DayFigures, FiguresResponse, HourFigures};
use wire::campaign::UpliftResponse;
use wire::neutrality::{
    AppealRequest, MerchantNeutralityEntry, MerchantNeutralityResponse, NeutralityEntryResponse,
};
use wire::shift::{OpenShiftRequest, ShiftClosed, ShiftResponse, ShiftsResponse};
use wire::sound_box::{SoundBoxResponse, SoundBoxesResponse, SoundCodeResponse};
use wire::staff::StaffRole;
use wire::taker::{TakerFigures, TakerKind, TakerName, TakerTips, TakersResponse};
use wire::{ErrorCode, Id, Secret};

#[derive(Clone, Default)]
pub struct FakeOffice {
    /// The operator's zone, and the moments of which figures were asked.
    pub zone_ahead_min: i16,
    pub asked: Vec<(u64, u64)>,
    pub days: Vec<DayFigures>,
    /// The shop's portable file.
    pub export: Option<ExportAnswer>,
    /// What campaigns brought.
    pub uplifts: Vec<UpliftResponse>,
    /// The bills, newest first, and their files by name.
    pub bills: Vec<BillResponse>,
    pub files: BTreeMap<String, Vec<u8>>,
    /// The shifts, open ones among them, and the report of the one that is closed next.
    pub shifts: Vec<ShiftResponse>,
    pub report: String,
    pub boxes: Vec<SoundBoxResponse>,
    pub code: String,
    pub sheet: Vec<u8>,
    /// Which sheets were asked for.
    pub papers: Vec<(Id, String)>,
    /// The log, newest first, and the identifiers of the appeals.
    pub entries: Vec<MerchantNeutralityEntry>,
    pub appeals: Vec<Id>,
}

/// The person, as a taker.
pub const ME: TakerName = TakerName {
    kind: TakerKind::Staff,
    staff: Some(Id(7)),
    key: None,
    name: None,
    role: Some(StaffRole::Cashier),
};

/// An entry as the operator tells it.
pub fn told(entry: &Entry) -> NeutralityEntryResponse {
    NeutralityEntryResponse {
        number: entry.number,
        previous: hex::encode(&entry.previous),
        at_ms: entry.at_ms,
        merchant: Id(entry.merchant),
        name: entry.name.clone(),
        action: entry.action.word().to_owned(),
        reason: entry.reason.map(|reason| reason.word().to_owned()),
        about: entry.about,
        evidence: entry.evidence.map(|hash| hex::encode(&hash)),
        answer_by_ms: entry.answer_by_ms,
        text: entry.text.clone(),
        hash: hex::encode(&entry.hash()),
    }
}

impl FakeOffice {
    fn figures(&mut self, from_ms: u64, until_ms: u64) -> FiguresResponse {
        self.asked.push((from_ms, until_ms));
        let sum = |field: fn(&DayFigures) -> u64| self.days.iter().map(field).sum();
        let (count, price_minor) = (sum(|day| day.count), sum(|day| day.price_minor));
        let hour = |hour| HourFigures {
            hour,
            count: if hour == 9 { count } else { 0 },
            price_minor: if hour == 9 { price_minor } else { 0 },
        };
        let payments = BillSums {
            count,
            price_minor,
            cash_minor: price_minor,
            operator_minor: 100,
            ..BillSums::default()
        };
        FiguresResponse {
            from_ms,
            until_ms,
            as_of_ms: 9,
            zone_ahead_min: self.zone_ahead_min,
            currency: "CNY".to_owned(),
            payments,
            refunds: BillSums::default(),
            reversals: BillSums::default(),
            net_minor: -5,
            hours: (0..24).map(hour).collect(),
            days: self.days.clone(),
            customers: None,
        }
    }

    fn takers(&mut self, from_ms: u64, until_ms: u64) -> TakersResponse {
        self.asked.push((from_ms, until_ms));
        let payments =
            BillSums { count: 2, price_minor: 500, cash_minor: 500, ..BillSums::default() };
        let none = BillSums::default();
        let taker = TakerFigures {
            kind: TakerKind::Staff,
            staff: Some(Id(7)),
            key: None,
            is_own: true,
            name: Some("Mei".to_owned()),
            role: Some(StaffRole::Cashier),
            payments,
            refunds: none,
            reversals: none,
            tips: TakerTips { count: 1, minor: 50, back_minor: 20 },
            net_minor: -20,
            first_number: Some(3),
            last_number: Some(9),
        };
        TakersResponse {
            from_ms,
            until_ms,
            as_of_ms: 9,
            zone_ahead_min: self.zone_ahead_min,
            currency: "CNY".to_owned(),
            is_whole: false,
            takers: vec![taker],
            payments,
            refunds: none,
            reversals: none,
            tips: TakerTips::default(),
            net_minor: -20,
        }
    }

    fn open_shift(&mut self, shift: Id) -> Answer<ShiftResponse> {
        if let Some(known) = self.shifts.iter().find(|one| one.shift == shift) {
            return Ok(known.clone());
        }
        if self.shifts.iter().any(|one| one.closed.is_none()) {
            return refuse(ErrorCode::ShiftOpen);
        }
        let opened = ShiftResponse {
            shift,
            taker: ME,
            is_own: true,
            opened_at_ms: 5,
            closed: None,
            figures: None,
            as_of_ms: 9,
            zone_ahead_min: self.zone_ahead_min,
        };
        self.shifts.push(opened.clone());
        Ok(opened)
    }

    fn close_shift(&mut self, shift: Id) -> Answer<ShiftResponse> {
        let number = self.shifts.iter().filter(|one| one.closed.is_some()).count() as u64 + 1;
        let report = Some(self.report.clone());
        let Some(known) = self.shifts.iter_mut().find(|one| one.shift == shift) else {
            return refuse(ErrorCode::ShiftUnknown);
        };
        known.closed.get_or_insert(ShiftClosed { at_ms: 8, number, by: ME, report });
        Ok(known.clone())
    }

    fn appeal(&mut self, about: u64, asked: &AppealRequest) -> Answer<NeutralityEntryResponse> {
        let known = self.entries.iter().position(|one| one.entry.about == Some(about));
        if let Some(known) = known {
            let is_same = self.appeals.contains(&asked.appeal);
            let entry = self.entries[known].entry.clone();
            return if is_same { Ok(entry) } else { refuse(ErrorCode::NeutralityAppealed) };
        }
        let Some(held) = self.entries.iter_mut().find(|one| one.entry.number == about) else {
            return refuse(ErrorCode::NeutralityEntryUnknown);
        };
        held.appealed_by = Some(about + 1);
        let entry = told(&Entry {
            number: about + 1,
            previous: hex::decode(&held.entry.hash).expect("a hash"),
            at_ms: 7,
            merchant: SHOP.0,
            name: held.entry.name.clone(),
            action: Action::Appealed,
            reason: None,
            about: Some(about),
            evidence: asked.evidence.as_deref().and_then(hex::decode),
            answer_by_ms: Some(8),
            text: asked.text.clone(),
        });
        let (ended_by, appealed_by) = (None, None);
        let kept = MerchantNeutralityEntry { entry: entry.clone(), ended_by, appealed_by };
        self.entries.insert(0, kept);
        self.appeals.push(asked.appeal);
        Ok(entry)
    }
}

impl Operator {
    fn office<T>(
        &self,
        merchant: Id,
        work: impl FnOnce(&mut FakeOffice) -> Answer<T>,
    ) -> Answer<T> {
        if merchant != SHOP {
            return refuse(ErrorCode::MerchantUnknown);
        }
        work(&mut self.inner().office)
    }
}

impl OfficeApi for Network {
    async fn figures(
        &self,
        _: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<FiguresResponse, ApiError> {
        let work = |office: &mut FakeOffice| Ok(office.figures(from_ms, until_ms));
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn takers(
        &self,
        _: &str,
        merchant: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<TakersResponse, ApiError> {
        let work = |office: &mut FakeOffice| Ok(office.takers(from_ms, until_ms));
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn campaign_uplift(
        &self,
        _: &str,
        merchant: Id,
        campaign: Id,
    ) -> Result<UpliftResponse, ApiError> {
        let told = |office: &mut FakeOffice| {
            let told = office.uplifts.iter().find(|told| told.campaign == campaign).cloned();
            told.map_or_else(|| refuse(ErrorCode::NotFound), Ok)
        };
        self.carry(|operator| operator.office(merchant, told)).await
    }

    async fn shifts(
        &self,
        _: &str,
        merchant: Id,
        _: Option<u64>,
        _: u32,
    ) -> Result<ShiftsResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            let (open, closed) =
                office.shifts.iter().cloned().partition(|shift| shift.closed.is_none());
            let currency = "CNY".to_owned();
            Ok(ShiftsResponse { open, closed, next_before: None, is_whole: false, currency })
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn shift(&self, _: &str, merchant: Id, shift: Id) -> Result<ShiftResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            let found = office.shifts.iter().find(|one| one.shift == shift).cloned();
            found.map_or_else(|| refuse(ErrorCode::ShiftUnknown), Ok)
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn open_shift(
        &self,
        _: &str,
        merchant: Id,
        request: &OpenShiftRequest,
    ) -> Result<ShiftResponse, ApiError> {
        let work = |office: &mut FakeOffice| office.open_shift(request.shift);
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn close_shift(
        &self,
        _: &str,
        merchant: Id,
        shift: Id,
    ) -> Result<ShiftResponse, ApiError> {
        let work = |office: &mut FakeOffice| office.close_shift(shift);
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn bills(
        &self,
        _: &str,
        merchant: Id,
        _: Option<&str>,
        _: u32,
    ) -> Result<BillsResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            Ok(BillsResponse { bills: office.bills.clone(), next_before: None })
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn bill(&self, _: &str, merchant: Id, date: &str) -> Result<BillResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            let found = office.bills.iter().find(|bill| bill.date == date).cloned();
            found.map_or_else(|| refuse(ErrorCode::BillUnknown), Ok)
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn bill_file(
        &self,
        _: &str,
        merchant: Id,
        _: &str,
        file: &str,
    ) -> Result<Vec<u8>, ApiError> {
        let work = |office: &mut FakeOffice| {
            office.files.get(file).cloned().map_or_else(|| refuse(ErrorCode::BillUnknown), Ok)
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn shop_export(&self, _: &str, merchant: Id) -> Result<ExportAnswer, ApiError> {
        let work = |office: &mut FakeOffice| {
            office.export.clone().map_or_else(|| refuse(ErrorCode::StaffRoleInsufficient), Ok)
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn sound_boxes(&self, _: &str, merchant: Id) -> Result<SoundBoxesResponse, ApiError> {
        let work = |office: &mut FakeOffice| Ok(SoundBoxesResponse { boxes: office.boxes.clone() });
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn offer_sound_box(&self, _: &str, merchant: Id) -> Result<SoundCodeResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            Ok(SoundCodeResponse {
                code: Secret::new(office.code.clone()),
                link: Secret::new("https://elsewhere.example/sound"),
                picture: Secret::new("<svg onload='x'/>"),
                expires_at_ms: 300,
            })
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn turn_off_sound_box(
        &self,
        _: &str,
        merchant: Id,
        sound_box: Id,
    ) -> Result<SoundBoxesResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            office.boxes.retain(|one| one.sound_box != sound_box);
            Ok(SoundBoxesResponse { boxes: office.boxes.clone() })
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn label_sheet(
        &self,
        _: &str,
        merchant: Id,
        label: Id,
        paper: &str,
    ) -> Result<Vec<u8>, ApiError> {
        let work = |office: &mut FakeOffice| {
            office.papers.push((label, paper.to_owned()));
            Ok(office.sheet.clone())
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn merchant_neutrality(
        &self,
        _: &str,
        merchant: Id,
    ) -> Result<MerchantNeutralityResponse, ApiError> {
        let work = |office: &mut FakeOffice| {
            Ok(MerchantNeutralityResponse { entries: office.entries.clone(), as_of_ms: 9 })
        };
        self.carry(|operator| operator.office(merchant, work)).await
    }

    async fn appeal(
        &self,
        _: &str,
        merchant: Id,
        entry: u64,
        request: &AppealRequest,
    ) -> Result<NeutralityEntryResponse, ApiError> {
        let work = |office: &mut FakeOffice| office.appeal(entry, request);
        self.carry(|operator| operator.office(merchant, work)).await
    }
}
