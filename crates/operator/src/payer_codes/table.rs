//! The aliases of all devices, by step: sorted lists of eight bytes a device, searched by halves.

use bank::id::DeviceId;
use paycode::{PayerCode, PayerSecret, PayerStep};
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

#[derive(Default)]
pub(super) struct Table {
    devices: Vec<Known>,
    places: HashMap<DeviceId, u32>,
    /// For each step the aliases with their devices' places, sorted.
    steps: BTreeMap<u64, Vec<(u32, u32)>>,
}

struct Known {
    device: DeviceId,
    /// Absent once the device was removed.
    secret: Option<PayerSecret>,
}

impl Table {
    /// Takes a device in; one that is known already stays as it is.
    pub(super) fn add(&mut self, device: DeviceId, secret: PayerSecret) {
        if let Some(place) = self.places.get(&device).and_then(|place| usize::try_from(*place).ok())
        {
            if let Some(known) = self.devices.get_mut(place)
                && known.secret.is_none()
            {
                // Its aliases are in the lists already: they depend on nothing else.
                known.secret = Some(secret);
            }
            return;
        }
        // Four thousand million devices are beyond one operator.
        let Ok(place) = u32::try_from(self.devices.len()) else { return };
        for (step, aliases) in &mut self.steps {
            let entry = (secret.alias(PayerStep(*step)), place);
            let at = aliases.partition_point(|known| *known < entry);
            aliases.insert(at, entry);
        }
        self.devices.push(Known { device, secret: Some(secret) });
        self.places.insert(device, place);
    }

    /// Takes a device out.
    pub(super) fn remove(&mut self, device: DeviceId) {
        let place = self.places.get(&device).and_then(|place| usize::try_from(*place).ok());
        if let Some(known) = place.and_then(|place| self.devices.get_mut(place)) {
            known.secret = None;
        }
    }

    /// Makes the aliases of a step, unless they are there.
    pub(super) fn make(&mut self, step: u64) {
        let devices = &self.devices;
        self.steps.entry(step).or_insert_with(|| {
            let alias = |(place, known): (u32, &Known)| {
                known.secret.as_ref().map(|secret| (secret.alias(PayerStep(step)), place))
            };
            let mut aliases: Vec<(u32, u32)> = (0..).zip(devices).filter_map(alias).collect();
            aliases.sort_unstable();
            aliases
        });
    }

    /// Forgets the steps that are not taken any more.
    pub(super) fn forget_outside(&mut self, steps: RangeInclusive<u64>) {
        self.steps.retain(|step, _| steps.contains(step));
    }

    /// Returns the devices that have the code's alias at a step that is taken now.
    pub(super) fn find(
        &mut self,
        code: &PayerCode,
        now: PayerStep,
    ) -> impl Iterator<Item = (DeviceId, &PayerSecret, PayerStep)> {
        let accepted = now.accepted();
        for step in accepted.clone() {
            self.make(step);
        }
        let (alias, devices) = (code.alias(), self.devices.as_slice());
        self.steps.range(accepted).flat_map(move |(step, aliases)| {
            let from = aliases.partition_point(|(known, _)| *known < alias);
            let same = aliases[from..].iter().take_while(move |(known, _)| *known == alias);
            same.filter_map(move |(_, place)| {
                let known = devices.get(usize::try_from(*place).ok()?)?;
                Some((known.device, known.secret.as_ref()?, PayerStep(*step)))
            })
        })
    }
}
