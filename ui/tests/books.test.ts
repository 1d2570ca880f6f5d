// A shop's books: figures by day, week, month and own range; daily bills and their files.
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../src/text';
import { yuan } from './fake/data';
import { bill, figures, noFigures } from './fake/office_data';
import { SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

const FIGURES = `/shops/${SHOP}/figures`;
const BILLS = `/shops/${SHOP}/bills`;
const owner = (fake: FakeWallet) => (fake.shops.shops = [shop()]);
const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

afterEach(() => {
  setLanguage('en');
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a day is told by what was taken, who paid for discounts, and when', async () => {
  const { wallet } = await open(`/shops/${SHOP}`, owner);
  await press('shop-figures');
  expect(wallet.requests('figures')).toEqual([{ merchant: SHOP, span: { span: 'day', back: 0 } }]);
  expect(textOf('period-title')).toBe('Sat, 28 November 2026');
  expect(textOf('figures-takings')).toBe('¥2603.00');
  expect(textOf('figures-payments')).toBe('137');
  expect([textOf('cash'), textOf('by-operator'), textOf('by-shops')]).toEqual([
    '¥2448.00',
    '¥120.00',
    '¥35.00',
  ]);
  expect(has('given-up')).toBe(false);
  expect(textOf('figures-refunds')).toBe('−¥25.00 · 2');
  expect(textOf('figures-customers')).toBe('118 · 41 returning');
  expect(textOf('chart-hours-more')).toBe('busiest from 12:00');
  expect(has('chart-days')).toBe(false);
});

test('the fee is told beside what customers paid', async () => {
  await open(`/shops/${SHOP}`, (fake) => {
    owner(fake);
    const plain = fake.office.figures;
    fake.office.figures = (span) => {
      const told = plain(span);
      return { ...told, payments: { ...told.payments, fee: yuan(1_468) } };
    };
  });
  await press('shop-figures');
  expect(textOf('fee')).toBe('−¥14.68');
  expect(textOf('cash')).toBe('¥2448.00');
});

test('a bill tells what owners took out', async () => {
  await open(BILLS, (fake) => {
    owner(fake);
    fake.office.bills = [{ ...bill(0), withdrawn: yuan(50_000) }];
  });
  await press('bill');
  expect(textOf('bill-withdrawn')).toBe('¥500.00');
  expect(has('fee')).toBe(false);
});

test('bars are as high as they are, and a table says the same', async () => {
  await open(FIGURES, owner);
  const shares = all('bar').map((bar) => [Number(bar.dataset.share), bar.style.height]);
  expect(shares).toHaveLength(24);
  expect(shares[12]).toEqual([1000, '100%']);
  expect(shares[11]).toEqual([500, '50%']);
  expect(shares[3]).toEqual([0, '0%']);
  const rows = all('bar-row').map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
  expect(rows).toHaveLength(8);
  expect(rows).toContain('12:00¥625.0034');
});

test('weeks and months go back and forth, but not beyond the present one', async () => {
  const { wallet } = await open(FIGURES, owner);
  await press('period-week');
  expect(textOf('period-title')).toMatch(/^23\s?–\s?29 Nov 2026$/);
  expect(all('chart-days')).toHaveLength(1);
  expect((get('period-later') as HTMLButtonElement).disabled).toBe(true);
  await press('period-earlier', 'period-earlier', 'period-later');
  expect(textOf('period-title')).toMatch(/^16\s?–\s?22 Nov 2026$/);
  expect((get('period-later') as HTMLButtonElement).disabled).toBe(false);
  await press('period-month');
  expect(textOf('period-title')).toBe('November 2026');
  expect(wallet.requests('figures').at(-1)).toEqual({
    merchant: SHOP,
    span: { span: 'month', back: 0 },
  });
});

test('days of one’s own begin with those that were shown', async () => {
  const { wallet } = await open(FIGURES, owner);
  await press('period-week', 'period-days');
  expect((get('range-from') as HTMLInputElement).value).toBe('2026-11-23');
  await type('range-from', '2026-11-01');
  await type('range-until', '2026-11-03');
  await submit('range-show');
  expect(wallet.requests('figures').at(-1)).toEqual({
    merchant: SHOP,
    span: { span: 'days', from: '2026-11-01', until: '2026-11-03' },
  });
  expect(get('chart-days').querySelectorAll('[data-testid="bar"]')).toHaveLength(3);
  wallet.fails('figures', 'days_malformed');
  await submit('range-show');
  expect(get('error').dataset.code).toBe('days_malformed');
  expect(has('figures')).toBe(false);
  await type('range-until', '');
  expect((get('range-show') as HTMLButtonElement).disabled).toBe(true);
});

test('of two questions the last one is answered', async () => {
  const { wallet } = await open(FIGURES, owner);
  let answerFirst: (() => void) | undefined;
  wallet.instead.figures = ({ span }) =>
    span.span === 'week'
      ? new Promise((done) => (answerFirst = () => done(figures(span))))
      : figures(span);
  await press('period-week', 'period-month');
  answerFirst?.();
  await settle();
  expect(textOf('period-title')).toBe('November 2026');
});

test('figures that load, are empty, or cannot be had say so', async () => {
  const { wallet } = await open(FIGURES, (fake) => {
    owner(fake);
    fake.office.figures = noFigures;
  });
  expect(textOf('empty')).toContain('Nothing was taken');
  expect(textOf('period-title')).toBe('Sat, 28 November 2026');
  wallet.hangs('figures');
  await press('period-week');
  expect(has('figures-loading')).toBe(true);
  wallet.works('figures');
  wallet.online = false;
  await press('period-month');
  expect(get('error').dataset.code).toBe('offline');
  wallet.online = true;
  await press('figures-retry');
  expect(has('error')).toBe(false);
});

test('customers that are too many to count are no zero', async () => {
  await open(FIGURES, (fake) => {
    owner(fake);
    fake.office.figures = (span) => ({
      ...figures(span),
      customers: null,
      net: { ...figures(span).net, is_negative: true },
    });
  });
  expect(textOf('figures-customers')).toBe('Too many to count here');
  expect(textOf('figures-net')).toBe('−¥2578.00');
});

test('figures are told in Chinese too', async () => {
  setLanguage('zh');
  await open(FIGURES, (fake) => {
    owner(fake);
    fake.state.settings.language = 'zh';
  });
  expect(textOf('period-title')).toContain('2026年11月28日');
  expect(textOf('figures-customers')).toBe('118 位 · 41 位回头客');
  expect(textOf('chart-hours-more')).toBe('12:00 起最忙');
});

test('bills are listed by day, older ones when they are wanted', async () => {
  const { wallet } = await open(FIGURES, owner);
  await press('figures-bills');
  expect(all('bill').map((one) => one.dataset.date)).toEqual([
    '2026-11-27',
    '2026-11-26',
    '2026-11-25',
    '2026-11-24',
    '2026-11-23',
  ]);
  wallet.fails('bills', 'answer_lost');
  await press('bills-more');
  expect(get('error').dataset.code).toBe('answer_lost');
  wallet.works('bills');
  await press('bills-retry');
  expect(all('bill')).toHaveLength(7);
  expect(has('bills-more')).toBe(false);
});

test('a bill has its totals and hands its files out', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { wallet } = await open(BILLS, owner);
  await press('bill');
  expect(textOf('bill-takings')).toBe(`¥${bill(4).payments.price.digits}`);
  expect(has('bill-signed')).toBe(true);
  await press('bill-trade.csv');
  expect(wallet.requests('bill_file')).toEqual([
    { merchant: SHOP, date: '2026-11-23', file: 'trade.csv' },
  ]);
  expect(clicked).toHaveBeenCalledTimes(1);
  expect((clicked.mock.instances[0] as HTMLAnchorElement).download).toBe('2026-11-23-trade.csv');
  expect(textOf('toast')).toContain('2026-11-23-trade.csv is saved');
  wallet.fails('bill_file', 'bill_invalid');
  await press('bill-bill.note');
  expect(get('error').dataset.code).toBe('bill_invalid');
  expect(clicked).toHaveBeenCalledTimes(1);
});

test('a file is shared where the device does that', async () => {
  const shared: File[] = [];
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), {
    canShare: () => true,
    share: async ({ files }: { files: File[] }) => void shared.push(...files),
  }));
  await open(BILLS, owner);
  await press('bill', 'bill-fund.csv-share');
  expect(shared.map((file) => [file.name, file.type])).toEqual([
    ['2026-11-23-fund.csv', 'text/csv'],
  ]);
  expect(await shared[0]!.text()).toBe('time,kind\r\n');
});

test('a shop without bills and one that cannot be reached say so', async () => {
  const { wallet, router } = await open(BILLS, (fake) => {
    owner(fake);
    fake.office.bills = [];
  });
  expect(textOf('empty')).toContain('No bill yet');
  await router.push('/');
  wallet.online = false;
  await router.push(BILLS);
  await settle();
  expect(get('error').dataset.code).toBe('offline');
});
