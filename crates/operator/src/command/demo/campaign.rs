//! The demo's campaign: it runs from the start, for a year, paid for by the operator.

use super::Demo;
use crate::clock;
use crate::command::CommandError;
use crate::keys::campaign::make_last_seed;
use bank::command::{ChangeCampaign, OpenCampaign};
use bank::id::{AccountId, CampaignId, PaymentId};
use bank::record::Record;
use bank::{Command, Key};
use promotion::calendar::TimeMs;
use promotion::campaign::{Odds, Period, Prize, Reward, SeedChain, Terms};
use promotion::coupon::{Funder, Merchants};
use promotion::{Change, State};

/// Opens and starts the campaign, unless it is there. One that has ended stays so.
pub(super) fn open(demo: &Demo<'_>) -> Result<(), CommandError> {
    let id = CampaignId(demo.id("campaign"));
    let state = match demo.desk.reader.record(&Key::Campaign(id))? {
        Some(Record::Campaign(found)) => found.state,
        _ => {
            let terms = terms(demo, id);
            let last = make_last_seed(&demo.desk.config.keys, id)?;
            let open = OpenCampaign {
                account: AccountId(demo.id("campaign's account")),
                title: "Pay and win".to_owned(),
                anchor: SeedChain::new(id, terms.period, last).anchor(),
                terms,
                funder: Funder::Operator,
                budget_minor: 1_000_000,
            };
            demo.desk.order(id.0, Command::OpenCampaign(Box::new(open)))?;
            State::Draft
        }
    };
    if state == State::Draft {
        let movement = demo.id("campaign's budget");
        let (change, payment) = (Change::Activate, PaymentId(movement));
        let start = ChangeCampaign { campaign: id, change, movement: payment };
        demo.desk.order(movement, Command::ChangeCampaign(start))?;
    }
    Ok(())
}

fn terms(demo: &Demo<'_>, id: CampaignId) -> Terms {
    let zone = demo.desk.config.time_zone.zone();
    let first = zone.local(TimeMs(clock::now().0)).day;
    let prize = |tickets, reward| Prize { tickets, reward };
    Terms {
        id,
        currency: demo.desk.config.currency,
        zone,
        period: Period { first, last: first.plus_days(364) },
        least_minor: 200,
        cap_minor: 1_000,
        odds: Odds {
            one_in: 1_000,
            prizes: vec![
                prize(10, Reward::Share { basis_points: 10_000 }),
                prize(90, Reward::Fixed { minor: 188 }),
                prize(400, Reward::Share { basis_points: 250 }),
            ],
        },
        events: Vec::new(),
        merchants: Merchants::All,
        hold_out_basis_points: 0,
    }
}
