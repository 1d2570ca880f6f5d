// Who took what in a shop: of everybody, of a cashier alone, and printed.
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../src/text';
import { ownTakings, takers } from './fake/office_data';
import { SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, textOf } from './mounting';

const TAKERS = `/shops/${SHOP}/takers`;
const owner = (fake: FakeWallet) => (fake.shops.shops = [shop()]);

afterEach(() => {
  setLanguage('en');
  vi.restoreAllMocks();
});

test('each taker has a card, and all of them together one', async () => {
  const { wallet } = await open(`/shops/${SHOP}`, owner);
  await press('shop-takers');
  expect(wallet.requests('takers')).toEqual([{ merchant: SHOP, span: { span: 'day', back: 0 } }]);
  expect(textOf('taker-0-name')).toContain('Omar');
  expect(textOf('taker-0-net')).toBe('−¥10.00');
  expect(textOf('taker-1-name')).toContain('张美');
  expect(textOf('taker-1')).toContain('No. 20417 to 20993');
  expect(textOf('taker-1')).toContain('¥120.00');
  expect(textOf('taker-1-tips')).toBe('¥27.50 · 9');
  expect(textOf('taker-1-tips-back')).toBe('−¥3.00');
  expect(textOf('taker-all-tips')).toBe('¥27.50 · 9');
  expect(has('taker-0-tips') || has('taker-0-tips-back')).toBe(false);
  expect(textOf('takers-tips')).toContain('the tip last');
  expect(textOf('taker-2-name')).toBe('Till 2');
  expect(textOf('taker-3-name')).toBe('Labels');
  expect(textOf('taker-all-takings')).toBe('¥2603.00');
  expect(textOf('taker-all-refunds')).toBe('−¥25.00 · 2');
  expect(has('takers-own')).toBe(false);
  await press('period-earlier');
  expect(wallet.requests('takers').at(-1)).toEqual({
    merchant: SHOP,
    span: { span: 'day', back: 1 },
  });
  await press('period-month');
  expect(textOf('period-title')).toBe('November 2026');
});

test('a cashier is told that these are their own', async () => {
  await open(TAKERS, (fake) => {
    fake.shops.shops = [shop('cashier')];
    fake.office.takers = ownTakings;
  });
  expect(textOf('takers-own')).toContain('your own');
  expect(has('taker-1')).toBe(false);
  expect(has('taker-all')).toBe(false);
});

test('what was taken is saved for a printer and as PDF', async () => {
  const { wallet } = await open(TAKERS, owner);
  const saved: string[] = [];
  URL.createObjectURL = () => 'blob:report';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  await press('takers-pdf');
  await press('takers-printer');
  await press('printer-save');
  expect(saved).toEqual(['report-2026-11-28.pdf', 'report-2026-11-28.bin']);
  const asked = wallet.requests('takers_file');
  expect(asked).toMatchObject([{ form: { kind: 'pdf' } }, { form: { kind: 'escpos' } }]);
  wallet.fails('takers_file', 'font_missing');
  await press('takers-pdf');
  expect(get('error').dataset.code).toBe('font_missing');
});

test('nothing taken, waiting and being offline are told', async () => {
  setLanguage('zh');
  const { wallet } = await open(TAKERS, (fake) => {
    owner(fake);
    fake.state.settings.language = 'zh';
    fake.office.takers = (span) => ({ ...takers(span), takers: [] });
  });
  expect(textOf('empty')).toContain('没有收款');
  wallet.hangs('takers');
  await press('period-week');
  expect(has('takers-loading')).toBe(true);
  wallet.works('takers');
  wallet.online = false;
  await press('period-day');
  expect(get('error').dataset.code).toBe('offline');
  wallet.online = true;
  await press('takers-retry');
  expect(has('error')).toBe(false);
});
