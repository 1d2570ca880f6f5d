// What is being put together at a till: kept while the app is open, across a look for the payer's
// code.
import { reactive } from 'vue';

export const till_draft = reactive({
  /** The shop that it is put together for. */
  merchant: '',
  /** The digits that were typed. */
  typed: '',
  note: '',
  /** How many of each item. */
  pieces: {} as Record<string, number>,
  /** What the payer showed, once it was scanned. */
  payer_code: null as string | null,
});

/** Begins anew, for the next customer or another shop. */
export function clearTillDraft(merchant = ''): void {
  Object.assign(till_draft, { merchant, typed: '', note: '', pieces: {}, payer_code: null });
}
