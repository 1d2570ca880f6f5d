// Which coupons stand together, and under which heading.
import type { CouponView } from '../../bindings.gen';
import { text } from '../../text';
import { isSoon } from './terms';

export type Order = 'time' | 'shop';

export interface Section {
  key: string;
  heading: string;
  coupons: CouponView[];
}

export const isPast = ({ standing }: CouponView) => standing === 'used' || standing === 'over';

/** Those that end first in front. */
const byEnd = (one: CouponView, other: CouponView) => one.until_ms - other.until_ms;

type TimeKey = keyof typeof text.value.coupons.sections;

function timeKey(coupon: CouponView): TimeKey {
  const { standing } = coupon;
  if (standing === 'used' || standing === 'over') return standing;
  if (standing !== 'usable') return 'later';
  return isSoon(coupon) ? 'soon' : 'ready';
}

const TIMES: TimeKey[] = ['soon', 'ready', 'later', 'used', 'over'];

function byTime(coupons: CouponView[]): Section[] {
  return TIMES.map((key) => ({
    key,
    heading: text.value.coupons.sections[key],
    coupons: coupons.filter((one) => timeKey(one) === key),
  }));
}

/** One that several shops take stands under each of them; one for all shops at the end. */
function byShop(coupons: CouponView[]): Section[] {
  const shops = new Set(coupons.flatMap(({ stock }) => stock.only_at ?? []));
  const sections = [...shops].sort().map((shop) => ({
    key: `shop ${shop}`,
    heading: shop,
    coupons: coupons.filter(({ stock }) => stock.only_at?.includes(shop)),
  }));
  const heading = text.value.coupons.many_shops;
  const many = coupons.filter(({ stock }) => stock.only_at === null);
  return [...sections, { key: 'many', heading, coupons: many }];
}

export function sectionsOf(coupons: CouponView[], order: Order): Section[] {
  const sorted = [...coupons].sort(byEnd);
  const sections = order === 'time' ? byTime(sorted) : byShop(sorted);
  return sections.filter((section) => section.coupons.length > 0);
}
