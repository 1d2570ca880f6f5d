// A wallet in memory behind the platform's port, for tests and pictures. It behaves as the core
// does as far as the screens can see: enrolment, PIN, payments that are prepared and then end.
import type {
  AmountView,
  CampaignView,
  ConfirmView,
  CouponView,
  FoundView,
  GoodsLineView,
  OfferView,
  PaymentView,
  StateView,
  StockView,
  UiEvent,
} from '../../src/bindings.gen';
import { CallError } from '../../src/platform';
import type { Name, Platform, Request, View } from '../../src/platform/port';
import { FakeBatches } from './batches';
import { campaign, checkOf } from './campaigns';
import { FakeCards } from './cards';
import { others } from './codes';
import { priced } from './coupons';
import { OWN, failure, hold, offers, payment } from './data';
import { receipt, state_ready, unfinished, yuan } from './data';
import { FakeDevices } from './devices';
import { FakeEnvelopes } from './envelopes';
import { FakeOffice } from './office';
import { payerCode, quickPay } from './payer_code';
import { receive } from './receive';
import { FakeShops } from './shops';

export const CODE = '123456';
export const PIN = '482915';
const [PAGE, TRIES] = [20, 5];

export type Handlers = { [K in Name]: (request: Request<K>) => View<K> | Promise<View<K>> };

export class FakeWallet implements Platform {
  readonly frameSideMax = 1280;
  host: Platform['host'] = 'app';
  /** Every address that was handed over. */
  opened: string[] = [];
  opens = true;
  state: StateView = structuredClone(state_ready);
  balance_minor = 128_640;
  /** How much of it is held. */
  held_minor = 0;
  online = true;
  as_of_ms = Date.now();
  payments: PaymentView[] = Array.from({ length: 45 }, (_, at) => payment(at));
  campaigns: CampaignView[] = [campaign()];
  unfinished: ConfirmView[] = [];
  coupons: CouponView[] = [];
  offered: StockView[] = [];
  batches = new FakeBatches(this);
  envelopes = new FakeEnvelopes(this);
  cards = new FakeCards(this);
  devices = new FakeDevices(this);
  shops = new FakeShops(this);
  office = new FakeOffice(this);
  /** What the next frames and pictures show. */
  seen: FoundView[] = [];
  pin = PIN;
  tries_left = TRIES;
  /** What was bought with a payment that is looked at. */
  goods: GoodsLineView[] = [];
  /** Every call with its request, in order. */
  calls: Array<{ name: Name; request: unknown }> = [];
  /** Answers that a test puts in the place of the usual ones. */
  instead: Partial<Handlers> = {};
  private listeners = new Set<(event: UiEvent) => void>();
  private prepared = new Map<string, ConfirmView>();

  async call<K extends Name>(name: K, request: Request<K>): Promise<View<K>> {
    this.calls.push({ name, request });
    await Promise.resolve();
    return (this.instead[name] ?? this.handlers[name])(request);
  }

  /** Makes a command fail until `works` is called. */
  fails(name: Name, code: string, more = {}): void {
    const answer = () => Promise.reject(new CallError(failure(code, more)));
    Object.assign(this.instead, { [name]: answer });
  }

  hangs(name: Name): void {
    Object.assign(this.instead, { [name]: () => new Promise(() => undefined) });
  }

  works(name: Name): void {
    delete this.instead[name];
  }

  /** The usual answer, for a test that changes only a part of it. */
  usual<K extends Name>(name: K): Handlers[K] {
    return this.handlers[name];
  }

