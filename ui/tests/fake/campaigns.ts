// The campaigns of the fake operator, and what the draws of payments came to.
import type {
  CampaignView,
  DrawCheckView,
  DrawView,
  EventView,
  PaymentView,
  PrizeView,
} from '../../src/bindings.gen';
import { DAY_MS, payment, yuan } from './data';
import type { FakeWallet } from './wallet';

export const CAMPAIGN = '06F8Q3ZK5T0M9V7X2R4B1CAMPA';
export const COMMITMENT = '76256be6d3e925a5cf83ff689e9b517e0701a8f618d4cc432eba1967c3f0cb75';
const EVIDENCE = '342f6d9eb2ac86f08a5b2e82926c28313470cb56673cf1b3aa3e3f44f1937796';
const SEED = 'b0481a969c397ab3b46f265172889d001c1b88bf5a416e3d5a90ea2c75fa5bcc';
const TICKETS = 1000;

/** The day so many days from today, such as 2026-11-28. */
export function day(from_today: number): string {
  const at = new Date(Date.now() + from_today * DAY_MS);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

const prizes: PrizeView[] = [
  { tickets: 10, of: TICKETS, reward: { reward: 'share', percent: '100' } },
  { tickets: 90, of: TICKETS, reward: { reward: 'fixed', amount: yuan(188) } },
  { tickets: 400, of: TICKETS, reward: { reward: 'share', percent: '2.5' } },
];

export function event(kind: EventView['kind'], from: number, until = from): EventView {
  const cap = kind === 'waive' ? yuan(5000) : null;
  return { from_day: day(from), until_day: day(until), kind, cap };
}

export function campaign(more: Partial<CampaignView> = {}): CampaignView {
  return {
    campaign: CAMPAIGN,
    title: 'Riverside Autumn',
    state: 'active',
    from_day: day(-40),
    until_day: day(1055),
    least: yuan(200),
    cap: yuan(1000),
    prizes,
    average: [
      { paid: yuan(200), won: { ...yuan(0), digits: '0.209' } },
      { paid: yuan(5000), won: { ...yuan(0), digits: '0.769' } },
    ],
    events: [event('double', -8, -6), event('double', 5, 7), event('waive', 24)],
    only_at: null,
    not_at: [],
    today: 'open',
    held_out: null,
    won_by_me: yuan(1276),
    commitment: COMMITMENT,
    ...more,
  };
}

export function draw(end: DrawView['end'], more: Partial<DrawView> = {}): DrawView {
  return {
    campaign: CAMPAIGN,
    title: 'Riverside Autumn',
    day: day(0),
    end,
    reason: end === 'not_drawn' ? 'drawn_today' : null,
    won: end === 'won' ? yuan(188) : null,
    event: null,
    is_seed_shown: false,
    ...more,
  };
}

/** What repeating a draw comes to: it holds once the seed is shown. */
export function checkOf(draw: DrawView, more: Partial<DrawCheckView> = {}): DrawCheckView {
  const ticket = draw.end === 'won' ? 81 : 761;
  return {
    draw,
    ticket,
    tickets: TICKETS,
    prize: draw.end === 'won' ? prizes[1]! : null,
    evidence: EVIDENCE,
    evidence_is_mine: true,
    commitment: COMMITMENT,
    commitment_was_kept: true,
    seed: draw.is_seed_shown ? SEED : null,
    verdict: draw.is_seed_shown ? 'holds' : 'waiting',
    wrong: null,
    receipt: JSON.stringify({ version: 1, draw: { ticket } }, null, 2),
    ...more,
  };
}

/** Makes each payment to a shop from now on end with this draw. */
export function drawsWith(wallet: FakeWallet, draw: DrawView): void {
  const usual = wallet.usual('confirm_payment');
  wallet.instead.confirm_payment = async (request) => {
    const end = await usual(request);
    if (end.end !== 'paid') return end;
    const payment: PaymentView = { ...end.payment, draw };
    wallet.payments = wallet.payments.map((one) =>
      one.payment === payment.payment ? payment : one,
    );
    return { end: 'paid', payment };
  };
}

/** Puts a payment with a draw, and what was won if it was, in front of the others. */
export function hasDrawn(wallet: FakeWallet, draw: DrawView): void {
  const paid: PaymentView = { ...payment(1), payment: 'DRAWN', draw };
  const won = { ...payment(0), payment: 'WON', kind: 'cash_back' as const, of: paid.payment };
  const back = draw.won === null ? [] : [{ ...won, counterparty: null, amount: draw.won, note: draw.title }];
  wallet.payments = [...back, paid, ...wallet.payments.slice(2)];
}
