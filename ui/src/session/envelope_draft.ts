// The envelope that is being filled. Kept while the app is open, across a look for a person's code.
import { reactive } from 'vue';
import type { EnvelopeSplit } from '../bindings.gen';

const empty = () => ({
  whom: 'group' as 'group' | 'person',
  /** The only person who may open it: the text of a receive code, and the registered name. */
  payee: null as { code: string; name: string } | null,
  digits: '',
  shares: 5,
  split: 'lucky' as EnvelopeSplit,
  greeting: '',
});

export const envelope_draft = reactive(empty());

export function clearEnvelopeDraft(): void {
  Object.assign(envelope_draft, empty());
}
