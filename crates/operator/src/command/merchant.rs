//! `tongbaod merchant`: merchants, opened and listed, held back and freed.

mod neutrality;
mod portable;

pub(super) use neutrality::refused;

mod key;
mod staff;
mod till_key;

use super::desk::Desk;
use super::{CommandError, print};
use crate::service::merchant as merchant_view;
use crate::{paycodes, random, till_key_hash};
use bank::Command;
use bank::command::{LimitStep, OpenMerchant, Verdict};
use bank::id::{AccountId, LabelId, MerchantId};
use bank::record::{self, State};
use bank::registered::Salt;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use std::path::{Path, PathBuf};
use wire::Id;
use wire::merchant::MerchantState;

/// What can be done with merchants.
#[derive(Debug, clap::Subcommand)]
pub enum Merchant {
    /// Opens a merchant's account, with a label and a till key; the key is shown this once.
    Create {
        /// The registered name: up to 25 characters.
        #[arg(long)]
        name: String,
        /// The city: up to 15 characters.
        #[arg(long)]
        city: String,
        /// The merchant category code (ISO 18245).
        #[arg(long, default_value_t = 5999)]
        category: u16,
    },
    /// Makes another till key, which is shown this once; the one before counts for nothing from
    /// then on. Each time it is another one: what was printed last is the till's. Also for a shop
    /// that a person opened, which has none.
    RotateTillKey {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
    },
    /// Keys of a merchant's programs, each with what it may do.
    #[command(subcommand)]
    Key(key::MerchantKey),
    /// Writes the shop, its labels and its history to a new file, sealed with the operator's key:
    /// to be taken to another operator.
    Export {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// The file to write, which must not exist.
        #[arg(long)]
        out: PathBuf,
    },
    /// Opens a shop from the export of another operator, with the same labels: what is printed pays
    /// here too. Again changes nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// The other operator's name and key, as `tongbaod key list` prints it there.
        #[arg(long, value_name = "KEY")]
        operator_key: String,
    },
    /// Lets a merchant take no new orders and payments; what was paid can still be given back. The
    /// reason and the sentence are public, and can be appealed.
    Limit {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        #[command(flatten)]
        why: neutrality::Why,
    },
    /// Removes a merchant. The reason and the sentence are public, and can be appealed.
    Remove {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        #[command(flatten)]
        why: neutrality::Why,
    },
    /// Lets a limited or removed merchant take payments again.
    Lift {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        #[command(flatten)]
        why: neutrality::Why,
    },
    /// Lists the appeals that wait for an answer.
    Appeals,
    /// Answers an appeal; one that is granted frees the merchant.
    Answer {
        /// The appeal's number in the log.
        #[arg(long, value_name = "NUMBER")]
        appeal: u64,
        /// Takes back what was appealed; without it the operator keeps to it.
        #[arg(long)]
        grant: bool,
        /// The answer that everybody reads: one line of up to 280 characters.
        #[arg(long)]
        text: String,
    },
    /// Lists all merchants with their labels, and where those stand that people opened.
    List {
        /// Only those that wait to be approved.
        #[arg(long)]
        pending: bool,
    },
    /// Lets a merchant that a person opened be paid.
    Approve {
        /// The merchant's identifier or name.
        merchant: String,
    },
    /// Refuses a merchant that a person opened; it can be approved later.
    Refuse {
        /// The merchant's identifier or name.
        merchant: String,
        /// Why, for its owner: one line of up to 64 characters.
        #[arg(long)]
        reason: String,
    },
    /// Invites a person to a merchant's staff: how one that the desk opened gets its first owner.
    Invite {
        /// The merchant's identifier or name.
        merchant: String,
        /// The role: owner, manager, cashier or auditor.
        #[arg(long, default_value = "owner")]
        role: String,
    },
}

impl Merchant {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Create { name, city, category } => create(&desk, name, city, category, json),
            Self::List { pending } => list(&desk, pending, json),
            Self::Approve { merchant } => staff::judge(&desk, &merchant, Verdict::Approve, json),
            Self::Refuse { merchant, reason } => {
                staff::judge(&desk, &merchant, Verdict::Refuse(reason), json)
            }
            Self::Invite { merchant, role } => staff::invite(&desk, &merchant, &role, json),
            Self::Key(key) => key.run(&desk, json),
            Self::RotateTillKey { merchant } => till_key::rotate(&desk, &merchant, json),
            Self::Export { merchant, out } => portable::export(&desk, &merchant, &out, json),
            Self::Import { file, operator_key } => {
                portable::import(&desk, &file, &operator_key, json)
            }
            Self::Limit { merchant, why } => {
                neutrality::limit(&desk, &merchant, LimitStep::Limit, &why, json)
            }
            Self::Remove { merchant, why } => {
                neutrality::limit(&desk, &merchant, LimitStep::Remove, &why, json)
            }
            Self::Lift { merchant, why } => {
                neutrality::limit(&desk, &merchant, LimitStep::Lift, &why, json)
            }
            Self::Appeals => neutrality::appeals(&desk, json),
            Self::Answer { appeal, grant, text } => {
                neutrality::answer(&desk, appeal, grant, &text, json)
            }
        };
        desk.close();
        result
    }
}

