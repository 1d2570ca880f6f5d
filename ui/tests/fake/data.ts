// What the fake wallet knows: people, shops, payments and codes, as a town would have them.
import type {
  AmountView,
  ConfirmView,
  GoodsLineView,
  HoldView,
  OfferView,
  PaymentView,
  ReceiptView,
  StateView,
  UiError,
} from '../../src/bindings.gen';

export const ORDER_ID = '06F8Q3ZK5T0M9V7X2R4B1C6D8E';

/** Money of the account that is held. */
export function hold(minor: number): HoldView {
  return {
    hold: '06F8Q3ZK5T0M9V7X2R4B1C6D8F',
    amount: yuan(minor),
    note: null,
    ends_at_ms: Date.now() + 86_400_000,
  };
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export function yuan(minor: number): AmountView {
  const text = String(Math.abs(minor)).padStart(3, '0');
  return { digits: `${text.slice(0, -2)}.${text.slice(-2)}`, currency: 'CNY', symbol: '¥' };
}

export function failure(code: string, more: Partial<UiError> = {}): UiError {
  return { code, message: `core: ${code}`, advice: '', tries_left: null, retry_after_s: null, ...more };
}

export const state_ready: StateView = {
  stage: 'ready',
  lock: null,
  profile: {
    name: 'Lin Xiaoyu',
    operator_name: 'Riverside Co-operative',
    operator_url: 'https://pay.riverside.example',
    currency: 'CNY',
    has_pin: true,
    sandbox: false,
  },
  pending: null,
  settings: { language: 'en', theme: 'light' },
  version: '0.1.0',
  default_operator_url: 'https://pay.riverside.example',
};

export const label_offer: OfferView = {
  name: 'Lao Wang Noodles',
  city: 'Hangzhou',
  kind: 'label',
  amount: null,
  amount_fixed: false,
  note: null,
  goods: [],
  expires_at_ms: null,
  stated_name: 'Lao Wang Noodles',
  name_differs: false,
  name_warnings: [],
};

export const LABEL = '00020101021129300012app.tongbao5802CN5916LAO WANG NOODLES6008HANGZHOU6304A1B2';
export const ORDER = '00020101021229300012app.tongbao540512.505802CN5910MOON BOOKS6304C3D4';
export const BASKET = '00020101021229300012app.tongbao540570.005802CN5916LAO WANG NOODLES6304B5B5';
export const MANY = '00020101021229300012app.tongbao540590.005802CN5916LAO WANG NOODLES6304C6C6';
export const PERSON = '00020101021129300012app.tongbao54042.005802CN5903MEI6304E5F6';
export const OWN = '00020101021129300012app.tongbao5802CN5910LIN XIAOYU6304AAAA';

export const goodsLine = (name: string | null, pieces: number, minor: number): GoodsLineView => ({
  name,
  is_tip: false,
  pieces,
  price: yuan(minor),
  sum: yuan(pieces * minor),
});

export const tipLine = (minor: number): GoodsLineView => ({ ...goodsLine(null, 1, minor), is_tip: true });

const MENU = ['Beef noodles', 'Dumplings, six', 'Green tea', 'Plum juice', 'Pickles', 'Rice'];

/** The offers of the codes that the fake operator knows. */
export function offers(): Record<string, OfferView> {
  return {
    [LABEL]: label_offer,
    [ORDER]: {
      ...label_offer,
      name: 'Moon Bookshop',
      city: 'Suzhou',
      kind: 'order',
      amount: yuan(1250),
      amount_fixed: true,
      note: 'Order 2041: two notebooks',
      expires_at_ms: Date.now() + 3 * MINUTE_MS,
      stated_name: 'Moon Bookshop',
    },
    [BASKET]: {
      ...label_offer,
      kind: 'order',
      amount: yuan(7000),
      amount_fixed: true,
      goods: [
        goodsLine('Beef noodles', 1, 2800),
        goodsLine('Dumplings, six', 2, 1800),
        goodsLine(null, 1, 600),
      ],
      expires_at_ms: Date.now() + 3 * MINUTE_MS,
    },
    [MANY]: {
      ...label_offer,
      kind: 'order',
      amount: yuan(9000),
      amount_fixed: true,
      goods: MENU.map((name, at) => goodsLine(name, 1 + (at % 2), 1000)),
      expires_at_ms: Date.now() + 3 * MINUTE_MS,
    },
    [PERSON]: {
      ...label_offer,
      name: 'Mei Zhang',
      city: null,
      kind: 'receive',
      amount: yuan(200),
      stated_name: 'Mei',
      name_differs: true,
      name_warnings: ['mixed_scripts'],
    },
  };
}

const WHO: Array<[string | null, PaymentView['kind'], PaymentView['direction'], number, string?]> = [
  ['Mei Zhang', 'transfer', 'in', 1250, 'lunch, thank you!'],
  ['Lao Wang Noodles', 'label', 'out', 2800],
  ['Moon Bookshop', 'order', 'out', 4650, 'two notebooks'],
  [null, 'top_up', 'in', 100_000],
  ['Riverside Market, stall 12', 'label', 'out', 1395],
  ['Chen Bo', 'transfer', 'out', 5000, 'taxi'],
  ['Green Tea House', 'label', 'out', 1600],
];

export function payment(at: number): PaymentView {
  const [counterparty, kind, direction, minor, note] = WHO[at % WHO.length] ?? WHO[0]!;
  const id = String(at).padStart(4, '0');
  return {
    payment: `01JD8X5QK3M7V2R9T4B6N8${id}`,
    kind,
    direction,
    amount: yuan(minor + 100 * Math.floor(at / WHO.length)),
    counterparty,
    note: note ?? null,
    order: kind === 'order' ? '01JD8X5QHY6S1C0F7D3W9Z4A2B' : null,
    saving: null,
    fee: null,
    at_ms: Date.now() - at * 5 * 3_600_000 - 4 * MINUTE_MS,
    sequence: 4711 - at,
    of: null,
    refunded: null,
    draw: null,
    check: ['label', 'order', 'payer_code'].includes(kind) ? String((37 + at * 29) % 100).padStart(2, '0') : null,
    journal_hash: '9f2c41d07be86a53c1e4f7b20d96835ae1c7402f6b8d93e5a0742c18fd6be390',
  };
}

/** The receipt of a payment, covered by a head that was signed a minute after it. */
export function receipt({ payment, at_ms, sequence }: PaymentView): ReceiptView {
  const covered_at_ms = at_ms + MINUTE_MS;
  const file = JSON.stringify({ version: 1, payment, sequence }, null, 2);
  return { operator: 'demo.tongbao', covered_size: sequence + 17, covered_at_ms, file };
}

/** A picture in the shape of a code. The real one comes from the core. */
export function pictureOfCode(): string {
  const side = 33;
  let cells = '';
  let seed = 20_240_711;
  const finder = (x: number, y: number) =>
    `<path fill-rule="evenodd" d="M${x} ${y}h7v7h-7zm1 1v5h5v-5z"/><path d="M${x + 2} ${y + 2}h3v3h-3z"/>`;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const in_corner = (x < 8 && y < 8) || (x > 24 && y < 8) || (x < 8 && y > 24);
      if (!in_corner && seed % 7 > 3) cells += `M${x} ${y}h1v1h-1z`;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 41 41" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h41v41h-41z"/><path d="${cells}"/>${finder(0, 0)}${finder(26, 0)}${finder(0, 26)}</svg>`;
}

/** A payment that was confirmed half a minute ago and has no answer yet. */
export function unfinished({ payment: id, offer, amount, expires_at_ms }: ConfirmView) {
  const started_at_ms = Date.now() - 30_000;
  return { payment: id, name: offer.name, amount, started_at_ms, expires_at_ms };
}
