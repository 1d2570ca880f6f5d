//! Enrolment: a handle, a one-time code, a device key.

use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// `POST /v1/enrolments`: asks for a one-time code to be sent to the handle. Signed by the device
/// key that the request carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartEnrolmentRequest {
    /// The enrolment's identifier, made by the device; the same again gives the same answer.
    pub enrolment: Id,
    /// An e-mail address or a telephone number in E.164 form.
    #[schema(max_length = 254, example = "lin@example.org")]
    pub handle: String,
    /// The device's public key: uncompressed P-256 point (65 bytes, SEC 1), base64url unpadded.
    #[schema(min_length = 87, max_length = 87, pattern = "^[A-Za-z0-9_-]{87}$")]
    pub device_key: String,
}

/// The answer: a code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StartEnrolmentResponse {
    /// The enrolment.
    pub enrolment: Id,
    /// The handle with its middle hidden, to show.
    pub sent_to: String,
    /// How many digits the code has.
    #[schema(minimum = 6, maximum = 6)]
    pub code_digits: u8,
    /// When the code ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

/// `POST /v1/enrolments/{enrolment}/confirm`, signed by the device key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEnrolmentRequest {
    /// The one-time code.
    #[schema(value_type = String, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub code: Secret,
    /// The name that payees see, for a handle that is new here; known handles keep theirs.
    #[schema(max_length = 25)]
    pub name: Option<String>,
}

/// The answer: who this device belongs to now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConfirmEnrolmentResponse {
    /// The person.
    pub person: Id,
    /// The device; also the `keyid` of its signatures.
    pub device: Id,
    /// The registered name.
    pub name: String,
    /// The identifier inside the person's receive codes.
    pub receive_code: Id,
    /// Whether a payment PIN is already set.
    pub has_pin: bool,
}
