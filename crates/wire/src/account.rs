//! The account of the person who asks: `GET /v1/account`.

use crate::hold::HoldResponse;
use crate::payer_code::QuickPayResponse;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// What the wallet shows at home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AccountResponse {
    /// The person.
    pub person: Id,
    /// The registered name.
    pub name: String,
    /// What the account holds.
    pub balance: Money,
    /// What of that is there to spend: the rest is held.
    pub available: Money,
    /// What is held, those that end first in front; at most 20.
    #[schema(max_items = 20)]
    pub holds: Vec<HoldResponse>,
    /// The identifier inside the person's receive codes.
    pub receive_code: Id,
    /// Whether a payment PIN is set.
    pub has_pin: bool,
    /// The largest single payment, as it is now.
    pub payment_max: Money,
    /// What can still be paid by payer code without the PIN.
    pub quick_pay: QuickPayResponse,
    /// Whether the operator is a sandbox: its money is play money.
    #[serde(default)]
    pub sandbox: bool,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
    /// The last event before this answer: where a stream of events goes on.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub last_event: u64,
}
