// What an order is made of: shown before it is paid, with the coupon that is on an item.
import { expect, test } from 'vitest';
import { setLanguage } from '../src/text';
import { readCode } from '../src/session/reading';
import { coupon, stocks } from './fake/coupons';
import { BASKET, LABEL, MANY } from './fake/data';
import type { FakeWallet } from './fake/wallet';
import { get, has, keys, open, settle, submit, textOf } from './mounting';

const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

/** The words of elements, those of their parts set apart as they are on the screen. */
const wordsOf = (id: string) =>
  all(id).map((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const parts: string[] = [];
    while (walker.nextNode()) parts.push(walker.currentNode.textContent ?? '');
    return parts.join(' ').replace(/\s+/g, ' ').trim();
  });

async function toConfirm(digits: string, code: string, set: (wallet: FakeWallet) => void) {
  const opened = await open('/', set);
  await opened.router.push(await readCode(code));
  await settle();
  if (digits !== '') await keys(digits);
  await submit('pay-next');
}

test('an order says what is bought, and which coupon is on which item', async () => {
  await toConfirm('', BASKET, (wallet) => {
    wallet.coupons = [coupon(1, stocks.summer()), coupon(8, stocks.dumplings())];
  });
  expect(wordsOf('goods-line')).toEqual([
    'Beef noodles ¥28.00',
    'Dumplings, six 2 × ¥18.00 ¥36.00',
    'Other ¥6.00',
  ]);
  expect(has('goods-fold')).toBe(false);
  expect(wordsOf('discount-used')).toEqual([
    'Summer in Riverside −¥10.00',
    'Dumplings for less on Dumplings, six −¥5.00',
  ]);
  expect(wordsOf('discount-item')).toEqual(['on Dumplings, six']);
  setLanguage('zh');
  await settle();
  expect(wordsOf('discount-item')).toEqual(['用于 Dumplings, six']);
  setLanguage('en');
});

test('many lines of goods are folded', async () => {
  await toConfirm('', MANY, () => undefined);
  expect(textOf('goods-fold')).toBe('9 items');
  expect(get('goods-fold').parentElement?.hasAttribute('open')).toBe(false);
  expect(all('goods-line')).toHaveLength(6);
});

test('a label says nothing of goods, so a coupon for an item is not used', async () => {
  await toConfirm('68', LABEL, (wallet) => (wallet.coupons = [coupon(8, stocks.dumplings())]));
  expect(has('goods')).toBe(false);
  expect(all('discount-unused').map((one) => one.dataset.reason)).toEqual(['no_such_goods']);
});
