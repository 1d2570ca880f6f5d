// Coupons: the ones to use, to take and past, and what a payment costs with them.
import { expect, test } from 'vitest';
import { setLanguage } from '../src/text';
import { readCode } from '../src/session/reading';
import { BOOKS, NOODLES, coupon, purse, stocks } from './fake/coupons';
import { LABEL, PERSON, failure } from './fake/data';
import { type FakeWallet, PIN } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf } from './mounting';

const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];

/** The words of an element, those of its parts set apart as they are on the screen. */
function words(element?: HTMLElement): string {
  const walker = document.createTreeWalker(element ?? document.body, NodeFilter.SHOW_TEXT);
  const parts: string[] = [];
  while (walker.nextNode()) parts.push(walker.currentNode.textContent ?? '');
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

const titlesIn = (section: string) =>
  all('coupon-section')
    .filter((one) => one.dataset.section === section)
    .flatMap((one) => [...one.querySelectorAll<HTMLElement>('h3')].map(words));

const withPurse = (wallet: FakeWallet) => {
  wallet.coupons = purse();
  wallet.offered = [stocks.tea(), stocks.book()];
};

async function toConfirm(digits: string, code = LABEL, set = withPurse) {
  const opened = await open('/', set);
  await opened.router.push(await readCode(code));
  await settle();
  if (code === LABEL) await keys(digits);
  await submit('pay-next');
  return opened;
}

const used = () => all('discount-used').map(words);
const reasons = () => all('discount-unused').map((one) => [one.dataset.reason, words(one)]);

test('without a connection the coupons are shown as they were known last', async () => {
  await open('/coupons', (wallet) => {
    withPurse(wallet);
    wallet.online = false;
  });
  expect(has('offline')).toBe(true);
  expect(titlesIn('ready').length).toBeGreaterThan(0);
  await press('coupons-offered');
  expect(words()).toContain('What there is to take shows up with a connection.');
});

test('home leads to the coupons: ending soon, ready, and not at the moment', async () => {
  const { router } = await open('/', withPurse);
  await press('home-coupons');
  expect(router.currentRoute.value.path).toBe('/coupons');
  expect(textOf('coupons-usable')).toBe('To use 5');
  expect(all('coupon-section').map((one) => one.dataset.section)).toEqual(['soon', 'ready', 'later']);
  expect(titlesIn('soon')).toEqual(['Regulars of the noodle house']);
  expect(titlesIn('ready')).toEqual(['Summer in Riverside', 'Tea break']);
  expect(titlesIn('later')).toEqual(['Opening week', 'A book for the price of a tea']);
  expect(all('coupon').map((one) => one.dataset.standing)).not.toContain('used');
});

test('by shop, one for every shop stands at the end', async () => {
  await open('/coupons', withPurse);
  await press('coupons-by-shop');
  const sections = ['shop Green Tea House', `shop ${NOODLES}`, `shop ${BOOKS}`, 'many'];
  expect(all('coupon-section').map((one) => one.dataset.section)).toEqual(sections);
  expect(titlesIn(`shop ${NOODLES}`)).toEqual(['Regulars of the noodle house']);
  expect(get('coupons-by-shop').getAttribute('aria-pressed')).toBe('true');
});

test('what was used leads to its payment; what is over says so', async () => {
  const { router } = await open('/coupons', withPurse);
  await press('coupons-past');
  expect(all('coupon').map((one) => one.dataset.standing)).toEqual(['used', 'over']);
  expect(words(all('coupon')[1])).toContain('Over');
  await press('coupon-payment');
  expect(router.currentRoute.value.path).toBe('/history/01JD8X5QK3M7V2R9T4B6N80002');
});

test('a ticket says what it is worth, where, and every condition', async () => {
  await open('/coupons', (wallet) => (wallet.coupons = [coupon(1, stocks.tea())]));
  const ticket = words(get('coupon'));
  expect(ticket).toContain('15 % off');
  expect(ticket).toContain('at most ¥20.00');
  expect(textOf('coupon-terms')).toContain('Only at Green Tea House');
  expect(ticket).toContain('On Mon, Tue, Wed, Thu, Fri');
  expect(ticket).toContain('At 14:00–17:00');
  expect(ticket).toContain('One for each person');
  expect(ticket).toContain('never for transfers between people');
  setLanguage('zh');
  await settle();
  expect(textOf('coupon')).toContain('8.5 折');
  setLanguage('en');
});

test('one is taken once and is then among those to use', async () => {
  const { wallet } = await open('/coupons', withPurse);
  await press('coupons-offered');
  expect(all('stock')).toHaveLength(2);
  await press('stock-take');
  expect(wallet.requests('take_coupon')).toEqual([{ stock: stocks.book().stock }]);
  expect(textOf('toast')).toBe('It is yours now');
  expect(all('stock')).toHaveLength(1);
  expect(textOf('coupons-usable')).toBe('To use 6');
});

test('one that is gone meanwhile says so, and the others stay', async () => {
  const { wallet } = await open('/coupons', withPurse);
  wallet.fails('take_coupon', 'coupons_gone');
  await press('coupons-offered', 'stock-take');
  expect(get('error').dataset.code).toBe('coupons_gone');
  expect(all('stock')).toHaveLength(2);
});

test('loading, empty, failing and offline look different, and can be tried again', async () => {
  const { wallet, router } = await open('/coupons', (wallet) => wallet.hangs('coupons'));
  expect(has('loading')).toBe(true);
  expect(has('empty')).toBe(false);
  await router.push('/');
  wallet.fails('coupons', 'offline');
  await router.push('/coupons');
  await settle();
  expect(get('error').dataset.code).toBe('offline');
  expect(has('loading')).toBe(false);
  wallet.works('coupons');
  wallet.offered = [stocks.summer()];
  await press('coupons-retry');
  expect(has('error')).toBe(false);
  expect(textOf('empty')).toContain('No coupons yet');
  await press('coupons-see-offered');
  expect(all('stock')).toHaveLength(1);
});

test('the confirmation shows the combination, and why every other coupon is not used', async () => {
  const { wallet } = await toConfirm('68');
  expect(textOf('confirm-amount')).toBe('¥55.00');
  expect(textOf('discount-total')).toBe('¥68.00');
  expect(used()).toEqual(['Summer in Riverside −¥10.00', 'Regulars of the noodle house −¥3.00']);
  expect(textOf('discount-saving')).toBe('You save ¥13.00');
  expect(textOf('discount')).toContain('This saves the most.');
  expect(reasons().map(([reason]) => reason)).toEqual([
    'wrong_merchant',
    'too_early',
    'stock_paused',
    'lapsed',
  ]);
  expect(reasons()[0]![1]).toBe('Tea break not at this shop');
  await press('pay-confirm');
  await keys(PIN);
  expect(textOf('result-amount')).toBe('¥55.00');
  expect(textOf('result-saving')).toBe('Saved ¥13.00 with coupons');
  expect(wallet.requests('prepare_payment')).toHaveLength(1);
});

test('where none fits, the price is the price, and what is short is said', async () => {
  await toConfirm('18');
  expect(textOf('confirm-amount')).toBe('¥18.00');
  expect(has('discount-saving')).toBe(false);
  expect(textOf('discount-why')).toBe('Why none of your 6?');
  expect(reasons()[0]).toEqual(['threshold_short', 'Summer in Riverside ¥32.00 short']);
});

test('a person is paid without a word of coupons', async () => {
  await toConfirm('', PERSON);
  expect(textOf('confirm-amount')).toBe('¥2.00');
  expect(has('discount')).toBe(false);
});

test('the payer leaves one out, and comes back to the best', async () => {
  const { wallet } = await toConfirm('68');
  await press('discount-leave');
  const [first] = purse();
  expect(wallet.requests('prepare_payment').at(-1)).toMatchObject({ coupons: [first?.coupon] });
  expect(textOf('confirm-amount')).toBe('¥58.00');
  expect(reasons()[0]).toMatchObject(['not_chosen', expect.stringContaining('left out by you')]);
  expect(textOf('discount')).not.toContain('This saves the most.');
  await press('discount-best');
  expect(wallet.requests('prepare_payment').at(-1)).toMatchObject({ coupons: null });
  expect(textOf('confirm-amount')).toBe('¥55.00');
  // What was prepared before is dropped each time.
  expect(wallet.requests('drop_payment')).toHaveLength(2);
});

const alone = (wallet: FakeWallet) => {
  wallet.coupons = [coupon(1, stocks.summer()), coupon(2, stocks.lunch()), coupon(3, stocks.alone())];
};

test('one that works only alone says what it saves, and can be used instead', async () => {
  await toConfirm('68', LABEL, alone);
  expect(reasons()).toEqual([
    ['only_alone', 'Opening week only alone, saves ¥12.00 Use this one'],
  ]);
  await press('discount-use');
  expect(used()).toEqual(['Opening week −¥12.00']);
  expect(textOf('confirm-amount')).toBe('¥56.00');
});

test('a choice that is not possible is explained, and the price stands', async () => {
  const { wallet } = await toConfirm('68', LABEL, alone);
  await press('discount-leave');
  await press('discount-use');
  expect(get('price-notice').dataset.notice).toBe('not_together');
  expect(has('error')).toBe(false);
  expect(textOf('confirm-amount')).toBe('¥58.00');
  expect(wallet.requests('confirm_payment')).toHaveLength(0);
  await press('discount-best');
  expect(has('price-notice')).toBe(false);
});

test('a price that the bank finds changed is shown anew, and agreed to anew', async () => {
  const { wallet } = await toConfirm('68');
  wallet.instead.confirm_payment = () => {
    wallet.coupons = wallet.coupons.slice(1);
    return { end: 'refused', error: failure('coupon_price_differs') };
  };
  await press('pay-confirm');
  await keys(PIN);
  expect(has('pay-result')).toBe(false);
  expect(textOf('price-notice')).toBe(
    'Your coupons changed meanwhile. Nothing was paid. It costs ¥65.00 now, not ¥55.00.',
  );
  expect(textOf('confirm-amount')).toBe('¥65.00');
  expect(wallet.requests('confirm_payment')).toHaveLength(1);
  wallet.works('confirm_payment');
  await press('pay-confirm');
  await keys(PIN);
  expect(textOf('result-amount')).toBe('¥65.00');
  expect(textOf('result-saving')).toBe('Saved ¥3.00 with coupons');
});

test('a new price that cannot be had ends as the refusal it was', async () => {
  const { wallet } = await toConfirm('68');
  wallet.instead.confirm_payment = () => {
    wallet.fails('prepare_payment', 'offline');
    return { end: 'refused', error: failure('coupon_used') };
  };
  await press('pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('refused');
  expect(get('result-advice').dataset.code).toBe('coupon_used');
});

test('another refusal is not asked for anew', async () => {
  const { wallet } = await toConfirm('68');
  const error = failure('insufficient_funds');
  wallet.instead.confirm_payment = () => ({ end: 'refused', error });
  await press('pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('refused');
  expect(wallet.requests('prepare_payment')).toHaveLength(1);
});

async function paid(offered: FakeWallet['offered']) {
  const opened = await toConfirm('12', LABEL, (wallet) => (wallet.offered = offered));
  await press('pay-confirm');
  await keys(PIN);
  return opened;
}

test("after a payment one coupon is suggested, the shop's own before others", async () => {
  const { wallet } = await paid([stocks.book(), stocks.summer(), stocks.lunch()]);
  expect(all('suggested')).toHaveLength(1);
  expect(textOf('suggested')).toContain('Regulars of the noodle house');
  expect(textOf('suggested')).toContain('¥3.00 off · from ¥20.00 on');
  await press('suggested-take');
  expect(wallet.requests('take_coupon')).toEqual([{ stock: stocks.lunch().stock }]);
  expect(has('suggested-taken')).toBe(true);
  expect(has('suggested-take')).toBe(false);
});

test('where nothing fits the shop, or nobody answers, nothing is suggested', async () => {
  const { wallet, router } = await paid([stocks.book(), stocks.tea()]);
  expect(has('suggested')).toBe(false);
  wallet.offered = [stocks.lunch()];
  wallet.fails('offered_coupons', 'offline');
  await router.push('/');
  await router.push(await readCode(LABEL));
  await settle();
  await keys('12');
  await submit('pay-next');
  await press('pay-confirm');
  await keys(PIN);
  expect(get('pay-result').dataset.end).toBe('paid');
  expect(has('suggested')).toBe(false);
  expect(has('error')).toBe(false);
});
