// What a code of another network states, in the order in which a payer asks for it.
import type { ReadingView } from '../../bindings.gen';
import { text } from '../../text';
import { visible } from '../../text/visible';

export type OtherCode = Extract<ReadingView, { reading: 'other_payment' }>;

export interface Fact {
  name: string;
  value: string;
}

/** Says who sets the amount; nothing where the code leaves that open. */
export function amountNote(code: OtherCode): string | null {
  const words = text.value.code;
  if (code.amount === null) return code.amount_set_by === 'payer' ? words.amount_by_payer : null;
  if (code.amount_set_by === 'code') return words.by_code;
  return code.amount_set_by === 'payer' ? words.by_payer : null;
}

export function factsOf(code: OtherCode): Fact[] {
  const words = text.value.code;
  const other_networks = code.networks.filter((network) => network !== code.scheme);
  const stated: Array<[name: string, value: string | null]> = [
    [words.account, code.payee_account],
    [words.place, code.place],
    [words.fee, code.fee],
    [words.reference, code.reference],
    [words.message, code.message],
    [words.expires, code.expires],
    [words.networks, other_networks.length > 0 ? code.networks.join(' · ') : null],
    [words.leads_to, code.host],
  ];
  return stated.flatMap(([name, value]) => (value ? [{ name, value: visible(value) }] : []));
}

/** Returns every field; the same name may stand several times. */
export function fieldsOf(code: OtherCode): Fact[] {
  return code.fields.map(({ name, value }) => ({ name: visible(name), value: visible(value) }));
}
