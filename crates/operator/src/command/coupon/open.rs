//! `tongbaod coupon open`: writes a batch.

use super::goods::GoodsOptions;
use super::kind::{KindOptions, KindTerms, kind};
use super::refusal::unsound;
use super::when::WhenOptions;
use super::{amount, digits, malformed};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{clock, random};
use bank::command::OpenStock;
use bank::id::{AccountId, StockId};
use bank::{Command, Receipt};
use money::Currency;
use promotion::calendar::TimeMs;
use promotion::coupon::{Funder, Funding, Kind, Limits, Merchants, Rules};
use promotion::id::MerchantId;
use serde_json::json;
use std::collections::BTreeSet;
use wire::Id;

/// What a batch is opened with.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// What people read: one line of up to 64 characters.
    #[arg(long)]
    title: String,
    #[command(flatten)]
    kind: KindOptions,
    #[command(flatten)]
    terms: KindTerms,
    /// Who pays for what coupons save: `operator`, a merchant's name or identifier, or `none`; then
    /// the shops of `--shops` get that much less.
    #[arg(long)]
    funder: String,
    /// Only at this merchant; once for each.
    #[arg(long, value_name = "MERCHANT", conflicts_with = "not_shops")]
    shops: Vec<String>,
    /// Everywhere but at this merchant; once for each.
    #[arg(long, value_name = "MERCHANT")]
    not_shops: Vec<String>,
    #[command(flatten)]
    goods: GoodsOptions,
    #[command(flatten)]
    when: WhenOptions,
    /// How many one person gets.
    #[arg(long, value_name = "PIECES", default_value_t = 1)]
    per_person: u8,
    #[command(flatten)]
    limits: LimitOptions,
    /// Is used alone: no other coupon beside it.
    #[arg(long)]
    alone: bool,
    /// Is not among those that everybody is offered: taken by whoever has its address.
    #[arg(long)]
    unlisted: bool,
    /// A gift for binding a card: one a card and one a person.
    #[arg(long)]
    needs_card: bool,
    /// The identifier of this batch, to ask again safely; a new one when absent.
    #[arg(long)]
    stock: Option<Id>,
}

/// How much of a batch is given out: money, pieces or both.
#[derive(Debug, clap::Args)]
pub struct LimitOptions {
    /// What all coupons together may save; enough for all pieces when absent.
    #[arg(long, value_name = "AMOUNT", required_unless_present = "pieces")]
    budget: Option<String>,
    /// How many there are; as many as the budget reaches for when absent.
    #[arg(long)]
    pieces: Option<u64>,
    /// What the coupons of one day together may save.
    #[arg(long, value_name = "AMOUNT")]
    budget_per_day: Option<String>,
    /// How many are given out on one day.
    #[arg(long, value_name = "PIECES")]
    pieces_per_day: Option<u64>,
}

impl LimitOptions {
    fn read(&self, kind: Kind, currency: Currency) -> Result<Limits, CommandError> {
        let one = kind.most_minor().max(1);
        let money = |option, text: &Option<String>| {
            text.as_ref().map(|text| amount(option, text, currency)).transpose()
        };
        let (money_minor, pieces) = match (money("--budget", &self.budget)?, self.pieces) {
            (Some(minor), Some(pieces)) => (minor, pieces),
            (Some(minor), None) => (minor, minor / one),
            (None, Some(pieces)) => (pieces.saturating_mul(one), pieces),
            (None, None) => return Err(malformed("--budget", "or --pieces is given")),
        };
        if money_minor > money::Amount::MINOR_MAX {
            return Err(malformed("--budget, --pieces", "so much money there is not"));
        }
        Ok(Limits {
            money_minor,
            pieces,
            money_a_day_minor: money("--budget-per-day", &self.budget_per_day)?,
            pieces_a_day: self.pieces_per_day,
        })
    }
}

impl Open {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let now = TimeMs(clock::now().0);
        let rules = self.rules(desk, now)?;
        rules.check(now).map_err(|error| unsound(error, &rules))?;
        let id = match self.stock {
            Some(stock) => stock,
            None => random::id()?,
        };
        let limits = rules.limits;
        let budget = digits(limits.money_minor, rules.currency);
        let command = Command::OpenStock(OpenStock {
            stock: StockId(id.0),
            account: AccountId(random::bits()?),
            title: self.title,
            rules,
            is_listed: !self.unlisted,
            zone: desk.config.time_zone.zone(),
        });
        let Receipt::Stock(..) = desk.order(id.0, command)? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let value = json!({
            "stock": id, "state": "draft", "budget_minor": limits.money_minor,
            "pieces": limits.pieces,
        });
        let line = format!(
            "batch {id}: a draft of {} for {budget}; `tongbaod coupon start --stock {id}`",
            limits.pieces
        );
        print::value(json, &value, &[line]);
        Ok(())
    }

    fn rules(&self, desk: &Desk, now: TimeMs) -> Result<Rules, CommandError> {
        let (currency, zone) = (desk.config.currency, desk.config.time_zone.zone());
        let kind = kind(&self.kind, &self.terms, currency)?;
        let (window, validity) = self.when.read(zone.local(now).day, zone)?;
        let listed = |names: &[String]| {
            let ids = names.iter().map(|name| merchant(desk, name));
            ids.collect::<Result<BTreeSet<MerchantId>, CommandError>>()
        };
        let merchants = match (self.shops.as_slice(), self.not_shops.as_slice()) {
            ([], []) => Merchants::All,
            ([], not) => Merchants::Except(listed(not)?),
            (only, _) => Merchants::Only(listed(only)?),
        };
        let funding = match self.funder.as_str() {
            "none" => Funding::Unfunded,
            "operator" => Funding::Funded(Funder::Operator),
            name => Funding::Funded(Funder::Merchant(merchant(desk, name)?)),
        };
        Ok(Rules {
            currency,
            kind,
            scope: self.goods.read()?,
            merchants,
            window,
            validity,
            stackable: !self.alone,
            funding,
            per_person_max: self.per_person,
            needs_card: self.needs_card,
            limits: self.limits.read(kind, currency)?,
        })
    }
}

fn merchant(desk: &Desk, name: &str) -> Result<MerchantId, CommandError> {
    Ok(MerchantId(desk.merchant(name)?.0.id.0))
}
