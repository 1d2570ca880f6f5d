// Which days a shop's figures are of, and the figures; of several questions the last one counts.
import { computed, onMounted, ref, shallowRef } from 'vue';
import type { FiguresView, SpanRequest, TakersView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';

export const PERIODS = ['day', 'week', 'month', 'days'] as const;
export type Period = (typeof PERIODS)[number];

export const useFigures = (merchant: string) =>
  usePeriod<FiguresView>((span) => call('figures', { merchant, span }));

export const useTakers = (merchant: string) =>
  usePeriod<TakersView>((span) => call('takers', { merchant, span }));

/** What is asked for again for each period that is chosen. */
function usePeriod<View extends { from: string; until: string }>(
  ask: (span: SpanRequest) => Promise<View>,
) {
  const period = ref<Period>('day');
  const back = ref(0);
  const from = ref('');
  const until = ref('');
  const view = shallowRef<View | null>(null);
  const error = ref<UiError | null>(null);
  let turn = 0;

  const span = computed<SpanRequest | null>(() => {
    if (period.value !== 'days') return { span: period.value, back: back.value };
    if (from.value === '' || until.value === '') return null;
    return { span: 'days', from: from.value, until: until.value };
  });

  async function load(): Promise<void> {
    const mine = (turn += 1);
    view.value = null;
    error.value = null;
    if (span.value === null) return;
    try {
      const told = await ask(span.value);
      if (mine === turn) view.value = told;
    } catch (cause) {
      if (mine === turn) error.value = errorOf(cause);
    }
  }

  function choose(chosen: Period): void {
    if (chosen === 'days' && view.value !== null) {
      from.value = view.value.from;
      until.value = view.value.until;
    }
    period.value = chosen;
    back.value = 0;
    void load();
  }

  function step(by: number): void {
    back.value = Math.max(0, back.value + by);
    void load();
  }

  onMounted(load);
  return { period, back, from, until, span, view, error, load, choose, step };
}
