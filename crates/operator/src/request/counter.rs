//! Requests at a merchant's counter: of its till, by its key, or of a member of its staff, by a
//! device's signature that covers the merchant's name. The role decides what is done; the bank
//! asks for it again at the moment at which it decides.

use super::signed::{Caller, SignedRequest};
use super::{Shown, body};
use crate::clock;
use crate::problem::Fault;
use crate::service::{ReadError, Service, Shared};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, header};
use bank::command::{AsKey, AsStaff};
use bank::id::{ApiKeyId, MerchantId, PersonId, StaffId};
use bank::record::{Merchant, Record, Role, Staff, State, Taker};
use bank::{Command, CommandKey, Key, Receipt, TimeMs};
use serde::de::DeserializeOwned;
use wire::{ErrorCode, signature};

/// Who asks at a merchant's counter.
pub struct Counter {
    /// The merchant.
    pub merchant: Merchant,
    /// Who of its staff; none for the till itself.
    pub clerk: Option<Clerk>,
    /// The key of which program; none for the till itself, and for the staff.
    pub key: Option<ApiKeyId>,
}

/// A member of the staff who asks.
#[derive(Clone, Copy)]
pub struct Clerk {
    /// The signer.
    pub caller: Caller,
    /// The place among the staff.
    pub staff: Staff,
}

/// A request that changes something, with its content.
pub struct Serving<T>(pub Counter, pub T);

/// A request that only looks at something, with its content; its nonce is used up.
pub struct Looking<T>(pub Counter, pub T);

/// What a request brings.
pub trait Content: Sized + Send {
    /// Reads it.
    ///
    /// # Errors
    /// `media_type_unsupported`, `request_malformed`.
    fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Fault>;
}

impl Content for () {
    fn read(_: &HeaderMap, _: &[u8]) -> Result<Self, Fault> {
        Ok(())
    }
}

impl<T: DeserializeOwned + Send> Content for body::Json<T> {
    fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Fault> {
        body::json(headers, bytes).map(Self)
    }
}

impl Counter {
    /// Refuses who may not: of the staff only some, the till itself everything.
    ///
    /// # Errors
    /// `staff_role_insufficient`.
    pub fn require(&self, may: fn(Role) -> bool) -> Result<(), Fault> {
        match self.clerk.is_none_or(|clerk| may(clerk.staff.role)) {
            true => Ok(()),
            false => Err(ErrorCode::StaffRoleInsufficient.into()),
        }
    }

    /// Returns a command of the merchant as who asks gives it: the bank asks for the role again.
    pub fn given(&self, service: &Service, command: Command) -> Command {
        let merchant = self.merchant.id;
        let Some(Clerk { caller, .. }) = self.clerk else {
            let Some(key) = self.key else { return command };
            return Command::AsKey(Box::new(AsKey { merchant, key, command }));
        };
        Command::AsStaff(Box::new(AsStaff {
            merchant,
            person: caller.person,
            cashier_refund_max_minor: service.config.merchants.cashier_refund_max.minor(),
            command,
        }))
    }

    /// Gives the teller a command of the till, in the name of who asks.
    ///
    /// # Errors
    /// As [`Service::decide`].
    pub async fn decide(
        &self,
        service: &Service,
        key: Option<CommandKey>,
        at: TimeMs,
        command: Command,
    ) -> Result<Receipt, Fault> {
        let signed_by = self.clerk.map(|clerk| clerk.caller.signed_by);
        service.decide(key, signed_by, at, self.given(service, command)).await
    }

    /// Returns who asks, as whoever takes money is noted.
    pub fn taker(&self) -> Taker {
        match (self.clerk, self.key) {
            (Some(clerk), _) => Taker::Staff(clerk.staff.id),
            (None, Some(key)) => Taker::Key(key),
            (None, None) => Taker::Till,
        }
    }

    /// Returns whether who asks sees what the merchant owns: the till does, and not a cashier.
    pub fn sees_all(&self) -> bool {
        self.clerk.is_none_or(|clerk| clerk.staff.role.sees_all())
    }

    /// Reads a request of either kind.
    async fn read<T: Content>(request: Request, service: &Shared) -> Result<(Self, T), Fault> {
        if !is_of_staff(request.headers()) {
            let (mut parts, content) = request.into_parts();
            let shown = Shown::from_request_parts(&mut parts, service).await?;
            let Shown { merchant, scopes: _, key } = shown;
            let bytes = body::read(&parts.headers, content).await?;
            let content = T::read(&parts.headers, &bytes)?;
            return Ok((Self { merchant, clerk: None, key }, content));
        }
        let signed = SignedRequest::from_request(request, service).await?;
        let caller = signed.caller(service).await?;
        let merchant = signed.merchant().ok_or(ErrorCode::MerchantUnknown)?;
        let (merchant, staff) =
            service.read(move |service| member(service, merchant, caller.person)).await?;
        let (headers, bytes) = signed.content();
        let content = T::read(headers, bytes)?;
        let clerk = Some(Clerk { caller, staff });
        Ok((Self { merchant, clerk, key: None }, content))
    }
}

impl<T: Content> FromRequest<Shared> for Serving<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let (counter, content) = Counter::read(request, service).await?;
        // Asked before anything is looked up: who may not, learns nothing.
        counter.require(Role::works_till)?;
        Ok(Self(counter, content))
    }
}

impl<T: Content> FromRequest<Shared> for Looking<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let (counter, content) = Counter::read(request, service).await?;
        if let Some(Clerk { caller, .. }) = counter.clerk {
            let signed_by = Some(caller.signed_by);
            service.decide(None, signed_by, clock::now(), Command::UseNonce).await?;
        }
        Ok(Self(counter, content))
    }
}

/// Returns whether a request is made by a member of staff and not with a till's key.
pub fn is_of_staff(headers: &HeaderMap) -> bool {
    headers.contains_key(signature::MERCHANT) && !headers.contains_key(header::AUTHORIZATION)
}

/// Reads a merchant and the place of a person who works there.
///
/// # Errors
/// `merchant_unknown`: to anybody else it is as if there were none.
pub fn member(
    service: &Service,
    merchant: MerchantId,
    person: PersonId,
) -> Result<(Merchant, Staff), ReadError> {
    let key = Key::Staff(StaffId::of(merchant, person));
    let staff = match service.reader.record(&key)? {
        Some(Record::Staff(staff)) if staff.state == State::Active => staff,
        _ => return Err(ErrorCode::MerchantUnknown.into()),
    };
    match service.reader.record(&Key::Merchant(merchant))? {
        Some(Record::Merchant(merchant)) => Ok((merchant, staff)),
        _ => Err(ErrorCode::MerchantUnknown.into()),
    }
}

/// Reads the place of a person whose role lets them see who works for a merchant.
///
/// # Errors
/// `merchant_unknown`, `staff_role_insufficient`.
pub fn member_who(
    service: &Service,
    merchant: MerchantId,
    person: PersonId,
    may: fn(Role) -> bool,
) -> Result<(Merchant, Staff), ReadError> {
    let (merchant, staff) = member(service, merchant, person)?;
    match may(staff.role) {
        true => Ok((merchant, staff)),
        false => Err(ErrorCode::StaffRoleInsufficient.into()),
    }
}
