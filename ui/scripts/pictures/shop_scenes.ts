// The scenes of shops: opened and joined, their tills, their payments, staff and items.
import { yuan } from '../../tests/fake/data';
import { answered, appealed, box, matter, noFigures, ownTakings, uplift } from '../../tests/fake/office_data';
import { OMAR, TILL, closed, shift } from '../../tests/fake/shifts';
import { SHOP, item, member, shop } from '../../tests/fake/shops_data';
import type { FakeWallet } from '../../tests/fake/wallet';
import type { Scene } from './scenes';

const HOME = `/shops/${SHOP}`;

const owner = (wallet: FakeWallet) => {
  wallet.shops.shops = [shop()];
  wallet.shops.fee = { percent: '0.6', free_below: yuan(1000) };
  wallet.shops.members = [
    member('Lin', 'owner', { is_me: true, may_become: [] }),
    member('Mei', 'cashier'),
    member('Chen Bo', 'manager'),
  ];
};

const cashier = (wallet: FakeWallet) => {
  wallet.shops.shops = [shop('cashier')];
};

const selling = (wallet: FakeWallet) => {
  owner(wallet);
  wallet.shops.items = [
    item('Beef noodles', 2800, '6901234567892', ['noodles', 'hot']),
    item('Dumplings, six', 1800),
    item('Green tea', 600, null, ['drink']),
    item('Cold noodles with sesame', 1600),
    item('Plum juice', 900),
  ];
};

const COUPONS = [
  { title: '10 off from 50', funder: 'operator' as const, saving: yuan(1_000) },
  { title: '15 % off noodles', funder: 'shop' as const, saving: yuan(900) },
];

/** A till with what was paid and partly given back. */
const sold = (wallet: FakeWallet) => {
  selling(wallet);
  const lines = wallet.shops.items.slice(1, 3).map(({ item }) => ({ item, pieces: 1 }));
  const { charge_payer_code, refund } = wallet.shops.handlers;
  for (const amount of ['12.50', '28', '9.90']) {
    const payer_code = '710000000000000001';
    charge_payer_code({ merchant: SHOP, amount, note: null, lines, tip: null, payer_code });
  }
  wallet.shops.taken = wallet.shops.taken.map((one) => ({ ...one, fee: yuan(7) }));
  const { payment } = wallet.shops.taken[0]!;
  refund({ payment, amount: '4', reason: 'cold soup' });
};

/** The same, and what was paid had coupons. */
const sold_with_coupons = (wallet: FakeWallet) => {
  sold(wallet);
  wallet.shops.savings = COUPONS;
};

/** A till whose next payer has coupons. */
const saving = (wallet: FakeWallet) => {
  owner(wallet);
  wallet.shops.savings = COUPONS;
};

const boxed = (wallet: FakeWallet) => {
  owner(wallet);
  wallet.office.boxes = [box(1), box(2)];
};

/** A shop that keeps shifts, the person's own open. */
const shifting = (wallet: FakeWallet) => {
  selling(wallet);
  wallet.office.shifts.all = [
    shift(0, { is_own: true, taker: OMAR }),
    shift(90, { taker: TILL, figures: null }),
    closed(1, 12),
    closed(2, 11, { taker: OMAR }),
    closed(3, 10),
  ];
};

const labelled = (wallet: FakeWallet) => {
  wallet.shops.shops = [shop('owner', { labels: [{ label: 'A', code: '00' }, { label: 'B', code: '01' }] })];
};

const limited = (wallet: FakeWallet) => {
  wallet.shops.shops = [shop('owner', { state: 'limited', may_charge: false, may_set_up: false })];
};

const waiting = (state: 'unknown' | 'closed') => (wallet: FakeWallet) => {
  owner(wallet);
  wallet.shops.handlers.open_order({ merchant: SHOP, amount: '12.50', note: null, lines: [], tip: null });
  wallet.shops.becomes(wallet.shops.charges[0]!.charge, { state });
};

