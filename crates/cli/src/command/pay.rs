//! `tongbao pay`: shows who would be paid, asks, and pays.

use crate::arguments::Pay;
use crate::command::resume::end_unknown;
use crate::command::{coupon, goods, scan};
use crate::failure::Failure;
use crate::{output, prompt, view};
use paycode::printable;
use serde::Serialize;
use wallet::coupon::Choice;
use wallet::{PaymentEnd, Prepared, Standing};
use wallet_io::DeviceWallet;
use wire::payment::PaymentResponse;
use wire::{ErrorCode, Problem, Secret};

#[derive(Debug, Serialize)]
struct PaidView {
    end: &'static str,
    payment: PaymentResponse,
}

pub async fn run(wallet: &DeviceWallet, asked: Pay, is_json: bool) -> Result<(), Failure> {
    let Pay { code, image, amount, note, coupon, no_coupons, pin_stdin, yes } = asked;
    let code = match (code, image) {
        (Some(code), _) => code,
        (None, Some(file)) => scan::one(&file)?,
        (None, None) => return Err(Failure::new("code_missing", "No code.", "Give --code.")),
    };
    let choice = choice(&coupon, no_coupons)?;
    let prepared = wallet.prepare_payment_with(&code, amount.as_deref(), note, &choice).await?;
    let payment = prepared.unfinished.payment;
    let paid = confirm(wallet, &prepared, yes, pin_stdin).await;
    if paid.is_err() {
        // Nobody comes back to what this command began. One that was sent refuses to be dropped
        // and waits for `tongbao resume`.
        let _ = wallet.drop_payment(payment);
    }
    let paid = paid?;
    let check = paid.check().map(|digits| format!("\nThe shop's sound box says: check {digits}"));
    let is_sandbox = is_sandbox(wallet);
    let text = format!(
        "Paid: {}{}{}",
        view::payment_line(&paid),
        check.unwrap_or_default(),
        view::sandbox_line(is_sandbox)
    );
    let view = PaidView { end: "paid", payment: view::payment(paid) };
    output::either(is_json, &view, || text)
}

/// Returns whether the money is play money.
fn is_sandbox(wallet: &DeviceWallet) -> bool {
    matches!(wallet.standing(), Standing::Enrolled(profile) if profile.sandbox)
}

fn choice(coupons: &[String], is_without: bool) -> Result<Choice, Failure> {
    if coupons.is_empty() && !is_without {
        return Ok(Choice::Best);
    }
    let ids: Result<_, _> = coupons.iter().map(|coupon| coupon.parse()).collect();
    ids.map(Choice::These).map_err(|_| {
        let advice = "Take it from tongbao coupon list.";
        Failure::new("coupon_unknown", "This is no coupon's identifier.", advice)
    })
}

async fn confirm(
    wallet: &DeviceWallet,
    prepared: &Prepared,
    yes: bool,
    pin_stdin: bool,
) -> Result<wallet::state::Payment, Failure> {
    if !yes {
        ask(prepared)?;
    }
    loop {
        let (pin, may_ask_again) = read_pin(prepared.pin_needed, pin_stdin)?;
        match wallet.confirm_payment(prepared.unfinished.payment, pin).await? {
            PaymentEnd::Paid(payment) => return Ok(payment),
            PaymentEnd::Refused(problem) => return Err(problem.into()),
            PaymentEnd::Unknown(_) => return Err(end_unknown()),
            PaymentEnd::PinWrong { tries_left } => {
                let problem = Problem { tries_left, ..Problem::new(ErrorCode::PinWrong) };
                let failure = Failure::from(Box::new(problem));
                if !may_ask_again || tries_left == Some(0) {
                    return Err(failure);
                }
                failure.print(false);
            }
        }
    }
}

/// Shows what would be paid, under the registered name, and wants a yes.
fn ask(prepared: &Prepared) -> Result<(), Failure> {
    let Prepared { unfinished, offer, .. } = prepared;
    if !prompt::is_terminal() {
        let sentence = "Nobody is there to confirm the payment.";
        return Err(Failure::new("confirmation_needed", sentence, "Add --yes."));
    }
    let city = offer.city.as_deref().map(|city| format!(", {}", printable(city)));
    let (name, city) = (printable(&offer.name), city.unwrap_or_default());
    let differs = match offer.name_differs {
        true => format!(" (the code says \"{}\")", printable(&offer.stated_name)),
        false => String::new(),
    };
    if offer.is_new_person {
        let warning = "This is a person whom you have not paid lately. On a counter it is not the \
                       shop's label: ask first.";
        output::line(warning)?;
    }
    if let Some(goods) = &offer.goods {
        output::line(&goods::told(goods, unfinished.amount.currency()))?;
    }
    if let Some(discount) = &prepared.discount {
        output::line(&coupon::explained(discount))?;
    }
    if prompt::agreed(&format!("Pay {} to {name}{city}{differs}?", unfinished.amount))? {
        Ok(())
    } else {
        Err(Failure::new("not_confirmed", "Nothing was paid.", "Answer y to pay."))
    }
}

/// Returns the PIN and whether asking for it once more makes sense.
pub(super) fn read_pin(
    is_needed: bool,
    pin_stdin: bool,
) -> Result<(Option<Secret>, bool), Failure> {
    if !is_needed {
        return Ok((None, false));
    }
    if pin_stdin {
        return Ok((Some(Secret::new(prompt::stdin_line()?)), false));
    }
    if let Some(pin) = prompt::from_environment("TONGBAO_PIN") {
        return Ok((Some(pin), false));
    }
    if prompt::is_terminal() {
        return Ok((Some(prompt::secret("Payment PIN")?), true));
    }
    Ok((None, false))
}
