//! `tongbao envelope`: sends, claims, shows, lists and verifies envelopes.

use super::pay::read_pin;
use crate::arguments::{Envelope, SendEnvelope};
use crate::failure::Failure;
use crate::output::{self, moment};
use crate::prompt;
use paycode::printable;
use promotion::envelope::Split;
use serde::Serialize;
use wallet::envelope::{PreparedEnvelope, SeenEnvelope};
use wallet_io::DeviceWallet;
use wire::envelope::EnvelopeState;
use wire::{Id, Money};

#[derive(Debug, Serialize)]
struct EnvelopeView {
    envelope: Id,
    code: Option<String>,
    greeting: Option<String>,
    sender: String,
    payee: Option<String>,
    is_mine: bool,
    total: Money,
    shares: u16,
    claimed: u16,
    state: EnvelopeState,
    sent_at_ms: u64,
    returns_at_ms: u64,
    mine: Option<Money>,
    claims: Vec<ClaimView>,
    returned: Option<Money>,
    proof: Option<ProofView>,
}

#[derive(Debug, Serialize)]
struct ClaimView {
    name: String,
    amount: Money,
    at_ms: u64,
    is_me: bool,
    is_luckiest: bool,
}

#[derive(Debug, Serialize)]
struct ProofView {
    commitment: String,
    seed: Option<String>,
    holds: bool,
    is_whole: bool,
}

/// Does one of the five.
pub async fn run(wallet: &DeviceWallet, asked: Envelope, is_json: bool) -> Result<(), Failure> {
    match asked {
        Envelope::Send(asked) => {
            let seen = send(wallet, asked).await?;
            let code = seen.code.clone().unwrap_or_default();
            let text = format!("Sent: {}\n{code}", line(&seen));
            output::either(is_json, &view(seen), || text)
        }
        Envelope::Claim { code } => {
            let seen = wallet.claim_envelope(&code).await?;
            let text = format!("{}\n{}", whole(&seen), proven(&seen));
            output::either(is_json, &view(seen), || text)
        }
        Envelope::Show { envelope } => {
            let seen = wallet.envelope(id(&envelope)?).await?;
            let text = whole(&seen);
            output::either(is_json, &view(seen), || text)
        }
        Envelope::List => {
            let (seen, _) = wallet.envelopes().await?;
            let lines: Vec<String> = seen.iter().map(line).collect();
            let text = if lines.is_empty() { "No envelopes.".to_owned() } else { lines.join("\n") };
            let views: Vec<EnvelopeView> = seen.into_iter().map(view).collect();
            output::either(is_json, &views, || text)
        }
        Envelope::Verify { envelope } => {
            let seen = wallet.envelope(id(&envelope)?).await?;
            if !seen.proof.as_ref().is_some_and(|proof| proof.holds) {
                let sentence = "The envelope is not what the operator committed to.";
                let advice = "Keep what you have, and ask the operator and the others.";
                return Err(Failure::new("envelope_wrong", sentence, advice));
            }
            let text = proven(&seen);
            output::either(is_json, &view(seen), || text)
        }
    }
}

async fn send(wallet: &DeviceWallet, asked: SendEnvelope) -> Result<SeenEnvelope, Failure> {
    let SendEnvelope { amount, shares, equal, to, greeting, pin_stdin, yes } = asked;
    let split = if equal { Split::Equal } else { Split::Lucky };
    let prepared = wallet.prepare_envelope(&amount, shares, split, to.as_deref(), greeting).await?;
    if !yes {
        ask(&prepared)?;
    }
    let (pin, _) = read_pin(prepared.pin_needed, pin_stdin)?;
    Ok(wallet.confirm_envelope(prepared.unfinished.envelope, pin).await?)
}

