// The till of a shop: amounts typed and added up, orders and pay codes to their ends, and refunds.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PaymentView } from '../src/bindings.gen';
import { yuan } from './fake/data';
import { PAYER, SHOP, item, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

const TILL = `/shops/${SHOP}/till`;

const works = (fake: FakeWallet) => {
  fake.shops.shops = [shop()];
};

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => vi.useRealTimers());

/** Lets the screen ask again. */
async function later(ms = 1500): Promise<void> {
  vi.advanceTimersByTime(ms);
  await settle();
}

async function scanner(code: string): Promise<void> {
  await type('till-scanner', code);
  await submit('till-scanner');
}

test('an order code is shown until it is paid, and the payment has a receipt', async () => {
  const { wallet, router } = await open(TILL, works);
  expect(textOf('till-takings')).toBe('');
  expect((get('till-show-code') as HTMLButtonElement).disabled).toBe(true);
  await keys('12.5');
  await press('till-note-add');
  await type('till-note', ' two noodles ');
  await press('till-show-code');
  expect(wallet.requests('open_order')).toEqual([
    { merchant: SHOP, amount: '12.50', note: 'two noodles', lines: [], tip: null },
  ]);
  expect(get('charge').dataset.state).toBe('open');
  expect(get('charge-qr').getAttribute('src')).toContain('data:image/svg+xml');
  expect(textOf('charge-amount')).toBe('¥12.50');
  expect(textOf('charge-left')).toContain('3:00');
  const [charge] = wallet.shops.charges;
  wallet.shops.becomes(charge!.charge, { state: 'paid', payment: 'PAID', at_ms: Date.now() });
  await later();
  expect(get('charge').dataset.state).toBe('paid');
  expect(textOf('charge-end')).toContain('Paid');
  expect(textOf('charge-check')).toBe('47');
  await later(10_000);
  const asked = wallet.requests('charge').length;
  await later(10_000);
  expect(wallet.requests('charge')).toHaveLength(asked);
  await press('charge-receipt');
  expect(textOf('taken-amount')).toBe('¥12.50');
  expect(router.currentRoute.value.path).toBe(`/shops/${SHOP}/takings/PAID`);
});

test('an order that was left open is found again, and can be closed', async () => {
  const { wallet } = await open(TILL, works);
  await keys('5');
  await press('till-show-code', 'charge-later');
  expect(textOf('till-under-way')).toContain('¥5.00 is not finished');
  expect(textOf('pay-amount')).toBe('0');
  await press('till-under-way');
  await press('charge-close');
  expect(get('charge').dataset.state).toBe('closed');
  expect(textOf('charge-end')).toContain('nothing was paid');
  await press('charge-next');
  expect(has('till-under-way')).toBe(false);
  expect(wallet.requests('close_charge')).toHaveLength(1);
});

test('the scan of a pay code takes what was typed', async () => {
  const { wallet, router } = await open(TILL, works);
  await keys('8');
  await press('till-scan');
  expect(router.currentRoute.value.fullPath).toBe('/scan?for=payer');
  await press('scan-paste');
  await type('scan-paste-input', 'https://example.org');
  await press('scan-paste-go');
  expect(has('scan-no-payer')).toBe(true);
  await press('scan-again', 'scan-paste');
  await type('scan-paste-input', PAYER);
  await press('scan-paste-go');
  await settle();
  expect(wallet.requests('charge_payer_code')).toEqual([
    { merchant: SHOP, amount: '8.00', note: null, lines: [], tip: null, payer_code: PAYER },
  ]);
  expect(get('charge').dataset.state).toBe('paid');
});

