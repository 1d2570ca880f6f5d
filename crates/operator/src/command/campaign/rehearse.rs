//! `tongbaod campaign rehearse`: what a campaign would have cost on the days just gone by, played a
//! few times with seeds by chance.

use super::file::TermsFile;
use crate::command::coupon::{amount, digits};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::{campaigns, clock, random};
use bank::Key;
use bank::record::{Account, Owner, Payment, PaymentKind, Record};
use promotion::Seed;
use promotion::calendar::TimeMs;
use promotion::campaign::{
    Period, Recorded, SeedChain, Terms, evidence_of_order, evidence_of_payer_code,
};
use promotion::coupon::Payee;
use promotion::id::MerchantId;
use serde_json::json;
use std::path::PathBuf;

/// How many payments are read at once.
const AT_ONCE: u32 = 1000;

/// What is rehearsed.
#[derive(Debug, clap::Args)]
pub struct Rehearse {
    /// The file of terms; its days are taken to be those that are played.
    file: PathBuf,
    /// How many days are played, today the last.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3653))]
    days: u16,
    /// How often.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=100))]
    times: u8,
}

impl Rehearse {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let file = TermsFile::read(&self.file)?;
        let mut terms = file.terms(desk, campaigns::new_id()?)?;
        let budget_minor = amount("budget", &file.budget, terms.currency)?;
        let last = terms.zone.local(TimeMs(clock::now().0)).day;
        let first = last.plus_days(1 - i32::from(self.days));
        terms.period = Period { first, last };
        let recorded = recorded(desk, &terms)?;
        let (mut lines, mut values) = (Vec::new(), Vec::new());
        lines.push(format!("{} payments to merchants in {} days", recorded.len(), self.days));
        for _ in 0..self.times {
            let seeds = SeedChain::new(terms.id, terms.period, Seed::new(random::bytes()?));
            let played = terms.rehearse(&seeds, budget_minor, recorded.iter().copied());
            let money = |minor| digits(minor, terms.currency);
            lines.push(format!(
                "{} draws, {} won, by prize {:?}; not drawn: {:?}",
                played.drawn,
                money(played.spent_minor),
                played.won,
                played.not_drawn
            ));
            values.push(json!({
                "drawn": played.drawn, "won": played.won, "spent_minor": played.spent_minor,
                "not_drawn": played.not_drawn,
            }));
        }
        print::value(json, &json!(values), &lines);
        Ok(())
    }
}

fn recorded(desk: &Desk, terms: &Terms) -> Result<Vec<Recorded>, CommandError> {
    let from = terms.zone.begins_at(terms.period.first);
    let (mut after, mut recorded) = (0, Vec::new());
    loop {
        let page = desk.reader.payments_by_sequence(after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(recorded) };
        after = last.sequence;
        for payment in page.iter().filter(|payment| payment.at.0 >= from.0) {
            recorded.extend(one(desk, payment)?);
        }
    }
}

/// Returns what a campaign would have seen of a payment; none for one that is not to a merchant.
fn one(desk: &Desk, payment: &Payment) -> Result<Option<Recorded>, CommandError> {
    let evidence = match (payment.kind, &payment.evidence) {
        (PaymentKind::Label(_) | PaymentKind::Order(_), Some(evidence)) => {
            evidence_of_order(&evidence.signed_text)
        }
        // Nobody has the digits any more: as good as any.
        (PaymentKind::PayerCode(_), _) => evidence_of_payer_code(&payment.id.0.to_string()),
        _ => return Ok(None),
    };
    let owner = match desk.reader.record(&Key::Account(payment.credit))? {
        Some(Record::Account(Account { owner: Owner::Merchant(merchant), .. })) => merchant,
        _ => return Ok(None),
    };
    Ok(Some(Recorded {
        person: payment.debit.0,
        payee: Payee::Merchant(MerchantId(owner.0)),
        at: TimeMs(payment.at.0),
        paid: payment.amount,
        evidence,
    }))
}