/// The parts of a new merchant.
pub struct NewMerchant {
    /// What the bank is told.
    pub command: OpenMerchant,
    /// The text of the label's code.
    pub code: String,
}

/// Puts a merchant together; one whose name does not fit into a payment code is found out before
/// anything is opened.
pub fn plan(desk: &Desk, command: OpenMerchant) -> Result<NewMerchant, CommandError> {
    let (merchant, label) = records(&command);
    let code = paycodes::label(&desk.config, &merchant, &label, None)?;
    Ok(NewMerchant { command, code })
}

/// Returns the records that the bank will make of the command.
pub fn records(command: &OpenMerchant) -> (record::Merchant, record::Label) {
    let OpenMerchant {
        merchant, account, label, name, city, category, till_key_hash, salt, ..
    } = command;
    let record = record::Merchant {
        id: *merchant,
        name: name.trim().to_owned(),
        city: city.trim().to_owned(),
        category: *category,
        account: *account,
        state: State::Active,
        till_key_hash: *till_key_hash,
        salt: *salt,
    };
    (record, record::Label { id: *label, merchant: *merchant, state: State::Active })
}

fn create(
    desk: &Desk,
    name: String,
    city: String,
    category: u16,
    json: bool,
) -> Result<(), CommandError> {
    let till_key = URL_SAFE_NO_PAD.encode(random::bytes::<32>()?);
    let NewMerchant { command, code } = plan(
        desk,
        OpenMerchant {
            merchant: MerchantId(random::id()?.0),
            account: AccountId(random::bits()?),
            label: LabelId(random::bits()?),
            name,
            city,
            category,
            currency: desk.config.currency,
            till_key_hash: till_key_hash(&till_key),
            salt: Salt(random::bits()?),
        },
    )?;
    let (merchant, label) = (Id(command.merchant.0), Id(command.label.0));
    let url = till_url(&desk.config.public_url, &till_key);
    desk.order(command.merchant.0, Command::OpenMerchant(command))?;
    let value = json!({
        "merchant": merchant, "label": label, "code": code, "till_key": till_key, "till_url": url,
    });
    let lines = [
        format!("merchant  {merchant}"),
        format!("label     {label}"),
        format!("code      {code}"),
        format!("till      {url}"),
        "Keep the till's address: its key is not shown again.".to_owned(),
    ];
    print::value(json, &value, &lines);
    Ok(())
}

/// Returns the address of a till's page. The key stands behind the `#`: browsers keep that part to
/// themselves, so it reaches no log.
pub fn till_url(public_url: &str, till_key: &str) -> String {
    format!("{public_url}/till#key={till_key}")
}

fn list(desk: &Desk, pending: bool, json: bool) -> Result<(), CommandError> {
    let mut values = Vec::new();
    let mut lines = Vec::new();
    for (merchant, labels) in desk.reader.merchants()? {
        let profile = staff::profile(desk, merchant.id)?;
        let state = merchant_view::state(&merchant, profile.as_ref());
        if pending && state != MerchantState::Pending {
            continue;
        }
        let address = profile.as_ref().and_then(|profile| profile.address.clone());
        let opened_by = profile.and_then(|profile| profile.opened_by).map(|by| Id(by.0));
        let balance = desk.balance(merchant.account)?;
        let id = Id(merchant.id.0);
        let label_ids: Vec<Id> = labels.iter().map(|label| Id(label.id.0)).collect();
        let amount = balance.amount().map(|amount| amount.digits()).unwrap_or_default();
        let names: Vec<String> = label_ids.iter().map(Id::to_string).collect();
        lines.push(format!(
            "{id}  {}  {}, {}  {amount} {}  labels {}",
            state.word(),
            merchant.name,
            address
                .as_deref()
                .map_or(merchant.city.clone(), |at| format!("{at}, {}", merchant.city)),
            balance.currency().code(),
            names.join(" ")
        ));
        values.push(json!({
            "merchant": id, "name": merchant.name, "city": merchant.city,
            "category": merchant.category, "labels": label_ids,
            "balance_minor": balance.minor(), "currency": balance.currency().code(),
            "state": state, "address": address, "opened_by": opened_by,
        }));
    }
    print::value(json, &json!(values), &lines);
    Ok(())
}

/// Returns whether a merchant or a label can be paid, in a word.
pub(crate) const fn state_word(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Limited => "limited",
        State::Closed => "closed",
        State::Pending => "pending",
    }
}
