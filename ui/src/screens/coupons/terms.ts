// What a coupon is worth and when and where it is good, in words.
import type { AmountView, CouponView, StockView, UnusedCouponView } from '../../bindings.gen';
import { text } from '../../text';
import { shortEnd, shortTime } from '../../text/when';

const ALL_DAYS = 0b111_1111;
/** From how long before its end a coupon is told to end soon. */
const SOON_MS = 3 * 86_400_000;

export const shown = (amount: AmountView) => amount.symbol + amount.digits;

export interface Worth {
  /** What stands large on the stub: an amount, or words where there is none. */
  amount: AmountView | null;
  words: string | null;
  label: string | null;
}

export function worthOf({ worth }: StockView): Worth {
  const words = text.value.coupons;
  switch (worth.worth) {
    case 'off':
      return { amount: worth.amount, words: null, label: words.off };
    case 'percent':
      return { amount: null, words: words.percent(worth.percent), label: words.percent_label };
    case 'price':
      return { amount: worth.amount, words: null, label: words.price };
    case 'drawn':
      return {
        amount: null,
        words: words.drawn(shown(worth.least), shown(worth.most)),
        label: words.drawn_label,
      };
  }
}

export function thresholdOf({ threshold, worth }: StockView): string {
  const words = text.value.coupons;
  const from = threshold === null ? words.any_price : words.from_price(shown(threshold));
  if (worth.worth !== 'percent') return from;
  const cap = words.cap(shown(worth.cap));
  return threshold === null ? cap : `${from} · ${cap}`;
}

/** Says in one line what it is worth. */
export function summaryOf(stock: StockView): string {
  const { amount, words, label } = worthOf(stock);
  const worth = amount === null ? words : shown(amount);
  return `${text.value.coupons.worth(worth ?? '', label ?? '')} · ${thresholdOf(stock)}`;
}

/** Whether a shop takes it, by its name. */
export function fits({ only_at, not_at }: StockView, shop: string): boolean {
  return only_at === null ? !not_at.includes(shop) : only_at.includes(shop);
}

export function daysOf(weekdays: number): string {
  const { days } = text.value.coupons;
  return days.filter((_, day) => (weekdays >> day) & 1).join(', ');
}

export function hoursOf(hours_min: Array<[number, number]>): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return hours_min.map(([from, until]) => `${clock(from)}–${clock(until)}`).join(', ');
}

/** Says at which shops it is taken. */
export function placeOf({ only_at, not_at }: StockView): string {
  const words = text.value.coupons;
  if (only_at !== null) return words.only_at(only_at.join(', '));
  return not_at.length === 0 ? words.everywhere : words.not_at(not_at.join(', '));
}

/** Returns the other conditions, one sentence each. */
export function termsOf(stock: StockView): string[] {
  const words = text.value.coupons;
  const { only_for, not_for, for_item, weekdays, hours_min, stackable, per_person_max } = stock;
  const list = (names: string[]) => names.join(', ');
  const terms: string[] = [];
  if (only_for !== null) terms.push(words.only_for(list(only_for)));
  if (not_for.length > 0) terms.push(words.not_for(list(not_for)));
  if (for_item) terms.push(words.for_item);
  if (weekdays !== ALL_DAYS) terms.push(words.on_days(daysOf(weekdays)));
  if (hours_min.length > 0) terms.push(words.at_hours(hoursOf(hours_min)));
  terms.push(stackable ? words.together : words.alone, words.per_person(per_person_max));
  return terms;
}

export function isSoon({ standing, until_ms }: CouponView, now_ms = Date.now()): boolean {
  return standing === 'usable' && until_ms - now_ms < SOON_MS;
}

export function timeOf(coupon: CouponView): string {
  const words = text.value.coupons;
  if (coupon.standing === 'early') return words.from(shortTime(coupon.from_ms));
  const until = shortEnd(coupon.until_ms);
  if (coupon.standing === 'used' || coupon.standing === 'over') return words.until(until);
  return isSoon(coupon) ? words.soon(until) : words.until(until);
}

/** Says why a coupon is not used for a payment. */
export function reasonOf({ reason, amount, at_ms, weekdays, hours_min }: UnusedCouponView): string {
  const { reasons } = text.value.coupons;
  const money = amount === null ? '' : shown(amount);
  const when = at_ms === null ? '' : shortTime(at_ms);
  switch (reason) {
    case 'threshold_short':
    case 'only_alone':
      return reasons[reason](money);
    case 'too_early':
    case 'lapsed':
      return reasons[reason](when);
    case 'wrong_weekday':
      return reasons.wrong_weekday(daysOf(weekdays ?? 0));
    case 'wrong_hours':
      return reasons.wrong_hours(hoursOf(hours_min));
  }
  const plain = Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : null;
  return typeof plain === 'string' ? plain : reasons.other;
}
