// The shops of the fake town: their tills, their staff, what they sell. The payer is the test.
import type {
  AddUpRequest,
  ChargePayerCodeRequest,
  ChargeStanding,
  ChargeView,
  ItemView,
  MemberView,
  MerchantView,
  OpenMerchantRequest,
  OpenOrderRequest,
  PaymentView,
  ReadingView,
  RefundsView,
  SaveItemRequest,
  ShopFeeView,
  SlipFileRequest,
  SlipRequest,
  StaffRole,
} from '../../src/bindings.gen';
import { MINUTE_MS, failure, payment, pictureOfCode, yuan } from './data';
import { INVITATION, PAYER, QUICK_MINOR, SHOP, goodsOf, item, member, minorOf } from './shops_data';
import { payerReading, shop } from './shops_data';
import { slipText } from './slips';
import { PIN, type FakeWallet } from './wallet';

export class FakeShops {
  shops: MerchantView[] = [];
  members: MemberView[] = [member('Lin', 'owner', { is_me: true, may_become: [] })];
  charges: ChargeView[] = [];
  taken: PaymentView[] = [];
  items: ItemView[] = [];
  /** What coupons of the next payer save. */
  savings: RefundsView['savings'] = [];
  /** What the next file is answered with. */
  faults: Array<{ line: number; rule: string }> = [];
  approves = true;
  fee: ShopFeeView = { percent: null, free_below: null };

  constructor(private readonly wallet: FakeWallet) {}

  /** The payer does something about an attempt, or it ends. */
  becomes(charge: string, standing: ChargeStanding): void {
    this.charges = this.charges.map((one) => (one.charge === charge ? { ...one, standing } : one));
    if (standing.state === 'paid') this.pay(standing.payment, this.known(charge).amount);
  }

  private pay(id: string, amount: PaymentView['amount']): void {
    const sequence = 5000 + this.taken.length;
    const saved = this.savings.reduce((sum, one) => sum + minorOf(one.saving.digits), 0);
    const paid: PaymentView = {
      ...payment(0),
      payment: id,
      kind: 'order',
      direction: 'in',
      amount: saved === 0 ? amount : yuan(minorOf(amount.digits) - saved),
      counterparty: null,
      note: null,
      check: '47',
      at_ms: Date.now(),
      sequence,
    };
    this.taken = [paid, ...this.taken];
  }

  private known(charge: string): ChargeView {
    return this.charges.find((one) => one.charge === charge) ?? this.wallet.refuse('order_unknown');
  }

  private shop(merchant: string): MerchantView {
    const found = this.shops.find((one) => one.merchant === merchant);
    return found ?? this.wallet.refuse('merchant_unknown');
  }

  private begin(request: OpenOrderRequest, payer_code: string | null): ChargeView {
    const { note } = request;
    const { minor, view } = this.wallet.amount(request.amount);
    const goods = goodsOf(this.items, request, minor);
    const number = String(this.charges.length + 1).padStart(4, '0');
    const ends_at_ms = Date.now() + 3 * MINUTE_MS;
    let standing: ChargeStanding = {
      state: 'open',
      code: `ORDER-${number}`,
      svg: pictureOfCode(),
      ends_at_ms,
    };
    if (payer_code !== null) {
      standing = { state: 'paid', payment: `01JDTAKEN00000000000000${number}`, at_ms: Date.now() };
      if (minor > QUICK_MINOR) standing = { state: 'pin_needed', rule: 'amount', ends_at_ms };
      if (payer_code.replace(/\D/g, '') !== PAYER) {
        standing = { state: 'refused', error: failure('payer_code_unknown') };
      }
    }
    const charge: ChargeView = {
      charge: `01JDCHARGE000000000000${number}`,
      merchant: SHOP,
      amount: view,
      note,
      goods,
      by_payer_code: payer_code !== null,
      started_at_ms: Date.now(),
      reversible_at_ms: Date.now() + 15_000,
      standing,
    };
    this.charges = [...this.charges, charge];
    if (standing.state === 'paid') this.pay(standing.payment, view);
    return charge;
  }

