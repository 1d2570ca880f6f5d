//! Payer codes: what this person shows to a till. Made without a network, of a secret that the
//! operator gave once, for a step of time that is never used twice.

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::state::{KnownQuickPay, PayerCodeKey, Profile, SavedState};
use crate::wallet::Wallet;
use money::Amount;
use paycode::{
    CAP_MINOR, Code, Payee, PayerCode, PayerPrefix, PayerSecret, PayerStep, PayerTerms, REFRESH_MS,
    SHOWN_MS,
};
use wire::Id;
use wire::payer_code::PayerCodeKeyResponse;

/// A payer code to show. Whoever sees its digits can charge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPayerCode {
    /// The digits.
    pub code: PayerCode,
    /// When it was made, in Unix milliseconds by the operator's clock as far as it is known.
    pub made_at_ms: u64,
    /// When to show a fresh one.
    pub refresh_at_ms: u64,
    /// When it is dead at the latest.
    pub ends_at_ms: u64,
    /// The most that it pays.
    pub cap: Option<Amount>,
    /// The name on the label of the one shop that can use it.
    pub only: Option<String>,
    /// The caps that a code can carry.
    pub caps: Vec<Amount>,
    /// What was left to pay without a PIN when the operator said it last.
    pub quick_pay: KnownQuickPay,
}

impl<P: Ports> Wallet<P> {
    /// Makes a fresh payer code. `cap` is the digits of one of the caps, `only` the text of the
    /// label whose shop alone may use it; `revealed` says that the digits will be seen, which makes
    /// a PIN necessary. The step is saved as used before the code is handed out.
    ///
    /// # Errors
    /// `NotEnrolled`, `PayerCodeNotReady` when the operator never gave the secret and cannot be
    /// reached, `PayerCodeTooSoon` when one was made a moment ago, `CapUnknown`, `NotALabel`,
    /// `ForeignOperator`, `CodeUnreadable`, `Store`.
    pub async fn payer_code(
        &self,
        cap: Option<&str>,
        only: Option<&str>,
        revealed: bool,
    ) -> Result<ShownPayerCode, WalletError> {
        let profile = self.profile()?;
        let caps = caps(&profile)?;
        let cap = cap.map(|digits| read_cap(digits, &caps, &profile)).transpose()?;
        let only = only.map(|text| read_label(text, &profile)).transpose()?;
        let is_ready = {
            let state = self.state();
            state.payer_code.is_some() && state.quick_pay.is_some()
        };
        if !is_ready {
            self.fetch_payer_code_key(&profile).await?;
        }
        let now_ms = self.now_ms();
        let terms = PayerTerms {
            cap_minor: cap.map(|cap| cap.minor()),
            only: only.as_ref().map(|(id, _)| id.0),
            revealed,
        };
        let made = self.change(|state| {
            let (key, step, quick_pay) = use_step(state, now_ms)?;
            let prefix = PayerPrefix::new(u32::from(key.prefix))
                .map_err(|error| WalletError::AnswerMalformed(error.to_string()))?;
            let code = PayerCode::new(prefix, &key.secret, step, terms);
            state.keep_payer_code(code.expose(), now_ms);
            Ok::<_, WalletError>((code, step, quick_pay))
        })?;
        let (code, step, quick_pay) = made?;
        Ok(ShownPayerCode {
            code,
            made_at_ms: now_ms,
            refresh_at_ms: now_ms.saturating_add(REFRESH_MS),
            ends_at_ms: now_ms.saturating_add(SHOWN_MS).min(step.ends_at_ms()),
            cap,
            only: only.map(|(_, name)| name),
            caps,
            quick_pay,
        })
    }

    /// Asks the operator for the secret, and for quick pay where nothing is known of it.
    pub(crate) async fn fetch_payer_code_key(&self, profile: &Profile) -> Result<(), WalletError> {
        let not_ready = |error: WalletError| match error {
            WalletError::Offline | WalletError::AnswerLost => WalletError::PayerCodeNotReady,
            other => other,
        };
        let (api, url) = (self.ports.api(), &profile.operator_url);
        if self.state().payer_code.is_none() {
            let answer = api.payer_code_key(url).await.map_err(|error| not_ready(error.into()))?;
            let key = read_key(&answer)?;
            self.change(|state| {
                // Another call may have been quicker, and may have used a step.
                state.payer_code.get_or_insert(key);
            })?;
        }
        if self.state().quick_pay.is_none() {
            let account = api.account(url).await.map_err(|error| not_ready(error.into()))?;
            self.change(|state| state.learn_account(account))??;
        }
        Ok(())
    }
}

fn read_key(answer: &PayerCodeKeyResponse) -> Result<PayerCodeKey, WalletError> {
    let odd = |what: &str| WalletError::AnswerMalformed(what.to_owned());
    let secret = answer.secret_bytes().ok_or_else(|| odd("the secret of payer codes"))?;
    PayerPrefix::new(u32::from(answer.prefix)).map_err(|_| odd("the prefix of payer codes"))?;
    let secret = PayerSecret::new(secret);
    Ok(PayerCodeKey { secret, prefix: answer.prefix, last_step: None })
}

/// Marks the next step as used.
fn use_step(
    state: &mut SavedState,
    now_ms: u64,
) -> Result<(PayerCodeKey, PayerStep, KnownQuickPay), WalletError> {
    let quick_pay = state.quick_pay.ok_or(WalletError::PayerCodeNotReady)?;
    let key = state.payer_code.as_mut().ok_or(WalletError::PayerCodeNotReady)?;
    let step = PayerStep::next(now_ms, key.last_step.map(PayerStep))
        .map_err(|wait_ms| WalletError::PayerCodeTooSoon { wait_ms })?;
    key.last_step = Some(step.0);
    Ok((key.clone(), step, quick_pay))
}

fn caps(profile: &Profile) -> Result<Vec<Amount>, WalletError> {
    let caps = CAP_MINOR.iter().map(|minor| Amount::new(*minor, profile.currency));
    caps.collect::<Result<_, _>>().map_err(|_| WalletError::CapUnknown)
}

fn read_cap(digits: &str, caps: &[Amount], profile: &Profile) -> Result<Amount, WalletError> {
    let cap = Amount::parse(digits.trim(), profile.currency);
    cap.ok().filter(|cap| caps.contains(cap)).ok_or(WalletError::CapUnknown)
}

/// Returns the identifier of a label and the name that stands on it.
fn read_label(text: &str, profile: &Profile) -> Result<(Id, String), WalletError> {
    let Code::Tongbao(code) = paycode::read(text).map_err(WalletError::CodeUnreadable)? else {
        return Err(WalletError::NotALabel);
    };
    let Payee::Label(id) = &code.payee else {
        return Err(WalletError::NotALabel);
    };
    if code.operator.as_str() != profile.operator {
        return Err(WalletError::ForeignOperator(code.operator.as_str().to_owned()));
    }
    let id = id.as_str().parse().map_err(|_| WalletError::NotALabel)?;
    Ok((id, code.name))
}
