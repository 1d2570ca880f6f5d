// History: days, pages, states, and the receipt.
import { expect, test } from 'vitest';
import { daysOf, useHistory } from '../src/screens/history/pages';
import { setPlatform } from '../src/platform';
import { DAY_MS, payment, yuan } from './fake/data';
import { FakeWallet } from './fake/wallet';
import { get, has, open, press, textOf } from './mounting';

test('payments of one day stand together', () => {
  const noon = new Date(2026, 6, 11, 12).getTime();
  const times = [noon, noon - 1000, noon - DAY_MS, noon - 3 * DAY_MS];
  const days = daysOf(times.map((at_ms) => ({ ...payment(0), at_ms })));
  expect(days.map((day) => day.payments.length)).toEqual([2, 1, 1]);
});

test('pages follow each other until the end, each payment once', async () => {
  setPlatform(new FakeWallet());
  const { days, ended, refresh, more } = useHistory();
  const count = () => days.value.reduce((sum, day) => sum + day.payments.length, 0);
  await refresh();
  expect(count()).toBe(20);
  await more();
  await more();
  expect(count()).toBe(45);
  expect(ended.value).toBe(true);
  await more();
  expect(count()).toBe(45);
});

test('loading, empty, offline and failing look different', async () => {
  const { wallet, app } = await open('/history', (wallet) => wallet.hangs('history'));
  expect(has('loading')).toBe(true);
  app.unmount();
  wallet.works('history');
  await open('/history', (wallet) => {
    wallet.payments = [];
    wallet.online = false;
  });
  expect(has('empty')).toBe(true);
  expect(has('offline')).toBe(true);
});

test('a failure can be tried again', async () => {
  const { wallet } = await open('/history', (wallet) => wallet.fails('history', 'overloaded'));
  expect(get('error').dataset.code).toBe('overloaded');
  wallet.works('history');
  await press('history-retry');
  expect(has('error')).toBe(false);
  expect(has('history-item')).toBe(true);
});

test('a payment leads to its receipt', async () => {
  const { wallet, router } = await open('/history');
  const [first] = wallet.payments;
  document.querySelector<HTMLElement>('[data-testid="history-item"]')?.click();
  await router.isReady();
  await new Promise((done) => setTimeout(done));
  expect(router.currentRoute.value.path).toBe(`/history/${first?.payment}`);
  expect(textOf('detail-id')).toBe(first?.payment);
  expect(textOf('detail-amount')).toContain('+¥12.50');
  expect(textOf('detail-hash')).toBe(first?.journal_hash);
  expect(textOf('detail-sequence')).toBe('4711');
});

test('a receipt shows the digits that the shop heard, and none where nobody stood there', async () => {
  const { app } = await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID', kind: 'label', check: '07' };
  });
  expect(textOf('detail-check')).toBe('07');
  app.unmount();
  await open('/history/SENT', (wallet) => {
    wallet.payments[2] = { ...wallet.payments[2]!, payment: 'SENT', kind: 'transfer', check: null };
  });
  expect(has('detail-check')).toBe(false);
});

test('a receipt says how much of the payment went back', async () => {
  await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID', refunded: yuan(500) };
  });
  expect(textOf('detail-refunded')).toBe('¥5.00');
  expect(has('detail-of')).toBe(false);
});

test('a refund says which payment it gives back', async () => {
  await open('/history/BACK', (wallet) => {
    const [first] = wallet.payments;
    wallet.payments[0] = { ...first!, payment: 'BACK', kind: 'refund', of: 'PAID' };
  });
  expect(textOf('detail-of')).toBe('PAID');
  expect(document.body.textContent).toContain('Refund');
  expect(has('detail-refunded')).toBe(false);
});

test('a receipt that does not exist is explained', async () => {
  await open('/history/01JNOBODY');
  expect(get('error').dataset.code).toBe('payment_unknown');
});

test('a receipt that is proven says what covers it, and its proof can be copied', async () => {
  const { wallet } = await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID', sequence: 4000 };
  });
  expect(wallet.requests('receipt')).toEqual([{ payment: 'PAID' }]);
  expect(get('proof').dataset.state).toBe('covered');
  expect(textOf('proof')).toContain('demo.tongbao');
  expect(textOf('proof')).toContain('4017');
  expect(has('proof-copy')).toBe(true);
});

test('a receipt that no head covers yet is signed, not proven', async () => {
  await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID' };
    const bare = { operator: 'demo.tongbao', covered_size: null, covered_at_ms: null, file: '{}' };
    wallet.instead.receipt = () => bare;
  });
  expect(get('proof').dataset.state).toBe('signed');
  expect(textOf('proof')).not.toContain('Proven');
});

test('a receipt that proves nothing is an alarm, an unreachable operator is not', async () => {
  const { app } = await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID' };
    wallet.fails('receipt', 'receipt_invalid');
  });
  expect(get('proof').dataset.state).toBe('broken');
  expect(get('proof').querySelector('[role="alert"]')).not.toBeNull();
  expect(has('proof-copy')).toBe(false);
  app.unmount();
  const { wallet } = await open('/history/PAID', (wallet) => {
    wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID' };
    wallet.fails('receipt', 'offline');
  });
  expect(get('proof').dataset.state).toBe('unchecked');
  wallet.works('receipt');
  await press('proof-again');
  expect(get('proof').dataset.state).toBe('covered');
});
