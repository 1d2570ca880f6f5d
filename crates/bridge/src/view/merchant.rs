//! Shops and their staff, with what the reader may do there.

use super::AmountView;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use wallet::merchant::{Member, Merchant, Merchants};
use wire::merchant::MerchantLabel;
use wire::staff;

/// A role in a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Everything.
    Owner,
    /// Everything of the till, and the cashiers.
    Manager,
    /// Takes money, and refunds up to a limit.
    Cashier,
    /// Reads everything, changes nothing.
    Auditor,
}

impl From<staff::StaffRole> for StaffRole {
    fn from(role: staff::StaffRole) -> Self {
        match role {
            staff::StaffRole::Owner => Self::Owner,
            staff::StaffRole::Manager => Self::Manager,
            staff::StaffRole::Cashier => Self::Cashier,
            staff::StaffRole::Auditor => Self::Auditor,
        }
    }
}

impl From<StaffRole> for staff::StaffRole {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Owner => Self::Owner,
            StaffRole::Manager => Self::Manager,
            StaffRole::Cashier => Self::Cashier,
            StaffRole::Auditor => Self::Auditor,
        }
    }
}

/// Where a shop stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MerchantState {
    /// The operator has to approve it.
    Pending,
    /// It can be paid.
    Active,
    /// The operator refused it.
    Refused,
    /// It can be paid within limits.
    Limited,
    /// It was closed.
    Closed,
}

impl From<wire::merchant::MerchantState> for MerchantState {
    fn from(state: wire::merchant::MerchantState) -> Self {
        match state {
            wire::merchant::MerchantState::Pending => Self::Pending,
            wire::merchant::MerchantState::Active => Self::Active,
            wire::merchant::MerchantState::Refused => Self::Refused,
            wire::merchant::MerchantState::Limited => Self::Limited,
            wire::merchant::MerchantState::Closed => Self::Closed,
        }
    }
}

/// A printed label of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LabelView {
    /// The label.
    pub label: String,
    /// The text of its code.
    pub code: String,
}

impl From<MerchantLabel> for LabelView {
    fn from(label: MerchantLabel) -> Self {
        let MerchantLabel { label, code } = label;
        Self { label: label.to_string(), code }
    }
}

/// A shop where the person works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MerchantView {
    /// The shop.
    pub merchant: String,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is; null where that is not known.
    pub address: Option<String>,
    /// The merchant category code; empty where that is not known.
    pub category: String,
    /// Where it stands.
    pub state: MerchantState,
    /// Why the operator refused, limited or closed it.
    pub reason: Option<String>,
    /// The person's role.
    pub role: StaffRole,
    /// Its labels; none while they take no payments.
    pub labels: Vec<LabelView>,
    /// What its account holds; null for who may not know, and while offline.
    pub balance: Option<AmountView>,
    /// What of that can be taken out.
    pub available: Option<AmountView>,
    /// How much of one payment the person may give back in all; null while offline.
    pub refund_most: Option<AmountView>,
    /// Whether the person may take money there now.
    pub may_charge: bool,
    /// Whether the person may give money back there.
    pub may_refund: bool,
    /// Whether the person may see who works there.
    pub may_see_staff: bool,
    /// Whether the person may look at figures and bills.
    pub may_see_books: bool,
    /// Whether the person may pair sound boxes and print labels there now.
    pub may_set_up: bool,
    /// Whether the person may appeal what is held against the shop.
    pub may_appeal: bool,
    /// The roles that the person may invite to.
    pub may_invite: Vec<StaffRole>,
    /// Whether the person may take the money out.
    pub may_withdraw: bool,
}

