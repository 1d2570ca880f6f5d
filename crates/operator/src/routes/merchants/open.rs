//! `POST /v1/merchants`: a person opens a merchant.

use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, merchant};
use crate::{clock, paycodes, random, till_key_hash};
use axum::Json;
use axum::extract::State;
use bank::command::FoundMerchant;
use bank::id::{AccountId, LabelId, MerchantId};
use bank::record::{Label, Merchant, State as RecordState};
use bank::registered::Salt;
use bank::{Command, CommandKey, Receipt, Scope};
use wire::ErrorCode;
use wire::merchant::{MerchantResponse, OpenMerchantRequest};

/// Opens a merchant whose owner is the caller; the same merchant again gives the same answer.
#[utoipa::path(post, path = "/v1/merchants", tag = "merchants",
    request_body = OpenMerchantRequest, security(("device" = [])),
    responses(
        (status = 200, body = MerchantResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn open(
    State(service): State<Shared>,
    request: Signed<OpenMerchantRequest>,
) -> Result<Json<MerchantResponse>, Fault> {
    let Signed { caller, body } = request;
    let OpenMerchantRequest { merchant, name, city, address, category } = body;
    let digits = category.len() == 4 && category.bytes().all(|byte| byte.is_ascii_digit());
    let category = category.parse().ok().filter(|_| digits);
    let category =
        category.ok_or_else(|| Fault::from(ErrorCode::RequestMalformed).detail("category"))?;
    let command = FoundMerchant {
        merchant: MerchantId(merchant.0),
        person: caller.person,
        account: AccountId(bits()?),
        label: LabelId(bits()?),
        name,
        city,
        address,
        category,
        currency: service.config.currency,
        is_approved: service.config.merchants.auto_approve,
        // Nobody has this key: its staff work the till with their devices.
        till_key_hash: till_key_hash(&format!("{:032x}{:032x}", bits()?, bits()?)),
        salt: Salt(bits()?),
        profile_salt: Salt(bits()?),
    };
    check_code(&service, &command)?;
    let key = CommandKey { scope: Scope::Person(caller.person), id: merchant.0 };
    let person = caller.person;
    detached(async move {
        let command = Command::FoundMerchant(Box::new(command));
        let receipt =
            service.decide(Some(key), Some(caller.signed_by), clock::now(), command).await?;
        let Receipt::MerchantOpened(merchant) = receipt else {
            return Err(Fault::internal("an opening was answered with another receipt"));
        };
        let seen = service.read(move |service| merchant::seen(service, merchant, person)).await?;
        Ok(Json(seen))
    })
    .await
}

fn bits() -> Result<u128, Fault> {
    random::bits().map_err(Fault::internal)
}

/// Refuses a name or city that does not fit into a payment code, before anything is opened.
fn check_code(service: &Shared, command: &FoundMerchant) -> Result<(), Fault> {
    let FoundMerchant { merchant, account, label, name, city, category, .. } = command;
    let planned = Merchant {
        id: *merchant,
        name: name.trim().to_owned(),
        city: city.trim().to_owned(),
        category: *category,
        account: *account,
        state: RecordState::Active,
        till_key_hash: command.till_key_hash,
        salt: command.salt,
    };
    let label = Label { id: *label, merchant: *merchant, state: RecordState::Active };
    paycodes::label(&service.config, &planned, &label, None).map_err(|error| {
        Fault::from(ErrorCode::NameMalformed).detail(format!("name or city: {error}"))
    })?;
    Ok(())
}