fn ask(prepared: &PreparedEnvelope) -> Result<(), Failure> {
    if !prompt::is_terminal() {
        let sentence = "Nobody is there to confirm the envelope.";
        return Err(Failure::new("confirmation_needed", sentence, "Add --yes."));
    }
    let PreparedEnvelope { unfinished, share, .. } = prepared;
    let whom = match &unfinished.payee {
        Some((_, name)) => format!("to {}", printable(name)),
        None => format!("in {} shares of {} to {}", unfinished.shares, share.least, share.most),
    };
    if prompt::agreed(&format!("Send {} {whom}?", unfinished.total))? {
        Ok(())
    } else {
        Err(Failure::new("not_confirmed", "Nothing was sent.", "Answer y to send."))
    }
}

fn id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| {
        let advice = "Take it from tongbao envelope list.";
        Failure::new("envelope_unknown", "This is no envelope's identifier.", advice)
    })
}

fn line(seen: &SeenEnvelope) -> String {
    let state = match seen.state {
        EnvelopeState::Open => format!("until {}", moment(seen.returns_at_ms)),
        EnvelopeState::Finished => "finished".to_owned(),
        EnvelopeState::Returned => "over".to_owned(),
    };
    let whose = match (seen.is_mine, &seen.payee) {
        (true, Some(payee)) => format!("to {}", printable(payee)),
        (true, None) => "to a group".to_owned(),
        (false, _) => format!("from {}", printable(&seen.sender)),
    };
    let mine = seen.mine.map(|mine| format!("  yours: {mine}")).unwrap_or_default();
    let SeenEnvelope { envelope, total, claimed, shares, .. } = seen;
    format!("{envelope}  {total}  {whose}  {claimed} of {shares}  {state}{mine}")
}

fn whole(seen: &SeenEnvelope) -> String {
    let mut lines = vec![line(seen)];
    lines.extend(seen.greeting.as_deref().map(|greeting| format!("\"{}\"", printable(greeting))));
    lines.extend(seen.claims.iter().map(|claim| {
        let luckiest = if claim.is_luckiest { "  luckiest" } else { "" };
        let (at, name) = (moment(claim.at_ms), printable(&claim.name));
        format!("  {}  {name}  {at}{luckiest}", claim.amount)
    }));
    lines.extend(seen.returned.map(|returned| format!("  {returned}  went back")));
    lines.join("\n")
}

/// Returns what the wallet has recomputed.
fn proven(seen: &SeenEnvelope) -> String {
    match &seen.proof {
        Some(proof) if proof.holds && proof.is_whole => {
            "Every share is the one that was committed to.".to_owned()
        }
        Some(proof) if proof.holds && seen.mine.is_some() => {
            "Your share is the one that was committed to.".to_owned()
        }
        Some(proof) if proof.holds => "Its shares are committed to.".to_owned(),
        Some(_) => "It is NOT what was committed to.".to_owned(),
        None => "Nothing can be recomputed.".to_owned(),
    }
}

fn view(seen: SeenEnvelope) -> EnvelopeView {
    let claims = seen.claims.into_iter().map(|claim| ClaimView {
        name: claim.name,
        amount: claim.amount.into(),
        at_ms: claim.at_ms,
        is_me: claim.is_me,
        is_luckiest: claim.is_luckiest,
    });
    let proof = seen.proof.map(|proof| ProofView {
        commitment: proof.commitment,
        seed: proof.seed,
        holds: proof.holds,
        is_whole: proof.is_whole,
    });
    EnvelopeView {
        envelope: seen.envelope,
        code: seen.code,
        greeting: seen.greeting,
        sender: seen.sender,
        payee: seen.payee,
        is_mine: seen.is_mine,
        total: seen.total.into(),
        shares: seen.shares,
        claimed: seen.claimed,
        state: seen.state,
        sent_at_ms: seen.sent_at_ms,
        returns_at_ms: seen.returns_at_ms,
        mine: seen.mine.map(Money::from),
        claims: claims.collect(),
        returned: seen.returned.map(Money::from),
        proof,
    }
}
