// What is put into an envelope, as it is typed. Whether it fits, the core says after every key.
import { ref, shallowRef, toRefs, watch } from 'vue';
import type { EnvelopeCheckView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { envelope_draft } from '../../session/envelope_draft';

const TEXT_MAX = 10;

export function useEnvelopeTyping() {
  const { digits, shares, split } = toRefs(envelope_draft);
  const check = shallowRef<EnvelopeCheckView | null>(null);
  const error = ref<UiError | null>(null);
  let queue: Promise<void> = Promise.resolve();
  let asked = 0;

  /** Takes a text over once the core can read it; what it cannot read changes nothing. */
  async function accept(typed: string): Promise<void> {
    const turn = (asked += 1);
    try {
      const request = { total: typed, shares: shares.value, split: split.value };
      const view = await call('check_envelope', request);
      if (turn !== asked) return;
      check.value = view;
      error.value = null;
      digits.value = typed;
    } catch (cause) {
      const why = errorOf(cause);
      if (why.code === 'amount_malformed' || turn !== asked) return;
      digits.value = typed;
      check.value = null;
      error.value = why;
    }
  }

  function next(key: string): string | null {
    if (digits.value.length >= TEXT_MAX) return null;
    if (key === '.') {
      if (digits.value.includes('.')) return null;
      return digits.value === '' ? '0.' : `${digits.value}.`;
    }
    return digits.value === '0' ? key : digits.value + key;
  }

  /** Keys are taken one after the other, each once the one before was checked. */
  function press(key: string): void {
    queue = queue.then(async () => {
      const typed = next(key);
      if (typed !== null) await accept(typed);
    });
  }

  function erase(): void {
    queue = queue.then(() => accept(digits.value.slice(0, -1)));
  }

  const again = () => (queue = queue.then(() => accept(digits.value)));
  watch([shares, split], again, { immediate: true });

  return { digits, shares, split, check, error, press, erase };
}
