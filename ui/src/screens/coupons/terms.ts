// What a coupon is worth and when and where it is good, in words.
import type { AmountView, CouponView, StockView, UnusedCouponView } from '../../bindings.gen';
import { text } from '../../text';
import { shortTime } from '../../text/when';

const ALL_DAYS = 0b111_1111;
/** From how long before its end a coupon is told to end soon. */
const SOON_MS = 3 * 86_400_000;

export const shown = (amount: AmountView) => amount.symbol + amount.digits;

export function worthOf({ worth }: StockView): string {
  const words = text.value.coupons;
  switch (worth.worth) {
    case 'off':
      return words.off(shown(worth.amount));
    case 'percent':
      return words.percent(worth.percent);
    case 'price':
      return words.price(shown(worth.amount));
    case 'drawn':
      return words.drawn(shown(worth.least), shown(worth.most));
  }
}

export function thresholdOf({ threshold, worth }: StockView): string {
  const words = text.value.coupons;
  const from = threshold === null ? words.any_price : words.from_price(shown(threshold));
  return worth.worth === 'percent' ? `${from} · ${words.cap(shown(worth.cap))}` : from;
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

/** Returns the conditions, one sentence each. */
export function termsOf(stock: StockView): string[] {
  const words = text.value.coupons;
  const { only_at, not_at, only_for, not_for, for_item, weekdays, hours_min, stackable } = stock;
  const list = (names: string[]) => names.join(', ');
  const terms = [only_at === null ? words.everywhere : words.only_at(list(only_at))];
  if (not_at.length > 0) terms[0] = words.not_at(list(not_at));
  if (only_for !== null) terms.push(words.only_for(list(only_for)));
  if (not_for.length > 0) terms.push(words.not_for(list(not_for)));
  if (for_item) terms.push(words.for_item);
  if (weekdays !== ALL_DAYS) terms.push(words.on_days(daysOf(weekdays)));
  if (hours_min.length > 0) terms.push(words.at_hours(hoursOf(hours_min)));
  terms.push(stackable ? words.together : words.alone);
  return terms;
}

export function isSoon({ standing, until_ms }: CouponView, now_ms = Date.now()): boolean {
  return standing === 'usable' && until_ms - now_ms < SOON_MS;
}

export function timeOf(coupon: CouponView): string {
  const words = text.value.coupons;
  if (coupon.standing === 'early') return words.from(shortTime(coupon.from_ms));
  const until = shortTime(coupon.until_ms);
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
