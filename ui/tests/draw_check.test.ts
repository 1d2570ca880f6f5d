// Checking a draw: each step with its verdict, and never a better verdict than the core's.
import { expect, test } from 'vitest';
import type { DrawCheckView } from '../src/bindings.gen';
import { checkOf, day, draw, hasDrawn } from './fake/campaigns';
import { get, has, open, press, textOf } from './mounting';

const shown = draw('won', { is_seed_shown: true, day: day(-1) });

async function checked(check: DrawCheckView) {
  return open('/history/DRAWN/draw', (wallet) => {
    hasDrawn(wallet, check.draw);
    wallet.instead.check_draw = () => check;
  });
}

const verdicts = () =>
  [...document.querySelectorAll<HTMLElement>('[data-testid="check-step"]')].map(
    (step) => `${step.dataset.step} ${step.dataset.verdict}`,
  );

test('a draw whose seed is shown holds in every step', async () => {
  const { wallet } = await checked(checkOf(shown));
  expect(wallet.requests('check_draw')).toEqual([{ payment: 'DRAWN' }]);
  expect(get('check').dataset.verdict).toBe('holds');
  expect(verdicts()).toEqual([
    'promise holds',
    'evidence holds',
    'seed holds',
    'ticket holds',
    'prize holds',
  ]);
  expect(document.body.textContent).toContain('Ticket 81 of 1,000: the same again.');
  expect(document.body.textContent).toContain('By the published table it wins: ¥1.88. You got ¥1.88.');
});

test('before the day is over the rest waits, and it says until when', async () => {
  await checked(checkOf(draw('lost', { day: '2026-11-28' })));
  expect(get('check').dataset.verdict).toBe('waiting');
  expect(verdicts()).toEqual([
    'promise holds',
    'evidence holds',
    'seed waiting',
    'ticket waiting',
    'prize waiting',
  ]);
  expect(textOf('check')).toContain('28 November 2026');
});

test('a ticket without a prize does not say before the seed that it holds', async () => {
  await checked(checkOf(draw('lost')));
  expect(document.querySelector('[data-step="prize"]')?.textContent).toContain('Waits');
});

const wrongs = [
  ['commitment_wrong', 'promise'],
  ['other_campaign', 'promise'],
  ['seed_wrong', 'seed'],
  ['ticket_wrong', 'ticket'],
  ['prize_wrong', 'prize'],
  ['won_wrong', 'prize'],
  ['other_payment', 'evidence'],
] as const;

test.each(wrongs)('%s is shown at its step, and nothing after it holds', async (wrong, step) => {
  await checked(checkOf(shown, { verdict: 'wrong', wrong }));
  expect(get('check').dataset.verdict).toBe('wrong');
  expect(get('check').getAttribute('role')).toBe('alert');
  const all = verdicts();
  const at = all.indexOf(`${step} wrong`);
  expect(at).toBeGreaterThanOrEqual(0);
  const after = all.slice(at + 1).filter((one) => !one.startsWith('evidence'));
  expect(after.every((one) => one.endsWith('unchecked'))).toBe(true);
});

test('evidence that is not mine is wrong, whatever else is said', async () => {
  await checked(checkOf(shown, { evidence_is_mine: false }));
  expect(get('check').dataset.verdict).toBe('wrong');
  expect(verdicts()).toContain('evidence wrong');
});

test('evidence of a payment of another device is to be compared', async () => {
  await checked(checkOf(shown, { evidence_is_mine: null }));
  expect(get('check').dataset.verdict).toBe('holds');
  expect(verdicts()).toContain('evidence unsure');
});

test('a reason that is not known here makes nothing right', async () => {
  await checked(checkOf(shown, { verdict: 'wrong', wrong: 'brand_new' }));
  expect(get('check').dataset.verdict).toBe('wrong');
  expect(verdicts().filter((one) => one.endsWith(' holds'))).toEqual(['evidence holds']);
});

test('a promise that came later than the payment is to be compared', async () => {
  await checked(checkOf(shown, { commitment_was_kept: false }));
  expect(verdicts()[0]).toBe('promise unsure');
});

test('the proof and its numbers are there to be handed on', async () => {
  const check = checkOf(shown);
  await checked(check);
  expect(has('check-copy')).toBe(true);
  expect(document.body.textContent).toContain('tongbao draw verify');
  expect(textOf('check-evidence')).toBe(check.evidence);
});

test('a check that fails is explained, and can be tried again', async () => {
  const { wallet } = await open('/history/DRAWN/draw', (wallet) => {
    hasDrawn(wallet, shown);
    wallet.fails('check_draw', 'offline');
  });
  expect(get('error').dataset.code).toBe('offline');
  expect(has('check')).toBe(false);
  wallet.works('check_draw');
  await press('check-retry');
  expect(get('check').dataset.verdict).toBe('holds');
});

test('while it is repeated, that is said', async () => {
  await open('/history/DRAWN/draw', (wallet) => {
    hasDrawn(wallet, shown);
    wallet.hangs('check_draw');
  });
  expect(textOf('loading')).toBe('Repeating the draw…');
});