  private end(charge: string, standing: ChargeStanding): ChargeView {
    const now = this.known(charge);
    if (now.standing.state === 'open' || now.standing.state === 'pin_needed') {
      this.becomes(charge, standing);
    }
    return this.known(charge);
  }

  private refundsOf(id: string) {
    const paid = this.taken.find((one) => one.payment === id) ?? this.wallet.refuse('payment_unknown');
    const refunds = this.taken.filter((one) => one.of === id).reverse();
    const back = refunds.reduce((sum, one) => sum + minorOf(one.amount.digits), 0);
    const left = minorOf(paid.amount.digits) - back;
    return { paid, refunds, left };
  }

  /** What the codes of shops say: an invitation, and what a payer shows. */
  read(text: string): ReadingView | null {
    if (text.startsWith(INVITATION)) {
      const is_ours = !text.endsWith('ELSEWHERE');
      return { reading: 'invitation', code: text, operator: 'pay.riverside.example', is_ours };
    }
    return text === PAYER ? { ...payerReading(), text } : null;
  }

  private addUp({ lines, typed, tip }: AddUpRequest) {
    const priced = lines.map(({ item: id, pieces }) => {
      const it = this.items.find((one) => one.item === id);
      if (it === undefined) this.wallet.refuse('catalogue_item_gone');
      const minor = minorOf(it.price.digits) * pieces;
      return { minor, line: { item: id, name: it.name, pieces, sum: yuan(minor) } };
    });
    const more = typed === '' ? 0 : minorOf(typed);
    const price = priced.reduce((sum, { minor }) => sum + minor, more);
    const part = tip?.kind === 'percent' ? Math.round((price * tip.percent) / 100) : 0;
    const given = tip?.kind === 'typed' ? this.wallet.amount(tip.digits).minor : part;
    return {
      lines: priced.map(({ line }) => line),
      typed: more === 0 ? null : yuan(more),
      tip: given === 0 ? null : yuan(given),
      total: yuan(price + given),
    };
  }

  private save({ item: id, name, price, barcode, tags }: SaveItemRequest) {
    if (name.trim() === '') this.wallet.refuse('catalogue_name');
    const kept: ItemView = {
      item: id ?? item(name, 0).item,
      name,
      price: this.wallet.amount(price).view,
      barcode: barcode === '' ? null : barcode,
      tags: tags.split(' ').filter((tag) => tag !== ''),
    };
    const known = this.items.some((one) => one.item === kept.item);
    this.items = known
      ? this.items.map((one) => (one.item === kept.item ? kept : one))
      : [...this.items, kept];
    return { items: this.items };
  }

  private open({ name, city, address, category }: OpenMerchantRequest): MerchantView {
    const state = this.approves ? 'active' : 'pending';
    const opened = shop('owner', { name, city, address, category, state, may_charge: this.approves });
    this.shops = [...this.shops, opened];
    return opened;
  }

