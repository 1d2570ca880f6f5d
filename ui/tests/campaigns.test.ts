// Campaigns: the page and the list, the line on home, and what a payment's draw came to.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../src/text';
import { readCode } from '../src/session/reading';
import { dayRange } from '../src/screens/campaigns/days';
import { chanceText } from '../src/screens/campaigns/odds';
import { CAMPAIGN, COMMITMENT, campaign, day, draw, drawsWith, event, hasDrawn } from './fake/campaigns';
import { stock } from './fake/coupons';
import { LABEL, payment, yuan } from './fake/data';
import { PIN, type FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf } from './mounting';

// Today's draw is that of one day: no midnight may come in between.
beforeEach(() => {
  vi.setSystemTime(new Date().setHours(12, 0, 0, 0));
});

afterEach(() => {
  vi.useRealTimers();
  setLanguage('en');
  vi.unstubAllEnvs();
});

const wordsOf = (one: Element) => (one.textContent ?? '').replace(/\s+/g, ' ').trim();
const textsOf = (id: string) =>
  [...document.querySelectorAll(`[data-testid="${id}"]`)].map(wordsOf);

async function paidWith(set: (wallet: FakeWallet) => void) {
  const opened = await open('/', set);
  await opened.router.push(await readCode(LABEL));
  await settle();
  await keys('28');
  await submit('pay-next');
  await press('pay-confirm');
  await keys(PIN);
  return opened;
}

test('a campaign says what it takes, what can be won, and that most of it is little', async () => {
  await open('/campaigns');
  expect(textOf('campaign-least')).toBe('¥2.00');
  expect(textOf('campaign-where')).toBe('At every shop');
  expect(textOf('campaign-cap')).toContain('¥10.00');
  const rows = [...document.querySelectorAll('[data-testid="campaign-odds"]')];
  expect(rows.map((row) => [...row.children].map(wordsOf).join(' '))).toEqual([
    'The whole payment at most ¥10.00 1 in 100 10 of 1,000',
    '¥1.88 about 1 in 11.1 90 of 1,000',
    '2.5 % of the payment at most ¥10.00 1 in 2.5 400 of 1,000',
    'Nothing 1 in 2 500 of 1,000',
  ]);
  expect(textsOf('campaign-average')).toContain('A payment of ¥50.00 wins ¥0.769 on average.');
  expect(textOf('campaign-commitment')).toBe(COMMITMENT);
  expect(textOf('campaign-won')).toBe('Won so far ¥12.76');
});

test('a chance that is rounded says so', () => {
  expect(chanceText(10, 1000)).toBe('1\u00a0in\u00a0100');
  expect(chanceText(3, 1000)).toBe('about 1\u00a0in\u00a0333');
  expect(chanceText(1, 1_000_000_000)).toBe('1\u00a0in\u00a01,000,000,000');
});

test.each(['Pacific/Honolulu', 'Asia/Shanghai'])('days stay the same days in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  expect(dayRange('2026-11-28', '2029-11-28')).toBe('28 November 2026\u2009–\u200928 November 2029');
  expect(dayRange('2026-11-28', '2026-11-28')).toBe('28 November 2026');
});

test('the head says whether the draw of today is open, had, or none', async () => {
  const first = await open('/campaigns');
  expect(get('campaign-today').dataset.draw).toBe('open');
  first.app.unmount();
  const second = await open('/campaigns', (wallet) => {
    wallet.campaigns = [campaign({ today: 'drawn' })];
  });
  expect(get('campaign-today').dataset.draw).toBe('drawn');
  second.app.unmount();
  for (const more of [{ state: 'paused' }, { until_day: day(-1) }, { from_day: day(1) }] as const) {
    const { app } = await open('/campaigns', (wallet) => (wallet.campaigns = [campaign(more)]));
    expect(get('campaign-today').dataset.draw).toBe('none');
    app.unmount();
  }
});

test('who is in the comparison group is given no hope of a draw', async () => {
  const set = (wallet: FakeWallet) => {
    wallet.campaigns = [campaign({ today: 'held_out', held_out: '10' })];
  };
  const first = await open('/campaigns', set);
  expect(get('campaign-today').dataset.draw).toBe('held_out');
  expect(textOf('campaign-today')).toContain('comparison group');
  expect(textOf('campaign-held-out')).toContain('10 % of people');
  first.app.unmount();
  await open('/', set);
  expect(textOf('home-campaigns')).toContain('no draws');
});

