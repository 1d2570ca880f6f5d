// Devices: listed, and a lost one removed with the PIN; never the one in the hand.
import { expect, test } from 'vitest';
import { gone, lost, own } from './fake/devices';
import { PIN } from './fake/wallet';
import { get, has, keys, open, press, textOf } from './mounting';

const all = (id: string) => [
  ...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`),
];
const states = () => all('device').map((row) => row.dataset.state);

test('a lost device is removed with the PIN', async () => {
  const { wallet } = await open('/settings');
  await press('settings-devices');
  expect(states()).toEqual(['current', 'active']);
  expect(all('device-remove')).toHaveLength(1);
  await press('device-remove');
  expect(document.body.textContent).toContain('Remove Device 4XK9?');
  expect(wallet.requests('revoke_device')).toEqual([]);
  await press('device-remove-go');
  await keys('000000');
  expect(textOf('pin-trouble')).toBe('The PIN is not right. 4 tries are left.');
  await keys(PIN);
  expect(wallet.requests('revoke_device').at(-1)).toEqual({ device: lost.device, pin: PIN });
  expect(states()).toEqual(['current', 'revoked']);
  expect(has('toast')).toBe(true);
  expect(has('device-remove')).toBe(false);
  expect(document.body.textContent).toContain('No other device');
});

test('without a PIN it is set first', async () => {
  const { wallet, router } = await open('/settings/devices', (fake) => {
    fake.state.profile!.has_pin = false;
  });
  await press('device-remove');
  expect(has('device-remove-go')).toBe(false);
  expect(textOf('device-needs-pin')).toContain('Set a payment PIN first');
  await press('device-set-pin');
  expect(router.currentRoute.value.path).toBe('/settings/pin');
  expect(wallet.requests('revoke_device')).toEqual([]);
});

test('what is refused is said, and can be tried again', async () => {
  const { wallet } = await open('/settings/devices', (fake) => {
    fake.fails('revoke_device', 'offline');
  });
  await press('device-remove');
  await press('device-remove-go');
  await keys(PIN);
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('revoke_device');
  await press('device-remove-go');
  await keys(PIN);
  expect(states()).toEqual(['current', 'revoked']);
});

test('who has one device is told what a second is good for', async () => {
  await open('/settings/devices', ({ devices }) => {
    devices.known = [own, gone];
  });
  expect(states()).toEqual(['current', 'revoked']);
  expect(has('empty')).toBe(true);
});

test('a lost connection can be tried again', async () => {
  const { wallet } = await open('/settings/devices', (fake) => {
    fake.fails('devices', 'offline');
  });
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('devices');
  await press('devices-retry');
  expect(states()).toEqual(['current', 'active']);
});
