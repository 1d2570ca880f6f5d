//! What the town's operator answers about the books and fittings of a shop.

mod shift;

use super::{NOW_MS, Town, refuse};
use proof::export::{End, origin};
use proof::neutrality::{Action, Entry, Reason};
use proof::{Bill, SigningKey, head, hex};
use wallet::port::{ApiError, ExportAnswer, OfficeApi};
use wire::bill::{
    BillResponse, BillSums, BillsResponse, CustomerFigures, DayFigures, FiguresResponse,
    HourFigures,
};
use wire::campaign::{UpliftDifference, UpliftGroup, UpliftResponse, UpliftVerdict};
use wire::export::{ExportedMerchant, FORM};
use wire::neutrality::{
    AppealRequest, MerchantNeutralityEntry, MerchantNeutralityResponse, NeutralityEntryResponse,
};
use wire::operator::OperatorKey;
use wire::shift::{OpenShiftRequest, ShiftResponse, ShiftsResponse};
use wire::sound_box::{SoundBoxResponse, SoundBoxesResponse, SoundCodeResponse};
use wire::staff::StaffRole;
use wire::taker::{TakerFigures, TakerKind, TakerTips, TakersResponse};
use wire::{ErrorCode, Id, Secret};

/// The pairing code that the operator makes.
pub const SOUND_CODE: &str = "123456789012";
/// The trade file of every bill.
pub const CSV: &[u8] = b"time,kind\r\n";
/// The line of every shop's portable file.
pub const SHOP_FILE: &[u8] = b"shop\n";
/// The sheet of every label.
pub const SHEET: &[u8] = b"%PDF-1.7";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).unwrap()
}

/// The keys that the operator lists.
pub fn keys() -> Vec<OperatorKey> {
    let key = key().public().to_text(&head::origin("town.tongbao"));
    vec![OperatorKey { key, handover: None }]
}

/// A box of the shop.
pub fn sound_box(id: u128, place: u8) -> SoundBoxResponse {
    SoundBoxResponse { sound_box: Id(id), place, paired_at_ms: NOW_MS, until_ms: NOW_MS + 1 }
}

/// The shop's portable file, with no payment in it.
fn exported(merchant: Id) -> ExportAnswer {
    let shop = ExportedMerchant {
        form: FORM.to_owned(),
        operator: "town.tongbao".to_owned(),
        at_ms: NOW_MS,
        merchant,
        name: "Tea House".to_owned(),
        city: "Suzhou".to_owned(),
        category: 5814,
        currency: "CNY".to_owned(),
        state: "active".to_owned(),
        labels: Vec::new(),
    };
    let content = SHOP_FILE.to_vec();
    let mut hash = proof::bill::FileHash::default();
    hash.update(&content);
    let end = End { number: 1, hash: hash.finish().0, at_ms: NOW_MS };
    let seal = end.sign(&origin("town.tongbao"), &key()).expect("signs");
    ExportAnswer { sealed_bytes: content.len(), content, shop, seal }
}

/// A bill of the shop of one day.
fn bill(date: &str) -> BillResponse {
    let mut hash = proof::bill::FileHash::default();
    hash.update(CSV);
    let (sha256, bytes) = hash.finish();
    let none = proof::bill::File { rows: 0, bytes: 0, sha256: [0; 32] };
    let nothing = proof::bill::Sums::default();
    let signed = Bill {
        merchant: 70,
        name: "Tea House".to_owned(),
        day: date.to_owned(),
        zone: "+08:00".to_owned(),
        from_ms: 1,
        until_ms: 2,
        currency: "CNY".to_owned(),
        after: 0,
        last: 1,
        seen: 1,
        opening: 0,
        closing: 700,
        payments: proof::bill::Sums { count: 1, price: 700, cash: 700, ..nothing },
        refunds: nothing,
        reversals: nothing,
        other_in: 0,
        other_out: 0,
        withdrawn: 0,
        has_fees: false,
        early: 0,
        late: 0,
        hours: [proof::bill::Hour::default(); 24],
        files: [proof::bill::File { rows: 1, bytes, sha256 }, none, none, none],
        previous: None,
        at_ms: 3,
    };
    let sums = BillSums::default();
    BillResponse {
        date: date.to_owned(),
        from_ms: 1,
        until_ms: 2,
        currency: "CNY".to_owned(),
        opening_minor: 0,
        closing_minor: 700,
        payments: sums,
        refunds: sums,
        reversals: sums,
        other_in_minor: 0,
        other_out_minor: 0,
        withdrawn_minor: 0,
        early_minor: 0,
        late_minor: 0,
        files: Vec::new(),
        note: signed.sign("town.tongbao", &head::origin("town.tongbao"), &key()).unwrap(),
        at_ms: 3,
    }
}

