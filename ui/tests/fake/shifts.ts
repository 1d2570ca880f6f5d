// The shifts of the fake town's shop: Mei closed two, Omar has one open, the person opens their own.
import type {
  ShiftClosedView,
  ShiftFiguresView,
  TakerNameView,
  ShiftView,
  ShiftsView,
} from '../../src/bindings.gen';
import { MINUTE_MS, yuan } from './data';
import { sums } from './office_data';
import type { FakeWallet } from './wallet';

const HOUR_MS = 60 * MINUTE_MS;
const PAGE = 5;

export const MEI: TakerNameView = { kind: 'staff', name: '张美', role: 'cashier' };
export const OMAR: TakerNameView = { kind: 'staff', name: 'Omar', role: 'owner' };
export const TILL: TakerNameView = { kind: 'key', name: null, role: null };

export const took = (count: number, minor: number): ShiftFiguresView => ({
  payments: sums(count, minor),
  orders: sums(Math.max(0, count - 1), Math.floor(minor / 2)),
  codes: sums(Math.min(1, count), minor - Math.floor(minor / 2)),
  refunds: sums(1, 1_500),
  reversals: sums(0, 0),
  tips: { count: 2, sum: yuan(350) },
  net: { amount: yuan(Math.abs(minor - 1_500)), is_negative: minor < 1_500 },
  numbers: count === 0 ? null : { first: 20_417, last: 20_993 },
});

export const shift = (at: number, more: Partial<ShiftView> = {}): ShiftView => ({
  shift: `01JDSH1FT${String(at).padStart(17, '0')}`,
  taker: MEI,
  is_own: false,
  opened_at_ms: Date.parse('2026-11-28T09:00') - at * 24 * HOUR_MS,
  closed: null,
  figures: took(12, 34_650),
  as_of_ms: Date.now(),
  ...more,
});

export const closed = (at: number, number: number, more: Partial<ShiftView> = {}): ShiftView => {
  const open = shift(at, more);
  const end: ShiftClosedView = {
    at_ms: open.opened_at_ms + 8 * HOUR_MS,
    number,
    by: open.taker,
    note: `riverside/shift\nversion 1\nnumber ${number}\n\n\u2014 riverside/journal AAAA\n`,
  };
  return { ...open, closed: end };
};

export class FakeShifts {
  /** All of them, those that were opened last in front. */
  all: ShiftView[] = [];
  /** Whether the person is told of the shifts of all. */
  is_whole = true;

  constructor(private readonly wallet: FakeWallet) {}

  private reach(): void {
    if (!this.wallet.online) this.wallet.refuse('offline');
  }

  private page(before: number | null): ShiftsView {
    const number = (one: ShiftView) => one.closed?.number ?? 0;
    const reports = this.all
      .filter((one) => one.closed !== null && (before === null || number(one) < before))
      .sort((a, b) => number(b) - number(a));
    const page = reports.slice(0, PAGE);
    return {
      open: before === null ? this.all.filter((one) => one.closed === null) : [],
      closed: page,
      next_before: reports.length > PAGE ? number(page.at(-1)!) : null,
      is_whole: this.is_whole,
    };
  }

  private find(id: string): ShiftView {
    const found = this.all.find((one) => one.shift === id);
    return found ?? this.wallet.refuse('shift_unknown');
  }

  /** The commands that these answer. */
  readonly handlers = {
    shifts: ({ before }: { before: number | null }) => {
      this.reach();
      return this.page(before);
    },
    shift: ({ shift: id }: { shift: string }) => {
      this.reach();
      return this.find(id);
    },
    open_shift: () => {
      this.reach();
      if (this.all.some((one) => one.is_own && one.closed === null)) {
        this.wallet.refuse('shift_open');
      }
      const opened = shift(900 + this.all.length, {
        is_own: true,
        taker: OMAR,
        opened_at_ms: Date.now(),
        figures: took(0, 0),
      });
      this.all = [opened, ...this.all];
      return opened;
    },
    close_shift: ({ shift: id }: { shift: string }) => {
      this.reach();
      const number = this.all.filter((one) => one.closed !== null).length + 1;
      const found = this.find(id);
      const ended = found.closed === null ? closed(0, number, found) : found;
      const end = { ...ended.closed!, at_ms: Date.now() };
      const one = { ...found, closed: found.closed ?? end };
      this.all = this.all.map((known) => (known.shift === id ? one : known));
      return one;
    },
    shift_file: ({ form }: { form: { kind: string } }) => ({
      name: form.kind === 'pdf' ? 'z-report-12.pdf' : 'z-report-12.bin',
      media_type: form.kind === 'pdf' ? 'application/pdf' : 'application/octet-stream',
      content: btoa('report'),
    }),
  };
}
