//! `tongbao draw`: repeats draws, and holds them against what was promised.

use super::{campaign, receipt};
use crate::arguments::{Draw, VerifyDraw};
use crate::failure::Failure;
use crate::{output, session};
use promotion::campaign::NotDrawn;
use proof::hex;
use serde::Serialize;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use wallet::WalletError;
use wallet::campaign::{
    DrawCheck, DrawFault, DrawVerdict, GroupCheck, GroupVerdict, PaymentCheck, check, check_group,
};
use wallet::receipt::verify;
use wire::campaign::CampaignResponse;
use wire::receipt::ReceiptResponse;
use wire::{Id, Money};

/// The most bytes of what is published of a campaign: a thousand merchants and events fit.
const FILE_BYTES_MAX: u64 = 512 * 1024;

/// What was checked, in words that a script may branch on.
#[derive(Debug, Serialize)]
struct DrawView {
    payment: Id,
    campaign: String,
    day: String,
    ticket: u64,
    tickets: u64,
    won: Money,
    evidence: String,
    /// Absent where nobody can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence_is_mine: Option<bool>,
    commitment: String,
    /// Whether the commitment was kept from before, and not only read now.
    commitment_was_kept: bool,
    seed: Option<String>,
    verdict: &'static str,
    wrong: Option<&'static str>,
}

/// What was checked of a payment without a draw.
#[derive(Debug, Serialize)]
struct GroupView {
    payment: Id,
    campaign: String,
    reason: &'static str,
    commitment: String,
    commitment_was_kept: bool,
    verdict: &'static str,
}

/// Does one of the two.
pub async fn run(home: Option<PathBuf>, asked: Draw, is_json: bool) -> Result<(), Failure> {
    match asked {
        Draw::Check { payment } => {
            let payment = payment.parse().map_err(|_| {
                let advice = "Take it from tongbao history.";
                Failure::new("payment_unknown", "This is no payment's identifier.", advice)
            })?;
            let wallet = session::wallet(home).await?;
            let checked = match wallet.check_draw(payment).await {
                Err(WalletError::DrawMissing) => {
                    return tell_group(payment, &wallet.check_group(payment).await?, is_json);
                }
                checked => checked?,
            };
            let PaymentCheck { check, commitment_was_kept, evidence_is_mine, receipt } = checked;
            tell(&receipt, &check, commitment_was_kept, evidence_is_mine, is_json)
        }
        Draw::Verify(asked) => verify_file(home, asked, is_json).await,
    }
}

async fn verify_file(
    home: Option<PathBuf>,
    asked: VerifyDraw,
    is_json: bool,
) -> Result<(), Failure> {
    let VerifyDraw { file, campaign, commitment, operator_key } = asked;
    let given = commitment.map(|text| {
        let advice = "It is 64 hexadecimal digits.";
        let wrong = || Failure::new("commitment_malformed", "This is no commitment.", advice);
        hex::decode(&text).ok_or_else(wrong)
    });
    let given = given.transpose()?;
    let receipt = receipt::read(&file)?;
    let (operator, keys) = receipt::keys(home.clone(), operator_key.as_deref()).await?;
    if !verify(&receipt, &operator, &keys).is_sound() {
        return Err(receipt::worthless());
    }
    let drawn = receipt.draw.as_deref().ok_or(WalletError::DrawMissing)?;
    let (published, known) = match campaign {
        Some(file) => (read(&file)?, None),
        None => {
            let (published, known) = session::wallet(home).await?.campaign(drawn.campaign).await?;
            (published, known.filter(|known| known.seen_at_ms <= receipt.at_ms))
        }
    };
    let kept = given.or(known.map(|known| known.commitment));
    if drawn.reason.as_deref() == Some(NotDrawn::HeldOut.code()) {
        let group = check_group(&receipt, &published, kept)?;
        return tell_group(receipt.payment, &group, is_json);
    }
    let check = check(&receipt, &published, kept)?;
    tell(&receipt, &check, kept.is_some(), None, is_json)
}