fn entry(number: u64, action: Action, about: Option<u64>, text: &str) -> Entry {
    let is_appeal = action == Action::Appealed;
    Entry {
        number,
        previous: [0; 32],
        at_ms: NOW_MS,
        merchant: 70,
        name: "Tea House".to_owned(),
        action,
        reason: (!is_appeal).then_some(Reason::FraudSuspected),
        about,
        evidence: None,
        answer_by_ms: is_appeal.then_some(NOW_MS + 1),
        text: text.to_owned(),
    }
}

fn told(entry: &Entry) -> NeutralityEntryResponse {
    NeutralityEntryResponse {
        number: entry.number,
        previous: hex::encode(&entry.previous),
        at_ms: entry.at_ms,
        merchant: Id(entry.merchant),
        name: entry.name.clone(),
        action: entry.action.word().to_owned(),
        reason: entry.reason.map(|reason| reason.word().to_owned()),
        about: entry.about,
        evidence: None,
        answer_by_ms: entry.answer_by_ms,
        text: entry.text.clone(),
        hash: hex::encode(&entry.hash()),
    }
}

impl OfficeApi for Town {
    async fn figures(
        &self,
        _: &str,
        _: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<FiguresResponse, ApiError> {
        drop(self.online()?);
        let payments = BillSums {
            count: 3,
            price_minor: 1_000,
            cash_minor: 900,
            operator_minor: 100,
            ..BillSums::default()
        };
        let hour = |hour| {
            let (count, price_minor) = match hour {
                9 => (1, 600),
                12 => (2, 400),
                _ => (0, 0),
            };
            HourFigures { hour, count, price_minor }
        };
        let date = "2030-03-17".to_owned();
        Ok(FiguresResponse {
            from_ms,
            until_ms,
            as_of_ms: NOW_MS,
            zone_ahead_min: 0,
            currency: "CNY".to_owned(),
            payments,
            refunds: BillSums::default(),
            reversals: BillSums::default(),
            net_minor: -250,
            hours: (0..24).map(hour).collect(),
            days: vec![DayFigures { date, count: 3, price_minor: 1_000, net_minor: -250 }],
            customers: Some(CustomerFigures { count: 3, returning: 1 }),
        })
    }

    async fn takers(
        &self,
        _: &str,
        _: Id,
        from_ms: u64,
        until_ms: u64,
    ) -> Result<TakersResponse, ApiError> {
        drop(self.online()?);
        let of = |count, minor| BillSums {
            count,
            price_minor: minor,
            cash_minor: minor,
            ..BillSums::default()
        };
        let taker = |kind, name: Option<&str>, payments: BillSums, numbers: Option<(u64, u64)>| {
            TakerFigures {
                kind,
                staff: name.map(|_| Id(7)),
                key: None,
                is_own: false,
                name: name.map(str::to_owned),
                role: name.map(|_| StaffRole::Cashier),
                payments,
                refunds: of(0, 0),
                reversals: of(0, 0),
                tips: TakerTips { count: payments.count, minor: 100, back_minor: 0 },
                net_minor: i64::try_from(payments.cash_minor).expect("little"),
                first_number: numbers.map(|(first, _)| first),
                last_number: numbers.map(|(_, last)| last),
            }
        };
        Ok(TakersResponse {
            from_ms,
            until_ms,
            as_of_ms: NOW_MS,
            zone_ahead_min: 0,
            currency: "CNY".to_owned(),
            is_whole: true,
            takers: vec![
                taker(TakerKind::Staff, Some("Mei"), of(2, 1_500), Some((12, 19))),
                taker(TakerKind::Label, None, of(1, 250), Some((15, 15))),
            ],
            payments: of(3, 1_750),
            refunds: of(0, 0),
            reversals: of(0, 0),
            tips: TakerTips { count: 3, minor: 200, back_minor: 50 },
            net_minor: 1_750,
        })
    }

    async fn campaign_uplift(
        &self,
        _: &str,
        _: Id,
        campaign: Id,
    ) -> Result<UpliftResponse, ApiError> {
        drop(self.online()?);
        let group = |people, buyers, taken_minor: i64| UpliftGroup {
            people,
            buyers,
            taken_minor,
            mean_hundredths: Some(taken_minor * 100 / i64::try_from(people).expect("few")),
        };
        Ok(UpliftResponse {
            campaign,
            title: "Half".to_owned(),
            currency: "CNY".to_owned(),
            from_ms: 1,
            until_ms: 2,
            is_over: true,
            hold_out_basis_points: 5_000,
            may_win: group(20, 9, 4_000),
            held_out: group(10, 3, 1_000),
            difference: Some(UpliftDifference {
                mean_hundredths: 10_000,
                low_hundredths: -2_049,
                high_hundredths: 22_051,
            }),
            verdict: UpliftVerdict::NoneTold,
        })
    }

    async fn shifts(
        &self,
        _: &str,
        _: Id,
        before: Option<u64>,
        _: u32,
    ) -> Result<ShiftsResponse, ApiError> {
        drop(self.online()?);
        Ok(shift::page(before))
    }

    async fn shift(&self, _: &str, _: Id, asked: Id) -> Result<ShiftResponse, ApiError> {
        drop(self.online()?);
        Ok(if asked == shift::OPEN { shift::open(asked) } else { shift::closed(asked) })
    }

    async fn open_shift(
        &self,
        _: &str,
        _: Id,
        request: &OpenShiftRequest,
    ) -> Result<ShiftResponse, ApiError> {
        drop(self.online()?);
        Ok(shift::open(request.shift))
    }

    async fn close_shift(&self, _: &str, _: Id, asked: Id) -> Result<ShiftResponse, ApiError> {
        drop(self.online()?);
        Ok(shift::closed(asked))
    }

    async fn bills(
        &self,
        _: &str,
        _: Id,
        _: Option<&str>,
        _: u32,
    ) -> Result<BillsResponse, ApiError> {
        drop(self.online()?);
        let bills = vec![bill("2030-03-16")];
        Ok(BillsResponse { bills, next_before: Some("2030-03-16".to_owned()) })
    }

    async fn bill(&self, _: &str, _: Id, date: &str) -> Result<BillResponse, ApiError> {
        drop(self.online()?);
        Ok(bill(date))
    }

    async fn bill_file(&self, _: &str, _: Id, _: &str, _: &str) -> Result<Vec<u8>, ApiError> {
        drop(self.online()?);
        Ok(CSV.to_vec())
    }

    async fn shop_export(&self, _: &str, merchant: Id) -> Result<ExportAnswer, ApiError> {
        drop(self.online()?);
        Ok(exported(merchant))
    }

    async fn sound_boxes(&self, _: &str, _: Id) -> Result<SoundBoxesResponse, ApiError> {
        Ok(SoundBoxesResponse { boxes: self.online()?.boxes.clone() })
    }

    async fn offer_sound_box(&self, _: &str, _: Id) -> Result<SoundCodeResponse, ApiError> {
        drop(self.online()?);
        Ok(SoundCodeResponse {
            code: Secret::new(SOUND_CODE),
            link: Secret::new("https://elsewhere.example"),
            picture: Secret::new("<svg/>"),
            expires_at_ms: NOW_MS + 300_000,
        })
    }

    async fn turn_off_sound_box(
        &self,
        _: &str,
        _: Id,
        sound_box: Id,
    ) -> Result<SoundBoxesResponse, ApiError> {
        let mut books = self.online()?;
        books.boxes.retain(|one| one.sound_box != sound_box);
        Ok(SoundBoxesResponse { boxes: books.boxes.clone() })
    }

    async fn label_sheet(&self, _: &str, _: Id, _: Id, _: &str) -> Result<Vec<u8>, ApiError> {
        drop(self.online()?);
        Ok(SHEET.to_vec())
    }

    async fn merchant_neutrality(
        &self,
        _: &str,
        _: Id,
    ) -> Result<MerchantNeutralityResponse, ApiError> {
        let appeal = self.online()?.appeal.clone();
        let limited = entry(1, Action::Limited, None, "Three stolen cards.");
        let appealed_by = appeal.as_ref().map(|_| 2);
        let limited =
            MerchantNeutralityEntry { entry: told(&limited), ended_by: None, appealed_by };
        let appeal = appeal.map(|text| entry(2, Action::Appealed, Some(1), &text));
        let appeal = appeal.map(|entry| MerchantNeutralityEntry {
            entry: told(&entry),
            ended_by: None,
            appealed_by: None,
        });
        let entries = appeal.into_iter().chain([limited]).collect();
        Ok(MerchantNeutralityResponse { entries, as_of_ms: NOW_MS })
    }

    async fn appeal(
        &self,
        _: &str,
        _: Id,
        about: u64,
        request: &AppealRequest,
    ) -> Result<NeutralityEntryResponse, ApiError> {
        let mut books = self.online()?;
        if about != 1 {
            return refuse(ErrorCode::NeutralityEntryUnknown);
        }
        books.appeal = Some(request.text.clone());
        Ok(told(&entry(2, Action::Appealed, Some(1), &request.text)))
    }
}
