//! Shops and staff in the model of an operator: everything is approved at once, and the person is
//! the owner of what they open.

use super::PIN;
use super::network::Network;
use super::operator::{Answer, Operator, money, refuse};
use crate::port::{ApiError, MerchantApi};
use std::collections::BTreeMap;
use wire::merchant::{
    MerchantResponse, MerchantState, MerchantsResponse, OpenMerchantRequest, WithdrawRequest,
};
use wire::payment::PaymentResponse;
use wire::staff::{
    ChangeRoleRequest, InvitationResponse, InviteRequest, JoinRequest, StaffMember, StaffResponse,
    StaffRole,
};
use wire::{ErrorCode, Id, Secret};

#[derive(Clone, Default)]
pub struct FakeMerchants {
    pub open: Vec<MerchantResponse>,
    pub staff: Vec<StaffMember>,
    /// The hash of each invitation's secret, and its role.
    pub invitations: BTreeMap<Id, (String, StaffRole)>,
    /// What was taken out, in minor units, by the movement.
    pub withdrawn: BTreeMap<Id, u64>,
}

pub fn shop(merchant: Id, name: &str, role: StaffRole) -> MerchantResponse {
    let sees = role != StaffRole::Cashier;
    MerchantResponse {
        merchant,
        name: name.to_owned(),
        city: "Hangzhou".to_owned(),
        address: None,
        category: "5812".to_owned(),
        state: MerchantState::Active,
        reason: None,
        role,
        staff: Id(700),
        labels: Vec::new(),
        balance: sees.then(|| money(5_000)),
        available: sees.then(|| money(4_000)),
        refund_most: money(20_000),
    }
}

impl Operator {
    fn open_merchant(&self, asked: &OpenMerchantRequest) -> Answer<MerchantResponse> {
        let merchants = &mut self.inner().merchants;
        if let Some(known) = merchants.open.iter().find(|one| one.merchant == asked.merchant) {
            return Ok(known.clone());
        }
        if asked.category.len() != 4 {
            return refuse(ErrorCode::RequestMalformed);
        }
        let opened = shop(asked.merchant, &asked.name, StaffRole::Owner);
        let opened = MerchantResponse { state: MerchantState::Pending, ..opened };
        merchants.open.push(opened.clone());
        Ok(opened)
    }

    fn join(&self, asked: &JoinRequest) -> Answer<MerchantResponse> {
        use sha2::{Digest as _, Sha256};
        let merchants = &mut self.inner().merchants;
        let Some((hash, role)) = merchants.invitations.get(&asked.invitation).cloned() else {
            return refuse(ErrorCode::InvitationUnknown);
        };
        let secret: Id = asked.secret.expose().parse().expect("an identifier");
        if proof::hex::encode(Sha256::digest(secret.0.to_be_bytes()).as_slice()) != hash {
            return refuse(ErrorCode::InvitationUnknown);
        }
        let joined = shop(Id(79), "Book Shop", role);
        merchants.open.push(joined.clone());
        Ok(joined)
    }

    fn staff(&self) -> Answer<StaffResponse> {
        Ok(StaffResponse { staff: self.inner().merchants.staff.clone(), as_of_ms: 1 })
    }
}

impl MerchantApi for Network {
    async fn merchants(&self, _: &str) -> Result<MerchantsResponse, ApiError> {
        let read = |operator: &Operator| {
            let merchants = operator.inner().merchants.open.clone();
            Ok(MerchantsResponse { merchants, as_of_ms: 1 })
        };
        self.carry(read).await
    }

    async fn open_merchant(
        &self,
        _: &str,
        request: &OpenMerchantRequest,
    ) -> Result<MerchantResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| operator.open_merchant(request)).await
    }

    async fn withdraw(
        &self,
        _: &str,
        _: Id,
        request: &WithdrawRequest,
    ) -> Result<PaymentResponse, ApiError> {
        assert!(!self.store.is_dead(), "what could not be saved is not sent");
        self.carry(|operator| {
            let mut inner = operator.inner();
            match request.pin.as_ref().map(Secret::expose) {
                Some(PIN) => {}
                Some(_) => return refuse(ErrorCode::PinWrong),
                None => return refuse(ErrorCode::PinMissing),
            }
            inner.merchants.withdrawn.insert(request.payment, request.amount.minor);
            Ok(inner.till.paid(request.payment, None, &request.amount))
        })
        .await
    }

    async fn staff(&self, _: &str, _: Id) -> Result<StaffResponse, ApiError> {
        self.carry(Operator::staff).await
    }

    async fn invite_staff(
        &self,
        _: &str,
        _: Id,
        request: &InviteRequest,
    ) -> Result<InvitationResponse, ApiError> {
        let InviteRequest { invitation, secret_hash, role } = request.clone();
        self.carry(|operator| {
            let kept = (secret_hash.clone(), role);
            operator.inner().merchants.invitations.insert(invitation, kept);
            Ok(InvitationResponse { invitation, role, expires_at_ms: 9 })
        })
        .await
    }

    async fn join_merchant(
        &self,
        _: &str,
        request: &JoinRequest,
    ) -> Result<MerchantResponse, ApiError> {
        self.carry(|operator| operator.join(request)).await
    }

    async fn change_role(
        &self,
        _: &str,
        _: Id,
        staff: Id,
        request: &ChangeRoleRequest,
    ) -> Result<StaffResponse, ApiError> {
        self.carry(|operator| {
            let all = &mut operator.inner().merchants.staff;
            all.iter_mut().filter(|one| one.staff == staff).for_each(|one| one.role = request.role);
            Ok(StaffResponse { staff: all.clone(), as_of_ms: 1 })
        })
        .await
    }

    async fn remove_staff(&self, _: &str, _: Id, staff: Id) -> Result<StaffResponse, ApiError> {
        self.carry(|operator| {
            let all = &mut operator.inner().merchants.staff;
            let is_me = all.iter().any(|one| one.staff == staff && one.is_me);
            all.retain(|one| one.staff != staff);
            let staff = if is_me { Vec::new() } else { all.clone() };
            Ok(StaffResponse { staff, as_of_ms: 1 })
        })
        .await
    }
}
