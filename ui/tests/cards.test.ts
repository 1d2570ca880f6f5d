// Cards: bound with a code, refused in plain words, removed; and the coupon that needs one.
import { expect, test } from 'vitest';
import { CARD_CODE, NUMBER, card } from './fake/cards';
import { stocks } from './fake/coupons';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

async function enter(number: string, holder: string): Promise<void> {
  await type('card-number', number);
  await type('card-holder', holder);
  await submit('card-send');
}

async function code(digits: string): Promise<void> {
  await type('card-code', digits);
  await submit('card-confirm');
}

test('a card is bound with the code of its bank', async () => {
  const { wallet, router } = await open('/settings');
  await press('settings-cards');
  expect(document.body.textContent).toContain('No cards yet');
  await press('cards-bind');
  await enter('9000 0000 0000 1017', 'Lin');
  expect((get('card-code') as HTMLInputElement).autocomplete).toBe('one-time-code');
  expect(wallet.requests('bind_card')).toEqual([{ number: NUMBER, holder: 'Lin' }]);
  expect(textOf('card-sent')).toContain('+86···01');
  await code('000000');
  expect(get('error').dataset.code).toBe('code_wrong');
  expect((get('card-code') as HTMLInputElement).value).toBe('');
  await code(CARD_CODE);
  expect(router.currentRoute.value.path).toBe('/settings/cards');
  expect(textOf('card')).toContain('Harbour Bank');
  expect(textOf('card')).toContain('1017');
  expect(document.body.textContent).not.toContain(NUMBER);
});

test('a number is typed in groups and no further than a card has digits', async () => {
  await open('/settings/cards/bind');
  await type('card-number', '9000-0000x0000101712345678');
  expect((get('card-number') as HTMLInputElement).value).toBe('9000 0000 0000 1017 123');
  expect((get('card-send') as HTMLButtonElement).disabled).toBe(true);
});

test('a card that its bank does not know is said so, and can be put right', async () => {
  const { wallet } = await open('/settings/cards/bind');
  await enter('9000000000001018', 'Lin');
  expect(get('error').dataset.code).toBe('card_refused');
  wallet.fails('bind_card', 'issuer_unavailable');
  await enter(NUMBER, 'Lin');
  expect(textOf('error')).toContain('Your bank cannot be reached');
  wallet.works('bind_card');
  await submit('card-send');
  expect(has('card-code')).toBe(true);
});

test('when all tries are used the card is entered again', async () => {
  const { wallet } = await open('/settings/cards/bind');
  await enter(NUMBER, 'Lin');
  wallet.cards.tries_left = 0;
  await code('000000');
  expect(has('card-code')).toBe(false);
  expect(get('error').dataset.code).toBe('code_tries_used');
});

test('a card is removed after a question', async () => {
  const { wallet } = await open('/settings/cards', ({ cards }) => {
    cards.bound = [card(), card('2015')];
  });
  await press('card-remove');
  expect(wallet.requests('unbind_card')).toEqual([]);
  await press('card-remove-yes');
  expect(wallet.cards.bound).toHaveLength(1);
  expect(has('toast')).toBe(true);
});

test('an operator that binds none says so, and a lost connection can be tried again', async () => {
  const { wallet } = await open('/settings/cards', (fake) => {
    fake.cards.can_bind = false;
    fake.fails('cards', 'offline');
  });
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('cards');
  await press('cards-retry');
  expect(document.body.textContent).toContain('Your operator binds no cards.');
  expect(has('cards-bind')).toBe(false);
});

test('a coupon that needs a card leads to binding one and back', async () => {
  const { wallet, router } = await open('/coupons', (fake) => {
    fake.offered = [stocks.gift(), stocks.summer()];
  });
  await press('coupons-offered');
  expect(textOf('stock-needs-card')).toBe('Needs a bound card');
  await press('stock-bind-card');
  await enter(NUMBER, 'Lin');
  await code(CARD_CODE);
  await settle();
  expect(router.currentRoute.value.path).toBe('/coupons');
  expect(get('coupons-offered').getAttribute('aria-pressed')).toBe('true');
  expect(has('stock-bind-card')).toBe(false);
  expect(wallet.requests('cards').length).toBeGreaterThan(0);
});

test('where nothing that is offered needs a card none is asked for', async () => {
  const { wallet } = await open('/coupons', (fake) => {
    fake.offered = [stocks.summer()];
  });
  expect(wallet.requests('cards')).toEqual([]);
});
