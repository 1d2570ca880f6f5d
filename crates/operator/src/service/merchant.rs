//! Merchants and their staff as the wire tells them, each to somebody who works there.

use crate::clock;
use crate::paycodes;
use crate::request::counter::member;
use crate::service::payment;
use crate::service::{ReadError, Service};
use bank::Key;
use bank::id::{MerchantId, PersonId, StaffId};
use bank::record::{self, Merchant, MerchantProfile, Record, Role, Staff, Standing, State};
use bank::store::StoreError;
use wire::merchant::{MerchantLabel, MerchantResponse, MerchantState};
use wire::staff::{StaffMember, StaffResponse, StaffRole};
use wire::{ErrorCode, Id, Money};

/// How many of anything is told at once.
const LISTED_MAX: u32 = 100;

/// Returns a merchant as one of its staff sees it.
///
/// # Errors
/// `merchant_unknown`.
pub fn seen(
    service: &Service,
    merchant: MerchantId,
    person: PersonId,
) -> Result<MerchantResponse, ReadError> {
    let (merchant, staff) = member(service, merchant, person)?;
    response(service, merchant, &staff)
}

/// Returns the merchants for which a person works, in the order in which they joined.
///
/// # Errors
/// When the store fails.
pub fn all_of(service: &Service, person: PersonId) -> Result<Vec<MerchantResponse>, ReadError> {
    let works = service.reader.works_of(person, LISTED_MAX)?;
    works.iter().map(|staff| response(service, service.merchant(staff.merchant)?, staff)).collect()
}

fn response(
    service: &Service,
    merchant: Merchant,
    staff: &Staff,
) -> Result<MerchantResponse, ReadError> {
    let profile = profile(service, merchant.id)?;
    let (balance, available) = match staff.role.sees_all() {
        true => {
            let (balance, available) = payment::money(&service.account(merchant.account)?)?;
            (Some(balance), Some(available))
        }
        false => (None, None),
    };
    let mut labels = service.reader.labels(merchant.id)?;
    labels.retain(|label| label.state == State::Active);
    labels.truncate(LISTED_MAX as usize);
    let labels = labels.iter().map(|label| labelled(service, &merchant, label));
    let labels = labels.collect::<Result<_, _>>()?;
    Ok(MerchantResponse {
        merchant: Id(merchant.id.0),
        state: state(&merchant, profile.as_ref()),
        address: profile.as_ref().and_then(|profile| profile.address.clone()),
        reason: profile.and_then(|profile| profile.reason),
        name: merchant.name,
        city: merchant.city,
        category: format!("{:04}", merchant.category),
        role: role(staff.role),
        staff: Id(staff.id.0),
        labels,
        balance,
        available,
        refund_most: refund_most(service, staff.role),
    })
}

fn labelled(
    service: &Service,
    merchant: &Merchant,
    label: &record::Label,
) -> Result<MerchantLabel, StoreError> {
    let code = paycodes::label(&service.config, merchant, label, None)
        .map_err(|error| StoreError(format!("a label without a code: {error}")))?;
    Ok(MerchantLabel { label: Id(label.id.0), code })
}

/// Reads what is known of a merchant beside its account.
///
/// # Errors
/// When the store fails.
pub fn profile(
    service: &Service,
    merchant: MerchantId,
) -> Result<Option<MerchantProfile>, StoreError> {
    match service.reader.record(&Key::MerchantProfile(merchant))? {
        Some(Record::MerchantProfile(profile)) => Ok(Some(*profile)),
        _ => Ok(None),
    }
}

/// Returns where a merchant stands.
pub fn state(merchant: &Merchant, profile: Option<&MerchantProfile>) -> MerchantState {
    match (merchant.state, profile.map(|profile| profile.standing)) {
        (State::Active, _) => MerchantState::Active,
        (State::Closed, Some(Standing::Pending)) => MerchantState::Pending,
        (State::Closed, Some(Standing::Refused)) => MerchantState::Refused,
        (State::Closed, _) => MerchantState::Closed,
    }
}

/// Returns how much of one payment a role lets go back.
fn refund_most(service: &Service, role: Role) -> Money {
    let minor = match role {
        Role::Owner | Role::Manager => money::Amount::MINOR_MAX,
        Role::Cashier => service.config.merchants.cashier_refund_max.minor(),
        Role::Auditor => 0,
    };
    Money { minor, currency: service.config.currency.code().to_owned() }
}

/// Returns who works for a merchant, those who joined first in front.
///
/// # Errors
/// When the store fails.
pub fn staff(
    service: &Service,
    merchant: MerchantId,
    reader: PersonId,
) -> Result<StaffResponse, ReadError> {
    let as_of_ms = clock::now().0;
    let staff = service.reader.staff_of(merchant, LISTED_MAX)?;
    let me = StaffId::of(merchant, reader);
    let staff = staff.iter().map(|staff| {
        Ok(StaffMember {
            staff: Id(staff.id.0),
            name: service.person(staff.person)?.name,
            role: role(staff.role),
            since_ms: staff.since.0,
            is_me: staff.id == me,
        })
    });
    Ok(StaffResponse { staff: staff.collect::<Result<_, ReadError>>()?, as_of_ms })
}

/// Returns who works for a merchant now that the reader changed it; nobody, where the reader may
/// not see it any more.
///
/// # Errors
/// When the store fails.
pub fn staff_after(
    service: &Service,
    merchant: MerchantId,
    reader: PersonId,
) -> Result<StaffResponse, ReadError> {
    match member(service, merchant, reader) {
        Ok((_, own)) if own.role.sees_all() => staff(service, merchant, reader),
        Ok(_) | Err(ReadError::Refused(ErrorCode::MerchantUnknown)) => {
            Ok(StaffResponse { staff: Vec::new(), as_of_ms: clock::now().0 })
        }
        Err(error) => Err(error),
    }
}

/// Returns a role as it is told.
pub const fn role(role: Role) -> StaffRole {
    match role {
        Role::Owner => StaffRole::Owner,
        Role::Manager => StaffRole::Manager,
        Role::Cashier => StaffRole::Cashier,
        Role::Auditor => StaffRole::Auditor,
    }
}

/// Returns a role as it was told.
pub const fn role_of(role: StaffRole) -> Role {
    match role {
        StaffRole::Owner => Role::Owner,
        StaffRole::Manager => Role::Manager,
        StaffRole::Cashier => Role::Cashier,
        StaffRole::Auditor => Role::Auditor,
    }
}
