// Batches of coupons of the fake town: offered to everybody, or found by their links alone.
import type { ReadingView, SeenStockView, StockView } from '../../src/bindings.gen';
import { coupon } from './coupons';
import type { FakeWallet, Handlers } from './wallet';

const HOST = 'pay.riverside.example';

export const couponLink = ({ stock }: StockView) => `https://${HOST}/c/${stock}`;
export const FOREIGN_COUPON = 'https://pay.hilltown.example/c/01JDST00000000000000000009';

export class FakeBatches {
  /** Those that are not offered, with what is told of them. */
  hidden: SeenStockView[] = [];

  constructor(private readonly wallet: FakeWallet) {}

  /** Adds a batch that only its link leads to; returns the link. */
  hide(stock: StockView, more: Partial<SeenStockView> = {}): string {
    this.hidden.push({ stock, left: null, received: 0, refusal: null, ...more });
    return couponLink(stock);
  }

  read(code: string): ReadingView | null {
    const operator = /^https:\/\/([^/]+)\/c\//.exec(code)?.[1];
    if (operator === undefined) return null;
    return { reading: 'coupon', code, operator, is_ours: operator === HOST };
  }

  private find(code: string): SeenStockView {
    const { offered } = this.wallet;
    const all = [...this.hidden, ...offered.map((stock) => ({ stock, left: null, received: 0, refusal: null }))];
    const found = all.find(({ stock }) => code === couponLink(stock) || code === stock.stock);
    return found ?? this.wallet.refuse('stock_unknown');
  }

  readonly handlers: Pick<Handlers, 'coupons' | 'offered_coupons' | 'seen_stock' | 'take_coupon'> = {
    coupons: () => ({
      coupons: this.wallet.coupons,
      as_of_ms: Date.now(),
      online: this.wallet.online,
    }),
    offered_coupons: () => ({ stocks: this.wallet.offered }),
    seen_stock: ({ code }) => ({ ...this.find(code) }),
    take_coupon: ({ stock: id }) => {
      const seen = this.find(id);
      if (seen.refusal !== null) this.wallet.refuse(seen.refusal);
      const taken = coupon(100 + this.wallet.coupons.length, seen.stock);
      this.wallet.coupons = [taken, ...this.wallet.coupons];
      this.wallet.offered = this.wallet.offered.filter((one) => one !== seen.stock);
      seen.received += 1;
      if (seen.received >= seen.stock.per_person_max) seen.refusal = 'coupon_person_used';
      return taken;
    },
  };
}
