// Red envelopes of the fake town: sent, claimed once by each person, counted, and given back. The
// shares are fixed when an envelope is sent, as the core fixes them; by what chance is not its.
import type {
  ClaimView,
  Commands,
  EnvelopeCheckView,
  EnvelopeConfirmView,
  EnvelopeProofView,
  EnvelopeSplit,
  EnvelopeState,
  EnvelopeView,
  PaymentKind,
  ReadingView,
} from '../../src/bindings.gen';
import { MINUTE_MS, offers, payment, pictureOfCode, yuan } from './data';
import type { FakeWallet } from './wallet';

const HOUR_MS = 60 * MINUTE_MS;
const OPEN_MS = 24 * HOUR_MS;
const SHARES_MAX = 100;
const SHARE_MAX = 20_000;
const LINK = 'https://pay.riverside.example/e/';

export const linkOf = (word: string) => `${LINK}${word}#k7Qe2vM9xR`;
export const FOREIGN_LINK = 'https://pay.hilltown.example/e/elsewhere#k7Qe2vM9xR';

/** An envelope as the operator has it; amounts are minor units. */
export interface Kept {
  word: string;
  sender: string | null;
  payee: string | null;
  greeting: string | null;
  split: EnvelopeSplit;
  shares: number[];
  claims: Array<{ name: string | null; at_ms: number }>;
  state: EnvelopeState;
  sent_at_ms: number;
  holds: boolean;
}

const sum = (minors: number[]) => minors.reduce((all, one) => all + one, 0);
const idOf = (word: string) => `06F9${word.toUpperCase().padEnd(22, '0').slice(0, 22)}`;

/** Shares by twice the mean of what is left, from numbers that are the same every time. */
export function lucky(total: number, count: number): number[] {
  let left = total;
  let seed = 31;
  return Array.from({ length: count }, (_, at) => {
    const others = count - at - 1;
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const most = Math.min(Math.floor((2 * left) / (others + 1)), left - others, SHARE_MAX);
    const share = others === 0 ? left : Math.max(1, 1 + (seed % Math.max(most, 1)));
    left -= Math.min(share, left - others);
    return share;
  });
}

function equal(total: number, count: number): number[] {
  const mean = Math.floor(total / count);
  return Array.from({ length: count }, (_, at) => mean + (at < total % count ? 1 : 0));
}

export function kept(word: string, more: Partial<Kept> = {}): Kept {
  return {
    word,
    sender: 'Mei Zhang',
    payee: null,
    greeting: 'Happy birthday, everyone!',
    split: 'lucky',
    shares: [412, 88, 1267, 530, 203],
    claims: [],
    state: 'open',
    sent_at_ms: Date.now() - 40 * MINUTE_MS,
    holds: true,
    ...more,
  };
}

/** Claims one after the other, two minutes apart; null is the person whose wallet it is. */
export function claimed(...names: Array<string | null>): Kept['claims'] {
  const from_ms = Date.now() - 38 * MINUTE_MS;
  return names.map((name, at) => ({ name, at_ms: from_ms + at * 2 * MINUTE_MS }));
}

export class FakeEnvelopes {
  all: Kept[] = [];
  private prepared = new Map<string, EnvelopeConfirmView>();

  constructor(private readonly wallet: FakeWallet) {}

  private get me(): string {
    return this.wallet.state.profile?.name ?? '';
  }

  private proof({ word, state, holds }: Kept): EnvelopeProofView {
    const hex = (from: string) => [...`${word}${from}`].map((one) => one.charCodeAt(0).toString(16));
    const hash = (from: string) => hex(from).join('').padEnd(64, '7c3e9a05d1').slice(0, 64);
    const ended = state !== 'open';
    return {
      commitment: hash('commitment'),
      seed: ended ? hash('seed') : null,
      holds,
      is_whole: holds && ended,
    };
  }

