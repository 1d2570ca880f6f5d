// The coupons of the fake town, and a price with them: enough of the core's rules for the screens.
import type {
  AmountView,
  CouponStanding,
  CouponView,
  DiscountView,
  GoodsLineView,
  StockView,
  UnusedCouponView,
  UsedCouponView,
} from '../../src/bindings.gen';
import { DAY_MS, yuan } from './data';

const ALL_DAYS = 0b111_1111;
const id = (kind: string, at: number) => `01JD${kind}${String(at).padStart(22 - kind.length, '0')}`;

export function stock(at: number, title: string, more: Partial<StockView> = {}): StockView {
  return {
    stock: id('ST', at),
    title,
    worth: { worth: 'off', amount: yuan(1000) },
    threshold: yuan(5000),
    only_at: null,
    not_at: [],
    only_for: null,
    not_for: [],
    for_item: false,
    until_ms: Date.now() + 30 * DAY_MS,
    weekdays: ALL_DAYS,
    hours_min: [],
    stackable: true,
    per_person_max: 1,
    needs_card: false,
    ...more,
  };
}

export const NOODLES = 'Lao Wang Noodles';
export const BOOKS = 'Moon Bookshop';

/** What a town gives out: one of each kind of worth. */
export const stocks = {
  summer: () => stock(1, 'Summer in Riverside'),
  tea: () =>
    stock(2, 'Tea break', {
      worth: { worth: 'percent', percent: '15', cap: yuan(2000) },
      threshold: null,
      only_at: ['Green Tea House'],
      weekdays: 0b001_1111,
      hours_min: [[840, 1020]],
    }),
  lunch: () =>
    stock(3, 'Regulars of the noodle house', {
      worth: { worth: 'off', amount: yuan(300) },
      threshold: yuan(2000),
      only_at: [NOODLES],
    }),
  alone: () =>
    stock(4, 'Opening week', {
      worth: { worth: 'off', amount: yuan(1200) },
      threshold: yuan(6000),
      stackable: false,
    }),
  book: () =>
    stock(5, 'A book for the price of a tea', {
      worth: { worth: 'price', amount: yuan(1900) },
      threshold: null,
      only_at: [BOOKS],
      for_item: true,
      only_for: ['books'],
    }),
  gift: () =>
    stock(7, 'For your first card', {
      worth: { worth: 'off', amount: yuan(2000) },
      threshold: yuan(4000),
      needs_card: true,
    }),
  dumplings: () =>
    stock(8, 'Dumplings for less', {
      worth: { worth: 'off', amount: yuan(500) },
      threshold: null,
      only_at: [NOODLES],
      for_item: true,
      only_for: ['dumplings'],
    }),
  lucky: () =>
    stock(6, 'Lucky coupon', {
      worth: { worth: 'drawn', least: yuan(100), most: yuan(2000) },
      threshold: null,
    }),
};

export function coupon(
  at: number,
  of: StockView,
  standing: CouponStanding = 'usable',
  more: Partial<CouponView> = {},
): CouponView {
  const from_ms = Date.now() - 5 * DAY_MS;
  const until_ms = Date.now() + 20 * DAY_MS;
  return { coupon: id('CO', at), stock: of, from_ms, until_ms, standing, payment: null, ...more };
}

/** A purse with a coupon at every standing. */
export function purse(): CouponView[] {
  const now = Date.now();
  return [
    coupon(1, stocks.summer()),
    coupon(2, stocks.lunch(), 'usable', { until_ms: now + 2 * DAY_MS }),
    coupon(3, stocks.tea()),
    coupon(4, stocks.alone(), 'early', { from_ms: now + 2 * DAY_MS }),
    coupon(5, stocks.book(), 'paused'),
    coupon(6, stocks.summer(), 'used', { payment: '01JD8X5QK3M7V2R9T4B6N80002' }),
    coupon(7, stocks.lunch(), 'over', { until_ms: now - 9 * DAY_MS }),
  ];
}

const minorOf = ({ digits }: AmountView) => Math.round(Number(digits) * 100);

function unused(of: CouponView, reason: string, more: Partial<UnusedCouponView> = {}) {
  const base = { amount: null, at_ms: null, weekdays: null, hours_min: [], is_choice: false };
  return { coupon: of.coupon, title: of.stock.title, reason, ...base, ...more };
}

/** What one of an order's lines a coupon for an item is for, by a word of its tags in the name. */
const itemOf = ({ stock: { for_item, only_for } }: CouponView, goods: GoodsLineView[]) =>
  for_item
    ? (goods.find(({ name }) => only_for?.some((tag) => name?.toLowerCase().includes(tag)))?.name ?? null)
    : null;

function refusal(
  of: CouponView,
  merchant: string,
  total: number,
  goods: GoodsLineView[],
): UnusedCouponView | null {
  const { only_at, threshold, for_item } = of.stock;
  if (of.standing === 'paused') return unused(of, 'stock_paused');
  if (of.standing === 'early') return unused(of, 'too_early', { at_ms: of.from_ms });
  if (of.standing === 'over') return unused(of, 'lapsed', { at_ms: of.until_ms });
  if (only_at !== null && !only_at.includes(merchant)) return unused(of, 'wrong_merchant');
  if (for_item && itemOf(of, goods) === null) return unused(of, 'no_such_goods');
  const short = threshold === null ? 0 : minorOf(threshold) - total;
  return short > 0 ? unused(of, 'threshold_short', { amount: yuan(short) }) : null;
}

const savingOf = ({ stock: { worth } }: CouponView) =>
  worth.worth === 'off' ? minorOf(worth.amount) : 0;

const sum = (coupons: CouponView[]) => coupons.reduce((all, one) => all + savingOf(one), 0);

function best(free: CouponView[]): CouponView[] {
  const together = free.filter((one) => one.stock.stackable);
  const alone = free.filter((one) => !one.stock.stackable).map((one) => [one]);
  return [together, ...alone].reduce((one, other) => (sum(other) > sum(one) ? other : one));
}

/** Returns the price with coupons, null where the choice is not allowed. */
export function priced(
  purse: CouponView[],
  merchant: string,
  total: number,
  chosen: string[] | null,
  goods: GoodsLineView[] = [],
): DiscountView | null {
  const held = purse.filter((one) => one.standing !== 'used');
  const refused = new Map(held.map((one) => [one, refusal(one, merchant, total, goods)]));
  const free = held.filter((one) => refused.get(one) === null);
  const use = chosen === null ? best(free) : free.filter((one) => chosen.includes(one.coupon));
  const lone = use.some((one) => !one.stock.stackable);
  if (chosen !== null && (use.length !== chosen.length || (lone && use.length > 1))) return null;
  const why = (one: CouponView) => {
    const is_choice = true;
    if (chosen !== null) return unused(one, 'not_chosen', { is_choice });
    if (lone) return unused(one, 'beside_alone', { is_choice });
    return unused(one, 'only_alone', { is_choice, amount: yuan(savingOf(one)) });
  };
  const used: UsedCouponView[] = use.map((one) => ({
    coupon: one.coupon,
    title: one.stock.title,
    saving: yuan(savingOf(one)),
    item: itemOf(one, goods),
  }));
  const left = free.filter((one) => !use.includes(one)).map(why);
  const no = held.flatMap((one) => refused.get(one) ?? []);
  return { total: yuan(total), saving: yuan(sum(use)), used, unused: [...left, ...no] };
}
