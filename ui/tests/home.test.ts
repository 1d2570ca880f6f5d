// Home: loading, empty, offline, failing, hidden, live.
import { afterEach, expect, test, vi } from 'vitest';
import { yuan } from './fake/data';
import { get, has, open, press, settle, textOf } from './mounting';

afterEach(() => {
  vi.useRealTimers();
});

test('shows name, balance and the latest payments', async () => {
  await open();
  expect(textOf('home-name')).toBe('Hello, Lin Xiaoyu');
  expect(textOf('home-balance')).toBe('¥1286.40');
  expect(document.querySelectorAll('[data-testid="history-item"]')).toHaveLength(6);
  expect(has('offline')).toBe(false);
});

test('shows grey rows until home is there', async () => {
  await open('/', (wallet) => wallet.hangs('home'));
  expect(has('loading')).toBe(true);
  expect(has('balance-loading')).toBe(true);
});

test('hides the balance, and remembers it', async () => {
  await open();
  await press('home-eye');
  expect(textOf('home-balance')).not.toContain('1286');
  expect(get('home-eye').getAttribute('aria-label')).toBe('Show balance');
  expect(localStorage.getItem('tongbao-balance-hidden')).toBe('1');
});

test('says when it is offline, and as of when', async () => {
  // Of another day it would say the day as well: no midnight may come in between.
  vi.setSystemTime(new Date().setHours(12, 0, 0, 0));
  await open('/', (wallet) => {
    wallet.online = false;
  });
  expect(textOf('offline')).toMatch(/^Offline · Last known state: \d\d:\d\d$/);
});

test('a sandbox says on every screen that its money is play money', async () => {
  await open('/', ({ state }) => {
    if (state.profile) state.profile.sandbox = true;
  });
  expect(textOf('sandbox')).toBe('Sandbox: this is play money');
  await press('home-settings');
  expect(has('sandbox')).toBe(true);
});

test('money that is no play money is not called so', async () => {
  await open();
  expect(has('sandbox')).toBe(false);
});

test('an empty wallet says what to do', async () => {
  await open('/', (wallet) => {
    wallet.payments = [];
  });
  expect(has('empty')).toBe(true);
});

test('a failure is explained and can be tried again', async () => {
  const { wallet } = await open('/', (wallet) => wallet.fails('home', 'internal'));
  expect(get('error').dataset.code).toBe('internal');
  wallet.works('home');
  await press('home-retry');
  expect(has('error')).toBe(false);
  expect(textOf('home-balance')).toBe('¥1286.40');
});

test('money that is held is said beside the balance', async () => {
  const { wallet } = await open();
  expect(has('home-available')).toBe(false);
  wallet.held_minor = 28_640;
  const held = { hold: 'H', amount: yuan(28_640), note: null, ends_at_ms: Date.now() + 60_000 };
  wallet.tell({ event: 'hold_changed', hold: held, is_held: true });
  await settle();
  expect(textOf('home-available')).toBe('¥1000.00 available; the rest is held');
  await press('home-eye');
  expect(has('home-available')).toBe(false);
});

test('money that arrives is announced and shown', async () => {
  const { wallet } = await open();
  const payment = { ...wallet.payments[0]!, counterparty: 'Mei', amount: yuan(1250) };
  wallet.balance_minor += 1250;
  wallet.tell({ event: 'received', payment });
  await settle();
  expect(textOf('toast')).toBe('Received ¥12.50 from Mei');
  expect(textOf('home-balance')).toBe('¥1298.90');
});

test('an unfinished payment leads to its answer', async () => {
  const { router, wallet } = await open('/', (wallet) => {
    wallet.unfinished = [
      {
        payment: '01JUNFINISHED',
        offer: { ...wallet.payments[1], name: 'Lao Wang Noodles', kind: 'label' } as never,
        amount: yuan(2800),
        discount: null,
        note: null,
        balance: null,
        pin_needed: true,
        expires_at_ms: Date.now(),
      },
    ];
  });
  expect(textOf('home-unfinished')).toContain('¥28.00 to Lao Wang Noodles');
  await press('home-unfinished');
  expect(router.currentRoute.value.path).toBe('/pay/01JUNFINISHED');
  expect(get('pay-result').dataset.end).toBe('paid');
  expect(wallet.requests('resume_payment')).toEqual([{ payment: '01JUNFINISHED' }]);
  expect(wallet.requests('confirm_payment')).toHaveLength(0);
});