test('a charge says what coupons of the payer saved, and who pays that to the shop', async () => {
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.savings = [
      { title: '10 off from 50', funder: 'operator', saving: yuan(1_000) },
      { title: '15 % off noodles', funder: 'shop', saving: yuan(900) },
    ];
  });
  await keys('60');
  await scanner('7100 0000 0000 0000 01');
  await settle();
  expect(wallet.requests('charge_payer_code')).toMatchObject([{ amount: '60.00' }]);
  expect(textOf('charge-amount')).toBe('¥60.00');
  expect(textOf('charge-cash')).toBe('¥41.00');
  const said = textOf('charge-saved');
  for (const words of ['10 off from 50', 'The operator pays you this', 'You pay for this', '¥9.00']) {
    expect(said).toContain(words);
  }
});

test('a scanner that types takes a pay code or adds an item', async () => {
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.items = [item('Noodles', 1250, '690123'), item('Tea', 300)];
  });
  await scanner('690123');
  await scanner('690123');
  await press('till-item');
  expect(textOf('basket')).toContain('Noodles × 2');
  expect(textOf('basket-line')).toContain('Tea × 1');
  await keys('1');
  expect(textOf('pay-amount')).toBe('29.00');
  await press('basket-less');
  expect(textOf('pay-amount')).toBe('26.00');
  expect(has('basket-line')).toBe(true);
  await scanner('999');
  expect(textOf('toast')).toContain('No item has the bar code 999');
  await scanner('7100 0000 0000 0000 01');
  const lines = [{ item: item('Noodles', 0).item, pieces: 2 }];
  expect(wallet.requests('charge_payer_code')).toMatchObject([{ amount: '26.00', lines }]);
  expect(get('charge').dataset.state).toBe('paid');
});

test('a basket is told while it waits and in the detail of its payment', async () => {
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.items = [item('Noodles', 1250, '690123', ['hot']), item('Tea', 300)];
  });
  await scanner('690123');
  await scanner('690123');
  await press('till-show-code');
  const words = () => textOf('goods-line').replace(/\s+/g, ' ').trim();
  expect(words()).toBe('Noodles 2 × ¥12.50¥25.00');
  const [charge] = wallet.shops.charges;
  wallet.shops.becomes(charge!.charge, { state: 'paid', payment: 'PAID', at_ms: Date.now() });
  await later();
  await press('charge-receipt');
  expect(textOf('taken-amount')).toBe('¥25.00');
  expect(words()).toBe('Noodles 2 × ¥12.50¥25.00');
});

test('above quick pay the PIN is waited for, and a dead code says so', async () => {
  const { wallet } = await open(TILL, works);
  await keys('150');
  await scanner(PAYER);
  expect(get('charge').dataset.state).toBe('pin_needed');
  expect(document.body.textContent).toContain('Waiting for the PIN');
  const [charge] = wallet.shops.charges;
  wallet.shops.becomes(charge!.charge, { state: 'paid', payment: 'PAID', at_ms: Date.now() });
  await later();
  expect(get('charge').dataset.state).toBe('paid');
  await press('charge-next');
  await keys('2');
  await scanner('710000000000000009');
  expect(get('charge').dataset.state).toBe('refused');
  expect(get('error').dataset.code).toBe('payer_code_unknown');
});

test('an attempt without an answer is asked for, and taken back after a while', async () => {
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.instead.open_order = (request) => {
      const begun = fake.usual('open_order')(request) as { charge: string };
      fake.shops.becomes(begun.charge, { state: 'unknown' });
      return fake.shops.charges[0]!;
    };
  });
  await keys('5');
  await press('till-show-code');
  expect(get('charge').dataset.state).toBe('unknown');
  expect((get('charge-reverse') as HTMLButtonElement).disabled).toBe(true);
  await later();
  expect(wallet.requests('charge').length).toBeGreaterThan(0);
  wallet.fails('charge', 'offline');
  await later();
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('charge');
  wallet.shops.charges = wallet.shops.charges.map((one) => ({ ...one, reversible_at_ms: 0 }));
  await later();
  await press('charge-reverse', 'charge-reverse-yes');
  expect(get('charge').dataset.state).toBe('reversed');
  expect(textOf('charge-back')).toContain('¥5.00 went back');
});

