// Amounts of a shop's books as texts.
import type { AmountView, NetView, SumsView } from '../../bindings.gen';
import { text } from '../../text';

export const money = (amount: AmountView): string => amount.symbol + amount.digits;

export const signed = ({ amount, is_negative }: NetView): string =>
  (is_negative ? '−' : '') + money(amount);

/** What went back, and how often. */
export const wentBack = ({ price, count }: SumsView): string =>
  count === 0 ? money(price) : text.value.office.figures.of_count(`−${money(price)}`, count);

type Fact = { name: string; value: string; testid?: string };

/** What payments came to by who gave it, and the operator's fee; who gave nothing is left out. */
export function paidBy({ cash, by_operator, by_shops, given_up, fee }: SumsView): Fact[] {
  const words = text.value.office.figures;
  const parts: Array<[string, AmountView | null, string]> = [
    [words.cash, cash, 'cash'],
    [words.by_operator, by_operator, 'by-operator'],
    [words.by_shops, by_shops, 'by-shops'],
    [words.given_up, given_up, 'given-up'],
  ];
  const given = parts.flatMap(([name, amount, testid]) =>
    amount === null ? [] : [{ name, value: money(amount), testid }],
  );
  // What is taken of it stands last, as what it is.
  return fee === null
    ? given
    : [...given, { name: words.fee, value: `−${money(fee)}`, testid: 'fee' }];
}
