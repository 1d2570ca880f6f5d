//! Where the wallet stands; the first one to ask opens it.

use crate::door::enter;
use crate::view::{LockReason, PendingEnrolmentView, ProfileView, SettingsView, Stage, StateView};
use crate::{Host, Nothing, UiError};
use wallet::port::Ports;
use wallet::{Standing, Wallet};

pub(crate) async fn state<H: Host>(host: &H, _: Nothing) -> Result<StateView, UiError> {
    let mut view = match enter(host).await {
        Ok(wallet) => open(&wallet),
        Err(reason) => locked(reason),
    };
    view.version = host.version().to_owned();
    view.default_operator_url = host.default_operator_url().map(str::to_owned);
    Ok(view)
}

fn locked(reason: LockReason) -> StateView {
    StateView { lock: Some(reason), ..at(Stage::Locked) }
}

fn open<P: Ports>(wallet: &Wallet<P>) -> StateView {
    let view = match wallet.standing() {
        Standing::New => at(Stage::New),
        Standing::CodeSent(pending) => {
            let pending = PendingEnrolmentView::from(pending);
            StateView { pending: Some(pending), ..at(Stage::CodeSent) }
        }
        Standing::Enrolled(profile) => {
            let stage = if profile.has_pin { Stage::Ready } else { Stage::PinNeeded };
            StateView { profile: Some(ProfileView::from(profile)), ..at(stage) }
        }
    };
    StateView { settings: wallet.settings().into(), ..view }
}

fn at(stage: Stage) -> StateView {
    StateView {
        stage,
        lock: None,
        profile: None,
        pending: None,
        settings: SettingsView::default(),
        version: String::new(),
        default_operator_url: None,
    }
}
