//! `tongbaod device`: the devices of a person, listed and revoked at the desk: for who lost one.

use super::desk::Desk;
use super::{CommandError, print};
use crate::clock;
use bank::Command;
use bank::command::RevokeDevice;
use bank::id::DeviceId;
use bank::record::{Device, Person, State};
use serde_json::{Value, json};
use std::path::Path;
use wire::Id;

/// The most devices of a person that are looked through.
const PAGE: u32 = 1000;

/// What can be done with devices.
#[derive(Debug, clap::Subcommand)]
pub enum DeviceCommand {
    /// Lists the devices that a person has or had, those enrolled last in front.
    List {
        /// Whose.
        #[arg(long)]
        handle: String,
    },
    /// Revokes a device, or all of a person, for ever and at once: nothing that it signs counts any
    /// more. The person enrols again with the next device.
    Revoke {
        /// Whose.
        #[arg(long)]
        handle: String,
        /// Which, as `device list` lists it.
        #[arg(long, required_unless_present = "all", conflicts_with = "all")]
        device: Option<Id>,
        /// All that the person has.
        #[arg(long)]
        all: bool,
    },
}

impl DeviceCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::List { handle } => list(&desk, &handle, json),
            Self::Revoke { handle, device, all: _ } => revoke(&desk, &handle, device, json),
        };
        desk.close();
        result
    }
}

/// Returns the devices of a person, those enrolled last in front.
fn of(desk: &Desk, person: &Person) -> Result<Vec<Device>, CommandError> {
    Ok(desk.reader.devices_of(person.id, PAGE)?)
}

fn list(desk: &Desk, handle: &str, json: bool) -> Result<(), CommandError> {
    let person = desk.person(handle)?;
    let devices = of(desk, &person)?;
    let mut lines: Vec<String> = devices.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(none(&person));
    }
    let values: Vec<Value> = devices.iter().map(value).collect();
    print::value(json, &json!(values), &lines);
    Ok(())
}

fn revoke(desk: &Desk, handle: &str, device: Option<Id>, json: bool) -> Result<(), CommandError> {
    let person = desk.person(handle)?;
    let which: Vec<DeviceId> = match device {
        Some(device) => vec![DeviceId(device.0)],
        None => {
            let is_active = |device: &Device| device.state == State::Active;
            of(desk, &person)?.iter().filter(|it| is_active(it)).map(|it| it.id).collect()
        }
    };
    for device in &which {
        let command = RevokeDevice { device: *device, person: person.id, from: None };
        desk.decide(None, Command::RevokeDevice(command))?;
    }
    let ids: Vec<Id> = which.iter().map(|device| Id(device.0)).collect();
    let mut lines: Vec<String> = ids.iter().map(|id| format!("{id} is revoked")).collect();
    if lines.is_empty() {
        lines.push(none(&person));
    }
    print::value(json, &json!({ "revoked": ids }), &lines);
    Ok(())
}

fn none(person: &Person) -> String {
    format!("{} has no device.", person.name)
}

fn line(device: &Device) -> String {
    let state = match (device.state, device.revoked_at) {
        (State::Closed, Some(at)) => format!("  revoked {}", clock::text::to_text(at)),
        (State::Closed, None) => "  revoked".to_owned(),
        _ => String::new(),
    };
    format!("{}  since {}{state}", Id(device.id.0), clock::text::to_text(device.enrolled_at))
}

fn value(device: &Device) -> Value {
    json!({
        "device": Id(device.id.0), "enrolled_at_ms": device.enrolled_at.0,
        "is_revoked": device.state == State::Closed,
        "revoked_at_ms": device.revoked_at.map(|at| at.0),
    })
}
