// Paying: amount, confirmation, PIN, and each way in which it can end.
import { afterEach, expect, test, vi } from 'vitest';
import { readCode } from '../src/session/reading';
import { LABEL, ORDER, PERSON, failure, yuan } from './fake/data';
import { PIN } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

afterEach(() => vi.useRealTimers());

async function scanned(code: string) {
  const opened = await open();
  await opened.router.push(await readCode(code));
  await settle();
  return opened;
}

async function toPin(code = ORDER) {
  const opened = await scanned(code);
  await submit('pay-next');
  await press('pay-confirm');
  return opened;
}

test('a label is paid with the typed amount, a note and the PIN', async () => {
  const { wallet, router } = await scanned(LABEL);
  expect(textOf('pay-payee')).toBe('Lao Wang Noodles');
  expect(get('pay-next').hasAttribute('disabled')).toBe(true);
  await keys('12.505');
  expect(textOf('pay-amount')).toBe('12.50');
  await press('pay-note-add');
  await type('pay-note', 'two bowls');
  await submit('pay-next');
  expect(wallet.requests('prepare_payment')).toEqual([
    { code: LABEL, amount: '12.50', note: 'two bowls', coupons: null },
  ]);
  expect(textOf('confirm-amount')).toBe('¥12.50');
  await press('pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('paid');
  expect(textOf('result-amount')).toBe('¥12.50');
  expect(textOf('result-payee')).toBe('Lao Wang Noodles');
  expect(textOf('result-check')).toBe('47');
  expect(textOf('result-balance')).toBe('¥1273.90');
  await press('pay-done');
  expect(router.currentRoute.value.path).toBe('/');
  expect(wallet.requests('drop_payment')).toHaveLength(0);
});

test('zero is no amount yet, and too much is explained', async () => {
  await scanned(LABEL);
  await keys('0.0');
  expect(has('error')).toBe(false);
  expect(get('pay-next').hasAttribute('disabled')).toBe(true);
  await press('key-delete', 'key-delete', 'key-delete');
  await keys('99999999');
  expect(get('error').dataset.code).toBe('amount_too_large');
});

test('an order fixes the amount and expires', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { wallet } = await scanned(ORDER);
  expect(textOf('pay-amount')).toBe('¥12.50');
  expect(has('key-1')).toBe(false);
  expect(textOf('pay-expiry')).toMatch(/^Valid for (3:00|2:59)$/);
  vi.advanceTimersByTime(181_000);
  await settle();
  expect(textOf('pay-expiry')).toContain('expired');
  await submit('pay-next');
  expect(wallet.requests('prepare_payment')).toHaveLength(0);
});

test('a code that states another name is shown with a warning, its amount can be changed', async () => {
  await scanned(PERSON);
  expect(textOf('pay-payee')).toBe('Mei Zhang');
  expect(textOf('pay-name-differs')).toContain('“Mei”');
  expect(textOf('pay-amount')).toBe('2.00');
  await press('key-delete');
  expect(textOf('pay-amount')).toBe('2.0');
});

test('a wrong PIN says how many tries are left and can be entered again', async () => {
  await toPin();
  await keys('000001');
  expect(textOf('pin-trouble')).toBe('The PIN is not right. 4 tries are left.');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('paid');
});

test('a refusal says why, what to do, and that no money moved', async () => {
  const { wallet } = await toPin();
  const error = failure('pin_locked', { retry_after_s: 3600 });
  wallet.instead.confirm_payment = () => ({ end: 'refused', error });
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('refused');
  expect(textOf('pay-result')).toContain('The PIN is locked');
  expect(textOf('result-advice')).toContain('Try again in 1:00:00.');
});

test('a missing answer is asked for again with the same payment, and never paid again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { wallet } = await toPin();
  // The host itself falls silent: nobody knows whether the money moved.
  wallet.instead.confirm_payment = () => Promise.reject(new TypeError('network'));
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('unknown');
  expect(document.body.textContent).not.toMatch(/pay again/i);
  await vi.advanceTimersByTimeAsync(2000);
  await settle();
  expect(get('pay-result').dataset.end).toBe('paid');
  const [sent] = wallet.requests('confirm_payment') as Array<{ payment: string }>;
  expect(wallet.requests('confirm_payment')).toHaveLength(1);
  expect(wallet.requests('resume_payment')).toEqual([{ payment: sent?.payment }]);
});

test('an answer that stays away is asked for again and again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { wallet } = await toPin();
  const unfinished = {
    payment: '01JX',
    name: 'Moon Bookshop',
    amount: yuan(1250),
    started_at_ms: 0,
    expires_at_ms: 0,
  };
  wallet.instead.confirm_payment = () => ({ end: 'unknown', unfinished });
  wallet.instead.resume_payment = () => ({ end: 'unknown', unfinished });
  await keys(PIN);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(wallet.requests('resume_payment').length).toBeGreaterThan(3);
  expect(get('pay-result').dataset.end).toBe('unknown');
  expect(wallet.requests('confirm_payment')).toHaveLength(1);
});

test('when nothing was sent, the same payment can be confirmed again', async () => {
  const { wallet } = await toPin();
  wallet.fails('confirm_payment', 'offline');
  await keys(PIN);
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('confirm_payment');
  await press('pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('paid');
  expect(wallet.requests('prepare_payment')).toHaveLength(1);
});

test('leaving before the PIN drops what was prepared', async () => {
  const { wallet, router } = await toPin();
  await router.push('/');
  await settle();
  expect(wallet.requests('drop_payment')).toHaveLength(1);
});
