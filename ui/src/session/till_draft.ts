// What is being put together at a till: kept while the app is open, across a look for an item or
// for the payer's code.
import { reactive } from 'vue';
import type { TipRequest } from '../bindings.gen';

export const till_draft = reactive({
  /** The shop that it is put together for. */
  merchant: '',
  /** The digits that were typed. */
  typed: '',
  note: '',
  /** What is given above the price. */
  tip: null as TipRequest | null,
  /** How many of each item. */
  pieces: {} as Record<string, number>,
  /** What the payer showed, once it was scanned. */
  payer_code: null as string | null,
  /** The bar code of an item, once it was scanned. */
  barcode: null as string | null,
});

/** Begins anew, for the next customer or another shop. */
export function clearTillDraft(merchant = ''): void {
  const nothing = { typed: '', note: '', tip: null, pieces: {}, payer_code: null, barcode: null };
  Object.assign(till_draft, { merchant, ...nothing });
}
