//! Where the wallet stands: what decides which screen opens first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wallet::state::{PendingEnrolment, Profile, Settings};

/// How far this wallet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It has to be opened.
    Locked,
    /// It belongs to nobody yet.
    New,
    /// A one-time code is awaited.
    CodeSent,
    /// It is enrolled and has no payment PIN.
    PinNeeded,
    /// It can pay.
    Ready,
}

/// Why the wallet is locked: a passphrase is to be chosen, or to be entered; another program has
/// it open; the keyring does not give its key; what is stored cannot be read; or its folder cannot
/// be used. Only the first two need a passphrase, `unlock` without one tries again in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// A passphrase is to be chosen.
    PassphraseNew,
    /// The passphrase is to be entered.
    Passphrase,
    /// Another program has it open.
    InUse,
    /// The keyring that has its key does not give it.
    KeyringSilent,
    /// What is stored cannot be read.
    Damaged,
    /// Its folder cannot be used.
    FolderUnusable,
}

/// Who the wallet belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProfileView {
    /// The registered name.
    pub name: String,
    /// The operator's name.
    pub operator_name: String,
    /// Where the operator is.
    pub operator_url: String,
    /// The account's currency, ISO 4217.
    pub currency: String,
    /// Whether a payment PIN is set.
    pub has_pin: bool,
    /// Whether the operator is a sandbox: its money is play money.
    pub sandbox: bool,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        let Profile {
            operator_url,
            operator: _,
            operator_name,
            currency,
            payment_max: _,
            person: _,
            device: _,
            name,
            receive_code: _,
            has_pin,
            sandbox,
        } = profile;
        let currency = currency.code().to_owned();
        Self { name, operator_name, operator_url, currency, has_pin, sandbox }
    }
}

/// An enrolment that waits for its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PendingEnrolmentView {
    /// The operator's name.
    pub operator_name: String,
    /// The handle with its middle hidden.
    pub sent_to: String,
    /// How many digits the code has.
    pub code_digits: u8,
    /// When the code ends, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl From<PendingEnrolment> for PendingEnrolmentView {
    fn from(pending: PendingEnrolment) -> Self {
        let PendingEnrolment {
            enrolment: _,
            operator_url: _,
            operator_name,
            sent_to,
            code_digits,
            expires_at_ms,
        } = pending;
        Self { operator_name, sent_to, code_digits, expires_at_ms }
    }
}

/// The language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// The system's.
    #[default]
    System,
    /// English.
    En,
    /// Chinese.
    Zh,
}

/// The colours of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The system's.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What the person chose; both what is shown and what is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SettingsView {
    /// The language.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        let Settings { language, theme } = settings;
        let language = match language.as_deref() {
            Some("en") => Language::En,
            Some("zh") => Language::Zh,
            _ => Language::System,
        };
        let theme = match theme.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        Self { language, theme }
    }
}

impl From<SettingsView> for Settings {
    fn from(settings: SettingsView) -> Self {
        let SettingsView { language, theme } = settings;
        let language = match language {
            Language::System => None,
            Language::En => Some("en".to_owned()),
            Language::Zh => Some("zh".to_owned()),
        };
        let theme = match theme {
            Theme::System => None,
            Theme::Light => Some("light".to_owned()),
            Theme::Dark => Some("dark".to_owned()),
        };
        Self { language, theme }
    }
}

/// Everything that decides which screen opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StateView {
    /// How far this wallet is.
    pub stage: Stage,
    /// Why it is locked, when it is.
    pub lock: Option<LockReason>,
    /// Who it belongs to, once enrolled.
    pub profile: Option<ProfileView>,
    /// What it waits for while it enrols.
    pub pending: Option<PendingEnrolmentView>,
    /// What the person chose.
    pub settings: SettingsView,
    /// The app's version.
    pub version: String,
    /// The operator to suggest to somebody new.
    pub default_operator_url: Option<String>,
}
