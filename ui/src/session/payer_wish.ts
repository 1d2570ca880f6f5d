// How the next pay code is limited. Kept while the app is open, across a look for a shop's label.
import { reactive } from 'vue';

export const payer_wish = reactive({
  /** The most that may be taken, in digits as the core wrote them. */
  cap: null as string | null,
  /** The shop that alone may take it: its label's text, and its registered name. */
  only: null as { code: string; name: string } | null,
});
