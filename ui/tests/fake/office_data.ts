// Figures, bills, sound boxes and limits as the fake town has them.
import type {
  BarView,
  BillView,
  FiguresView,
  MatterView,
  SoundBoxView,
  SpanRequest,
  SumsView,
  TakerView,
  TakersView,
  UpliftView,
} from '../../src/bindings.gen';
import { yuan } from './data';

const DAY_MS = 86_400_000;
const [FROM, DAYS_OF_MONTH] = ['2026-11-01', 30];

/** What the hours of a noodle shop take, in minor units and payments. */
const HOURS: Record<number, [minor: number, count: number]> = {
  7: [8_400, 6],
  8: [15_600, 11],
  11: [31_250, 17],
  12: [62_500, 34],
  13: [28_000, 15],
  17: [19_800, 9],
  18: [54_600, 26],
  19: [40_150, 19],
};

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const sums = (count: number, minor: number, more: Partial<SumsView> = {}): SumsView => ({
  count,
  price: yuan(minor),
  cash: yuan(minor),
  by_operator: null,
  by_shops: null,
  given_up: null,
  fee: null,
  ...more,
});

function bars(values: Array<[name: string, minor: number, count: number]>): BarView[] {
  const most = Math.max(1, ...values.map(([, minor]) => minor));
  return values.map(([name, minor, count]) => ({
    name,
    count,
    price: yuan(minor),
    share: Math.floor((minor * 1000) / most),
  }));
}

const hours = () =>
  bars(
    Array.from({ length: 24 }, (_, hour) => {
      const [minor, count] = HOURS[hour] ?? [0, 0];
      return [String(hour).padStart(2, '0'), minor, count];
    }),
  );

function days(from: string, count: number): BarView[] {
  return bars(
    Array.from({ length: count }, (_, at) => {
      const is_closed = at % 7 === 0;
      return [dayAfter(from, at), is_closed ? 0 : 90_000 + ((at * 37) % 11) * 9_000, is_closed ? 0 : 40];
    }),
  );
}

/** The days that are asked for: the fake town's today is Saturday, the 28th of November 2026. */
function bounds(span: SpanRequest): [from: string, count: number] {
  switch (span.span) {
    case 'day':
      return [dayAfter('2026-11-28', -span.back), 1];
    case 'week':
      return [dayAfter('2026-11-23', -7 * span.back), 7];
    case 'month':
      return [span.back === 0 ? FROM : '2026-10-01', span.back === 0 ? DAYS_OF_MONTH : 31];
    case 'days':
      return [span.from, (Date.parse(span.until) - Date.parse(span.from)) / DAY_MS + 1];
  }
}

export function figures(span: SpanRequest): FiguresView {
  const [from, count] = bounds(span);
  const discounts = { by_operator: yuan(12_000), by_shops: yuan(3_500), cash: yuan(244_800) };
  return {
    from,
    until: dayAfter(from, count - 1),
    as_of_ms: Date.now(),
    is_empty: false,
    payments: sums(137, 260_300, discounts),
    refunds: sums(2, 2_500),
    reversals: sums(0, 0),
    net: { amount: yuan(257_800), is_negative: false },
    hours: hours(),
    busiest: '12',
    days: days(from, count),
    customers: { count: 118, returning: 41 },
  };
}

const taker = (more: Partial<TakerView>): TakerView => ({
  kind: 'staff',
  name: null,
  role: null,
  payments: sums(0, 0),
  refunds: sums(0, 0),
  reversals: sums(0, 0),
  tips: null,
  net: { amount: yuan(0), is_negative: false },
  numbers: null,
  ...more,
});

const MEI = taker({
  name: '张美',
  role: 'cashier',
  payments: sums(74, 140_300, { by_operator: yuan(12_000), cash: yuan(128_300) }),
  refunds: sums(1, 1_500),
  tips: { count: 9, given: yuan(2_750), back: yuan(300) },
  net: { amount: yuan(138_800), is_negative: false },
  numbers: { first: 20_417, last: 20_993 },
});