impl MerchantView {
    pub(crate) fn of(shop: Merchant) -> Self {
        let Merchant {
            merchant,
            name,
            city,
            address,
            category,
            state,
            reason,
            role,
            labels,
            balance,
            available,
            refund_most,
        } = shop;
        let (state, role) = (MerchantState::from(state), StaffRole::from(role));
        let is_open = state == MerchantState::Active;
        let was_approved = !matches!(state, MerchantState::Pending | MerchantState::Refused);
        Self {
            merchant: merchant.to_string(),
            name: paycode::printable(&name),
            city: paycode::printable(&city),
            address: address.map(|address| paycode::printable(&address)),
            category,
            state,
            reason: reason.map(|reason| paycode::printable(&reason)),
            role,
            labels: labels.into_iter().map(LabelView::from).collect(),
            balance: balance.map(AmountView::from),
            available: available.map(AmountView::from),
            refund_most: refund_most.map(AmountView::from),
            may_charge: is_open && role != StaffRole::Auditor,
            may_refund: was_approved && role != StaffRole::Auditor,
            may_see_staff: role != StaffRole::Cashier,
            may_see_books: was_approved && role != StaffRole::Cashier,
            may_set_up: is_open && matches!(role, StaffRole::Owner | StaffRole::Manager),
            may_appeal: role == StaffRole::Owner,
            may_invite: may_invite(role),
            may_withdraw: was_approved && role == StaffRole::Owner,
        }
    }
}

/// Returns the roles that a role invites to.
fn may_invite(role: StaffRole) -> Vec<StaffRole> {
    match role {
        StaffRole::Owner => vec![StaffRole::Cashier, StaffRole::Manager, StaffRole::Auditor],
        StaffRole::Manager => vec![StaffRole::Cashier],
        StaffRole::Cashier | StaffRole::Auditor => Vec::new(),
    }
}

/// The shops where the person works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MerchantsView {
    /// The shops.
    pub merchants: Vec<MerchantView>,
    /// Whether the operator answered just now.
    pub online: bool,
}

impl MerchantsView {
    pub(crate) fn of(all: Merchants) -> Self {
        let Merchants { merchants, online } = all;
        Self { merchants: merchants.into_iter().map(MerchantView::of).collect(), online }
    }
}

/// One of a shop's staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MemberView {
    /// The place among the staff.
    pub staff: String,
    /// The registered name.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// Since when, in Unix milliseconds.
    pub since_ms: u64,
    /// Whether it is the reader.
    pub is_me: bool,
    /// Whether the reader may remove them: for themselves it is leaving.
    pub may_remove: bool,
    /// The other roles that the reader may give them.
    pub may_become: Vec<StaffRole>,
}

/// Who works in a shop; nobody for who has just left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StaffView {
    /// The staff, in the order in which they joined.
    pub members: Vec<MemberView>,
}

impl StaffView {
    pub(crate) fn of(members: Vec<Member>) -> Self {
        let me = members.iter().find(|member| member.is_me).map(|me| StaffRole::from(me.role));
        let view = |Member { staff, name, role, since_ms, is_me }| {
            let role = StaffRole::from(role);
            let every =
                [StaffRole::Owner, StaffRole::Manager, StaffRole::Cashier, StaffRole::Auditor];
            let may_become = if me == Some(StaffRole::Owner) && !is_me {
                every.into_iter().filter(|other| *other != role).collect()
            } else {
                Vec::new()
            };
            let may_remove = match me {
                Some(StaffRole::Owner) => true,
                Some(StaffRole::Manager) => is_me || role == StaffRole::Cashier,
                _ => is_me,
            };
            let (staff, name) = (staff.to_string(), paycode::printable(&name));
            MemberView { staff, name, role, since_ms, is_me, may_remove, may_become }
        };
        Self { members: members.into_iter().map(view).collect() }
    }
}

/// An invitation: whoever has its code can join, once.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct InvitationView {
    /// The text of its code.
    pub code: String,
    /// The code as an SVG picture with its quiet zone.
    pub svg: String,
    /// The role of who joins.
    pub role: StaffRole,
    /// From when it is over, in Unix milliseconds.
    pub ends_at_ms: u64,
}

impl fmt::Debug for InvitationView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}
