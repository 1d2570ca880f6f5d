// Topping up from a bound card: found from home and from the card, asked with the PIN, and watched.
import { expect, test, vi } from 'vitest';
import { CARD_CODE, NUMBER, card } from './fake/cards';
import { top_up } from './fake/top_ups';
import type { FakeWallet } from './fake/wallet';
import { PIN } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

const withCards = ({ cards }: FakeWallet) => {
  cards.bound = [card(), card('2015', 'Tea House Savings')];
};

async function ask(amount: string, pin = PIN): Promise<void> {
  await keys(amount);
  await submit('top-up-next');
  await keys(pin);
}

test('money comes from the card of whose page one came', async () => {
  const { wallet, router } = await open('/settings/cards', withCards);
  const links = document.querySelectorAll('[data-testid="card-top-up"]');
  (links[1] as HTMLElement).click();
  await settle();
  expect(router.currentRoute.value.path).toBe('/top-up');
  await ask('200');
  const second = wallet.cards.bound[1]?.card;
  expect(wallet.requests('top_up')).toEqual([{ card: second, amount: '200', pin: PIN }]);
  expect(get('top-up-end').dataset.state).toBe('paid');
  expect(textOf('top-up-amount')).toContain('200.00');
  expect(has('top-up-balance')).toBe(true);
  await press('top-up-done');
  expect(router.currentRoute.value.path).toBe('/');
});

test('home leads to it, and without a card it leads to binding one and back', async () => {
  const { router } = await open('/');
  await press('home-top-up');
  expect(textOf('empty')).toContain('No card to top up from');
  await press('top-up-bind');
  await type('card-number', NUMBER);
  await type('card-holder', 'Lin');
  await submit('card-send');
  await type('card-code', CARD_CODE);
  await submit('card-confirm');
  await settle();
  expect(router.currentRoute.value.path).toBe('/top-up');
  expect(has('amount-pad')).toBe(true);
});

test('a wrong PIN is typed again, and a refusal by the rules is said at the amount', async () => {
  const { wallet } = await open('/top-up', withCards);
  await ask('50', '111111');
  expect(textOf('pin-trouble')).toContain('4');
  wallet.fails('top_up', 'card_top_up_day_full');
  await keys(PIN);
  expect(get('error').dataset.code).toBe('card_top_up_day_full');
  expect(has('amount-pad')).toBe(true);
});

test('what the bank refuses says why, what to do, and that nothing was taken', async () => {
  const { router } = await open('/top-up', withCards);
  await ask('600');
  const end = get('top-up-end');
  expect(end.dataset.state).toBe('refused');
  expect(end.textContent).toContain('There is not that much on the card.');
  expect(end.textContent).toContain('Nothing was taken from it. Take a smaller amount');
  expect(has('top-up-receipt')).toBe(false);
  await press('top-up-again');
  expect(router.currentRoute.value.path).toBe('/top-up');
});

test('a bank that does not answer is waited for, also by who comes back', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const { wallet, router } = await open('/top-up', (fake) => {
      withCards(fake);
      fake.cards.top_ups.waits = true;
    });
    await ask('50');
    expect(get('top-up-end').dataset.state).toBe('waiting');
    expect(get('top-up-end').textContent).toContain('Waiting for your bank');
    await router.replace('/top-up');
    await settle();
    expect(textOf('top-up-waiting')).toContain('Waiting for your bank');
    await press('top-up-waiting');
    wallet.cards.top_ups.asked = [top_up('paid')];
    await vi.advanceTimersByTimeAsync(2_500);
    await settle();
    expect(get('top-up-end').dataset.state).toBe('paid');
    expect(has('top-up-receipt')).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('where nothing is left of the day it says so, and none can be asked for', async () => {
  await open('/top-up', (fake) => {
    withCards(fake);
    fake.cards.top_ups.left_minor = 0;
  });
  expect(textOf('top-up-limits')).toContain('There is more tomorrow.');
  await keys('5');
  expect((get('top-up-next') as HTMLButtonElement).disabled).toBe(true);
});

test('an operator without cards names its desk, and a lost connection can be tried again', async () => {
  const { wallet } = await open('/top-up', (fake) => {
    fake.cards.can_bind = false;
    fake.fails('card_top_ups', 'offline');
  });
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('card_top_ups');
  await press('top-up-retry');
  expect(textOf('empty')).toContain("You can pay money in at your operator's desk.");
  expect(has('top-up-bind')).toBe(false);
});