/// Prints whether who paid is in the comparison group; one who is not is a failure.
fn tell_group(payment: Id, check: &GroupCheck, is_json: bool) -> Result<(), Failure> {
    let view = GroupView {
        payment,
        campaign: Id(check.published.terms.id.0).to_string(),
        reason: NotDrawn::HeldOut.code(),
        commitment: check.commitment_text(),
        commitment_was_kept: check.commitment_was_kept,
        verdict: check.verdict.code(),
    };
    output::either(is_json, &view, || {
        let line = match check.verdict {
            GroupVerdict::Holds => {
                "ok      who paid is in the comparison group, which has no draws"
            }
            GroupVerdict::Unknown => "--      the receipt does not name the account that paid",
            GroupVerdict::NotInGroup => "BROKEN  who paid is not in the comparison group",
            GroupVerdict::CommitmentWrong => "BROKEN  terms and seeds are those committed to",
        };
        format!("payment {payment}  campaign {}\n{line}", view.campaign)
    })?;
    if check.verdict.is_wrong() { Err(draw_wrong()) } else { Ok(()) }
}

fn draw_wrong() -> Failure {
    let sentence = "This draw is not what was promised.";
    let advice = "Keep the receipt, and show it to the operator and to others.";
    Failure::new("draw_wrong", sentence, advice)
}

fn read(file: &Path) -> Result<CampaignResponse, Failure> {
    let unread = |error| Failure::io("The file cannot be read", &error);
    let mut text = String::new();
    let open = File::open(file).map_err(unread)?;
    open.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(unread)?;
    let told = serde_json::from_str(&text).ok();
    told.filter(|_| text.len() as u64 <= FILE_BYTES_MAX).ok_or_else(|| {
        let sentence = "This file is not what an operator publishes of a campaign.";
        Failure::new("campaign_malformed", sentence, "Save /v1/campaigns/ID of the operator.")
    })
}

/// Prints what it came to; a draw that is wrong is a failure.
fn tell(
    receipt: &ReceiptResponse,
    check: &DrawCheck,
    commitment_was_kept: bool,
    evidence_is_mine: Option<bool>,
    is_json: bool,
) -> Result<(), Failure> {
    let (verdict, wrong) = match check.verdict {
        DrawVerdict::Holds => ("holds", None),
        DrawVerdict::Waiting => ("waiting", None),
        DrawVerdict::Wrong(fault) => ("wrong", Some(fault.code())),
    };
    let view = DrawView {
        payment: receipt.payment,
        campaign: Id(check.published.terms.id.0).to_string(),
        day: campaign::day(check.draw.day),
        ticket: check.draw.ticket,
        tickets: check.published.terms.odds.one_in,
        won: check.draw.won.into(),
        evidence: check.evidence_text(),
        evidence_is_mine,
        commitment: check.commitment_text(),
        commitment_was_kept,
        seed: check.seed_text(),
        verdict,
        wrong,
    };
    output::either(is_json, &view, || lines(&view, check).join("\n"))?;
    if wrong.is_none() && evidence_is_mine != Some(false) {
        return Ok(());
    }
    Err(draw_wrong())
}

fn lines(view: &DrawView, check: &DrawCheck) -> Vec<String> {
    let DrawView { payment, day, ticket, tickets, .. } = view;
    let mut lines = vec![
        format!("payment {payment}  campaign {}  {day}", view.campaign),
        format!("ticket {ticket} of {tickets}  won {}", check.draw.won),
    ];
    lines.push(match (check.verdict, view.commitment_was_kept) {
        (DrawVerdict::Wrong(fault), _) if is_about_promise(fault) => {
            "BROKEN  terms and seeds are those that were committed to".to_owned()
        }
        (_, true) => "ok      terms and seeds are those that were committed to before".to_owned(),
        (_, false) => format!("--      compare what was committed to: {}", view.commitment),
    });
    lines.extend(view.evidence_is_mine.map(|is_mine| match is_mine {
        true => "ok      drawn by what this device signed or showed".to_owned(),
        false => "BROKEN  drawn by what this device signed or showed".to_owned(),
    }));
    lines.push(match check.verdict {
        DrawVerdict::Holds => "ok      the day's seed gives the same ticket and prize".to_owned(),
        DrawVerdict::Waiting => format!("--      the seed of {day} is not shown yet"),
        DrawVerdict::Wrong(fault) => format!("BROKEN  {}", fault.code().replace('_', " ")),
    });
    lines
}

const fn is_about_promise(fault: DrawFault) -> bool {
    use promotion::campaign::DrawError::CommitmentWrong;
    matches!(fault, DrawFault::Draw(CommitmentWrong))
}
