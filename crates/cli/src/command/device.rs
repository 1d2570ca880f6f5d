//! `tongbao device`: the devices of this wallet's person, and revoking one that is lost.

use super::pay::read_pin;
use crate::arguments::Device as Asked;
use crate::failure::Failure;
use crate::output;
use serde::Serialize;
use wallet::device::Device;
use wallet_io::DeviceWallet;
use wire::Id;

#[derive(Debug, Serialize)]
struct DeviceView {
    device: Id,
    enrolled_at_ms: u64,
    is_current: bool,
    is_revoked: bool,
    revoked_at_ms: Option<u64>,
}

/// Does one of the two.
pub async fn run(wallet: &DeviceWallet, asked: Asked, is_json: bool) -> Result<(), Failure> {
    match asked {
        Asked::List => listed(&wallet.devices().await?, is_json),
        Asked::Revoke { device, pin_stdin } => {
            let device = device.parse().map_err(|_| unknown())?;
            let (pin, _) = read_pin(true, pin_stdin)?;
            listed(&wallet.revoke_device(device, pin).await?, is_json)
        }
    }
}

fn unknown() -> Failure {
    let sentence = "This is no device's identifier.";
    Failure::new("device_not_found", sentence, "Take it from tongbao device list.")
}

fn listed(devices: &[Device], is_json: bool) -> Result<(), Failure> {
    let views: Vec<DeviceView> = devices.iter().map(view).collect();
    output::either(is_json, &views, || views.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn view(device: &Device) -> DeviceView {
    let Device { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms } = *device;
    DeviceView { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms }
}

fn line(view: &DeviceView) -> String {
    let note = match (view.is_current, view.is_revoked, view.revoked_at_ms) {
        (true, ..) => "  this device".to_owned(),
        (false, true, Some(at)) => format!("  revoked {}", output::moment(at)),
        (false, true, None) => "  revoked".to_owned(),
        (false, false, _) => String::new(),
    };
    format!("{}  since {}{note}", view.device, output::moment(view.enrolled_at_ms))
}
