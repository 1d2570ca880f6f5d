//! The shops that persons open, and who works in them: signed by the device, for the person.

use super::ApiError;
use std::future::Future;
use wire::Id;
use wire::merchant::{MerchantResponse, MerchantsResponse, OpenMerchantRequest, WithdrawRequest};
use wire::payment::PaymentResponse;
use wire::staff::{
    ChangeRoleRequest, InvitationResponse, InviteRequest, JoinRequest, StaffResponse,
};

/// What staff ask of the operator at one address.
pub trait MerchantApi: Send + Sync {
    /// `GET /v1/merchants`.
    fn merchants(
        &self,
        url: &str,
    ) -> impl Future<Output = Result<MerchantsResponse, ApiError>> + Send;
    /// `POST /v1/merchants`.
    fn open_merchant(
        &self,
        url: &str,
        request: &OpenMerchantRequest,
    ) -> impl Future<Output = Result<MerchantResponse, ApiError>> + Send;
    /// `POST /v1/merchants/{merchant}/withdrawals`.
    fn withdraw(
        &self,
        url: &str,
        merchant: Id,
        request: &WithdrawRequest,
    ) -> impl Future<Output = Result<PaymentResponse, ApiError>> + Send;
    /// `GET /v1/merchants/{merchant}/staff`.
    fn staff(
        &self,
        url: &str,
        merchant: Id,
    ) -> impl Future<Output = Result<StaffResponse, ApiError>> + Send;
    /// `POST /v1/merchants/{merchant}/invitations`.
    fn invite_staff(
        &self,
        url: &str,
        merchant: Id,
        request: &InviteRequest,
    ) -> impl Future<Output = Result<InvitationResponse, ApiError>> + Send;
    /// `POST /v1/staff`.
    fn join_merchant(
        &self,
        url: &str,
        request: &JoinRequest,
    ) -> impl Future<Output = Result<MerchantResponse, ApiError>> + Send;
    /// `POST /v1/merchants/{merchant}/staff/{staff}/role`.
    fn change_role(
        &self,
        url: &str,
        merchant: Id,
        staff: Id,
        request: &ChangeRoleRequest,
    ) -> impl Future<Output = Result<StaffResponse, ApiError>> + Send;
    /// `POST /v1/merchants/{merchant}/staff/{staff}/remove`.
    fn remove_staff(
        &self,
        url: &str,
        merchant: Id,
        staff: Id,
    ) -> impl Future<Output = Result<StaffResponse, ApiError>> + Send;
}