test('special days are in the calendar, and today is marked', async () => {
  await open('/campaigns', (wallet) => {
    wallet.campaigns = [campaign({ events: [event('double', -3, -2), event('waive', 0)] })];
  });
  const days = [...document.querySelectorAll<HTMLElement>('[data-testid="campaign-day"]')];
  expect(days.map((one) => one.getAttribute('aria-current'))).toEqual([null, 'date']);
  expect(days[1]?.textContent).toContain('up to ¥50.00');
  expect(textOf('campaign-event')).toBe('Today: Free order');
});

test('several campaigns are a list, those that are over last, and each leads to its page', async () => {
  const { router } = await open('/campaigns', (wallet) => {
    wallet.campaigns = [campaign({ campaign: 'OLD', title: 'Spring', state: 'ended' }), campaign()];
  });
  expect(has('campaign')).toBe(false);
  const rows = textsOf('campaign-row');
  expect(rows[0]).toContain('Riverside Autumn');
  expect(rows[1]).toContain('Spring');
  document.querySelector<HTMLElement>('[data-testid="campaign-row"]')?.click();
  await settle();
  expect(router.currentRoute.value.path).toBe(`/campaigns/${CAMPAIGN}`);
  expect(has('campaign')).toBe(true);
});

test('loading, none, one that is not there, failing and offline look different', async () => {
  const loading = await open('/campaigns', (wallet) => wallet.hangs('campaigns'));
  expect(has('loading')).toBe(true);
  loading.app.unmount();
  const none = await open('/campaigns', (wallet) => (wallet.campaigns = []));
  expect(textOf('empty')).toContain('No campaign at the moment');
  none.app.unmount();
  const gone = await open('/campaigns/NONE');
  expect(textOf('empty')).toContain('not there');
  gone.app.unmount();
  const { wallet } = await open('/campaigns', (wallet) => wallet.fails('campaigns', 'overloaded'));
  expect(get('error').dataset.code).toBe('overloaded');
  wallet.works('campaigns');
  await press('campaigns-retry');
  expect(has('error')).toBe(false);
  expect(has('campaign')).toBe(true);
});

test('a campaign that was read earlier says that it is offline', async () => {
  const { router } = await open('/', (wallet) => (wallet.online = false));
  await router.push('/campaigns');
  await settle();
  expect(has('campaign')).toBe(true);
  expect(textOf('offline')).toContain('Last known state');
});

test('home has one line while a campaign runs, and none otherwise', async () => {
  const { router, app, wallet } = await open();
  expect(wallet.requests('campaigns')).toHaveLength(1);
  expect(textOf('home-campaigns')).toContain('Today’s draw is open');
  await press('home-campaigns');
  expect(router.currentRoute.value.path).toBe('/campaigns');
  app.unmount();
  const event_day = await open('/', (wallet) => {
    wallet.campaigns = [campaign({ events: [event('waive', 0)] })];
  });
  expect(textOf('home-campaigns')).toContain('Whole orders may be free today');
  event_day.app.unmount();
  const over = await open('/', (wallet) => (wallet.campaigns = [campaign({ state: 'ended' })]));
  expect(has('home-campaigns')).toBe(false);
  over.app.unmount();
  await open('/', (wallet) => wallet.fails('campaigns', 'offline'));
  expect(has('home-campaigns')).toBe(false);
  expect(has('error')).toBe(false);
});

test('the line on home follows a payment that had the draw, and a empty wallet has it', async () => {
  const { wallet, app } = await open();
  wallet.campaigns = [campaign({ today: 'drawn' })];
  wallet.payments = [{ ...payment(1), payment: 'NEW', draw: draw('lost') }, ...wallet.payments];
  wallet.tell({ event: 'sent', payment: wallet.payments[0]! });
  await settle();
  expect(textOf('home-campaigns')).toContain('You had today’s draw');
  app.unmount();
  await open('/', (wallet) => (wallet.payments = []));
  expect(has('home-campaigns')).toBe(true);
});

test('a payment that wins says so at once, and leads to the check', async () => {
  const { router, wallet } = await paidWith((wallet) => drawsWith(wallet, draw('won')));
  expect(get('draw-result').dataset.end).toBe('won');
  expect(textOf('draw-result')).toContain('You won ¥1.88');
  expect(get('draw-result').getAttribute('aria-label')).toBe('Won in the draw: ¥1.88');
  await press('draw-check');
  expect(router.currentRoute.value.path).toBe(`/history/${wallet.payments[0]?.payment}/draw`);
});

test('after a win no coupon is suggested as well', async () => {
  const { app } = await paidWith((wallet) => {
    wallet.offered = [stock(1, 'Noodle voucher')];
    drawsWith(wallet, draw('lost'));
  });
  expect(has('suggested')).toBe(true);
  app.unmount();
  await paidWith((wallet) => {
    wallet.offered = [stock(1, 'Noodle voucher')];
    drawsWith(wallet, draw('won'));
  });
  expect(has('suggested')).toBe(false);
});

