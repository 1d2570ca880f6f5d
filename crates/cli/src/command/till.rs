//! `tongbao till`: a shop's till. Attempts to be paid are kept by the wallet until their end.

use super::goods;
use super::shop::id;
use super::slip;
use crate::arguments::{Charge as AskedCharge, Refund, Till as Asked};
use crate::failure::Failure;
use crate::{output, view};
use money::{Amount, Currency};
use serde::Serialize;
use std::time::Duration;
use wallet::state::Charge;
use wallet::till::{ChargeNow, ChargeStanding, RefundPreview, RefundedCoupon, Sale};
use wallet::{Standing, WalletError};
use wallet_io::DeviceWallet;
use wire::coupon::{DiscountResponse, SavingFunder, SavingResponse};
use wire::refund::CouponBecomes;
use wire::{Id, Money, Secret};

/// How long to wait before asking again, in milliseconds.
const ASK_MS: u64 = 500;

/// An attempt to be paid, and where it stands.
#[derive(Debug, Serialize)]
struct ChargeView {
    charge: Id,
    amount: Money,
    note: Option<String>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<Id>,
    /// What coupons of the payer saved, where it is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<DiscountResponse>,
    #[serde(skip_serializing_if = "Option::is_none")]
    returned: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
}

#[derive(Debug, Serialize)]
struct PreviewView {
    cash: Money,
    clawed_back: Option<Money>,
    coupons: Vec<RefundedCouponView>,
    left: Money,
    refunds_left: u32,
}

#[derive(Debug, Serialize)]
struct RefundedCouponView {
    title: String,
    funder: SavingFunder,
    given_back: Option<Money>,
    becomes: CouponBecomes,
}

/// Does one of them.
pub async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    match asked {
        Asked::Charge(asked) => charge(wallet, asked, is_json).await,
        Asked::Orders { shop } => {
            let mut views = Vec::new();
            for kept in wallet.charges(id(&shop)?) {
                views.push(charge_view(wallet.charge(kept.charge).await?));
            }
            output::either(is_json, &views, || {
                let lines: Vec<String> = views.iter().map(charge_line).collect();
                if lines.is_empty() { "Nothing is under way.".to_owned() } else { lines.join("\n") }
            })
        }
        Asked::Close { charge } => told(wallet.close_charge(id(&charge)?).await?, is_json),
        Asked::Reverse { charge } => told(wallet.reverse_charge(id(&charge)?).await?, is_json),
        Asked::Payments { shop } => {
            let page = wallet.takings(id(&shop)?, None).await?;
            let lines: Vec<String> = page.payments.iter().map(view::payment_line).collect();
            let views: Vec<_> = page.payments.into_iter().map(view::payment).collect();
            output::either(is_json, &views, || lines.join("\n"))
        }
        Asked::Refund(asked) => refund(wallet, asked, is_json).await,
        Asked::Receipt(asked) => slip::run(wallet, asked, is_json).await,
    }
}

async fn charge(wallet: &DeviceWallet, asked: AskedCharge, is_json: bool) -> Result<(), Failure> {
    let AskedCharge { shop, amount, item, tip, note, payer_code, wait } = asked;
    let (shop, digits) = (id(&shop)?, payer_code.map(Secret::new));
    let mut now = match (item.as_slice(), &digits) {
        ([], digits) => {
            let (amount, tip) = with_tip(&amount.unwrap_or_default(), tip, currency(wallet)?)?;
            let sale = Sale { lines: &[], tip: tip.as_deref() };
            match digits {
                None => wallet.open_order(shop, &amount, note, sale).await?,
                Some(digits) => wallet.charge_payer_code(shop, &amount, note, sale, digits).await?,
            }
        }
        (items, digits) => {
            let (goods, total) = goods::read(items, tip.as_deref(), currency(wallet)?)?;
            let amount = match amount {
                None => total.digits(),
                Some(price) => with_tip(&price, tip, currency(wallet)?)?.0,
            };
            wallet.charge_goods(shop, &amount, note, goods, digits.as_ref()).await?
        }
    };
    if wait && !now.standing.is_end() {
        if !is_json {
            output::line(&charge_line(&charge_view(now.clone())))?;
        }
        while !now.standing.is_end() {
            tokio::time::sleep(Duration::from_millis(ASK_MS)).await;
            now = wallet.charge(now.charge.charge).await?;
        }
    }
    let mut view = charge_view(now);
    if let Some(payment) = view.payment {
        // Paid is paid, also where what coupons saved cannot be had now.
        let taken = wallet.refunds(shop, payment).await.ok();
        view.discount = taken.and_then(|taken| taken.payment.discount).map(view::discount);
    }
    output::either(is_json, &view, || charge_line(&view))
}

/// Returns what is charged with its tip, in digits; what cannot be read is told by the wallet.
fn with_tip(
    price: &str,
    tip: Option<String>,
    currency: Currency,
) -> Result<(String, Option<String>), Failure> {
    let Some(tip) = tip else { return Ok((price.to_owned(), None)) };
    let read = |digits: &str| {
        Amount::parse(digits.trim(), currency).map_err(|_| WalletError::AmountMalformed)
    };
    let total = read(price)?.checked_add(read(&tip)?);
    Ok((total.map_err(|_| WalletError::AmountMalformed)?.digits(), Some(tip)))
}

fn currency(wallet: &DeviceWallet) -> Result<Currency, Failure> {
    match wallet.standing() {
        Standing::Enrolled(profile) => Ok(profile.currency),
        Standing::New | Standing::CodeSent(_) => Err(WalletError::NotEnrolled.into()),
    }
}