export const shop_scenes: Record<string, Scene> = {
  home_shop: { set: owner },
  shops: {
    path: '/shops',
    set: (wallet) => {
      wallet.shops.shops = [
        shop(),
        shop('cashier', { merchant: 'B', name: 'Moon Bookshop', city: 'Suzhou' }),
        shop('owner', { merchant: 'C', name: 'Lin’s Second', state: 'pending' }),
      ];
    },
  },
  shops_empty: { path: '/shops' },
  shop_opening: { path: '/shops/open' },
  shop: { path: HOME, set: owner },
  shop_cashier: { path: HOME, set: cashier },
  shop_pending: {
    path: HOME,
    set: (wallet) => {
      wallet.shops.shops = [shop('owner', { state: 'pending', may_charge: false, may_see_books: false, may_set_up: false, balance: null })];
    },
  },
  shop_withdraw: { path: HOME, set: owner },
  shop_export: { path: HOME, set: owner },
  till: { path: `${HOME}/till`, set: selling },
  till_basket: { path: `${HOME}/till`, set: selling },
  till_goods: { path: `${HOME}/till`, set: selling },
  till_new_item: { path: `${HOME}/till`, set: selling },
  shop_withdraw_pin: { path: HOME, set: owner },
  receipt_printer: { path: `${HOME}/takings/01JDTAKEN000000000000000003`, set: sold },
  till_empty: { path: `${HOME}/till`, set: cashier },
  charge_open: { path: `${HOME}/till`, set: owner },
  charge_pin: { path: `${HOME}/till`, set: owner },
  charge_paid: { path: `${HOME}/till`, set: owner },
  charge_saved: { path: `${HOME}/till`, set: saving },
  charge_refused: { path: `${HOME}/till`, set: owner },
  charge_unknown: { path: `${HOME}/till/01JDCHARGE0000000000000001`, set: waiting('unknown') },
  charge_closed: { path: `${HOME}/till/01JDCHARGE0000000000000001`, set: waiting('closed') },
  takings: { path: `${HOME}/takings`, set: sold },
  taken: { path: `${HOME}/takings/01JDTAKEN000000000000000003`, set: sold },
  refund: { path: `${HOME}/takings/01JDTAKEN000000000000000002`, set: sold },
  refund_coupons: { path: `${HOME}/takings/01JDTAKEN000000000000000002`, set: sold_with_coupons },
  staff: { path: `${HOME}/staff`, set: owner },
  staff_invite: { path: `${HOME}/staff`, set: owner },
  staff_role: { path: `${HOME}/staff`, set: owner },
  join: { path: '/shops/join' },
  shop_limited: {
    path: HOME,
    set: (wallet) => {
      limited(wallet);
      wallet.office.matters = [matter()];
    },
  },
  figures: { path: `${HOME}/figures`, set: owner },
  figures_week: { path: `${HOME}/figures`, set: owner },
  figures_month: { path: `${HOME}/figures`, set: owner },
  figures_range: { path: `${HOME}/figures`, set: owner },
  uplifts: { path: `${HOME}/uplifts`, set: owner },
  uplifts_few: {
    path: `${HOME}/uplifts`,
    set: (wallet) => {
      owner(wallet);
      wallet.office.uplifts = [uplift('First day', 'too_few'), uplift('Free for all', 'no_group')];
    },
  },
  uplifts_none: {
    path: `${HOME}/uplifts`,
    set: (wallet) => {
      owner(wallet);
      wallet.office.uplifts = [];
    },
  },
  till_tip: { path: `${HOME}/till`, set: selling },
  till_tipped: { path: `${HOME}/till`, set: selling },
  takers: { path: `${HOME}/takers`, set: owner },
  takers_own: {
    path: `${HOME}/takers`,
    set: (wallet) => {
      owner(wallet);
      wallet.office.takers = ownTakings;
    },
  },
  shifts: { path: `${HOME}/shifts`, set: shifting },
  shifts_empty: { path: `${HOME}/shifts`, set: owner },
  shift_report: { path: `${HOME}/shifts/${closed(1, 12).shift}`, set: shifting },
  shift_open: { path: `${HOME}/shifts/${shift(0).shift}`, set: shifting },
  shift_close: { path: `${HOME}/shifts`, set: shifting },
  till_shift: { path: `${HOME}/till`, set: shifting },
  figures_empty: {
    path: `${HOME}/figures`,
    set: (wallet) => {
      owner(wallet);
      wallet.office.figures = noFigures;
    },
  },
  figures_offline: {
    path: `${HOME}/figures`,
    set: (wallet) => {
      owner(wallet);
      wallet.online = false;
    },
  },
  bills: { path: `${HOME}/bills`, set: owner },
  bills_one: { path: `${HOME}/bills`, set: owner },
  sound_boxes: { path: `${HOME}/sound-boxes`, set: boxed },
  sound_boxes_empty: { path: `${HOME}/sound-boxes`, set: owner },
  sound_boxes_pair: { path: `${HOME}/sound-boxes`, set: owner },
  sound_boxes_off: { path: `${HOME}/sound-boxes`, set: boxed },
  labels: { path: `${HOME}/labels`, set: labelled },
  matters: {
    path: `${HOME}/matters`,
    set: (wallet) => {
      const upheld = answered('upheld');
      limited(wallet);
      wallet.office.matters = [
        matter({ appeal: appealed() }),
        matter({ entry: 3, reason: 'chargebacks', ended: answered('granted'), appeal: appealed({ answer: upheld }) }),
      ];
    },
  },
  matters_empty: { path: `${HOME}/matters`, set: owner },
  matters_appeal: {
    path: `${HOME}/matters`,
    set: (wallet) => {
      limited(wallet);
      wallet.office.matters = [matter()];
    },
  },
  catalogue: { path: `${HOME}/catalogue`, set: selling },
  catalogue_item: { path: `${HOME}/catalogue`, set: selling },
};
