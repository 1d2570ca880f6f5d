// Every screen in every state worth a picture. `steps` are done by shots.mjs: clicks and typing.
import type { FoundView, OfferView, ReadingView } from '../../src/bindings.gen';
import { card } from '../../tests/fake/cards';
import { PIX, TILL, UPI, others } from '../../tests/fake/codes';
import { coupon, purse, stocks } from '../../tests/fake/coupons';
import { BASKET, LABEL, MANY, ORDER, ORDER_ID, PERSON } from '../../tests/fake/data';
import { failure, offers, payment } from '../../tests/fake/data';
import { unfinished as asUnfinished, yuan } from '../../tests/fake/data';
import type { FakeWallet } from '../../tests/fake/wallet';
import { campaign_scenes } from './campaign_scenes';
import { coupon_link_scenes } from './coupon_link_scenes';
import type { FakeCamera } from './camera';
import { device_scenes } from './device_scenes';
import { envelope_scenes } from './envelope_scenes';
import { history_scenes } from './history_scenes';
import { payable } from './payable';
import { shop_scenes } from './shop_scenes';
import { top_up_scenes } from './top_up_scenes';

export interface Scene {
  path?: string;
  camera?: FakeCamera;
  set?(wallet: FakeWallet): void;
  reading?(): ReadingView;
}

const unfinished = {
  payment: '01JD9UNFINISHED00000000000',
  offer: offers()[LABEL] as OfferView,
  amount: yuan(2800),
  discount: null,
  note: null,
  balance: null,
  pin_needed: true,
  expires_at_ms: Date.now() + 60_000,
};

function locked(lock: 'passphrase' | 'passphrase_new' | 'in_use' | 'damaged') {
  return (wallet: FakeWallet) => {
    wallet.state = { ...wallet.state, stage: 'locked', lock };
  };
}

const pinNeeded = ({ state }: FakeWallet) => {
  state.stage = 'pin_needed';
  if (state.profile) state.profile.has_pin = false;
};

const ending = (wallet: FakeWallet, code: string) => {
  wallet.instead.confirm_payment = () => ({ end: 'refused', error: failure(code) });
};

const withCoupons = (wallet: FakeWallet) => {
  wallet.coupons = purse();
  wallet.offered = [stocks.lucky(), stocks.lunch(), stocks.tea(), stocks.book()];
};

const withGoods = (wallet: FakeWallet) => {
  wallet.coupons = [stocks.summer(), stocks.dumplings(), stocks.tea()].map((of, at) => coupon(at, of));
};

/** A code whose square has this corner and side, in pixels of the drawn camera. */
function seen(text: string, x: number, y: number, side: number): FoundView {
  const points: Array<[number, number]> = [
    [x, y],
    [x + side, y + 10],
    [x + side - 10, y + side + 10],
    [x - 10, y + side],
  ];
  return { format: 'qrcode', text, points };
}