  /** The commands that these answer. */
  readonly handlers = {
    merchants: () => ({ merchants: this.shops, online: this.wallet.online }),
    shop_fee: () => this.fee,
    open_merchant: (request: OpenMerchantRequest) => this.open(request),
    withdraw: ({ amount, pin }: { amount: string; pin: string }) => {
      if (pin !== PIN) this.wallet.refuse('pin_wrong', { tries_left: 4 });
      return {
        ...payment(0),
        kind: 'withdrawal' as const,
        amount: this.wallet.amount(amount).view,
      };
    },
    slip: ({ payment: id, language }: SlipRequest) => {
      const { paid, refunds } = this.refundsOf(id);
      const link = `https://pay.riverside.example/r/${id}`;
      return { text: slipText(paid, refunds, language), link };
    },
    slip_file: ({ form }: SlipFileRequest) => ({
      name: form.kind === 'pdf' ? 'receipt-7.pdf' : 'receipt-7.bin',
      media_type: form.kind === 'pdf' ? 'application/pdf' : 'application/octet-stream',
      content: btoa('bytes'),
    }),
    staff: () => ({ members: this.members }),
    invite_staff: ({ role }: { role: StaffRole }) => ({
      code: `${INVITATION}#${role.toUpperCase()}`,
      svg: pictureOfCode(),
      role,
      ends_at_ms: Date.now() + 86_400_000,
    }),
    join_merchant: ({ code }: { code: string }) => {
      if (code.includes('USED')) this.wallet.refuse('invitation_used');
      this.shops = [...this.shops, shop('cashier')];
      return shop('cashier');
    },
    change_role: ({ staff, role }: { staff: string; role: StaffRole }) => {
      this.members = this.members.map((one) => (one.staff === staff ? { ...one, role } : one));
      return { members: this.members };
    },
    remove_staff: ({ staff }: { staff: string }) => {
      const is_me = this.members.find((one) => one.staff === staff)?.is_me ?? false;
      this.members = this.members.filter((one) => one.staff !== staff);
      if (is_me) this.shops = [];
      return { members: is_me ? [] : this.members };
    },
    till: ({ merchant }: { merchant: string }) => ({
      merchant: this.shop(merchant),
      online: this.wallet.online,
      charges: this.charges.filter(({ standing }) =>
        ['open', 'pin_needed', 'unknown'].includes(standing.state),
      ),
    }),
    open_order: (request: OpenOrderRequest) => this.begin(request, null),
    charge_payer_code: ({ payer_code, ...request }: ChargePayerCodeRequest) =>
      this.begin(request, payer_code),
    charge: ({ charge }: { charge: string }) => this.known(charge),
    close_charge: ({ charge }: { charge: string }) => this.end(charge, { state: 'closed' }),
    reverse_charge: ({ charge }: { charge: string }) => {
      this.becomes(charge, { state: 'reversed', returned: this.known(charge).amount });
      return this.known(charge);
    },
    takings: () => ({
      payments: this.taken,
      next_before: null,
      as_of_ms: Date.now(),
      online: true,
    }),
    refunds: ({ payment: id }: { payment: string }) => {
      const { paid, refunds, left } = this.refundsOf(id);
      const { savings } = this;
      const paidAs = ({ standing: it }: ChargeView) => it.state === 'paid' && it.payment === id;
      const goods = this.charges.find(paidAs)?.goods ?? [];
      const taken_by = { kind: 'key' as const, name: 'Till 2', role: null };
      return { payment: paid, taken_by, savings, goods, left: left === 0 ? null : yuan(left), refunds };
    },
    preview_refund: ({ payment: id, amount }: { payment: string; amount: string }) => {
      const asked = this.wallet.amount(amount);
      const left = this.refundsOf(id).left - asked.minor;
      if (left < 0) this.wallet.refuse('refund_too_much');
      return {
        amount: asked.view,
        cash: asked.view,
        clawed_back: null,
        fee_back: this.fee.percent === null ? null : yuan(1),
        coupons: this.savings.map(({ title, funder, saving: given_back }) => {
          const becomes = left === 0 ? ('returned' as const) : ('used' as const);
          return { title, funder, given_back, becomes };
        }),
        left: yuan(left),
        refunds_left: 49,
      };
    },
    refund: (request: { payment: string; amount: string; reason: string | null }) => {
      const back: PaymentView = {
        ...payment(0),
        payment: `01JDBACK${String(this.taken.length).padStart(18, '0')}`,
        kind: 'refund',
        direction: 'out',
        amount: this.wallet.amount(request.amount).view,
        counterparty: null,
        note: request.reason,
        of: request.payment,
        at_ms: Date.now(),
        sequence: 5000 + this.taken.length,
      };
      this.taken = [back, ...this.taken];
      return back;
    },
    catalogue: () => ({ items: this.items }),
    save_item: (request: SaveItemRequest) => this.save(request),
    remove_item: ({ item: id }: { item: string }) => {
      this.items = this.items.filter((one) => one.item !== id);
      return { items: this.items };
    },
    import_catalogue: () => {
      if (this.faults.length > 0) return { items: null, faults: this.faults };
      this.items = [item('Noodles', 1250, '6901'), item('Tea', 300)];
      return { items: this.items, faults: [] };
    },
    export_catalogue: () => ({ csv: 'name,price,currency,barcode,tags\r\n', json: '{"items":[]}' }),
    add_up: (request: AddUpRequest) => this.addUp(request),
  };
}