  private claimsOf({ claims, shares, state, split }: Kept): ClaimView[] {
    const most = Math.max(...shares.slice(0, claims.length));
    const first = shares.indexOf(most);
    return claims.map(({ name, at_ms }, at) => ({
      name: name ?? this.me,
      amount: yuan(shares[at]!),
      at_ms,
      is_me: name === null,
      is_luckiest: state !== 'open' && split === 'lucky' && shares.length > 1 && at === first,
    }));
  }

  view(one: Kept): EnvelopeView {
    const { word, sender, shares, claims, state, sent_at_ms } = one;
    const taken = sum(shares.slice(0, claims.length));
    const own = claims.findIndex(({ name }) => name === null);
    return {
      envelope: idOf(word),
      code: linkOf(word),
      svg: sender === null ? pictureOfCode() : null,
      greeting: one.greeting,
      sender: sender ?? this.me,
      payee: one.payee,
      is_mine: sender === null,
      total: yuan(sum(shares)),
      shares: shares.length,
      claimed: claims.length,
      claimed_amount: yuan(taken),
      split: one.split,
      state,
      sent_at_ms,
      returns_at_ms: sent_at_ms + OPEN_MS,
      mine: own < 0 ? null : yuan(shares[own]!),
      claims: this.claimsOf(one),
      returned: state === 'returned' ? yuan(sum(shares) - taken) : null,
      proof: this.proof(one),
    };
  }

  read(text: string): ReadingView | null {
    if (text === FOREIGN_LINK) {
      return { reading: 'envelope', code: text, operator: 'Hilltown Bank', is_ours: false };
    }
    if (!text.startsWith(LINK)) return null;
    const operator = this.wallet.state.profile?.operator_name ?? '';
    return { reading: 'envelope', code: text, operator, is_ours: true };
  }

  private move(kind: PaymentKind, minor: number, name: string | null): void {
    const came = kind !== 'envelope';
    this.wallet.balance_minor += came ? minor : -minor;
    const row = {
      ...payment(0),
      payment: `01JDENVELOPE${String(this.wallet.calls.length).padStart(14, '0')}`,
      kind,
      direction: came ? ('in' as const) : ('out' as const),
      amount: yuan(minor),
      counterparty: name,
      note: null,
      at_ms: Date.now(),
      sequence: 4712 + this.wallet.calls.length,
    };
    this.wallet.payments = [row, ...this.wallet.payments];
  }

  /** Gives back what nobody claimed, as the operator does after a day. */
  giveBack(one: Kept): void {
    one.state = 'returned';
    const left = sum(one.shares.slice(one.claims.length));
    if (one.sender === null) this.move('envelope_returned', left, null);
  }

  /** Somebody else takes the next share. */
  claimBy(name: string | null, one: Kept): void {
    one.claims.push({ name, at_ms: Date.now() });
    if (one.claims.length === one.shares.length) one.state = 'finished';
  }

  private claim(code: string): EnvelopeView {
    const one = this.all.find(({ word }) => linkOf(word) === code);
    const { wallet } = this;
    if (!wallet.online) wallet.refuse('offline');
    if (one === undefined) return wallet.refuse('envelope_unknown');
    if (one.payee !== null && one.payee !== this.me) wallet.refuse('envelope_not_for_you');
    if (one.claims.some(({ name }) => name === null)) wallet.refuse('envelope_claimed');
    if (one.state === 'returned') wallet.refuse('envelope_over');
    if (one.state === 'finished') wallet.refuse('envelope_empty');
    const share = one.shares[one.claims.length]!;
    this.claimBy(null, one);
    this.move('share', share, one.sender ?? this.me);
    return this.view(one);
  }

