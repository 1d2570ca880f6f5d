// Shops, staff and items as the fake town has them.
import type {
  GoodsLineView,
  ItemView,
  MemberView,
  MerchantView,
  OpenOrderRequest,
  StaffRole,
} from '../../src/bindings.gen';
import { TILL, others } from './codes';
import { goodsLine, tipLine, yuan } from './data';

export const SHOP = '01JDSHOP000000000000000001';
export const PAYER = '710000000000000001';
export const INVITATION = 'https://pay.riverside.example/s/01JDINVITE0000000000000000';

/** What the core says of a payer's code. */
export function payerReading() {
  const reading = others()[TILL]!;
  if (reading.reading !== 'other_payment') throw new Error('no payment code');
  return { ...reading, family: 'tongbao-payer' };
}

/** Above this a pay code needs the PIN. */
export const QUICK_MINOR = 10_000;

export const shop = (role: StaffRole = 'owner', more: Partial<MerchantView> = {}): MerchantView => ({
  merchant: SHOP,
  name: 'Lin’s Noodles',
  city: 'Hangzhou',
  address: '3 Lake Road',
  category: '5812',
  state: 'active',
  reason: null,
  role,
  labels: [],
  balance: role === 'cashier' ? null : yuan(86_450),
  available: role === 'cashier' ? null : yuan(80_000),
  refund_most: yuan(role === 'owner' ? 5_000_000 : 20_000),
  may_charge: role !== 'auditor',
  may_refund: role !== 'auditor',
  may_see_staff: role !== 'cashier',
  may_see_books: role !== 'cashier',
  may_set_up: role === 'owner' || role === 'manager',
  may_appeal: role === 'owner',
  may_invite: role === 'owner' ? ['cashier', 'manager', 'auditor'] : [],
  may_withdraw: role === 'owner',
  ...more,
});

export const member = (name: string, role: StaffRole, more: Partial<MemberView> = {}) => ({
  staff: `01JDSTAFF${name.toUpperCase().padEnd(17, '0')}`,
  name,
  role,
  since_ms: Date.now() - 86_400_000,
  is_me: false,
  may_remove: true,
  may_become: ['owner', 'manager', 'auditor'] as StaffRole[],
  ...more,
});

export const item = (
  name: string,
  minor: number,
  barcode: string | null = null,
  tags: string[] = [],
): ItemView => ({
  item: `01JDITEM${name.toUpperCase().replace(/\W/g, '').padEnd(18, '0')}`,
  name,
  price: yuan(minor),
  barcode,
  tags,
});

export const minorOf = (digits: string) => Math.round(Number(digits) * 100);

/** What an order is made of, as the core has it of the items, of what was typed besides and of a tip. */
export function goodsOf(items: ItemView[], asked: OpenOrderRequest, minor: number): GoodsLineView[] {
  const goods = asked.lines.flatMap(({ item: id, pieces }) => {
    const it = items.find((one) => one.item === id);
    return it === undefined ? [] : [goodsLine(it.name, pieces, minorOf(it.price.digits))];
  });
  const tip = asked.tip === null ? [] : [tipLine(minorOf(asked.tip))];
  const rest = [...goods, ...tip].reduce((left, line) => left - minorOf(line.sum.digits), minor);
  const typed = goods.length + tip.length === 0 || rest === 0 ? [] : [goodsLine(null, 1, rest)];
  return [...goods, ...typed, ...tip];
}