  requests(name: Name): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request);
  }

  readonly decodeFrame = () => Promise.resolve({ found: this.seen });
  readonly decodePicture = this.decodeFrame;

  openLink(address: string) {
    this.opened.push(address);
    return Promise.resolve(this.opens);
  }

  listen(heard: (event: UiEvent) => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }

  tell(event: UiEvent): void {
    for (const heard of this.listeners) heard(event);
  }

  private known({ payment: id }: { payment: string }): PaymentView {
    return this.payments.find((one) => one.payment === id) ?? this.refuse('payment_unknown');
  }

  refuse(code: string, more = {}): never {
    throw new CallError(failure(code, more));
  }

  amount(digits: string) {
    const parts = /^(\d+)(?:\.(\d{0,2}))?$/.exec(digits);
    if (parts === null) this.refuse('amount_malformed');
    const minor = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
    if (minor === 0) this.refuse('amount_zero');
    if (minor > 10_000_000) this.refuse('amount_too_large');
    return { minor, view: yuan(minor) };
  }

  private end(confirm: ConfirmView): PaymentView {
    const minor = Math.round(Number(confirm.amount.digits) * 100);
    this.balance_minor -= minor;
    const done: PaymentView = {
      ...payment(0),
      payment: confirm.payment,
      kind: confirm.offer.kind === 'receive' ? 'transfer' : confirm.offer.kind,
      direction: 'out',
      amount: confirm.amount,
      counterparty: confirm.offer.name,
      note: confirm.note,
      check: confirm.offer.kind === 'receive' ? null : '47',
      saving: confirm.discount?.used.length ? confirm.discount.saving : null,
      at_ms: Date.now(),
      sequence: 4712,
    };
    this.payments = [done, ...this.payments];
    this.prepared.delete(confirm.payment);
    return done;
  }

  private discount(offer: OfferView, total: AmountView, chosen: string[] | null) {
    if (offer.kind === 'receive' || !this.coupons.some((one) => one.standing !== 'used')) return null;
    const minor = Math.round(Number(total.digits) * 100);
    return (
      priced(this.coupons, offer.name, minor, chosen, offer.goods) ?? this.refuse('coupon_price_differs')
    );
  }

  private stage(stage: StateView['stage'], more: Partial<StateView> = {}): StateView {
    this.state = { ...this.state, stage, lock: null, pending: null, ...more };
    return structuredClone(this.state);
  }

  private readonly handlers: Handlers = {
    state: () => structuredClone(this.state),
    unlock: ({ passphrase }) => {
      if (this.state.lock === 'passphrase' && passphrase !== 'open sesame') {
        this.refuse('passphrase_wrong');
      }
      return this.stage('ready');
    },
    start_enrolment: ({ operator_url, handle }) => {
      if (!/@|^\+\d/.test(handle)) this.refuse('handle_malformed');
      if (!operator_url.startsWith('http')) this.refuse('address_refused');
      return this.stage('code_sent', {
        pending: {
          operator_name: 'Riverside Co-operative',
          sent_to: 'l••@example.org',
          code_digits: CODE.length,
          expires_at_ms: Date.now() + 600_000,
        },
      });
    },
    confirm_enrolment: ({ code, name }) => {
      if (code !== CODE) this.refuse('code_wrong', { tries_left: 4 });
      if (name === null) this.refuse('name_malformed');
      const profile = { ...state_ready.profile!, name, has_pin: false };
      return this.stage('pin_needed', { profile });
    },
    abandon_enrolment: () => this.stage('new'),
    set_pin: ({ pin, current_pin }) => {
      if (this.state.profile?.has_pin && current_pin !== this.pin) {
        this.refuse('pin_wrong', { tries_left: 4 });
      }
      if (/^(\d)\1{5}$/.test(pin)) this.refuse('pin_malformed');
      this.pin = pin;
      return this.stage('ready', { profile: { ...this.state.profile!, has_pin: true } });
    },
    change_settings: (settings) => this.stage(this.state.stage, { settings }),
    home: () => ({
      name: this.state.profile?.name ?? '',
      balance: yuan(this.balance_minor),
      available: yuan(this.balance_minor - this.held_minor),
      holds: this.held_minor === 0 ? [] : [hold(this.held_minor)],
      as_of_ms: this.as_of_ms,
      online: this.online,
      recent: this.payments.slice(0, 10),
      unfinished: this.unfinished.map(unfinished),
      quick_pay: quickPay(),
      merchants: this.shops.shops,
    }),
    history: ({ before }) => {
      const from = this.payments.findIndex((one) => one.sequence < (before ?? Infinity));
      const payments = from < 0 ? [] : this.payments.slice(from, from + PAGE);
      const is_last = from < 0 || from + PAGE >= this.payments.length;
      return {
        payments,
        next_before: is_last ? null : (payments.at(-1)?.sequence ?? null),
        as_of_ms: this.as_of_ms,
        online: this.online,
      };
    },
    payment: (request) => ({ payment: this.known(request), goods: this.goods }),
    receipt: (request) => receipt(this.known(request)),
    read_code: ({ text }) => {
      const offer = offers()[text];
      if (text === OWN) this.refuse('payee_is_payer');
      if (offer !== undefined) return { reading: 'payable', code: text, offer };
      const envelope = this.envelopes.read(text);
      if (envelope !== null) return envelope;
      const known = this.shops.read(text) ?? this.batches.read(text);
      if (known !== null) return known;
      if (text in others()) return others()[text]!;
      if (text.startsWith('000201')) this.refuse('crc_wrong');
      if (/^https?:\/\//.test(text)) {
        return { reading: 'web_address', host: new URL(text).host, text };
      }
      return { reading: 'text', text };
    },
    check_amount: ({ digits }) => this.amount(digits).view,
    ...this.batches.handlers,
    prepare_payment: ({ code, amount, note, coupons }) => {
      const offer = offers()[code] ?? this.refuse('payee_unknown');
      const total = offer.amount_fixed ? offer.amount! : this.amount(amount ?? '').view;
      const discount = this.discount(offer, total, coupons);
      const saved = discount === null ? 0 : Number(discount.saving.digits) * 100;
      const confirm: ConfirmView = {
        payment: `01JD9PREPARED${String(this.calls.length).padStart(13, '0')}`,
        offer,
        amount: yuan(Math.round(Number(total.digits) * 100 - saved)),
        discount,
        note: note ?? offer.note,
        balance: yuan(this.balance_minor),
        pin_needed: true,
        expires_at_ms: Date.now() + 120_000,
      };
      this.prepared.set(confirm.payment, confirm);
      return confirm;
    },
    confirm_payment: ({ payment: id, pin }) => {
      const confirm = this.prepared.get(id) ?? this.refuse('payment_unknown');
      if (pin !== this.pin) {
        this.tries_left -= 1;
        return { end: 'pin_wrong', tries_left: this.tries_left };
      }
      if (Number(confirm.amount.digits) * 100 > this.balance_minor) {
        return { end: 'refused', error: failure('insufficient_funds') };
      }
      return { end: 'paid', payment: this.end(confirm) };
    },
    resume_payment: ({ payment: id }) => {
      const confirm = this.unfinished.find((one) => one.payment === id) ?? this.prepared.get(id);
      if (confirm === undefined) this.refuse('payment_unknown');
      this.unfinished = this.unfinished.filter((one) => one !== confirm);
      return { end: 'paid', payment: this.end(confirm) };
    },
    drop_payment: (request) => {
      this.prepared.delete(request.payment);
      return this.handlers.home({}) as View<'home'>;
    },
    campaigns: () => ({ campaigns: this.campaigns, as_of_ms: this.as_of_ms }),
    check_draw: (request) => checkOf(this.known(request).draw!),
    ...this.envelopes.handlers,
    ...this.cards.handlers,
    ...this.devices.handlers,
    ...this.shops.handlers,
    ...this.office.handlers, ...this.office.shifts.handlers,
    payer_code: payerCode,
    receive: (asked) => receive(this, asked),
  };
}