export const scenes: Record<string, Scene> = {
  ...campaign_scenes,
  ...shop_scenes,
  home_held: {
    set: (wallet) => {
      wallet.held_minor = 28_640;
      const [first, second, third] = wallet.payments;
      wallet.payments = [
        { ...first!, kind: 'refund', note: 'cold soup', of: second!.payment },
        { ...second!, refunded: yuan(500) },
        { ...third!, kind: 'reversal', direction: 'in', note: null, of: first!.payment },
        ...wallet.payments.slice(3),
      ];
    },
  },
  welcome: { set: (wallet) => (wallet.state = { ...wallet.state, stage: 'new', profile: null }) },
  code: { set: (wallet) => (wallet.state = { ...wallet.state, stage: 'new', profile: null }) },
  name: { set: (wallet) => (wallet.state = { ...wallet.state, stage: 'new', profile: null }) },
  new_pin: { set: pinNeeded },
  enrolled: { set: pinNeeded },
  locked: { set: locked('passphrase') },
  locked_new: { set: locked('passphrase_new') },
  locked_in_use: { set: locked('in_use') },
  locked_damaged: { set: locked('damaged') },
  home: {},
  home_toast: {
    set: (wallet) =>
      setTimeout(() => wallet.tell({ event: 'received', payment: payment(0) }), 700),
  },
  home_sandbox: {
    set: ({ state }) => {
      if (state.profile) state.profile.sandbox = true;
    },
  },
  home_loading: { set: (wallet) => wallet.hangs('home') },
  home_empty: {
    set: (wallet) => {
      wallet.payments = [];
      wallet.balance_minor = 0;
    },
  },
  home_error: { set: (wallet) => wallet.fails('home', 'store_failed') },
  home_offline: {
    set: (wallet) => {
      wallet.online = false;
      wallet.as_of_ms -= 3_600_000;
      wallet.unfinished = [unfinished];
    },
  },
  scan: { path: '/scan' },
  scan_denied: { path: '/scan', camera: 'denied' },
  scan_none: { path: '/scan', camera: 'none' },
  scan_paste: { path: '/scan' },
  scan_found: {
    path: '/scan',
    set: (wallet) => {
      wallet.hangs('read_code');
      wallet.seen = [seen(LABEL, 238, 466, 244)];
    },
  },
  scan_several: {
    path: '/scan',
    set: (wallet) => {
      wallet.seen = [
        seen(LABEL, 238, 466, 244),
        seen(ORDER, 120, 130, 150),
        seen(UPI, 470, 130, 150),
      ];
    },
  },
  scan_tools: { path: '/scan', camera: 'able' },
  scan_lost: { path: '/scan', camera: 'lost' },
  scan_shop: { path: '/scan?for=shop' },
  scan_no_shop: { path: '/scan?for=shop', set: (wallet) => (wallet.seen = [seen(ORDER, 0, 0, 0)]) },
  scan_error: {
    path: '/scan',
    set: (wallet) => {
      wallet.seen = [{ format: 'qr', text: `${LABEL}0`, points: [] }];
    },
  },
  code_other: { path: '/code', reading: () => others()[PIX] as ReadingView },
  code_link: { path: '/code', reading: () => others()[UPI] as ReadingView },
  code_open: { path: '/code', reading: () => others()[UPI] as ReadingView },
  code_payer: { path: '/code', reading: () => others()[TILL] as ReadingView },
  code_web: {
    path: '/code',
    reading: () => ({
      reading: 'web_address',
      host: 'menu.example.org',
      text: 'https://menu.example.org/table/7?lang=zh',
    }),
  },
  pay: { path: '/pay', reading: payable(LABEL) },
  pay_order: { path: '/pay', reading: payable(ORDER) },
  pay_person: { path: '/pay', reading: payable(PERSON) },
  pay_too_large: { path: '/pay', reading: payable(LABEL) },
  pay_confirm: { path: '/pay', reading: payable(ORDER) },
  pay_pin: { path: '/pay', reading: payable(LABEL) },
  pay_pin_wrong: { path: '/pay', reading: payable(LABEL) },
  pay_paying: {
    path: '/pay',
    reading: payable(ORDER),
    set: (wallet) => wallet.hangs('confirm_payment'),
  },
  pay_paid: { path: '/pay', reading: payable(LABEL) },
  pay_refused: {
    path: '/pay',
    reading: payable(ORDER),
    set: (wallet) => ending(wallet, 'insufficient_funds'),
  },
  pay_unknown: {
    path: `/pay/${unfinished.payment}`,
    set: (wallet) => {
      wallet.instead.resume_payment = () => ({
        end: 'unknown',
        unfinished: asUnfinished(unfinished),
      });
    },
  },
  pay_asked: {
    set: (wallet) =>
      setTimeout(
        () =>
          wallet.tell({
            event: 'pin_asked',
            order: ORDER_ID,
            code: ORDER,
            amount: yuan(1250),
            name: 'Moon Bookshop',
            rule: 'amount',
            ends_at_ms: Date.now() + 180_000,
          }),
        400,
      ),
  },
  payer: { path: '/pay-code' },
  payer_paid: {
    path: '/pay-code',
    set: (wallet) =>
      setTimeout(() => {
        const paid = { ...payment(1), kind: 'payer_code' as const, direction: 'out' as const };
        wallet.tell({ event: 'sent', payment: { ...paid, saving: yuan(1_000), check: '47' } });
      }, 700),
  },
  payer_limits: { path: '/pay-code' },
  payer_reveal: { path: '/pay-code' },
  payer_revealed: { path: '/pay-code' },
  payer_large: { path: '/pay-code' },
  payer_loading: { path: '/pay-code', set: (wallet) => wallet.hangs('payer_code') },
  payer_error: { path: '/pay-code', set: (wallet) => wallet.fails('payer_code', 'store_failed') },
  payer_not_ready: {
    path: '/pay-code',
    set: (wallet) => wallet.fails('payer_code', 'payer_code_not_ready'),
  },
  cards: { path: '/settings/cards', set: ({ cards }) => (cards.bound = [card(), card('2015', 'Tea House Savings')]) },
  cards_empty: { path: '/settings/cards' },
  cards_bind: { path: '/settings/cards/bind' },
  cards_gift: { path: '/coupons', set: (wallet) => (wallet.offered = [stocks.gift(), stocks.summer()]) },
  ...device_scenes,
  coupons: { path: '/coupons', set: withCoupons },
  coupons_open: { path: '/coupons', set: withCoupons },
  coupons_shop: { path: '/coupons', set: withCoupons },
  coupons_offered: { path: '/coupons', set: withCoupons },
  coupons_past: { path: '/coupons', set: withCoupons },
  coupons_empty: { path: '/coupons', set: (wallet) => (wallet.offered = [stocks.summer()]) },
  coupons_loading: { path: '/coupons', set: (wallet) => wallet.hangs('coupons') },
  ...coupon_link_scenes,
  coupons_offline: { path: '/coupons', set: (wallet) => wallet.fails('coupons', 'offline') },
  discount: { path: '/pay', reading: payable(LABEL), set: withCoupons },
  discount_why: { path: '/pay', reading: payable(LABEL), set: withCoupons },
  discount_chosen: { path: '/pay', reading: payable(LABEL), set: withCoupons },
  discount_short: { path: '/pay', reading: payable(LABEL), set: withCoupons },
  discount_changed: {
    path: '/pay',
    reading: payable(LABEL),
    set: (wallet) => {
      withCoupons(wallet);
      wallet.instead.confirm_payment = () => {
        wallet.coupons = wallet.coupons.slice(1);
        return { end: 'refused', error: failure('coupon_price_differs') };
      };
    },
  },
  goods: { path: '/pay', reading: payable(BASKET), set: withGoods },
  goods_why: { path: '/pay', reading: payable(BASKET), set: withGoods },
  goods_many: { path: '/pay', reading: payable(MANY), set: withGoods },
  discount_paid: { path: '/pay', reading: payable(LABEL), set: withCoupons },
  receive: { path: '/receive' },
  receive_asked: { path: '/receive' },
  receive_sheet: { path: '/receive' },
  receive_paid: {
    path: '/receive',
    set: (wallet) =>
      setTimeout(() => wallet.tell({ event: 'received', payment: payment(0) }), 700),
  },
  ...envelope_scenes,
  ...top_up_scenes,
  ...history_scenes,
  history: { path: '/history' },
  history_empty: { path: '/history', set: (wallet) => (wallet.payments = []) },
  history_loading: { path: '/history', set: (wallet) => wallet.hangs('history') },
  history_offline: {
    path: '/history',
    set: (wallet) => {
      wallet.online = false;
    },
  },
  settings: { path: '/settings' },
  settings_pin: { path: '/settings/pin' },
  about: { path: '/settings/about' },
};
