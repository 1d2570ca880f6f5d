// Sending red envelopes: what is told while one types, the last look, the PIN, and a missing answer.
import { expect, test, vi } from 'vitest';
import { LABEL, PERSON } from './fake/data';
import { type FakeWallet, PIN } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

async function toConfirm(digits: string, set?: (wallet: FakeWallet) => void) {
  const opened = await open('/envelopes/send', set);
  await keys(digits);
  await submit('envelope-next');
  return opened;
}

test('the least and the most are told before and while it is typed', async () => {
  await open('/envelopes/send');
  expect(textOf('envelope-fit')).toBe('From ¥0.05 to ¥1000.00 for 5 shares');
  await keys('0.04');
  expect(textOf('envelope-fit')).toBe('At least ¥0.05 for 5 shares');
  expect((get('envelope-next') as HTMLButtonElement).disabled).toBe(true);
  await press('key-delete', 'key-5');
  expect(textOf('envelope-fit')).toBe('Each gets ¥0.01');
  await press('key-delete', 'key-delete', 'key-delete', 'key-delete');
  await keys('1200');
  expect(textOf('envelope-fit')).toBe('At most ¥1000.00 for 5 shares: ¥200.00 each');
  await press('envelope-more');
  expect(textOf('envelope-fit')).toBe('Each gets from ¥0.01 to ¥200.00, by chance');
  await press('envelope-split-equal');
  expect(textOf('envelope-fit')).toBe('Each gets ¥200.00');
});

test('equal shares that do not divide say both amounts', async () => {
  await open('/envelopes/send');
  await keys('10');
  await press('envelope-split-equal');
  await type('envelope-shares', '3');
  expect(textOf('envelope-fit')).toBe('Each gets ¥3.33 or ¥3.34');
  await type('envelope-shares', '700');
  expect((get('envelope-shares') as HTMLInputElement).value).toBe('100');
  await type('envelope-shares', '');
  expect((get('envelope-next') as HTMLButtonElement).disabled).toBe(false);
});

test('what is no amount changes nothing', async () => {
  const { wallet } = await open('/envelopes/send');
  await keys('1.2');
  await keys('3');
  await keys('4');
  expect(textOf('pay-amount')).toBe('1.23');
  expect(wallet.requests('check_envelope')).toContainEqual({ total: '1.234', shares: 5, split: 'lucky' });
});