async fn refund(wallet: &DeviceWallet, asked: Refund, is_json: bool) -> Result<(), Failure> {
    let Refund { shop, payment, amount, reason, preview } = asked;
    let (shop, payment) = (id(&shop)?, id(&payment)?);
    if preview {
        let preview = wallet.preview_refund(shop, payment, &amount).await?;
        let text = preview_text(&preview);
        return output::either(is_json, &preview_view(preview), || text);
    }
    let back = wallet.refund(shop, payment, &amount, reason).await?;
    let text = format!("{} went back.", back.amount);
    output::either(is_json, &view::payment(back), || text)
}

fn preview_view(preview: RefundPreview) -> PreviewView {
    let coupons = preview.coupons.into_iter().map(|coupon| {
        let RefundedCoupon { title, funder, given_back, becomes } = coupon;
        RefundedCouponView { title, funder, given_back: given_back.map(Money::from), becomes }
    });
    PreviewView {
        cash: preview.cash.into(),
        clawed_back: preview.clawed_back.map(Money::from),
        coupons: coupons.collect(),
        left: preview.left.into(),
        refunds_left: preview.refunds_left,
    }
}

fn preview_text(preview: &RefundPreview) -> String {
    let RefundPreview { cash, left, .. } = preview;
    let mut lines =
        vec![format!("{cash} would go back; {left} could still be given back after it.")];
    lines.extend(preview.coupons.iter().map(
        |RefundedCoupon { title, given_back, becomes, .. }| {
            let becomes = match becomes {
                CouponBecomes::Used => "stays used",
                CouponBecomes::Returned => "the customer has it again",
                CouponBecomes::Over => "is over",
            };
            let back = given_back.map(|back| format!(", {back} to its funder")).unwrap_or_default();
            format!("{title}: {becomes}{back}")
        },
    ));
    lines.join("\n")
}

fn told(now: ChargeNow, is_json: bool) -> Result<(), Failure> {
    let view = charge_view(now);
    output::either(is_json, &view, || charge_line(&view))
}

fn charge_view(now: ChargeNow) -> ChargeView {
    let ChargeNow { charge: Charge { charge, amount, note, .. }, standing } = now;
    let view = ChargeView {
        charge,
        amount: amount.into(),
        note,
        state: "unknown",
        code: None,
        rule: None,
        payment: None,
        discount: None,
        returned: None,
        error: None,
    };
    match standing {
        ChargeStanding::Unknown => view,
        ChargeStanding::Open { code, expires_at_ms: _ } => {
            ChargeView { state: "open", code: Some(code), ..view }
        }
        ChargeStanding::PinNeeded { rule, expires_at_ms: _ } => {
            ChargeView { state: "pin_needed", rule: Some(rule.word()), ..view }
        }
        ChargeStanding::Paid { payment, at_ms: _ } => {
            ChargeView { state: "paid", payment: Some(payment), ..view }
        }
        ChargeStanding::Closed => ChargeView { state: "closed", ..view },
        ChargeStanding::Reversed { returned } => {
            ChargeView { state: "reversed", returned: returned.map(Money::from), ..view }
        }
        ChargeStanding::Refused(problem) => {
            ChargeView { state: "refused", error: Some(problem.into()), ..view }
        }
    }
}

fn charge_line(view: &ChargeView) -> String {
    let ChargeView { charge, state, code, discount, error, .. } = view;
    let more = match (code, error) {
        (Some(code), _) => format!("  {code}"),
        (None, Some(error)) => format!("  {}", error.sentence),
        (None, None) => String::new(),
    };
    let savings = discount.iter().flat_map(|discount| &discount.savings);
    let savings = savings.map(|SavingResponse { title, funder, saving }| {
        let saved = Amount::try_from(saving).map_or_else(|_| String::new(), |it| it.to_string());
        let by = match funder {
            SavingFunder::Operator => "the operator pays it",
            SavingFunder::Shop => "you pay for it",
            SavingFunder::OtherShop => "another shop pays it",
        };
        format!("\n  {title}: {saved} off, {by}")
    });
    format!("{charge}  {state}{more}{}", savings.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_tells_what_becomes_of_each_coupon_and_what_its_funder_gets() {
        let yuan = Currency::from_code("CNY").expect("known");
        let of = |minor| Amount::new(minor, yuan).expect("an amount");
        let coupon = |title: &str, given_back, becomes| RefundedCoupon {
            title: title.to_owned(),
            funder: SavingFunder::Operator,
            given_back,
            becomes,
        };
        let preview = RefundPreview {
            amount: of(600),
            cash: of(500),
            clawed_back: None,
            fee_back: None,
            coupons: vec![
                coupon("Tea", Some(of(100)), CouponBecomes::Returned),
                coupon("Noodles", None, CouponBecomes::Used),
                coupon("Opening", None, CouponBecomes::Over),
            ],
            left: of(400),
            refunds_left: 49,
        };
        let told = preview_text(&preview);
        let lines: Vec<&str> = told.lines().collect();
        let (back, left, funder) = (of(500), of(400), of(100));
        assert_eq!(
            lines,
            [
                format!("{back} would go back; {left} could still be given back after it."),
                format!("Tea: the customer has it again, {funder} to its funder"),
                "Noodles: stays used".to_owned(),
                "Opening: is over".to_owned(),
            ]
        );
    }
}
