// The history page by page, newest first, and its days.
import { computed, ref, shallowRef } from 'vue';
import type { HistoryView, PaymentView } from '../../bindings.gen';
import { call } from '../../platform';
import { useTask } from '../../session/task';
import { dayKey } from '../../text/when';

export interface Day {
  key: string;
  at_ms: number;
  payments: PaymentView[];
}

/** Puts payments that follow each other on one local day together. */
export function daysOf(payments: PaymentView[]): Day[] {
  const days: Day[] = [];
  for (const payment of payments) {
    const key = dayKey(payment.at_ms);
    const last = days.at(-1);
    if (last?.key === key) last.payments.push(payment);
    else days.push({ key, at_ms: payment.at_ms, payments: [payment] });
  }
  return days;
}

export function useHistory() {
  const payments = shallowRef<PaymentView[]>([]);
  const newest = shallowRef<HistoryView | null>(null);
  const next_before = ref<number | null>(null);
  const { busy, error, run } = useTask();

  /** Reads the newest page anew; what was read before stays until it is there. */
  async function refresh(): Promise<void> {
    await run(async () => {
      const page = await call('history', { before: null });
      newest.value = page;
      payments.value = page.payments;
      next_before.value = page.next_before;
    });
  }

  async function more(): Promise<void> {
    const before = next_before.value;
    if (before === null) return;
    await run(async () => {
      const page = await call('history', { before });
      const known = new Set(payments.value.map((payment) => payment.payment));
      const fresh = page.payments.filter((payment) => !known.has(payment.payment));
      payments.value = [...payments.value, ...fresh];
      next_before.value = page.next_before;
    });
  }

  return {
    busy,
    error,
    newest,
    days: computed(() => daysOf(payments.value)),
    ended: computed(() => newest.value !== null && next_before.value === null),
    refresh,
    more,
  };
}