test('what is not taken shows why, and nothing is lost of what was typed', async () => {
  const { wallet } = await open(TILL, works);
  await keys('5');
  wallet.fails('open_order', 'merchant_pending');
  await press('till-show-code');
  expect(get('error').dataset.code).toBe('merchant_pending');
  expect(textOf('pay-amount')).toBe('5');
});

test('an auditor sees the till and takes nothing', async () => {
  await open(TILL, (fake) => {
    fake.shops.shops = [shop('auditor')];
  });
  await keys('5');
  expect(has('till-may-not')).toBe(true);
  expect((get('till-show-code') as HTMLButtonElement).disabled).toBe(true);
});

test('a part is given back after a look at what that means, once', async () => {
  const { wallet } = await open(TILL, works);
  await keys('9');
  await scanner(PAYER);
  await press('charge-receipt', 'taken-refund-go');
  await settle();
  expect(textOf('refund-preview')).toContain('¥9.00');
  expect(has('refund-coupons')).toBe(false);
  await type('refund-amount', '10');
  await later(300);
  expect(get('error').dataset.code).toBe('refund_too_much');
  expect((get('refund-go') as HTMLButtonElement).disabled).toBe(true);
  await type('refund-amount', '4');
  await type('refund-reason', ' cold soup ');
  await later(300);
  wallet.fails('refund', 'answer_lost');
  await submit('refund-go');
  expect(textOf('error')).toContain('given back once');
  expect((get('refund-amount') as HTMLInputElement).disabled).toBe(true);
  wallet.works('refund');
  await submit('refund-go');
  const asked = wallet.requests('refund');
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[0]).toMatchObject({ amount: '4', reason: 'cold soup' });
  expect(textOf('taken-left')).toContain('¥5.00');
  expect(textOf('taken-refund')).toContain('cold soup');
});

test('before money goes back the till says what becomes of the coupons', async () => {
  await open(TILL, (fake) => {
    works(fake);
    fake.shops.savings = [{ title: 'Two off', funder: 'operator', saving: yuan(200) }];
  });
  await keys('9');
  await scanner(PAYER);
  await press('charge-receipt', 'taken-refund-go');
  await settle();
  expect(textOf('refund-coupons')).toMatch(/Two off.*The customer has it again.*Goes back to its funder.*¥2\.00/s);
  await type('refund-amount', '4');
  await later(300);
  expect(textOf('refund-coupons')).toContain('Stays used');
});

test('a fee is told with its payment, and what of it comes back with a refund', async () => {
  const { wallet, router } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.fee = { percent: '0.6', free_below: null };
  });
  await keys('9');
  await scanner(PAYER);
  const [paid] = wallet.shops.taken;
  const fee: PaymentView = { ...paid!, payment: 'FEE', kind: 'fee', direction: 'out', of: paid!.payment };
  wallet.shops.taken = [fee, { ...paid!, fee: yuan(5) }];
  await router.push(`/shops/${SHOP}/takings`);
  await settle();
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="taking"]')];
  expect(rows.map((row) => row.dataset.kind)).toEqual(['order']);
  expect(rows[0]!.textContent).toContain('fee ¥0.05');
  wallet.shops.taken = wallet.shops.taken.slice(1);
  rows[0]!.click();
  await settle();
  expect(textOf('taken-fee')).toBe('¥0.05');
  await press('taken-refund-go');
  await later(300);
  expect(textOf('refund-fee')).toBe('¥0.01');
});

test('the payments of a shop stand by day, and lead to what they are of', async () => {
  const { wallet, router } = await open(TILL, works);
  await keys('9');
  await scanner(PAYER);
  wallet.usual('refund')({ merchant: SHOP, payment: wallet.shops.taken[0]!.payment, amount: '9', reason: null });
  await router.push(`/shops/${SHOP}/takings`);
  await settle();
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="taking"]')];
  expect(rows.map((row) => row.dataset.kind)).toEqual(['refund', 'order']);
  rows[0]!.click();
  await settle();
  expect(textOf('taken-left')).toContain('All of it went back');
  expect(has('taken-refund-go')).toBe(false);
});
