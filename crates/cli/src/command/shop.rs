//! `tongbao shop`: the shops where this person works, opened and joined, and their staff.

mod appeal;
mod books;
mod shift;
mod takers;
mod uplift;

use super::pay::read_pin;
use crate::arguments::{OpenShop, Role, Shop as Asked};
use crate::failure::Failure;
use crate::{output, view};
use paycode::printable;
use serde::Serialize;
use wallet::merchant::{Invitation, Member, Merchant, NewMerchant};
use wallet_io::DeviceWallet;
use wire::merchant::MerchantState;
use wire::staff::StaffRole;
use wire::{Id, Money, Secret};

#[derive(Debug, Serialize)]
struct ShopView {
    merchant: Id,
    name: String,
    city: String,
    state: MerchantState,
    reason: Option<String>,
    role: StaffRole,
    labels: Vec<String>,
    balance: Option<Money>,
    available: Option<Money>,
    refund_most: Option<Money>,
}

#[derive(Debug, Serialize)]
struct MemberView {
    staff: Id,
    name: String,
    role: StaffRole,
    since_ms: u64,
    is_me: bool,
}

#[derive(Debug, Serialize)]
struct InvitationView<'a> {
    link: &'a str,
    role: StaffRole,
    expires_at_ms: u64,
}

/// Does one of them.
pub async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    match asked {
        Asked::Open(OpenShop { name, city, address, category }) => {
            let new =
                NewMerchant { name: &name, city: &city, address: &address, category: &category };
            one(wallet.open_merchant(new).await?, is_json)
        }
        Asked::List => {
            let all = wallet.merchants().await?.merchants;
            let views: Vec<ShopView> = all.into_iter().map(shop).collect();
            output::either(is_json, &views, || {
                let lines: Vec<String> = views.iter().map(line).collect();
                if lines.is_empty() { "No shops.".to_owned() } else { lines.join("\n") }
            })
        }
        Asked::Staff { shop } => members(wallet.staff(id(&shop)?).await?, is_json),
        Asked::Invite { shop, role } => {
            let made = wallet.invite_staff(id(&shop)?, role.into()).await?;
            let Invitation { code, role, expires_at_ms } = &made;
            let view =
                InvitationView { link: code.expose(), role: *role, expires_at_ms: *expires_at_ms };
            output::either(is_json, &view, || {
                format!("{}\ngood once, until {}", view.link, output::moment(*expires_at_ms))
            })
        }
        Asked::Join { link } => one(wallet.join_merchant(&Secret::new(link)).await?, is_json),
        Asked::Role { shop, staff, role } => {
            let changed = wallet.change_role(id(&shop)?, id(&staff)?, role.into()).await?;
            members(changed, is_json)
        }
        Asked::Remove { shop, staff } => {
            members(wallet.remove_staff(id(&shop)?, id(&staff)?).await?, is_json)
        }
        Asked::Withdraw { shop, amount, pin_stdin } => {
            let (pin, _) = read_pin(true, pin_stdin)?;
            let moved = wallet.withdraw(id(&shop)?, &amount, pin).await?;
            let text = format!("{} is in your account.", moved.amount);
            output::either(is_json, &view::payment(moved), || text)
        }
        Asked::Figures(asked) => books::figures(wallet, asked, is_json).await,
        Asked::Takers(asked) => takers::takers(wallet, asked, is_json).await,
        Asked::Uplifts { shop } => uplift::uplifts(wallet, id(&shop)?, is_json).await,
        Asked::Shift(asked) => shift::run(wallet, asked, is_json).await,
        Asked::Bills { shop, before } => {
            books::bills(wallet, id(&shop)?, before.as_deref(), is_json).await
        }
        Asked::Bill { shop, day, file, save } => {
            books::file(wallet, id(&shop)?, (&day, &file), save, is_json).await
        }
        Asked::Export { shop, save } => books::export(wallet, id(&shop)?, save, is_json).await,
        Asked::Limits { shop } => appeal::limits(wallet, id(&shop)?, is_json).await,
        Asked::Appeal { shop, entry, text, evidence } => {
            let (merchant, said) = (id(&shop)?, (text.as_str(), evidence));
            appeal::appeal(wallet, merchant, entry, said, is_json).await
        }
    }
}

/// Reads an identifier.
pub(super) fn id(text: &str) -> Result<Id, Failure> {
    let advice = "Take it from tongbao shop list, or from what was printed.";
    text.parse().map_err(|_| Failure::new("request_malformed", "This is no identifier.", advice))
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Manager => Self::Manager,
            Role::Cashier => Self::Cashier,
            Role::Auditor => Self::Auditor,
        }
    }
}

fn one(merchant: Merchant, is_json: bool) -> Result<(), Failure> {
    let view = shop(merchant);
    output::either(is_json, &view, || line(&view))
}

fn shop(merchant: Merchant) -> ShopView {
    let Merchant {
        merchant,
        name,
        city,
        address: _,
        category: _,
        state,
        reason,
        role,
        labels,
        balance,
        available,
        refund_most,
    } = merchant;
    ShopView {
        merchant,
        name: printable(&name),
        city: printable(&city),
        state,
        reason: reason.map(|reason| printable(&reason)),
        role,
        labels: labels.into_iter().map(|label| label.code).collect(),
        balance: balance.map(Money::from),
        available: available.map(Money::from),
        refund_most: refund_most.map(Money::from),
    }
}

fn line(view: &ShopView) -> String {
    let ShopView { merchant, name, city, state, reason, role, .. } = view;
    let reason = reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{merchant}  {name}, {city}  {}{reason}  {}", state.word(), role.word())
}

fn members(members: Vec<Member>, is_json: bool) -> Result<(), Failure> {
    let view = |Member { staff, name, role, since_ms, is_me }: Member| MemberView {
        staff,
        name: printable(&name),
        role,
        since_ms,
        is_me,
    };
    let views: Vec<MemberView> = members.into_iter().map(view).collect();
    output::either(is_json, &views, || {
        let line = |one: &MemberView| {
            let me = if one.is_me { " (you)" } else { "" };
            format!("{}  {}{me}  {}", one.staff, one.name, one.role.word())
        };
        let lines: Vec<String> = views.iter().map(line).collect();
        if lines.is_empty() {
            "You do not work there any more.".to_owned()
        } else {
            lines.join("\n")
        }
    })
}
