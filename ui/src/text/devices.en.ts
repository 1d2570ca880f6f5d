// The sentences about the devices of a person in English, and the errors about them.
export const devices_en = {
  title: 'Devices',
  current: 'This device',
  others: 'Other devices',
  gone: 'Removed devices',
  named: (ending: string) => `Device ${ending}`,
  since: (when: string) => `Enrolled ${when}`,
  removed_on: (when: string) => `Removed ${when}`,
  removed: 'Removed',
  remove: 'Remove',
  remove_title: (device: string) => `Remove ${device}?`,
  remove_lead: 'From now on it can neither pay, nor show codes, nor see your account.',
  remove_stays: 'Your money and your other devices stay as they are. It cannot be taken back.',
  remove_go: 'Remove it',
  remove_pin: (device: string) => `Removes ${device} for good`,
  pin_first: 'Set a payment PIN first. It is asked for, so that a thief with your phone cannot remove your other one.',
  done: 'The device is removed.',
  empty_title: 'No other device',
  empty_lead: 'Enrol a second one with the same e-mail address or phone number. If one is lost, remove it from the other.',
  which: 'Each device shows its own name here.',
  lost: 'No other device at hand? Your operator can remove a lost one too.',
};

export const device_errors_en = {
  device_not_found: ['You have no such device.', 'Look through your devices again.'],
  device_itself: [
    'A device cannot remove itself.',
    'Remove it from another of your devices, or ask the operator to do it.',
  ],
} satisfies Record<string, [message: string, advice: string]>;
