// A payment by itself: what it was, what was bought, and its receipt.
import { goodsLine, payment, tipLine, yuan } from '../../tests/fake/data';
import type { Scene } from './scenes';

export const history_scenes: Record<string, Scene> = {
  detail: { path: `/history/${payment(2).payment}` },
  detail_refund: {
    path: '/history/BACK',
    set: (wallet) => {
      const [first, second] = wallet.payments;
      wallet.payments[0] = { ...first!, payment: 'BACK', kind: 'refund', of: second!.payment };
    },
  },
  detail_broken: {
    path: `/history/${payment(2).payment}`,
    set: (wallet) => wallet.fails('receipt', 'receipt_invalid'),
  },
  detail_goods: {
    path: `/history/${payment(2).payment}`,
    set: (wallet) => {
      wallet.goods = [goodsLine('Beef noodles', 1, 2800), goodsLine('Green tea', 2, 500), tipLine(380)];
    },
  },
  detail_offline: {
    path: `/history/${payment(2).payment}`,
    set: (wallet) => wallet.fails('receipt', 'offline'),
  },
  detail_refunded: {
    path: '/history/PAID',
    set: (wallet) => {
      wallet.payments[1] = { ...wallet.payments[1]!, payment: 'PAID', refunded: yuan(500) };
    },
  },
};