test('a win that is on the screen is not announced a second time', async () => {
  const { wallet } = await paidWith((wallet) => drawsWith(wallet, draw('won')));
  const won = { ...payment(0), kind: 'cash_back' as const, amount: yuan(188) };
  wallet.tell({ event: 'received', payment: { ...won, of: wallet.payments[0]!.payment } });
  await settle();
  expect(has('toast')).toBe(false);
  wallet.tell({ event: 'received', payment: { ...won, of: 'ANOTHER' } });
  await settle();
  expect(has('toast')).toBe(true);
});

test('a payment with a shown code that wins is announced, for it has no result screen', async () => {
  const { wallet } = await open('/pay-code');
  const paid = { ...payment(1), kind: 'payer_code' as const };
  wallet.tell({ event: 'sent', payment: { ...paid, draw: draw('lost') } });
  await settle();
  expect(has('toast')).toBe(false);
  wallet.tell({ event: 'sent', payment: { ...paid, draw: draw('won') } });
  await settle();
  expect(textOf('toast')).toBe('Cash-back: ¥1.88 came back to you');
});

test('an event is named with what it gave', async () => {
  await paidWith((wallet) => drawsWith(wallet, draw('won', { event: 'waive', won: yuan(2800) })));
  expect(textOf('draw-result')).toContain('Free-order day');
});

test('a payment that does not win has one quiet line, without a link', async () => {
  const { app } = await paidWith((wallet) => drawsWith(wallet, draw('lost')));
  expect(textOf('draw-result')).toBe('Today’s draw: no win this time.');
  expect(has('draw-check')).toBe(false);
  app.unmount();
  await paidWith((wallet) => drawsWith(wallet, draw('not_drawn')));
  expect(textOf('draw-result')).toBe('No draw: you had today’s draw already.');
});

test('every reason of the rules has its sentence in both languages', async () => {
  for (const reason of ['person_paid', 'over', 'below_least', 'budget_short', 'brand_new']) {
    const { app } = await open('/history/DRAWN', (wallet) =>
      hasDrawn(wallet, draw('not_drawn', { reason })),
    );
    const english = textOf('draw-card');
    setLanguage('zh');
    await settle();
    expect(textOf('draw-card')).not.toBe(english);
    expect(textOf('draw-card')).toMatch(/[\u4e00-\u9fff]/);
    setLanguage('en');
    app.unmount();
  }
});

test('a receipt shows its draw, with the check only where there was one', async () => {
  const { app } = await open('/history/DRAWN', (wallet) => hasDrawn(wallet, draw('won')));
  expect(textOf('draw-card')).toContain('Won in the draw: ¥1.88');
  expect(has('draw-check')).toBe(true);
  app.unmount();
  await open('/history/DRAWN', (wallet) => hasDrawn(wallet, draw('not_drawn')));
  expect(textOf('draw-card')).toContain('you had today’s draw already');
  expect(has('draw-check')).toBe(false);
});

test('cash-back is a row of its own, and leads to the payment that won', async () => {
  const { router } = await open('/history', (wallet) => hasDrawn(wallet, draw('won')));
  const [row] = textsOf('history-item');
  expect(row).toContain('Cash-back');
  expect(row).toContain('+¥1.88');
  await router.push('/history/WON');
  await settle();
  expect(has('detail-of')).toBe(false);
  await press('detail-won-by');
  expect(router.currentRoute.value.path).toBe('/history/DRAWN');
  expect(textOf('detail-id')).toBe('DRAWN');
});

test('cash-back that a refund takes back does not say that it gives a payment back', async () => {
  await open('/history/TAKEN', (wallet) => {
    const taken = { ...payment(1), payment: 'TAKEN', kind: 'cash_back_returned' as const, of: 'PAID' };
    wallet.payments = [{ ...taken, counterparty: null }, ...wallet.payments];
  });
  expect(document.body.textContent).toContain('Cash-back taken back');
  expect(has('detail-of')).toBe(false);
  expect(has('detail-won-by')).toBe(true);
});

test('cash-back that arrives is announced as such', async () => {
  const { wallet } = await open();
  const won = { ...payment(0), kind: 'cash_back' as const, counterparty: null, amount: yuan(188) };
  wallet.tell({ event: 'received', payment: won });
  await settle();
  expect(textOf('toast')).toBe('Cash-back: ¥1.88 came back to you');
});