test('it is sent after a last look and the PIN, with the greeting that it has by default', async () => {
  const { wallet } = await toConfirm('25');
  expect(wallet.requests('prepare_envelope')).toEqual([
    { total: '25', shares: 5, split: 'lucky', payee: null, greeting: 'Good luck and happiness' },
  ]);
  expect(textOf('envelope-confirm-amount')).toBe('¥25.00');
  expect(textOf('envelope-confirm-for')).toBe('Whoever has the code, one share each');
  expect(textOf('envelope-confirm-each')).toBe('¥0.01 – ¥24.96');
  await press('envelope-confirm');
  await keys(PIN);
  expect(has('envelope-sent')).toBe(true);
  expect(textOf('envelope-link')).toMatch(/^https:\/\/pay\.riverside\.example\/e\//);
  expect(wallet.balance_minor).toBe(128_640 - 2500);
  const [sent] = wallet.envelopes.all;
  expect(sent!.shares.reduce((sum, one) => sum + one)).toBe(2500);
  expect(get('envelope-qr').getAttribute('alt')).toBe('Code of the red envelope');
  await press('envelope-sent-see');
  expect(textOf('envelope-taken')).toBe('0 of 5 opened');
  expect(has('envelope-nobody')).toBe(true);
});

test('keys that are typed for the PIN do not change the amount', async () => {
  const { wallet } = await toConfirm('25');
  await press('envelope-confirm');
  for (const key of '48') window.dispatchEvent(new KeyboardEvent('keydown', { key }));
  await settle();
  expect(wallet.requests('check_envelope').at(-1)).toMatchObject({ total: '25' });
  await press('back');
  expect(textOf('envelope-confirm-amount')).toBe('¥25.00');
  await press('sheet-close');
  expect(textOf('pay-amount')).toBe('25');
});

test('a wrong PIN says how many tries are left and sends nothing', async () => {
  const { wallet } = await toConfirm('25');
  await press('envelope-confirm');
  await keys('111111');
  expect(textOf('pin-trouble')).toBe('The PIN is not right. 4 tries are left.');
  expect(wallet.envelopes.all).toHaveLength(0);
  await keys(PIN);
  expect(has('envelope-sent')).toBe(true);
});

async function pasted(code: string) {
  await press('scan-paste');
  await type('scan-paste-input', code);
  await submit('scan-paste-go');
}

test('one person is found by the receive code and named before the money goes', async () => {
  const { wallet, router } = await open('/envelopes');
  await press('envelopes-send', 'envelope-to-person');
  await keys('66');
  expect(textOf('envelope-fit')).toBe('The one share is ¥66.00');
  await type('envelope-greeting-input', '新婚快乐');
  expect((get('envelope-next') as HTMLButtonElement).disabled).toBe(true);
  await press('envelope-person');
  await pasted(LABEL);
  expect(has('scan-no-person')).toBe(true);
  await press('scan-again');
  await pasted(PERSON);
  const path = () => router.currentRoute.value.path;
  await vi.waitFor(() => expect(path()).toBe('/envelopes/send'), { timeout: 20_000 });
  await settle();
  // What was filled in before is still there.
  expect(textOf('pay-amount')).toBe('66');
  expect(textOf('envelope-person')).toContain('Mei Zhang');
  await submit('envelope-next');
  expect(wallet.requests('prepare_envelope')).toEqual([
    { total: '66', shares: 1, split: 'equal', payee: PERSON, greeting: '新婚快乐' },
  ]);
  expect(textOf('envelope-confirm-for')).toBe('Mei Zhang');
  await press('sheet-close', 'envelope-to-group');
  expect((get('envelope-shares') as HTMLInputElement).value).toBe('5');
});

test('the next envelope starts empty', async () => {
  const { router } = await toConfirm('25');
  await press('envelope-confirm');
  await keys(PIN);
  await press('envelope-sent-done');
  await router.push('/envelopes/send');
  await settle();
  expect(textOf('pay-amount')).toBe('0');
});

test('a missing answer is said, and asking again sends the same envelope', async () => {
  const { wallet, router } = await toConfirm('25');
  const { envelope } = wallet.envelopes.handlers.prepare_envelope({
    total: '25', shares: 5, split: 'lucky', payee: null, greeting: null,
  });
  expect(envelope).not.toBe('');
  wallet.fails('confirm_envelope', 'answer_lost');
  await press('envelope-confirm');
  await keys(PIN);
  expect(has('envelope-maybe-sent')).toBe(true);
  wallet.works('confirm_envelope');
  await press('envelope-confirm');
  await keys(PIN);
  expect(has('envelope-sent')).toBe(true);
  const asked = wallet.requests('confirm_envelope') as Array<{ envelope: string }>;
  expect(new Set(asked.map((one) => one.envelope)).size).toBe(1);
  expect(wallet.envelopes.all).toHaveLength(1);
  expect(router.currentRoute.value.path).toBe('/envelopes/send');
});

test('closing while the answer is missing leads to the list and not to a second envelope', async () => {
  const { wallet, router } = await toConfirm('25');
  wallet.fails('confirm_envelope', 'host_silent');
  await press('envelope-confirm');
  await keys(PIN);
  await press('sheet-close');
  expect(router.currentRoute.value.path).toBe('/envelopes');
});

test('offline nothing was sent, and nothing else is claimed', async () => {
  const { wallet } = await toConfirm('25');
  wallet.fails('confirm_envelope', 'offline');
  await press('envelope-confirm');
  await keys(PIN);
  expect(get('error').dataset.code).toBe('offline');
  expect(has('envelope-maybe-sent')).toBe(false);
});
