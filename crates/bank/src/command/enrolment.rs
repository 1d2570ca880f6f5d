//! What the bank can be told of devices: enrolled with a one-time code, and revoked.

use super::PinCheck;
use crate::id::{AccountId, DeviceId, EnrolmentId, PersonId, ReceiveCodeId, TimeMs};
use crate::registered::Salt;
use money::Currency;

/// Begins to enrol a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartEnrolment {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// The handle in its normal form.
    pub handle: String,
    /// The device's public key.
    pub public_key: [u8; 65],
    /// The keyed hash of the code that is sent.
    pub code_hash: [u8; 32],
    /// When the code ends.
    pub expires_at: TimeMs,
}

/// Enrols a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmEnrolment {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// The keyed hash of the code that was typed.
    pub code_hash: [u8; 32],
    /// The device: must be the one of the enrolment's key.
    pub device: DeviceId,
    /// The name for a handle that is new.
    pub name: Option<String>,
    /// The identifiers to use when the handle is new.
    pub new_person: PersonId,
    /// See `new_person`.
    pub new_account: AccountId,
    /// See `new_person`.
    pub new_receive_code: ReceiveCodeId,
    /// 128 random bits for the record of a new person.
    pub new_salt: Salt,
    /// 128 other random bits for the record of a new handle.
    pub new_handle_salt: Salt,
    /// The currency of a new account.
    pub currency: Currency,
}

/// Revokes a device; one that was revoked stays so, and its key is never enrolled again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokeDevice {
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// From which other device the person asks; nothing at the desk.
    pub from: Option<OtherDevice>,
}

/// The device from which a person revokes another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherDevice {
    /// The device.
    pub device: DeviceId,
    /// What is known about the person's PIN, which is always asked for: whoever holds a stolen
    /// phone must not revoke its owner's other one.
    pub pin: PinCheck,
}
