// Enrolment: each step, its mistakes, and the way back.
import { afterEach, expect, test, vi } from 'vitest';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

afterEach(() => vi.useRealTimers());

const newcomer = () =>
  open('/', (wallet) => {
    wallet.state = { ...wallet.state, stage: 'new', profile: null };
  });

async function toCode() {
  const opened = await newcomer();
  await type('enrol-handle', 'lin@example.org');
  await submit('enrol-start');
  return opened;
}

test('a newcomer enrols, gives a name when asked, and chooses a PIN twice', async () => {
  const { wallet, router } = await newcomer();
  expect(router.currentRoute.value.path).toBe('/welcome');
  expect((get('enrol-operator') as HTMLInputElement).value).toBe('https://pay.riverside.example');
  await type('enrol-handle', ' lin@example.org ');
  await submit('enrol-start');
  expect(wallet.requests('start_enrolment')).toEqual([
    { operator_url: 'https://pay.riverside.example', handle: 'lin@example.org' },
  ]);
  expect(has('enrol-name')).toBe(false);
  await type('enrol-code', '123456');
  await submit('enrol-confirm');
  expect(has('enrol-name')).toBe(true);
  expect(has('error')).toBe(false);
  await type('enrol-name', 'Lin');
  await submit('enrol-confirm');
  await keys('482915');
  await keys('482915');
  expect(wallet.requests('set_pin')).toEqual([{ pin: '482915', current_pin: null }]);
  expect(document.body.textContent).toContain('Welcome, Lin');
});

test('a wrong code says how many tries are left and empties the field', async () => {
  await toCode();
  await type('enrol-code', '999999');
  await submit('enrol-confirm');
  expect(get('error').dataset.code).toBe('code_wrong');
  expect(textOf('error')).toContain('4 tries are left');
  expect((get('enrol-code') as HTMLInputElement).value).toBe('');
});

test('the code can be sent again only after the countdown', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { wallet } = await toCode();
  expect(get('enrol-resend').hasAttribute('disabled')).toBe(true);
  vi.advanceTimersByTime(31_000);
  await settle();
  await press('enrol-resend');
  expect(wallet.requests('start_enrolment')).toHaveLength(2);
});

test('another address leads back, with what was typed', async () => {
  const { wallet } = await toCode();
  await press('enrol-abandon');
  expect(wallet.state.stage).toBe('new');
  expect((get('enrol-handle') as HTMLInputElement).value).toBe('lin@example.org');
});

test('a malformed handle is explained', async () => {
  await newcomer();
  await type('enrol-handle', 'nobody');
  await submit('enrol-start');
  expect(get('error').dataset.code).toBe('handle_malformed');
});

test('two PINs that differ are asked for again, an easy one is refused', async () => {
  const { wallet } = await open('/', ({ state }) => {
    state.stage = 'pin_needed';
    if (state.profile) state.profile.has_pin = false;
  });
  await keys('482915');
  await keys('482916');
  expect(textOf('pin-trouble')).toContain('differ');
  expect(wallet.requests('set_pin')).toHaveLength(0);
  await keys('111111');
  await keys('111111');
  expect(textOf('pin-trouble')).toContain('not an easy one');
});