/** Who took what of {@link figures}. */
export function takers(span: SpanRequest): TakersView {
  const [from, count] = bounds(span);
  const discounts = { by_operator: yuan(12_000), by_shops: yuan(3_500), cash: yuan(244_800) };
  const omar = {
    name: 'Omar',
    role: 'owner' as const,
    refunds: sums(1, 1_000),
    net: { amount: yuan(1_000), is_negative: true },
  };
  const label = {
    kind: 'label' as const,
    payments: sums(63, 120_000, { by_shops: yuan(3_500), cash: yuan(116_500) }),
    net: { amount: yuan(120_000), is_negative: false },
    numbers: { first: 20_400, last: 20_988 },
  };
  const key = {
    kind: 'key' as const,
    name: 'Till 2',
    payments: sums(1, 800),
    net: { amount: yuan(800), is_negative: false },
    numbers: { first: 20_512, last: 20_512 },
  };
  return {
    from,
    until: dayAfter(from, count - 1),
    as_of_ms: Date.now(),
    is_whole: true,
    takers: [taker(omar), MEI, taker(key), taker(label)],
    payments: sums(137, 260_300, discounts),
    refunds: sums(2, 2_500),
    reversals: sums(0, 0),
    tips: MEI.tips,
    net: { amount: yuan(257_800), is_negative: false },
  };
}

/** What a cashier is told. */
export const ownTakings = (span: SpanRequest): TakersView => ({
  ...takers(span),
  is_whole: false,
  takers: [MEI],
  payments: MEI.payments,
  refunds: MEI.refunds,
  net: MEI.net,
});

export const noFigures = (span: SpanRequest): FiguresView => ({
  ...figures(span),
  is_empty: true,
  payments: sums(0, 0),
  refunds: sums(0, 0),
  net: { amount: yuan(0), is_negative: false },
  hours: hours().map((hour) => ({ ...hour, count: 0, share: 0 })),
  busiest: null,
  customers: { count: 0, returning: 0 },
});

/** The bill of a day so many days before the 28th of November 2026. */
export const bill = (days_before: number): BillView => ({
  date: dayAfter('2026-11-27', -days_before),
  opening: { amount: yuan(days_before === 0 ? 40_000 : 12_000), is_negative: false },
  closing: { amount: yuan(86_450), is_negative: false },
  payments: sums(31 + days_before, 71_250, { by_operator: yuan(1_000), cash: yuan(70_250) }),
  refunds: sums(1, 1_250),
  reversals: sums(0, 0),
  net: { amount: yuan(70_000), is_negative: false },
  other_in: null,
  other_out: days_before === 0 ? yuan(23_550) : null,
  withdrawn: null,
  at_ms: Date.parse('2026-11-27') - (days_before - 1) * DAY_MS + 20 * 60_000,
});

export const box = (place: number): SoundBoxView => ({
  sound_box: `01JDBOX${String(place).padStart(19, '0')}`,
  place,
  paired_at_ms: Date.now() - place * 40 * DAY_MS,
  until_ms: Date.now() + 300 * DAY_MS,
});

export const matter = (more: Partial<MatterView> = {}): MatterView => ({
  entry: 12,
  action: 'limited',
  reason: 'fraud_suspected',
  text: 'Three cards that were reported stolen paid here within an hour.',
  at_ms: Date.now() - 2 * DAY_MS,
  ended: null,
  appeal: null,
  ...more,
});

export const appealed = (more: Partial<NonNullable<MatterView['appeal']>> = {}) => ({
  text: 'A tour group paid here; the cards were not stolen.',
  evidence: 'ab'.repeat(32),
  at_ms: Date.now() - DAY_MS,
  answer_by_ms: Date.now() + 13 * DAY_MS,
  is_overdue: false,
  answer: null,
  ...more,
});

export const answered = (action: 'granted' | 'upheld') => ({
  action,
  text: action === 'granted' ? 'The bank took its report back.' : 'The bank confirms the report.',
  at_ms: Date.now() - 3_600_000,
});

const net = (minor: number) => ({ amount: yuan(Math.abs(minor)), is_negative: minor < 0 });

/** What a campaign brought, as a difference of so much with its interval. */
export function uplift(
  title: string,
  verdict: UpliftView['verdict'],
  [low, mean, high]: [number, number, number] = [-210, 640, 1_490],
): UpliftView {
  const is_told = verdict !== 'too_few' && verdict !== 'no_group';
  return {
    campaign: `01JDUPLIFT${title.toUpperCase().replace(/\W/g, '').padEnd(16, '0').slice(0, 16)}`,
    title,
    from_ms: Date.UTC(2026, 9, 1),
    until_ms: Date.UTC(2026, 10, 1),
    is_over: verdict !== 'none_told',
    hold_out_percent: verdict === 'no_group' ? '0' : '10',
    may_win: { people: 1_804, buyers: 922, taken: net(5_231_600), mean: net(2_900) },
    held_out: { people: 196, buyers: 87, taken: net(442_960), mean: net(2_260) },
    difference: is_told ? { mean: net(mean), low: net(low), high: net(high) } : null,
    verdict,
  };
}
