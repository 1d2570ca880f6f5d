// A tip at the till: chosen, added up anew with every change, and told to the payer.
import { expect, test } from 'vitest';
import { goodsLine, payment, tipLine } from './fake/data';
import { PAYER, SHOP, item, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

const TILL = `/shops/${SHOP}/till`;

const works = (fake: FakeWallet) => {
  fake.shops.shops = [shop()];
  fake.shops.items = [item('Noodles', 1250), item('Tea', 300)];
};

const parts = () => [...document.querySelectorAll<HTMLElement>('[data-testid="tip-part"]')];

async function choosePart(at: number): Promise<void> {
  await press('till-tip');
  parts()[at]!.click();
  await settle();
}

test('a part of the price goes with it, whatever is added', async () => {
  const { wallet } = await open(TILL, works);
  await choosePart(1);
  expect(has('basket')).toBe(false);
  expect(textOf('till-tip')).toBe('Tip: 10 %');
  await keys('5');
  expect(textOf('basket-tip')).toContain('¥0.50');
  expect(textOf('pay-amount')).toBe('5.50');
  await press('till-item');
  expect(textOf('basket-tip')).toContain('¥0.80');
  expect(textOf('pay-amount')).toBe('8.80');
  await press('till-show-code');
  const lines = [{ item: item('Tea', 0).item, pieces: 1 }];
  expect(wallet.requests('open_order')).toMatchObject([{ amount: '8.80', lines, tip: '0.80' }]);
  expect(textOf('goods')).toContain('Tip');
  await press('charge-later');
  expect(textOf('till-tip')).toBe('Tip');
});

test('an amount of its own goes with a pay code, and can be taken off again', async () => {
  const { wallet } = await open(TILL, works);
  await keys('20');
  await press('till-tip');
  await type('tip-own', '3');
  await press('tip-set');
  expect(textOf('pay-amount')).toBe('23.00');
  await press('till-tip');
  expect((get('tip-own') as HTMLInputElement).value).toBe('3');
  await press('tip-none');
  expect(textOf('pay-amount')).toBe('20');
  expect(has('basket-tip')).toBe(false);
  await choosePart(0);
  await type('till-scanner', PAYER);
  await submit('till-scanner');
  expect(wallet.requests('charge_payer_code')).toMatchObject([{ amount: '21.00', tip: '1.00' }]);
});

test('a tip that is no amount is told, and clearing takes it off', async () => {
  await open(TILL, works);
  await keys('20');
  await press('till-tip');
  await type('tip-own', 'x');
  await press('tip-set');
  expect(has('error')).toBe(true);
  expect((get('till-show-code') as HTMLButtonElement).disabled).toBe(true);
  await press('till-clear');
  expect(has('error')).toBe(false);
  expect(textOf('till-tip')).toBe('Tip');
});

test('the payer sees what was bought and the tip in the history', async () => {
  await open(`/history/${payment(2).payment}`, (wallet) => {
    wallet.goods = [goodsLine('Noodles', 1, 1250), tipLine(125)];
  });
  expect(textOf('goods')).toContain('Noodles');
  expect(textOf('goods')).toContain('Tip');
});

test('what is charged is what was put together last, however fast it is charged', async () => {
  let answer = (): void => undefined;
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.instead.add_up = async (request) => {
      await new Promise<void>((done) => (answer = done));
      return fake.usual('add_up')(request);
    };
  });
  await press('till-item');
  answer();
  await settle();
  expect(textOf('pay-amount')).toBe('3.00');
  await choosePart(1);
  get('till-show-code').click();
  await settle();
  expect(wallet.requests('open_order')).toEqual([]);
  answer();
  await settle();
  expect(wallet.requests('open_order')).toMatchObject([{ amount: '3.30', tip: '0.30' }]);
});
