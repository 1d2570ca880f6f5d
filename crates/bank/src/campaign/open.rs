//! Writes a campaign: a draft, with the account where its money will lie. The journal's row holds
//! what it commits to, above the first draw.

use crate::account::{open_account, require_free};
use crate::campaign::money::funder;
use crate::command::OpenCampaign;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::note;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Campaign, Floor, Owner, Record};
use crate::rejection::Rejection;
use ::money::Amount;
use promotion::State;
use promotion::calendar::TimeMs;
use promotion::campaign::commitment;

pub(crate) fn open(page: &Page, command: &OpenCampaign, effects: &mut Effects) -> Answer {
    let OpenCampaign { account, title, terms, anchor, funder: by, budget_minor } = command;
    if page.campaign(terms.id)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if title.trim().is_empty() || note::check(Some(title)).is_err() {
        return Err(Rejection::CampaignTitleMalformed.into());
    }
    let today = terms.zone.local(TimeMs(effects.at().0)).day;
    let is_budget = *budget_minor > 0 && Amount::new(*budget_minor, terms.currency).is_ok();
    if terms.check(today).is_err() || !is_budget {
        return Err(Rejection::CampaignTermsUnsound.into());
    }
    require_free(page, *account)?;
    funder(page, *by, terms.currency)?;
    let (campaign, title, budget_minor) = (terms.id, title.clone(), *budget_minor);
    effects.journal(JournalEntry::CampaignOpened {
        campaign,
        account: *account,
        title: title.clone(),
        commitment: commitment(terms, anchor),
        anchor: *anchor,
        funder: *by,
        budget_minor,
    });
    open_account(*account, Owner::Campaign(campaign), Floor::Zero, terms.currency, effects);
    effects.write(Record::Campaign(Box::new(Campaign {
        id: campaign,
        title,
        checked: (terms.period.first, *anchor),
        terms: terms.clone(),
        anchor: *anchor,
        funder: *by,
        account: *account,
        budget_minor,
        state: State::Draft,
        shown: None,
        opened_at: effects.at(),
    })));
    Ok(Receipt::Campaign(campaign, State::Draft))
}
