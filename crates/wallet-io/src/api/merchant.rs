//! Shops and their staff over HTTP.

use super::HttpApi;
use super::send::Call;
use reqwest::Method;
use wallet::port::{ApiError, MerchantApi};
use wire::Id;
use wire::merchant::{MerchantResponse, MerchantsResponse, OpenMerchantRequest, WithdrawRequest};
use wire::payment::PaymentResponse;
use wire::staff::{
    ChangeRoleRequest, InvitationResponse, InviteRequest, JoinRequest, RemoveStaffRequest,
    StaffResponse,
};

impl MerchantApi for HttpApi {
    async fn merchants(&self, url: &str) -> Result<MerchantsResponse, ApiError> {
        self.ask(url, &Call::get("/v1/merchants")).await
    }

    async fn open_merchant(
        &self,
        url: &str,
        request: &OpenMerchantRequest,
    ) -> Result<MerchantResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/merchants", request)?).await
    }

    async fn withdraw(
        &self,
        url: &str,
        merchant: Id,
        request: &WithdrawRequest,
    ) -> Result<PaymentResponse, ApiError> {
        let path = format!("/v1/merchants/{merchant}/withdrawals");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn staff(&self, url: &str, merchant: Id) -> Result<StaffResponse, ApiError> {
        self.ask(url, &Call::get(format!("/v1/merchants/{merchant}/staff"))).await
    }

    async fn invite_staff(
        &self,
        url: &str,
        merchant: Id,
        request: &InviteRequest,
    ) -> Result<InvitationResponse, ApiError> {
        let path = format!("/v1/merchants/{merchant}/invitations");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn join_merchant(
        &self,
        url: &str,
        request: &JoinRequest,
    ) -> Result<MerchantResponse, ApiError> {
        self.ask(url, &Call::with(Method::POST, "/v1/staff", request)?).await
    }

    async fn change_role(
        &self,
        url: &str,
        merchant: Id,
        staff: Id,
        request: &ChangeRoleRequest,
    ) -> Result<StaffResponse, ApiError> {
        let path = format!("/v1/merchants/{merchant}/staff/{staff}/role");
        self.ask(url, &Call::with(Method::POST, path, request)?).await
    }

    async fn remove_staff(
        &self,
        url: &str,
        merchant: Id,
        staff: Id,
    ) -> Result<StaffResponse, ApiError> {
        let path = format!("/v1/merchants/{merchant}/staff/{staff}/remove");
        self.ask(url, &Call::with(Method::POST, path, &RemoveStaffRequest {})?).await
    }
}
