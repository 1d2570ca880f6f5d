// A coupon behind a link: scanned, pasted or followed, with every answer to "can I have it?".
import { afterEach, expect, test } from 'vitest';
import { readCode } from '../src/session/reading';
import { setLanguage } from '../src/text';
import { FOREIGN_COUPON, couponLink } from './fake/batches';
import { stocks } from './fake/coupons';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

afterEach(() => setLanguage('en'));

const LINK = couponLink(stocks.lunch());
const hiding =
  (more: Parameters<FakeWallet['batches']['hide']>[1] = {}) =>
  (wallet: FakeWallet) =>
    void wallet.batches.hide(stocks.lunch(), more);

async function scanned(code: string, set?: (wallet: FakeWallet) => void) {
  const opened = await open('/', set);
  await opened.router.push(await readCode(code));
  await settle();
  return opened;
}

test('the coupon wallet leads to scanning, and a pasted link to the coupon', async () => {
  const { router } = await open('/coupons', hiding({ left: 3 }));
  await press('coupons-scan');
  expect(router.currentRoute.value.path).toBe('/scan');
  await press('scan-paste');
  await type('scan-paste-input', LINK);
  await press('scan-paste-go');
  expect(router.currentRoute.value.path).toBe('/coupons/take');
  expect(textOf('take-seen')).toContain('Regulars of the noodle house');
  expect(textOf('take-seen')).toContain('Only at Lao Wang Noodles');
  expect(textOf('take-fact')).toBe('3 left');
});

test('it is looked at first, taken when pressed, and then among the coupons', async () => {
  const { wallet, router } = await scanned(LINK, hiding());
  expect(get('take-seen').querySelector('details')?.open).toBe(true);
  expect(wallet.requests('take_coupon')).toHaveLength(0);
  expect(has('take-fact')).toBe(false);
  await press('take');
  expect(wallet.requests('take_coupon')).toEqual([{ stock: stocks.lunch().stock }]);
  expect(textOf('take-taken')).toContain('It is yours now');
  expect(textOf('coupon')).toContain('Regulars of the noodle house');
  expect(has('take')).toBe(false);
  await press('take-mine');
  expect(router.currentRoute.value.path).toBe('/coupons');
  expect(textOf('coupons-usable')).toBe('To use 1');
});

test('who has it already is told so, and led to it', async () => {
  const set = hiding({ received: 1, refusal: 'coupon_person_used' });
  const { router } = await scanned(LINK, set);
  expect(textOf('take-why')).toContain('You have it already');
  expect(textOf('take-fact')).toBe('You have received 1 so far');
  expect(has('take')).toBe(false);
  await press('take-mine');
  expect(router.currentRoute.value.path).toBe('/coupons');
});

test.each([
  ['coupons_gone', 'All of them are taken', '已全部领完'],
  ['coupons_gone_today', "Today's are all taken", '今天的已领完'],
  ['coupon_too_early', 'Not given out yet', '尚未开始发放'],
  ['coupon_too_late', 'It is over', '活动已结束'],
  ['stock_not_active', 'Not given out now', '现在不发放'],
  ['device_revoked', 'This device was removed', '设备'],
])('%s is said in both languages, and there is nothing to press', async (refusal, en, zh) => {
  await scanned(LINK, hiding({ left: 0, refusal }));
  expect(get('take-seen').dataset.refusal).toBe(refusal);
  expect(textOf('take-why')).toContain(en);
  expect(has('take')).toBe(false);
  expect(has('take-scan')).toBe(true);
  setLanguage('zh');
  await settle();
  expect(textOf('take-why')).toContain(zh);
});

test('one that is gone between the look and the press says what the batch says by now', async () => {
  const { wallet } = await scanned(LINK, hiding({ left: 1 }));
  wallet.batches.hidden[0]!.refusal = 'coupons_gone';
  await press('take');
  expect(textOf('take-why')).toContain('All of them are taken');
  expect(has('error')).toBe(false);
  expect(has('take-taken')).toBe(false);
});

test('a lost answer is asked after: what was taken all the same is there', async () => {
  const { wallet } = await scanned(LINK, hiding());
  wallet.fails('take_coupon', 'answer_lost');
  Object.assign(wallet.batches.hidden[0]!, { received: 1, refusal: 'coupon_person_used' });
  await press('take');
  expect(textOf('take-why')).toContain('You have it already');
  expect(has('take-mine')).toBe(true);
});

test('a failure that changed nothing is said, and can be tried again', async () => {
  const { wallet } = await scanned(LINK, hiding());
  wallet.fails('take_coupon', 'offline');
  await press('take');
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('take_coupon');
  await press('take');
  expect(has('take-taken')).toBe(true);
});

test("another operator's coupon is no question to ours", async () => {
  const { wallet } = await scanned(FOREIGN_COUPON);
  expect(textOf('take-foreign')).toContain('This coupon is from pay.hilltown.example');
  expect(wallet.requests('seen_stock')).toHaveLength(0);
  expect(has('take')).toBe(false);
});

test('loading, unknown, offline and nothing at all look different', async () => {
  const { wallet, router } = await scanned(LINK, (wallet) => wallet.hangs('seen_stock'));
  expect(has('loading')).toBe(true);
  await router.push('/');
  wallet.works('seen_stock');
  await router.push(await readCode(LINK));
  await settle();
  expect(textOf('take-unknown')).toContain('There is no such coupon');
  await router.push('/');
  wallet.fails('seen_stock', 'offline');
  wallet.batches.hide(stocks.lunch());
  await router.push(await readCode(LINK));
  await settle();
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('seen_stock');
  await press('take-retry');
  expect(has('take')).toBe(true);
  await router.push('/');
  await readCode('hello');
  await router.push('/coupons/take');
  await settle();
  expect(has('take-missing')).toBe(true);
});

const followed = `/coupons/take?code=${encodeURIComponent(LINK)}`;

test('a link that is followed opens the coupon, and its code leaves the address', async () => {
  const { router } = await open(followed, hiding());
  expect(router.currentRoute.value.fullPath).toBe('/coupons/take');
  expect(has('take')).toBe(true);
  const other = encodeURIComponent(couponLink(stocks.tea()));
  await router.push(`/coupons/take?code=${other}`);
  await settle();
  expect(has('take-unknown')).toBe(true);
  await router.push('/');
  await router.push('/coupons/take?code=hello');
  await settle();
  expect(router.currentRoute.value.path).toBe('/code');
});

test('a link that is followed while the wallet is locked waits until it is open', async () => {
  const { wallet, router } = await open(followed, (wallet) => {
    hiding()(wallet);
    wallet.state = { ...wallet.state, stage: 'locked', lock: 'passphrase' };
  });
  expect(router.currentRoute.value.path).toBe('/locked');
  expect(wallet.requests('read_code')).toHaveLength(0);
  await type('locked-passphrase', 'open sesame');
  await submit('locked-unlock');
  await router.replace('/');
  await settle();
  expect(router.currentRoute.value.path).toBe('/coupons/take');
  expect(has('take')).toBe(true);
});

test('a link to a coupon that is followed on the screen of envelopes is not taken by it', async () => {
  const { router } = await open('/envelope', hiding());
  await router.push(followed);
  await settle();
  expect(router.currentRoute.value.path).toBe('/coupons/take');
  expect(has('take')).toBe(true);
});
