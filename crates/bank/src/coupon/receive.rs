//! Gives a person a coupon, if the batch's rules, its budget and the person's share let it.

use super::refusal::{by_budget, by_rules};
use crate::card;
use crate::command::ReceiveCoupon;
use crate::effects::{Answer, Effects};
use crate::journal::{CardEntry, JournalEntry};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{CardGift, Coupon, CouponState, Receiver, Record, Stock};
use crate::rejection::Rejection;
use promotion::State;
use promotion::calendar::TimeMs;

pub(crate) fn receive(page: &Page, command: &ReceiveCoupon, effects: &mut Effects) -> Answer {
    let ReceiveCoupon { coupon: id, stock, person, card, zone, seed } = command;
    let person = person::active(page, *person)?;
    if page.coupon(*id)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let stock = page.stock(*stock)?.ok_or(Rejection::StockUnknown)?;
    if stock.state != State::Active {
        return Err(Rejection::StockNotActive.into());
    }
    let received = page.receiver(stock.id, person.id)?.map_or(0, |receiver| receiver.count);
    let now = TimeMs(effects.at().0);
    let issued = stock.rules.issue((*id, stock.id), u64::from(received), (now, *zone), seed);
    let issued = issued.map_err(by_rules)?;
    let most_minor = issued.value_minor.unwrap_or(stock.rules.kind.most_minor());
    let taken = stock.budget.take(most_minor, zone.local(now).day);
    let (budget, taken) = taken.map_err(by_budget)?;
    if let Some(card) = card::counted(page, stock, person.id, *card)? {
        let gift = CardGift { stock: stock.id, card, coupon: *id };
        effects.journal(JournalEntry::Card(CardEntry::Counted {
            stock: stock.id,
            card,
            coupon: *id,
        }));
        effects.write(Record::CardGift(gift));
    }
    let coupon = Coupon {
        coupon: issued,
        person: person.id,
        taken,
        received_at: effects.at(),
        state: CouponState::Held,
    };
    effects.journal(JournalEntry::CouponReceived {
        coupon: *id,
        stock: stock.id,
        account: person.account,
        reserved_minor: taken.reserved_minor,
        value_minor: issued.value_minor,
        from: crate::TimeMs(issued.from.0),
        until: crate::TimeMs(issued.until.0),
        day: budget.day.0,
    });
    effects.write(Record::Coupon(coupon));
    effects.write(Record::Stock(Box::new(Stock { budget, ..stock.clone() })));
    let (stock, person) = (stock.id, person.id);
    effects.write(Record::Receiver(Receiver { stock, person, count: received + 1 }));
    Ok(Receipt::Coupon(coupon))
}
