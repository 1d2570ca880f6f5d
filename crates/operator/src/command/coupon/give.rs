//! `tongbaod coupon give`: gives a person one coupon, by the rules that hold for everybody.

use super::{digits, find};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::random;
use crate::service::card;
use bank::command::ReceiveCoupon;
use bank::id::CouponId;
use bank::{Command, Receipt};
use promotion::Seed;
use serde_json::json;
use wire::Id;

/// What is given to whom.
#[derive(Debug, clap::Args)]
pub struct Give {
    /// The batch's identifier or title.
    #[arg(long)]
    stock: String,
    /// The person's e-mail address or telephone number.
    #[arg(long)]
    handle: String,
    /// The identifier of this coupon, to ask again safely; a new one when absent.
    #[arg(long)]
    coupon: Option<Id>,
}

impl Give {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let stock = find(desk, &self.stock)?;
        let person = desk.person(&self.handle)?;
        let id = match self.coupon {
            Some(coupon) => coupon,
            None => random::id()?,
        };
        let command = Command::ReceiveCoupon(ReceiveCoupon {
            coupon: CouponId(id.0),
            stock: stock.id,
            person: person.id,
            card: card::counting(desk.reader.as_ref(), stock.id, person.id)?,
            zone: desk.config.time_zone.zone(),
            seed: Seed::new(random::bytes()?),
        });
        let Receipt::Coupon(given) = desk.order(id.0, command)? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let value_minor = given.coupon.value_minor;
        let value = json!({
            "coupon": id, "stock": Id(stock.id.0), "value_minor": value_minor,
            "from_ms": given.coupon.from.0, "until_ms": given.coupon.until.0,
        });
        let drawn = value_minor.map(|minor| digits(minor, stock.rules.currency));
        let drawn = drawn.map(|drawn| format!(", worth {drawn}")).unwrap_or_default();
        print::value(json, &value, &[format!("coupon {id} for {}{drawn}", person.name)]);
        Ok(())
    }
}
