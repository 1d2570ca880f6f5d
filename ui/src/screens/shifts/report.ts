// What a shift took as names and values, and its signed report as a file.
import type { FileView, ShiftClosedView, ShiftFiguresView, SumsView } from '../../bindings.gen';
import { text } from '../../text';
import { money, paidBy, signed, wentBack } from '../office/say';

const ofCount = ({ price, count }: SumsView): string =>
  text.value.office.figures.of_count(money(price), count);

/** What was taken and what went back. */
export function factsOf(of: ShiftFiguresView) {
  const { figures, takers } = text.value.office;
  const { payments, orders, codes, refunds, reversals, tips, net, numbers } = of;
  const words = text.value.shifts;
  const parts = paidBy(payments).map(({ name, value }) => ({ name, value }));
  return [
    { name: figures.takings, value: money(payments.price), testid: 'shift-takings' },
    { name: figures.payments, value: String(payments.count), testid: 'shift-payments' },
    ...(orders.count === 0 ? [] : [{ name: words.orders, value: ofCount(orders) }]),
    ...(codes.count === 0 ? [] : [{ name: words.codes, value: ofCount(codes) }]),
    // What customers paid is the takings where nothing was discounted.
    ...(parts.length > 1 ? parts : []),
    ...(tips === null
      ? []
      : [{ name: words.tips, value: figures.of_count(money(tips.sum), tips.count), testid: 'shift-tips' }]),
    { name: figures.refunds, value: wentBack(refunds), testid: 'shift-refunds' },
    ...(reversals.count === 0 ? [] : [{ name: figures.reversals, value: wentBack(reversals) }]),
    ...(numbers === null
      ? []
      : [{ name: takers.numbers, value: takers.range(numbers.first, numbers.last) }]),
    { name: words.expected, value: signed(net), testid: 'shift-net' },
  ];
}

/** The report as it was signed. */
export async function noteFile({ number, note }: ShiftClosedView): Promise<FileView> {
  const bytes = new TextEncoder().encode(note ?? '');
  const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return { name: `z-report-${number}.note`, media_type: 'text/plain', content };
}
