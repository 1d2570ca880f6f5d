// An amount as it is typed: text only. Whether it is an amount, the core says after every key.
import { ref } from 'vue';
import type { AmountView, UiError } from '../bindings.gen';
import { call, errorOf } from '../platform';

const TEXT_MAX = 14;
/** With these answers a key simply does nothing, as on a calculator. */
const IGNORED = ['amount_malformed'];

export function useAmountTyping(given = '') {
  const digits = ref(given);
  const amount = ref<AmountView | null>(null);
  const error = ref<UiError | null>(null);
  let queue: Promise<void> = Promise.resolve();

  async function accept(typed: string): Promise<void> {
    if (typed === '') {
      digits.value = '';
      amount.value = null;
      error.value = null;
      return;
    }
    try {
      amount.value = await call('check_amount', { digits: typed });
      error.value = null;
      digits.value = typed;
    } catch (cause) {
      const why = errorOf(cause);
      if (IGNORED.includes(why.code)) return;
      digits.value = typed;
      amount.value = null;
      // Zero is on the way to most amounts below one: no reason to complain yet.
      error.value = why.code === 'amount_zero' ? null : why;
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

  if (given !== '') queue = accept(given);
  return { digits, amount, error, press, erase };
}