  private check(digits: string, shares: number, split: EnvelopeSplit): EnvelopeCheckView {
    if (shares < 1 || shares > SHARES_MAX) this.wallet.refuse('envelope_shares_invalid');
    const minor = this.minorOf(digits);
    const [least, most] = [shares, shares * SHARE_MAX];
    const fit =
      minor === 0 ? 'none' : minor < least ? 'too_little' : minor > most ? 'too_much' : 'fits';
    const mean = minor / shares;
    const low = split === 'equal' || shares === 1 ? Math.floor(mean) : 1;
    const lucky_most = Math.min(minor - shares + 1, SHARE_MAX);
    const high = split === 'equal' || shares === 1 ? Math.ceil(mean) : lucky_most;
    return {
      total: minor === 0 ? null : yuan(minor),
      fit,
      total_least: yuan(least),
      total_most: yuan(most),
      share_least: fit === 'fits' ? yuan(low) : null,
      share_most: fit === 'fits' ? yuan(high) : null,
      share_cap: yuan(SHARE_MAX),
      shares_max: SHARES_MAX,
    };
  }

  /** Nothing and zero are on the way to an amount. */
  private minorOf(digits: string): number {
    return /^0?(\.0{0,2})?$/.test(digits) ? 0 : this.wallet.amount(digits).minor;
  }

  private confirm(envelope: string, pin: string): EnvelopeView {
    const { wallet } = this;
    const sent = this.all.find(({ word }) => idOf(word) === envelope);
    if (sent !== undefined) return this.view(sent);
    const confirm = this.prepared.get(envelope) ?? wallet.refuse('envelope_unknown');
    if (pin !== wallet.pin) wallet.refuse('pin_wrong', { tries_left: (wallet.tries_left -= 1) });
    const total = Math.round(Number(confirm.total.digits) * 100);
    if (total > wallet.balance_minor) wallet.refuse('insufficient_funds');
    const { payee, greeting, split, shares: count } = confirm;
    const shares = (split === 'lucky' ? lucky : equal)(total, count);
    const word = envelope.slice(4).replace(/0+$/, '').toLowerCase();
    const one = kept(word, { sender: null, payee, greeting, split, shares, sent_at_ms: Date.now() });
    this.all = [one, ...this.all];
    this.move('envelope', total, payee);
    return this.view(one);
  }

  private own(): Kept[] {
    const is_own = ({ sender, claims }: Kept) =>
      sender === null || claims.some(({ name }) => name === null);
    return this.all.filter(is_own).sort((one, other) => other.sent_at_ms - one.sent_at_ms);
  }

  readonly handlers = {
    envelopes: () => ({
      envelopes: this.own().map((one) => ({ ...this.view(one), proof: null, claims: [] })),
      as_of_ms: Date.now(),
    }),
    envelope: ({ envelope }: { envelope: string }) => {
      const one = this.own().find(({ word }) => idOf(word) === envelope);
      return this.view(one ?? this.wallet.refuse('envelope_unknown'));
    },
    check_envelope: ({ total, shares, split }: Commands['check_envelope'][0]) =>
      this.check(total, shares, split),
    prepare_envelope: (request: Commands['prepare_envelope'][0]) => {
      const { total, shares, split, payee, greeting } = request;
      const check = this.check(total, shares, split);
      if (check.fit === 'too_little' || check.fit === 'none') this.wallet.refuse('envelope_too_small');
      if (check.fit === 'too_much') this.wallet.refuse('envelope_too_large');
      const offer = payee === null ? null : offers()[payee];
      if (offer === undefined) this.wallet.refuse('payee_unknown');
      const confirm: EnvelopeConfirmView = {
        envelope: idOf(`sent${this.prepared.size + 1}x`),
        total: check.total!,
        shares,
        split,
        payee: offer?.name ?? null,
        greeting,
        balance: yuan(this.wallet.balance_minor),
        pin_needed: true,
        share_least: check.share_least!,
        share_most: check.share_most!,
        returns_after_h: OPEN_MS / HOUR_MS,
      };
      this.prepared.set(confirm.envelope, confirm);
      return confirm;
    },
    confirm_envelope: ({ envelope, pin }: Commands['confirm_envelope'][0]) =>
      this.confirm(envelope, pin),
    claim_envelope: ({ code }: { code: string }) => this.claim(code),
  };
}
