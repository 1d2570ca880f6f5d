//! Charges a payer code: uses it up whatever follows, then moves the money, or asks the payer to
//! confirm with the PIN. What is paid at once is paid with the payer's best coupons; who is asked
//! to confirm chooses as for any other order.
//!
//! Both are one command, so that no crash comes between them: a code is used up in the transaction
//! that says what became of it, refusals too. Of each device only the highest step taken is kept:
//! a code is taken only if its step is higher, so a newer one ends all that were shown before.

use crate::campaign::{self, Drawable};
use crate::command::{ChargePayerCode, OpenOrder, ShownCode};
use crate::coupon::{self, Best};
use crate::effects::{Answer, Effects, Stop};
use crate::event::{Event, Happened};
use crate::id::{OrderId, TimeMs};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::quick_pay::{self, QuickPayRule};
use crate::receipt::Receipt;
use crate::record::{PaymentKind, Person, QuickPay, Record, State, TakenPayerCode};
use crate::rejection::Rejection;
use crate::setting::{self, SettingKey};
use crate::{fee, goods, merchant, note, order};
use money::Amount;

pub(crate) fn charge(page: &Page, command: &ChargePayerCode, effects: &mut Effects) -> Answer {
    let at = effects.at();
    let (shown, payer) = payer(page, command)?;
    use_up(page, shown, effects)?;
    note::check(command.note.as_deref())?;
    let merchant = merchant::active(page, command.merchant)?;
    let is_taken = page.payment(command.payment)?.is_some()
        || page.order(OrderId(command.payment.0))?.is_some();
    if is_taken {
        return Err(Rejection::IdentifierTaken.into());
    }
    let best = coupon::best(page, command, payer.id, at)?;
    // What the payer really pays is what the cap and quick pay are about.
    let payable = best.as_ref().map_or(command.amount, |best| best.payable);
    check_amount(page, command, (shown, payable), at)?;
    let credit = page.account(merchant.account)?.ok_or(Rejection::PayeeClosed)?;
    let debit = page.account(payer.account)?.ok_or(Rejection::PayerCodeUnknown)?;
    let currency = command.amount.currency();
    if [debit, credit].iter().any(|account| account.balance.currency() != currency) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    merchant::check_free(merchant.state)?;
    let uses = page.quick_pay(payer.id)?.map_or(&[][..], |known| &known.uses);
    let minor = payable.minor();
    let rule = match shown.revealed {
        true => Some(QuickPayRule::Revealed),
        false => {
            let limits = setting::quick_pay(page, command.quick_pay, at)?;
            quick_pay::asks(uses, minor, limits, at)
        }
    };
    if let Some(rule) = rule {
        return ask_for_pin(page, command, payer, rule, effects);
    }
    effects.write(Record::QuickPay(QuickPay {
        person: payer.id,
        uses: quick_pay::with(uses, minor, at),
    }));
    goods::list(OrderId(command.payment.0), command.goods.as_ref(), effects);
    let movement = Transfer {
        payment: command.payment,
        kind: PaymentKind::PayerCode(shown.device),
        debit,
        credit,
        amount: payable,
        total: best.as_ref().map(|_| command.amount),
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &payer.name,
        payee_name: &merchant.name,
        note: command.note.clone(),
        evidence: None,
    };
    let paid = transfer(movement, effects)?;
    fee::take(page, command.fee, &paid, effects)?;
    if let Some(Best { priced, .. }) = &best {
        coupon::spend(page, &paid, command.amount, priced, effects)?;
    }
    if let Some(drawing) = &command.drawing {
        let (payee, evidence) = (credit.owner, command.draw_evidence);
        let drawable = Drawable { payment: &paid, payer, payee, evidence };
        campaign::draw(page, drawing, &drawable, effects)?;
    }
    goods::check(command.goods.as_ref(), command.amount)?;
    Ok(Receipt::Paid(paid))
}

/// Returns the device's code and its person. A device that was removed or whose person is closed
/// shows nothing any more: a till is not told more of it.
fn payer<'a>(page: &'a Page, command: &ChargePayerCode) -> Result<(ShownCode, &'a Person), Stop> {
    let shown = command.shown.ok_or(Rejection::PayerCodeUnknown)?;
    let device = page.device(shown.device)?.filter(|device| device.state == State::Active);
    let device = device.ok_or(Rejection::PayerCodeUnknown)?;
    let person = page.person(device.person)?.filter(|person| person.state == State::Active);
    Ok((shown, person.ok_or(Rejection::PayerCodeUnknown)?))
}

/// Uses the code up: also when the command is refused afterwards.
fn use_up(page: &Page, shown: ShownCode, effects: &mut Effects) -> Result<(), Stop> {
    let ShownCode { device, step, .. } = shown;
    if page.taken_payer_code(device)?.is_some_and(|taken| step <= taken.step) {
        return Err(Rejection::PayerCodeUsed.into());
    }
    effects.write_always(Record::TakenPayerCode(TakenPayerCode { device, step }));
    Ok(())
}

fn check_amount(
    page: &Page,
    command: &ChargePayerCode,
    (shown, payable): (ShownCode, Amount),
    at: TimeMs,
) -> Result<(), Stop> {
    let minor = command.amount.minor();
    if minor == 0 {
        return Err(Rejection::AmountZero.into());
    }
    let key = SettingKey::PaymentMax;
    if minor > setting::holding(page, key, command.payment_max_minor, at)? {
        return Err(Rejection::AmountTooLarge.into());
    }
    if shown.cap_minor.is_some_and(|cap_minor| payable.minor() > cap_minor) {
        return Err(Rejection::PayerCodeCapped.into());
    }
    Ok(())
}

/// Opens an order of the same identifier, and tells the payer's devices of it.
fn ask_for_pin(
    page: &Page,
    command: &ChargePayerCode,
    payer: &Person,
    rule: QuickPayRule,
    effects: &mut Effects,
) -> Answer {
    let (key, configured) = (SettingKey::ConfirmWithinS, u64::from(command.open_for_s));
    let open_for_s = setting::holding(page, key, configured, effects.at())?;
    let open = OpenOrder {
        order: OrderId(command.payment.0),
        merchant: command.merchant,
        amount: command.amount,
        note: command.note.clone(),
        goods: command.goods.clone(),
        open_for_s: u32::try_from(open_for_s).unwrap_or(u32::MAX),
        payment_max_minor: command.payment_max_minor,
    };
    let order = Box::new(order::open_for(page, &open, Some(payer.account), effects)?);
    effects.event(Event {
        sequence: effects.sequence(),
        happened: Happened::PinAsked { order: order.id, payer: payer.account, rule },
    });
    Ok(Receipt::PinAsked { order, rule })
}
