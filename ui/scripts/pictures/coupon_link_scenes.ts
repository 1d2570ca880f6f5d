// The scenes of a coupon behind a link.
import type { ReadingView, SeenStockView } from '../../src/bindings.gen';
import { FOREIGN_COUPON, couponLink } from '../../tests/fake/batches';
import { stocks } from '../../tests/fake/coupons';
import type { FakeWallet } from '../../tests/fake/wallet';
import type { Scene } from './scenes';

const read = (code: string, is_ours = true) => (): ReadingView => ({
  reading: 'coupon',
  code,
  operator: is_ours ? 'pay.riverside.example' : 'pay.hilltown.example',
  is_ours,
});

const tea = { path: '/coupons/take', reading: read(couponLink(stocks.tea())) };
const has = (more: Partial<SeenStockView>) => (wallet: FakeWallet) =>
  void wallet.batches.hide(stocks.tea(), more);

export const coupon_link_scenes: Record<string, Scene> = {
  coupon_link: { ...tea, set: has({ left: 3 }) },
  coupon_link_lucky: {
    path: '/coupons/take',
    reading: read(couponLink(stocks.lucky())),
    set: (wallet) => void wallet.batches.hide(stocks.lucky()),
  },
  coupon_link_taken: { ...tea, set: has({}) },
  coupon_link_has: { ...tea, set: has({ received: 1, refusal: 'coupon_person_used' }) },
  coupon_link_gone: { ...tea, set: has({ left: 0, refusal: 'coupons_gone' }) },
  coupon_link_failed: {
    ...tea,
    set: (wallet) => {
      wallet.batches.hide(stocks.tea());
      wallet.fails('take_coupon', 'offline');
    },
  },
  coupon_link_unknown: tea,
  coupon_link_offline: { ...tea, set: (wallet) => wallet.fails('seen_stock', 'offline') },
  coupon_link_loading: { ...tea, set: (wallet) => wallet.hangs('seen_stock') },
  coupon_link_foreign: { path: '/coupons/take', reading: read(FOREIGN_COUPON, false) },
  coupon_link_missing: { path: '/coupons/take' },
};
