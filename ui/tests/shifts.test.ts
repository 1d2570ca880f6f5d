// Shifts: opened and closed from the menu and from the till, their reports, and who sees which.
import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../src/text';
import { OMAR, TILL, closed, shift } from './fake/shifts';
import { SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, textOf } from './mounting';

const HOME = `/shops/${SHOP}`;
const owner = (fake: FakeWallet) => (fake.shops.shops = [shop()]);
const shifting = (fake: FakeWallet) => {
  owner(fake);
  fake.office.shifts.all = [
    shift(0, { is_own: true, taker: OMAR }),
    shift(90, { taker: TILL, figures: null }),
    ...Array.from({ length: 7 }, (_, at) => closed(at + 1, 12 - at)),
  ];
};

afterEach(() => {
  setLanguage('en');
  vi.restoreAllMocks();
});

test('a shop that keeps no shifts sees nothing of them at its till', async () => {
  await open(`${HOME}/till`, owner);
  expect(has('shift-line')).toBe(false);
});

test('the first shift is opened from the menu, and closed from the till', async () => {
  const { wallet } = await open(HOME, owner);
  await press('shop-shifts');
  expect(textOf('empty')).toContain('No report yet');
  await press('shifts-open');
  expect(wallet.requests('open_shift')).toEqual([{ merchant: SHOP }]);
  expect(textOf('shifts-own')).toContain('Shift since');
  expect(has('shifts-open')).toBe(false);
});

test('the till says since when and how much, and makes the report', async () => {
  const { wallet } = await open(`${HOME}/till`, shifting);
  expect(textOf('shift-since')).toMatch(/^Shift since .*09:00 · 12 payments$/);
  await press('shift-close');
  await press('shift-close-go');
  expect(wallet.requests('close_shift')).toEqual([{ merchant: SHOP, shift: shift(0).shift }]);
  expect(textOf('shift-name')).toContain('Omar');
  expect(has('shift-signed')).toBe(true);
  expect(has('shift-close')).toBe(false);
});

test('without a shift of their own the till offers one', async () => {
  const { wallet } = await open(`${HOME}/till`, (fake) => {
    shifting(fake);
    fake.office.shifts.all = fake.office.shifts.all.slice(1);
  });
  expect(textOf('shift-line')).toContain('You have no shift open');
  wallet.fails('open_shift', 'shifts_full');
  await press('shift-open');
  expect(get('error').dataset.code).toBe('shifts_full');
  wallet.works('open_shift');
  await press('shift-open');
  expect(textOf('shift-since')).toContain('0 payments');
  expect(has('error')).toBe(false);
});

test('reports are paged, and one is printed and saved as it was signed', async () => {
  const { wallet } = await open(`${HOME}/shifts`, shifting);
  const rows = () => document.querySelectorAll('[data-testid="shift-row"]');
  expect(rows().length).toBe(7);
  expect(rows()[1]!.textContent).toContain('Till key');
  expect(rows()[2]!.textContent).toContain('Z report 12 · 张美');
  await press('shifts-more');
  expect(rows().length).toBe(9);
  expect(wallet.requests('shifts').at(-1)).toEqual({ merchant: SHOP, before: 8 });
  expect(has('shifts-more')).toBe(false);
  (rows()[2] as HTMLElement).click();
  await vi.waitFor(() => expect(has('shift-signed')).toBe(true), { timeout: 20_000 });
  expect(textOf('shift-takings')).toBe('¥346.50');
  expect(textOf('shift-payments')).toBe('12');
  expect(textOf('shift-refunds')).toBe('−¥15.00 · 1');
  expect(textOf('shift-net')).toBe('¥331.50');
  const saved: string[] = [];
  URL.createObjectURL = () => 'blob:report';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  await press('shift-pdf');
  await press('shift-note');
  await press('shift-printer');
  await press('printer-save');
  expect(saved).toEqual(['z-report-12.pdf', 'z-report-12.note', 'z-report-12.bin']);
});

test('who may close what', async () => {
  const others = `${HOME}/shifts/${shift(90).shift}`;
  await open(others, shifting);
  expect(textOf('shift-uncounted')).toContain('too many');
  expect(has('shift-close')).toBe(true);
  await press('shift-close');
  await press('shift-close-go');
  expect(has('shift-signed')).toBe(true);
});

test('a cashier closes nobody else, and an auditor opens none', async () => {
  await open(`${HOME}/shifts/${shift(90).shift}`, (fake) => {
    shifting(fake);
    fake.shops.shops = [shop('cashier')];
  });
  expect(has('shift-close')).toBe(false);
});

test('an auditor reads, and a cashier is told that these are their own', async () => {
  await open(`${HOME}/shifts`, (fake) => {
    fake.shops.shops = [shop('auditor')];
    fake.office.shifts.is_whole = false;
  });
  expect(has('shifts-open')).toBe(false);
  expect(textOf('shifts-only-own')).toContain('your own');
});

test('waiting, being offline and a report that is not as signed are told', async () => {
  setLanguage('zh');
  const { wallet } = await open(`${HOME}/shifts`, (fake) => {
    shifting(fake);
    fake.state.settings.language = 'zh';
    fake.online = false;
  });
  expect(get('error').dataset.code).toBe('offline');
  wallet.online = true;
  wallet.hangs('shifts');
  await press('shifts-retry');
  expect(has('shifts-loading')).toBe(true);
});

test('a report that is not as it was signed is not shown', async () => {
  const { wallet } = await open(`${HOME}/shifts/${closed(1, 12).shift}`, (fake) => {
    shifting(fake);
    fake.fails('shift', 'report_invalid');
  });
  expect(get('error').dataset.code).toBe('report_invalid');
  expect(has('shift-takings')).toBe(false);
  wallet.works('shift');
  await press('shift-retry');
  expect(textOf('shift-takings')).toBe('¥346.50');
});
