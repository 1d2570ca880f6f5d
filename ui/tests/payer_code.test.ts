// The pay code: what is shown, how long, and never a dead one; its limits; and the PIN asked for.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  pixelsPerUnit,
  toPixel,
  unitsOf,
  widthOf,
} from '../src/screens/payer_code/exact_scale';
import { LABEL, MINUTE_MS, ORDER, ORDER_ID, payment, yuan } from './fake/data';
import { PIN, type FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
  hide(false);
});

function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
}

async function pass(span_ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(span_ms);
  await settle();
}

async function visibility(hidden: boolean): Promise<void> {
  hide(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
}

const plain = { cap: null, only: null, revealed: false };

test('is one tap from home and from scanning, and says how long it is good', async () => {
  const { router } = await open('/');
  await press('home-pay-code');
  expect(router.currentRoute.value.path).toBe('/pay-code');
  expect(textOf('payer-status')).toBe('Pay code, valid for 60 seconds');
  expect(textOf('payer-offline')).toBe('Works without network');
  expect(textOf('payer-quick')).toContain('¥360.00 and 12 payments left');
  await router.push('/scan');
  await settle();
  await press('scan-pay-code');
  expect(router.currentRoute.value.path).toBe('/pay-code');
});

test('the digits are hidden until the payer agrees that the PIN will be asked for', async () => {
  const { wallet } = await open('/pay-code');
  expect(textOf('payer-digits')).toContain('Digits hidden');
  expect(textOf('payer-digits')).not.toMatch(/\d/);
  await press('payer-reveal');
  expect(wallet.requests('payer_code')).toEqual([plain]);
  await press('payer-reveal-go');
  expect(wallet.requests('payer_code').at(-1)).toEqual({ ...plain, revealed: true });
  expect(textOf('payer-digits')).toMatch(/(\d{4} ){4}\d{2}$/);
  expect(has('payer-revealed')).toBe(true);
  await press('payer-reveal');
  expect(wallet.requests('payer_code').at(-1)).toEqual(plain);
  expect(textOf('payer-digits')).not.toMatch(/\d/);
});

test('the next code comes before the time is over, and at once when asked for', async () => {
  const { wallet } = await open('/pay-code');
  await pass(MINUTE_MS - 6000);
  expect(wallet.requests('payer_code')).toHaveLength(1);
  expect(textOf('payer-life')).toMatch(/^Renews in [01] s$/);
  await pass(1500);
  expect(wallet.requests('payer_code')).toHaveLength(2);
  await press('payer-renew');
  expect(wallet.requests('payer_code')).toHaveLength(3);
});

test('a code that could not be renewed is gone at the end of its time', async () => {
  const { wallet } = await open('/pay-code');
  wallet.fails('payer_code', 'store_failed');
  await pass(MINUTE_MS - 1000);
  expect(has('payer-card')).toBe(true);
  expect(get('error').dataset.code).toBe('store_failed');
  await pass(1500);
  expect(has('payer-card')).toBe(false);
  wallet.works('payer_code');
  await press('payer-retry');
  expect(has('payer-card')).toBe(true);
  expect(has('error')).toBe(false);
});

test('revealed digits stay until their code ends, and the next ones are hidden', async () => {
  const { wallet } = await open('/pay-code');
  await press('payer-reveal', 'payer-reveal-go');
  await pass(MINUTE_MS - 1000);
  expect(wallet.requests('payer_code')).toHaveLength(2);
  expect(textOf('payer-digits')).toMatch(/\d{4}/);
  await pass(2000);
  expect(wallet.requests('payer_code').at(-1)).toEqual(plain);
  expect(textOf('payer-digits')).not.toMatch(/\d/);
});

test('hidden pages show no code, and a late answer brings none back', async () => {
  const { wallet } = await open('/pay-code');
  await visibility(true);
  expect(has('payer-card')).toBe(false);
  await pass(5000);
  expect(wallet.requests('payer_code')).toHaveLength(1);
  await visibility(false);
  expect(has('payer-card')).toBe(true);

  let answer: () => void = () => undefined;
  const usual = await wallet.call('payer_code', plain);
  wallet.instead.payer_code = () => new Promise((done) => (answer = () => done(usual)));
  await press('payer-renew');
  await visibility(true);
  answer();
  await settle();
  expect(has('payer-card')).toBe(false);
});

test('a clock that was set back ends the code', async () => {
  const { wallet } = await open('/pay-code');
  vi.setSystemTime(Date.now() - 3_600_000);
  wallet.hangs('payer_code');
  await pass(1000);
  expect(has('payer-card')).toBe(false);
});

test('a code that may not be made yet comes by itself, with what was asked for', async () => {
  const { wallet } = await open('/pay-code');
  wallet.fails('payer_code', 'payer_code_too_soon', { retry_after_s: 3 });
  await press('payer-reveal', 'payer-reveal-go');
  expect(has('error')).toBe(false);
  expect(has('payer-card')).toBe(true);
  wallet.works('payer_code');
  await pass(2000);
  expect(wallet.requests('payer_code')).toHaveLength(2);
  await pass(2000);
  expect(wallet.requests('payer_code').at(-1)).toEqual({ ...plain, revealed: true });
  expect(has('payer-revealed')).toBe(true);
});

test('a limit makes another code', async () => {
  const { wallet } = await open('/pay-code');
  const chips = document.querySelectorAll<HTMLInputElement>('[data-testid="payer-cap"]');
  expect(chips).toHaveLength(3);
  chips[1]!.checked = true;
  chips[1]!.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(wallet.requests('payer_code').at(-1)).toEqual({ ...plain, cap: '50.00' });
});

async function scanShop(code: string): Promise<void> {
  await press('scan-paste');
  await type('scan-paste-input', code);
  await submit('scan-paste-go');
}

test("only for one shop: by its label, and by nothing else", async () => {
  const { wallet, router } = await open('/pay-code');
  await press('payer-only-scan');
  expect(router.currentRoute.value.fullPath).toBe('/scan?for=shop');
  expect(has('scan-pay-code')).toBe(false);
  await scanShop(ORDER);
  expect(has('scan-no-shop')).toBe(true);
  await press('scan-again');
  await scanShop(LABEL);
  expect(router.currentRoute.value.path).toBe('/pay-code');
  expect(textOf('payer-only')).toBe('Only for Lao Wang Noodles');
  expect(wallet.requests('payer_code').at(-1)).toEqual({ ...plain, only: LABEL });
  await press('payer-only-clear');
  expect(wallet.requests('payer_code').at(-1)).toEqual(plain);
});

test('before the first time online it says what to do, and goes on by itself', async () => {
  const { wallet } = await open('/pay-code', (wallet) =>
    wallet.fails('payer_code', 'payer_code_not_ready'),
  );
  expect(textOf('payer-not-ready')).toContain('need the network once');
  expect(has('payer-card')).toBe(false);
  wallet.works('payer_code');
  await pass(6000);
  expect(has('payer-card')).toBe(true);
});

test('the bars are shown large on a tap', async () => {
  await open('/pay-code');
  await press('payer-bars');
  expect(has('payer-large')).toBe(true);
  get('payer-large').querySelector('button')!.click();
  await settle();
  expect(has('payer-large')).toBe(false);
});

const asked = (wallet: FakeWallet, rule: string) =>
  wallet.tell({
    event: 'pin_asked',
    order: ORDER_ID,
    code: ORDER,
    amount: yuan(1250),
    name: 'Moon Bookshop',
    rule,
    ends_at_ms: Date.now() + MINUTE_MS,
  });

test.each([
  ['amount', 'above what can be paid at once'],
  ['brand_new', 'needs your PIN'],
])('a till that asks for the PIN (%s) opens the payment', async (rule, why) => {
  const { wallet, router } = await open('/pay-code');
  asked(wallet, rule);
  await settle();
  expect(router.currentRoute.value.path).toBe('/pay');
  expect(textOf('pay-payee')).toBe('Moon Bookshop');
  expect(textOf('pay-asked')).toContain(why);
  await press('pay-next', 'pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('paid');
});

test('a payment under way is not torn away: the other opens after it', async () => {
  const { wallet, router } = await open('/scan');
  await scanShop(LABEL);
  await keys('28');
  asked(wallet, 'day_sum');
  await settle();
  expect(textOf('toast')).toContain('Moon Bookshop asks for ¥12.50');
  expect(textOf('pay-payee')).toBe('Lao Wang Noodles');
  await router.push('/');
  await settle();
  expect(textOf('pay-payee')).toBe('Moon Bookshop');
});

test('each unit of a code is a whole number of pixels of the screen', () => {
  const units = unitsOf('<svg viewBox="-10 0 165 40">');
  expect(units).toEqual({ width: 165, height: 40 });
  expect(unitsOf('<svg>')).toBeNull();
  expect(unitsOf('<svg viewBox="0 0 0 0">')).toBeNull();
  expect(unitsOf("<svg viewBox='0 0 154 39' role='img'>")).toEqual({ width: 154, height: 39 });
  const pixels = pixelsPerUnit(165, 358, 3);
  expect(pixels).toBe(6);
  expect(widthOf(165, pixels, 3) * 3).toBe(165 * 6);
  expect(pixelsPerUnit(165, 308, 1)).toBe(1);
  expect(toPixel(10.4, 2)).toBe(10.5);
});

test('a charged code is shown as paid, with the digits that the shop hears', async () => {
  const { wallet } = await open('/pay-code');
  expect(has('payer-paid')).toBe(false);
  const paid = { ...payment(1), kind: 'payer_code' as const, check: '07' };
  wallet.tell({ event: 'sent', payment: paid });
  await settle();
  expect(textOf('payer-paid')).toContain(paid.counterparty);
  expect(textOf('payer-check')).toBe('07');
  expect(has('payer-saving')).toBe(false);
  expect(wallet.requests('payer_code'), 'a used code is not shown on').toHaveLength(2);
  const home = wallet.usual('home');
  wallet.instead.home = async (request) => {
    const known = await home(request);
    return { ...known, quick_pay: known.quick_pay && { ...known.quick_pay, left_uses: 11, as_of_ms: Date.now() } };
  };
  wallet.tell({ event: 'sent', payment: { ...paid, payment: 'NEXT', saving: yuan(1_000) } });
  await settle();
  expect(textOf('payer-saving')).toBe('Saved ¥10.00 with coupons');
  expect(textOf('payer-quick'), 'what is left is that of after the payment').toContain('11 payments left');
});
